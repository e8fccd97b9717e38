"""Counts as bars: a word, a bar as long as its share of the longest, the number. Screen readers hear word and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.dress import worded
from ui.widgets.elided import ElidedLabel
from ui.widgets.emptying import empty

HEIGHT, NARROWEST = 10, 60  # pixels of a bar
WORD_SHARE, BAR_SHARE = 5, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """parts: (tone of ui.theme.PILLS or "" for the plain one, how many); said: the number as people read it."""

    word: str
    parts: tuple[tuple[str, int], ...]
    said: str

    @property
    def total(self) -> int:
        return sum(count for _, count in self.parts)


class BarList(QWidget):
    """Rows below each other, in the order given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(0, WORD_SHARE)
        self._grid.setColumnStretch(1, BAR_SHARE)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these in place of those before."""
        empty(self._grid)
        longest = max((one.total for one in bars), default=0)
        for row, one in enumerate(bars):
            word = ElidedLabel(one.word)
            said = worded(one.said, "label")
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            said.setAccessibleName(f"{one.word}: {one.said}")
            self._grid.addWidget(word, row, 0)
            self._grid.addWidget(_Line(one, longest), row, 1)
            self._grid.addWidget(said, row, 2)


class _Line(QWidget):
    """The bar itself; it says nothing that the words beside it do not say."""

    def __init__(self, bar: Bar, longest: int) -> None:
        super().__init__()
        self._bar, self._longest = bar, longest
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST * 2, HEIGHT + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, HEIGHT + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top, left = (self.height() - HEIGHT) / 2, 0.0
        for tone, count in self._bar.parts:
            if count and self._longest:
                width = max(3.0, self.width() * count / self._longest)
                painter.setBrush(theme.pill(tone)[1] if tone else QColor(theme.colours.brand))
                painter.drawRoundedRect(QRectF(left, top, width, HEIGHT), 3, 3)
                left += width + 1
        painter.end()
