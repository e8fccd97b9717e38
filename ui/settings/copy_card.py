"""The second copy in Setelan: where it is, what it last copied when, and how much is missing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from core.actions.exchange.copy_round import CLEANING, COPYING
from core.actions.exchange.copy_standing import CopyStanding
from core.actions.exchange.second_copy import CHECKING
from core.errors import AppError
from ui.sync.copy_state import CopyState
from ui.sync.lane_words import size_words, time_words
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.progress_strip import ProgressStrip


class CopyCard(Card):
    """Choosing a folder sets it up at once."""

    def __init__(self, state: CopyState) -> None:
        super().__init__(self.tr("Second copy"))
        self._state = state
        self.said, self.problem = worded("", wrap=True), worded("", "problem", wrap=True)
        self.problem.hide()
        self.choose = Button(self.tr("Choose stick or disk ..."), icon_name="usb")
        self.copy = Button(self.tr("Copy now"), icon_name="sync")
        self.check = Button(self.tr("Read back"), icon_name="check")
        self.strip = ProgressStrip(
            [(CLEANING, self.tr("Taking out what was destroyed")), (COPYING, self.tr("Copying")), (CHECKING, self.tr("Reading back"))]
        )
        self.strip.hide()
        sentence = self.tr(
            "Everything, drafts too, goes encrypted onto another disk or stick seconds after it was saved. If this laptop is lost, it "
            "comes back from there with your passphrase or the recovery sheet. Keep it away from the laptop."
        )
        self.add(self.said)
        self.add(self.problem)
        row = QHBoxLayout()
        for button in (self.choose, self.copy, self.check):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add(self.strip)
        self.add(worded(sentence, "soft", wrap=True))
        self.choose.clicked.connect(self._choose)
        self.copy.clicked.connect(state.copy)
        self.check.clicked.connect(state.check)
        self.strip.cancelled.connect(state.stop)
        state.told.connect(self.show_standing)
        state.checked.connect(self._say_checked)
        state.progressed.connect(self._show_progress)
        state.stopped.connect(self._say_stopped)
        state.refused.connect(self._refuse)
        state.busy_changed.connect(self._be_busy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._state.refresh()

    def show_standing(self, stands: CopyStanding) -> None:
        """Show where the copy is and what it lacks."""
        self.said.setText(self._words(stands))
        self.copy.setVisible(bool(stands.path))
        self.check.setVisible(bool(stands.path))
        self.problem.setVisible(bool(stands.path) and not (stands.is_there and not stands.is_full))
        if stands.path and not stands.is_there:
            self.problem.setText(self.tr("Its disk or stick is not there. Put it in; the copy then catches up by itself."))
        elif stands.is_full:
            self.problem.setText(self.tr("There is no room left on it. Choose a larger one."))
        if self.strip.isVisible():
            self.strip.finish("")
            self.strip.hide()

    def _words(self, stands: CopyStanding) -> str:
        if not stands.path:
            return self.tr("There is none yet: if this laptop is lost, everything that was not sent is lost with it.")
        if stands.is_whole:
            return self.tr("{path}\nComplete, last copied {time}").format(path=stands.path, time=time_words(stands.at))
        lacks = self.tr("{path}\nIt lacks {records} records and {files} files ({size}).").format(
            path=stands.path, records=stands.records, files=stands.files, size=size_words(stands.bytes)
        )
        return lacks + (" " + self.tr("Last whole: {time}").format(time=time_words(stands.at)) if stands.at else "")

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the stick or disk for the second copy"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._set_up)
        dialog.open()

    def _set_up(self, path: str) -> None:
        self.problem.hide()
        self._state.set_up(Path(path))

    def _show_progress(self, done: int, total: int, what: str) -> None:
        if what in (CLEANING, COPYING, CHECKING) and total:
            if not self.strip.isVisible():
                self.strip.begin()
                self.strip.set_lane_shown(CLEANING, False)
                self.strip.show()
            self.strip.set_lane_shown(what, True)
            words = self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total))
            self.strip.show_lane(what, done, total, words)

    def _say_checked(self, mended: int) -> None:
        self.problem.setVisible(bool(mended))
        self.problem.setText(self.tr("{count} records and files were damaged there; they were written anew.").format(count=mended))

    def _say_stopped(self) -> None:
        self.strip.finish(self.tr("Stopped. What was copied stays."))
        self._state.refresh()

    def _refuse(self, error: AppError) -> None:
        from core.words import explain

        self.strip.hide()
        self.problem.setText(" ".join(explain(error)))
        self.problem.show()

    def _be_busy(self, is_busy: bool) -> None:
        for button in (self.choose, self.copy, self.check):
            button.setDisabled(is_busy)
