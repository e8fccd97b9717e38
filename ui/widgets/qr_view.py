"""A QR code on the screen, to be read by a phone."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.hub.qr import qr_rows


class QrView(QWidget):
    """Dark on white in both themes, with its quiet zone. size: device-independent pixels; name: what screen readers say."""

    def __init__(self, size: int, name: str) -> None:
        super().__init__()
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setFixedSize(size, size)
        self.setAccessibleName(name)

    def show_text(self, text: str) -> None:
        self._rows = qr_rows(text) if text else ()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        size = len(self._rows) + 8
        module = self.width() // size
        start = (self.width() - module * len(self._rows)) // 2
        for y, row in enumerate(self._rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    painter.fillRect(start + x * module, start + y * module, module, module, QColor("black"))
        painter.end()
