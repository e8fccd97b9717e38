"""A field to sign in with mouse, pen or finger; the strokes are kept as the hand made them."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QElapsedTimer, QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme

PRESSURE_FULL = 1000
PRESSURE_OF_MOUSE = 500  # a mouse has none
INK = "#10206a"
PAPER = "#ffffff"  # like paper in the dark theme too

Stroke = list[list[int]]


class SignaturePad(QWidget):
    """Strokes are lists of [x, y, t_ms, pressure]: thousandths of the field's width, milliseconds since the first touch, 0-1000."""

    changed = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[Stroke] = []
        self._is_down = False
        self._clock = QElapsedTimer()
        self.setAccessibleName(label)
        self.setMinimumSize(360, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking, False)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:
        return QSize(520, 190)

    def is_empty(self) -> bool:
        return not self._strokes

    def strokes(self) -> list[Stroke]:
        """Return a copy of all strokes, in the order in which they were made."""
        return [[list(point) for point in stroke] for stroke in self._strokes]

    def set_strokes(self, strokes: list[Stroke]) -> None:
        """Show strokes that were kept; later ones are added to them."""
        self._strokes = [[list(point) for point in stroke] for stroke in strokes if stroke]
        self.update()
        self.changed.emit()

    def clear(self) -> None:
        """Take all strokes away."""
        self._strokes, self._is_down = [], False
        self._clock.invalidate()
        self.update()
        self.changed.emit()

    def to_png(self, width: int = 1200) -> bytes:
        """Return a picture of the strokes on clear ground, as wide as asked and as high as the field's shape. Empty: b""."""
        if self.is_empty():
            return b""
        image = QImage(width, max(1, round(width * self.height() / max(1, self.width()))), QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self._draw_strokes(painter, width)
        painter.end()
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, the call wants text
        return bytes(buffer.data().data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position(), PRESSURE_OF_MOUSE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_down:
            self._go_on(event.position(), PRESSURE_OF_MOUSE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        pressure = round(event.pressure() * PRESSURE_FULL)
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletMove and self._is_down:
            self._go_on(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()  # else Qt makes mouse events of it, and every point comes twice

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colours.border), 1))
        painter.setBrush(QColor(PAPER))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        base = self.height() * 0.78
        painter.setPen(QPen(QColor("#94a3b8"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(24, base), QPointF(self.width() - 24, base))
        if self.is_empty():
            painter.setPen(QColor("#64748b"))
            painter.drawText(self.rect().adjusted(0, 0, 0, -int(self.height() * 0.24)), Qt.AlignmentFlag.AlignCenter, self.tr("Sign here"))
        self._draw_strokes(painter, self.width())
        painter.end()

    def _draw_strokes(self, painter: QPainter, width: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = width / 1000
        for stroke in self._strokes:
            last = stroke[0]
            for point in [*stroke[1:], stroke[-1]]:
                thickness = (2.2 + 3.2 * point[3] / PRESSURE_FULL) * scale
                painter.setPen(QPen(QColor(INK), thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
                painter.drawLine(QPointF(last[0], last[1]) * scale, QPointF(point[0], point[1]) * scale)
                last = point

    def _begin(self, position: QPointF, pressure: int) -> None:
        if not self._clock.isValid():
            self._clock.start()
        self._is_down = True
        self._strokes.append([self._point(position, pressure)])
        self.update()

    def _go_on(self, position: QPointF, pressure: int) -> None:
        point = self._point(position, pressure)
        if point[:2] != self._strokes[-1][-1][:2]:
            self._strokes[-1].append(point)
            self.update()

    def _end(self) -> None:
        if self._is_down:
            self._is_down = False
            self.changed.emit()

    def _point(self, position: QPointF, pressure: int) -> list[int]:
        scale = 1000 / max(1, self.width())
        x = min(max(position.x(), 0.0), self.width()) * scale
        y = min(max(position.y(), 0.0), self.height()) * scale
        return [round(x), round(y), int(self._clock.elapsed()), pressure]
