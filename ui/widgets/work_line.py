"""Work that goes on behind every page, on one line of the status bar: what it is, how far, how long it will take, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from core.exchange.pace import Pace
from ui.sync.lane_words import left_words
from ui.theme import theme
from ui.widgets.dress import Button
from ui.widgets.elided import ElidedLabel

STEPS, SOON_S = 1000, 10  # of the bar; seconds left that are not worth a word


class WorkLine(QWidget):
    """Hidden until `show_work`; `stopped` is emitted once, and `end` takes it away."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None, *, clock_s: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._clock_s, self._pace = clock_s, Pace()
        self.words, self.bar, self.stop = ElidedLabel(), QProgressBar(), Button(self.tr("Stop"), kind="plain")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.px(110))
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.words, self.bar, self.stop):
            row.addWidget(widget)
        self.hide()

    def show_work(self, title: str, lane: str, done: int, total: int) -> None:
        """Show how far it is. lane: tells speeds apart; total 0: nobody knows how much there is."""
        now = self._clock_s()
        self._pace.saw(lane, done, now)
        left = self._pace.left_s(total - done, now) if done < total else None
        self.words.setText(f"{title} · {left_words(left)}" if left is not None and left >= SOON_S else title)
        self.bar.setRange(0, min(total, STEPS))
        self.bar.setValue(done * STEPS // total if total > STEPS else done)
        self.bar.setAccessibleName(title)
        self.show()

    def end(self) -> None:
        """The work is over, for whatever reason."""
        self._pace = Pace()
        self.stop.setEnabled(True)
        self.stop.setText(self.tr("Stop"))
        self.hide()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop.setText(self.tr("Stopping ..."))
        self.stopped.emit()
