"""Progress of one piece of work in lanes (records, papers, photos), with a way to stop it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from core.exchange.pace import Pace
from ui.sync.lane_words import left_words
from ui.theme import theme
from ui.widgets.dress import Button, worded

STEPS = 1000  # of a bar: bytes of a video do not fit into the bar's own numbers
SOON_S = 10  # less is not worth a word


class ProgressStrip(QFrame):
    """Lanes are given as (key, title). `cancelled` is emitted once; the strip then waits for the work to end."""

    cancelled = Signal()

    def __init__(
        self,
        lanes: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        tells_left: bool = True,
        is_narrow: bool = False,
        clock_s: Callable[[], float] = monotonic,
    ) -> None:
        """tells_left: say how long the lane that moves will take; not where the page says it of all lanes. is_narrow: the words stand below
        their bar. clock_s: a steady clock.
        """
        super().__init__(parent)
        self._tells_left, self._clock_s, self._pace = tells_left, clock_s, Pace()
        self.setProperty("role", "inset")
        self._bars: dict[str, QProgressBar] = {}
        self._words: dict[str, QLabel] = {}
        self._titles: dict[str, QLabel] = {}
        self.cancel = Button(self.tr("Stop"))
        self.cancel.clicked.connect(self._cancel)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (key, title) in enumerate(lanes):
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setAccessibleName(title)
            self._bars[key], self._words[key] = bar, worded("", "small")
            self._words[key].setMinimumWidth(theme.px(150))
            self._titles[key] = worded(title, "label")
            if is_narrow:
                grid.addWidget(self._titles[key], row * 3, 0, 1, 2)
                grid.addWidget(bar, row * 3 + 1, 0, 1, 2)
                grid.addWidget(self._words[key], row * 3 + 2, 0, 1, 2)
            else:
                grid.addWidget(self._titles[key], row, 0)
                grid.addWidget(bar, row, 1)
                grid.addWidget(self._words[key], row, 2)
        self.summary = worded("", "soft", wrap=True)
        self.summary.hide()
        column = QVBoxLayout()
        column.addLayout(grid)
        column.addWidget(self.summary)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 12, 12, 12)
        whole.setSpacing(16)
        whole.addLayout(column, 1)
        whole.addWidget(self.cancel)

    def begin(self) -> None:
        """Empty every lane; the stop button works again."""
        self.summary.hide()
        self._pace = Pace()
        for key in self._bars:
            self._bars[key].setRange(0, 1)
            self._bars[key].setValue(0)
            self._words[key].setText("")
        self.cancel.setText(self.tr("Stop"))
        self.cancel.setEnabled(True)
        self.cancel.show()

    def show_lane(self, key: str, done: int, total: int, words: str = "") -> None:
        """Show how far a lane is; total 0: nobody knows, the bar only moves. words: beside the bar, else "3 of 40"."""
        bar = self._bars[key]
        bar.setRange(0, min(total, STEPS))
        bar.setValue(done * STEPS // total if total > STEPS else done)
        told = words or (self.tr("{done} of {total}").format(done=done, total=total) if total else str(done))
        left = self._left(key, done, total)
        self._words[key].setText(f"{told} · {left}" if left else told)

    def set_lane_shown(self, key: str, is_shown: bool) -> None:
        """Show or hide a lane that is not always of use."""
        for widget in (self._titles[key], self._bars[key], self._words[key]):
            widget.setVisible(is_shown)

    def _left(self, key: str, done: int, total: int) -> str:
        """How long it will take at the present speed, in words; nothing while nobody can tell."""
        now = self._clock_s()
        self._pace.saw(key, done, now)
        seconds = self._pace.left_s(total - done, now) if self._tells_left and done < total else None
        return left_words(seconds) if seconds is not None and seconds >= SOON_S else ""

    def lane_words(self, key: str) -> str:
        return self._words[key].text()

    def finish(self, summary: str) -> None:
        """The work ended, for whatever reason; say how. Lanes of unknown length stand still."""
        for bar in self._bars.values():
            if bar.maximum() == 0:
                bar.setRange(0, 1)
                bar.setValue(1)
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))
        self.cancel.hide()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.setText(self.tr("Stopping ..."))
        self.cancelled.emit()
