"""The picture with its marks: drawn by mouse, or put and moved by keys. Draws as core/evidence/draw_marks.py will burn them in."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.evidence.marks import ARROW, BOX, COVER, NUMBER, SCALE, TEXT, Mark

RED, WHITE, GROUND = QColor(200, 24, 24), QColor("white"), QColor("#10151d")
STEP, SMALLEST, AT_FIRST = 100, 150, 1500  # ten-thousandths: a move by key, the smallest box, the size of one put by key
POINTS = (NUMBER, TEXT)


class MarkCanvas(QWidget):
    """Keys: Enter puts a mark into the middle, N goes on to the next; arrows move, Shift with arrows sizes, Delete takes it away."""

    changed = Signal()  # other marks than before
    put = Signal(object)  # a new Mark was drawn, before it is kept: the page may add words
    chosen = Signal(int)  # place of the mark in hand, -1 for none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tool = COVER
        self.marks: list[Mark] = []
        self._undo: list[list[Mark]] = []
        self._pixmap = QPixmap()
        self._at, self._from = -1, QPointF()
        self._drawn: Mark | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Picture to be marked"))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def show_image(self, image: QImage) -> None:
        """Show the upright picture; its marks stay."""
        self._pixmap = QPixmap.fromImage(image)
        self.update()

    def keep(self, mark: Mark) -> None:
        """Add a mark and take it in hand."""
        self._remember()
        self.marks.append(mark)
        self._choose(len(self.marks) - 1)
        self.changed.emit()

    def undo(self) -> None:
        """Take the last change back."""
        if self._undo:
            self.marks = self._undo.pop()
            self._choose(-1)
            self.changed.emit()

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if event.button() == Qt.MouseButton.LeftButton and not self._pixmap.isNull():
            self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drawn = self._mark(self._from, event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drawn, self._drawn = self._drawn, None
        if event.button() != Qt.MouseButton.LeftButton or self._pixmap.isNull():
            return
        if self.tool in POINTS:
            self.put.emit(self._mark(event.position(), event.position()))
        elif drawn is not None and max(abs(drawn.x2 - drawn.x1), abs(drawn.y2 - drawn.y1)) >= SMALLEST:
            self.put.emit(drawn)
        else:
            self._choose(self._mark_at(event.position()))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        ways = {Qt.Key.Key_Left: (-STEP, 0), Qt.Key.Key_Right: (STEP, 0), Qt.Key.Key_Up: (0, -STEP), Qt.Key.Key_Down: (0, STEP)}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            size, middle = (0 if self.tool in POINTS else AT_FIRST), SCALE // 2
            self.put.emit(Mark(self.tool, middle - size // 2, middle - size // 2, middle + size // 2, middle + size // 2))
        elif key in ways and self._at >= 0:
            self._move(*ways[Qt.Key(key)], is_sizing=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._at >= 0:
            self._remember()
            del self.marks[self._at]
            self._choose(-1)
            self.changed.emit()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_PageDown) and self.marks:
            self._choose((self._at + 1) % len(self.marks))
        else:
            super().keyPressEvent(event)

    def _move(self, x: int, y: int, *, is_sizing: bool) -> None:
        one = self.marks[self._at]
        self._remember()
        sized = replace(one, x2=_within(one.x2 + x), y2=_within(one.y2 + y))
        self.marks[self._at] = sized if is_sizing else replace(sized, x1=_within(one.x1 + x), y1=_within(one.y1 + y))
        self.update()
        self.changed.emit()

    def _remember(self) -> None:
        self._undo.append(list(self.marks))

    def _choose(self, at: int) -> None:
        self._at = at
        self.chosen.emit(at)
        self.update()

    def _mark_at(self, place: QPointF) -> int:
        found = [number for number, one in enumerate(self.marks) if self._frame(one).adjusted(-6, -6, 6, 6).contains(place)]
        return found[-1] if found else -1

    def _mark(self, first: QPointF, last: QPointF) -> Mark:
        return Mark(self.tool, *self._ten_thousandths(first), *self._ten_thousandths(last))

    def _ten_thousandths(self, point: QPointF) -> tuple[int, int]:
        room = self._room()
        across, down = (point.x() - room.left()) / room.width(), (point.y() - room.top()) / room.height()
        return _within(round(across * SCALE)), _within(round(down * SCALE))

    def _room(self) -> QRectF:
        """Where the picture stands in the widget."""
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, max(1, size.width()), max(1, size.height()))

    def _point(self, x: int, y: int) -> QPointF:
        room = self._room()
        return QPointF(room.left() + x * room.width() / SCALE, room.top() + y * room.height() / SCALE)

    def _frame(self, one: Mark) -> QRectF:
        at, thick = self._point(one.x1, one.y1), self._thick()
        if one.kind == NUMBER:
            return QRectF(at.x() - 7 * thick, at.y() - 7 * thick, 14 * thick, 14 * thick)
        if one.kind == TEXT:
            words = QFontMetricsF(self._font()).boundingRect(one.words)
            return QRectF(at.x() - 2 * thick, at.y() - 2 * thick, words.width() + 6 * thick, words.height() + 4 * thick)
        return QRectF(self._point(one.x1, one.y1), self._point(one.x2, one.y2)).normalized()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(max(6, round(9 * self._thick())))
        return font

    def _thick(self) -> float:
        return max(1.5, max(self._room().width(), self._room().height()) / 320)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), GROUND)
        painter.drawPixmap(self._room().toRect(), self._pixmap)
        shown = [*self.marks, *([self._drawn] if self._drawn is not None else [])]
        for one in sorted(shown, key=lambda mark: mark.kind != COVER):
            self._paint(painter, one)
        if 0 <= self._at < len(self.marks):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, style in ((WHITE, Qt.PenStyle.SolidLine), (QColor("black"), Qt.PenStyle.DashLine)):
                painter.setPen(QPen(colour, 1.5, style))
                painter.drawRect(self._frame(self.marks[self._at]).adjusted(-5, -5, 5, 5))
        if self.hasFocus():
            painter.setPen(QPen(QColor("#8cc2f2"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint(self, painter: QPainter, one: Mark) -> None:
        thick = self._thick()
        first, last = self._point(one.x1, one.y1), self._point(one.x2, one.y2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if one.kind == COVER:
            painter.fillRect(QRectF(first, last).normalized(), QColor("black"))
        elif one.kind == BOX:
            for colour, width in ((WHITE, 3 * thick), (RED, thick)):
                painter.setPen(QPen(colour, width))
                painter.drawRect(QRectF(first, last).normalized())
        elif one.kind == ARROW:
            self._paint_arrow(painter, first, last, thick)
        else:
            self._paint_words(painter, one, first, thick)

    def _paint_arrow(self, painter: QPainter, first: QPointF, last: QPointF, thick: float) -> None:
        angle, head = math.atan2(last.y() - first.y(), last.x() - first.x()), 7 * thick
        for colour, more in ((WHITE, thick), (RED, 0.0)):
            painter.setPen(QPen(colour, 2 * thick + 2 * more))
            painter.drawLine(first, last - QPointF(math.cos(angle), math.sin(angle)) * (0.8 * head))
            tip = last + QPointF(math.cos(angle), math.sin(angle)) * more
            wings = [tip - QPointF(math.cos(angle + turn), math.sin(angle + turn)) * (head + 2 * more) for turn in (0.45, -0.45)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPolygon(QPolygonF([tip, *wings]))

    def _paint_words(self, painter: QPainter, one: Mark, at: QPointF, thick: float) -> None:
        painter.setFont(self._font())
        painter.setPen(QPen(WHITE if one.kind == NUMBER else RED, thick))
        if one.kind == NUMBER:
            painter.setBrush(RED)
            painter.drawEllipse(at, 7 * thick, 7 * thick)
            painter.drawText(
                QRectF(at.x() - 20 * thick, at.y() - 7 * thick, 40 * thick, 14 * thick), Qt.AlignmentFlag.AlignCenter, one.words
            )
            return
        frame = self._frame(one)
        painter.setBrush(WHITE)
        painter.drawRect(frame)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, one.words)


def _within(place: int) -> int:
    return min(max(place, 0), SCALE)
