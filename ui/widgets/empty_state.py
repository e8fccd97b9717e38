"""What a page shows when there is nothing yet: a picture, a sentence, and the thing to press."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.icons import icon_pixmap
from ui.theme import theme
from ui.widgets.dress import Button, worded


class EmptyState(QWidget):
    """Centred in its place. The button is there only when `action` is given; it emits `acted`."""

    acted = Signal()

    def __init__(self, icon_name: str, title: str, hint: str, *, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title, self.hint = worded(title, "heading", wrap=True), worded(hint, "soft", wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._picture)
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
            label.setVisible(bool(label.text()))
        self.button = Button(action, kind="primary")
        self.button.clicked.connect(self.acted)
        column.addSpacing(6)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.button.setVisible(bool(action))
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._picture.setPixmap(icon_pixmap(self._icon_name, theme.colours.text_faint, theme.px(44)))
