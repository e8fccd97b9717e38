"""Room on this laptop, on Kirim: originals that the centre has signed for can go; never by themselves unless somebody chose it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from core.actions.exchange.free_space import ASKING, Freed
from ui.sync.lane_words import size_words, time_words
from ui.sync.sending_state import Originals, RoomState
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.progress_strip import ProgressStrip

DAYS = (30, 90, 180, 365)


class RoomCard(Card):
    """What came of it is said in the banner of the page: `said` carries kind, title and hint."""

    said = Signal(str, str, str)

    def __init__(self, state: RoomState) -> None:
        super().__init__(self.tr("Room on this laptop"))
        self._state, self._is_able = state, False
        self.free = Button(self.tr("Remove originals that the centre holds"), icon_name="trash")
        self.could, self.removed = worded("", wrap=True), worded("", "soft", wrap=True)
        never = Choice("", self.tr("Never"))
        self.days = ChoiceBox([never, *(Choice(str(days), self.tr("After {count} days").format(count=days)) for days in DAYS)])
        self.strip = ProgressStrip([(ASKING, self.tr("Asking the centre"))])
        self.strip.hide()
        sentence = self.tr(
            "Only originals go, and only when the centre has signed for them and shows them once more now. Small copies, papers and the "
            "second copy stay; an original comes back from the centre when you open it."
        )
        self.add(self.could)
        row = QHBoxLayout()
        row.addWidget(self.free)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add(self.strip)
        self.add(self.removed)
        self.add(LabelledField(self.tr("Remove them by itself after each sending"), self.days))
        self.add(worded(sentence, "soft", wrap=True))
        self.free.clicked.connect(state.free)
        self.days.picked.connect(self._choose_days)
        self.strip.cancelled.connect(state.stop)
        state.told.connect(self.show_originals)
        state.progressed.connect(self._show_progress)
        state.freed.connect(self._say_freed)
        state.stopped.connect(self._rest)
        state.refused.connect(self._rest)
        state.busy_changed.connect(self._be_busy)

    def show_originals(self, found: Originals) -> None:
        """Show what could go and what went."""
        room = found.room
        if room.files:
            words = self.tr("{count} originals ({size}) lie here and at the centre.").format(count=room.files, size=size_words(room.bytes))
        else:
            words = self.tr("No original lies both here and at the centre.")
        if room.waiting_files:
            more = self.tr("{count} ({size}) are only here until the centre has signed for them.")
            words += " " + more.format(count=room.waiting_files, size=size_words(room.waiting_bytes))
        self.could.setText(words)
        self._is_able = bool(room.files)
        self.free.setEnabled(self._is_able)
        gone = found.removed
        self.removed.setVisible(bool(gone.files))
        said = self.tr("Removed from here so far: {count} originals ({size}), last on {time}; all of them are at the centre.")
        self.removed.setText(said.format(count=gone.files, size=size_words(gone.bytes), time=time_words(gone.last_at)))
        days = str(found.keep_days or "")
        if days and days not in {str(one) for one in DAYS}:
            self.days.addItem(self.tr("After {count} days").format(count=days), days)
        self.days.set_value(days)

    def _choose_days(self, days: str) -> None:
        self._state.keep_days(int(days) if days else None)

    def _show_progress(self, done: int, total: int, what: str) -> None:
        if what == ASKING:
            if not self.strip.isVisible():
                self.strip.begin()
                self.strip.show()
            self.strip.show_lane(what, done, total)

    def _say_freed(self, done: Freed) -> None:
        self._rest()
        title = self.tr("{count} originals were removed from this laptop ({size}).").format(count=done.files, size=size_words(done.bytes))
        if done.kept:
            hint = self.tr("{count} stay here: the centre did not show them. Tell the centre, and check the vault.")
            self.said.emit("warn", title, hint.format(count=len(done.kept)))
        else:
            self.said.emit("success", title, self.tr("The centre has just shown that it holds each of them."))

    def _rest(self, _error: object = None) -> None:
        self.strip.hide()

    def _be_busy(self, is_busy: bool) -> None:
        self.free.setEnabled(self._is_able and not is_busy)
