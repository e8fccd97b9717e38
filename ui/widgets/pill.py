"""Status pills: a word on a quiet ground of its own hue, as a widget and inside tables."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import theme

TONE_ROLE = Qt.ItemDataRole.UserRole + 40  # a model answers a tone of ui.theme.PILLS: "green", "red" ...
HEIGHT, PADDING = 24, 10  # as designed, device-independent pixels


def pill_size(text: str, font: QFont) -> QSize:
    """Return how large the pill of this word is."""
    return QSize(QFontMetrics(font).horizontalAdvance(text) + 2 * PADDING, theme.px(HEIGHT))


def paint_pill(painter: QPainter, place: QRectF, text: str, tone: str) -> None:
    """Paint a pill at the left of `place`, in the middle of its height; a word too long for it is cut with dots."""
    ground, colour = theme.pill(tone)
    size = pill_size(text, painter.font())
    width = min(float(size.width()), place.width())
    height = float(size.height())
    body = QRectF(place.left(), place.center().y() - height / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(body, height / 2, height / 2)
    painter.setPen(colour)
    word = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, round(width - 2 * PADDING) + 1)
    painter.drawText(body, Qt.AlignmentFlag.AlignCenter, word)
    painter.restore()


class Pill(QWidget):
    """One pill; screen readers hear its word."""

    def __init__(self, text: str = "", tone: str = "grey", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone, self._widest = "", tone, 0
        theme.changed.connect(self.update)
        self.show_state(text, tone)

    def text(self) -> str:
        return self._text

    def tone(self) -> str:
        return self._tone

    def show_state(self, text: str, tone: str) -> None:
        """Show another word in another tone; an empty word takes no place."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self._measure()
        self.update()

    def be_at_most(self, width: int) -> None:
        """A word that needs more pixels ends in dots and stands in the tool tip. 0: as wide as it needs."""
        if width != self._widest:
            self._widest = width
            self._measure()

    def needed(self) -> int:
        """Return how many pixels the whole word takes."""
        return pill_size(self._text, self.font()).width() if self._text else 0

    def _measure(self) -> None:
        needs = self.needed()
        width = min(needs, self._widest) if self._widest else needs
        self.setToolTip(self._text if width < needs else "")
        self.setFixedSize(width, theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._text, self._tone)
        painter.end()


class PillDelegate(QStyledItemDelegate):
    """Paints the word of a cell as a pill when the model gives a tone for it; else as usual."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        tone = index.data(TONE_ROLE)
        if not tone:
            super().paint(painter, option, index)
            return
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        text, blank.text = blank.text, ""
        style = option.widget.style() if option.widget else None
        if style is not None:
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, option.widget)
        painter.save()
        painter.setFont(blank.font)
        paint_pill(painter, QRectF(option.rect).adjusted(10, 0, -6, 0), text, str(tone))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = str(index.data() or "")
        return pill_size(text, option.font).grownBy(QMargins(10, 9, 6, 9)) if index.data(TONE_ROLE) else super().sizeHint(option, index)
