"""The steps of the first start in a column: done, here, to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.icons import icon_pixmap
from ui.theme import theme

ROW, TOP, LEFT = 46, 96, 34


class Trail(QWidget):
    """Painted; screen readers hear where they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[str, ...] = ()
        self._here = -1
        self.setFixedWidth(theme.px(250))
        theme.changed.connect(self.update)

    def show_steps(self, steps: Sequence[str]) -> None:
        """Show these steps; none of them is done."""
        self._steps = tuple(steps)
        self.update()

    def mark(self, here: int) -> None:
        """here: the step a person is at, 0 for the first; -1 before the first."""
        self._here = here
        self.setAccessibleName(self._steps[here] if 0 <= here < len(self._steps) else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(250), TOP + ROW * 7)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(1, 1, self.width() + 12, self.height() - 2), 9, 9)
        painter.setClipRect(self.rect())
        painter.fillPath(ground, QColor(colours.surface_soft))
        painter.drawPixmap(QPointF(LEFT - 12, 30), icon_pixmap("shield", colours.link, 26))
        name = QFont(self.font())
        name.setPixelSize(20)
        name.setBold(True)
        painter.setFont(name)
        painter.setPen(QColor(colours.text))
        painter.drawText(QPointF(LEFT + 22, 51), "Bukti")
        if self._here >= 0:
            self._paint_steps(painter)
        painter.end()

    def _paint_steps(self, painter: QPainter) -> None:
        colours = theme.colours
        font = QFont(self.font())
        for number, step in enumerate(self._steps):
            middle = TOP + ROW * number + ROW / 2
            is_done, is_here = number < self._here, number == self._here
            if number:
                painter.setPen(QPen(QColor(colours.link if number <= self._here else colours.border), 2))
                painter.drawLine(QPointF(LEFT, middle - ROW + 12), QPointF(LEFT, middle - 12))
            painter.setPen(QPen(QColor(colours.link if is_done or is_here else colours.border), 2))
            painter.setBrush(QColor(colours.brand if is_done else colours.surface))
            painter.drawEllipse(QPointF(LEFT, middle), 10, 10)
            font.setBold(is_here)
            painter.setFont(font)
            if is_done:
                painter.drawPixmap(QPointF(LEFT - 7, middle - 7), icon_pixmap("check", colours.on_brand, 14))
            else:
                painter.setPen(QColor(colours.link if is_here else colours.text_soft))
                painter.drawText(QRectF(LEFT - 10, middle - 10, 20, 20), Qt.AlignmentFlag.AlignCenter, str(number + 1))
            painter.setPen(QColor(colours.text if is_here else colours.text_soft))
            words = painter.fontMetrics().elidedText(step, Qt.TextElideMode.ElideRight, self.width() - LEFT - 32)
            painter.drawText(QRectF(LEFT + 22, middle - 12, self.width() - LEFT - 26, 24), Qt.AlignmentFlag.AlignVCenter, words)
