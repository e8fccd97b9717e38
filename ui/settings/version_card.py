"""The version of the program in Setelan: which one is in use, taking a new one from a file, and the way back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from core.actions.office.update_program import Standing
from core.errors import AppError
from core.program.take import PROVING, UNPACKING
from core.words import explain
from ui.settings.version_state import VersionState
from ui.sync.lane_words import size_words
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.progress_strip import ProgressStrip


class VersionCard(Card):
    """The file is taken when it is chosen; what it brings begins at the next start."""

    def __init__(self, state: VersionState) -> None:
        super().__init__(self.tr("Version of the program"))
        self._state = state
        self.said, self.problem = worded("", wrap=True), worded("", "problem", wrap=True)
        self.problem.hide()
        self.take = Button(self.tr("Take an update ..."), icon_name="usb")
        self.back = Button("", icon_name="history")
        self.take.hide()
        self.back.hide()
        self.strip = ProgressStrip([(UNPACKING, self.tr("Unpacking")), (PROVING, self.tr("Self-test"))])
        self.strip.hide()
        self.promise = worded(
            self.tr(
                "A file from your Bawaslu, for instance on a stick. Nothing is changed until the new version has passed its self-test on "
                "this laptop, and the version in use is kept."
            ),
            "soft",
            wrap=True,
        )
        self.add(self.said)
        self.add(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addWidget(self.back)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add(self.strip)
        self.add(self.promise)
        self.take.clicked.connect(self._choose)
        self.back.clicked.connect(self._go_back)
        self.strip.cancelled.connect(state.stop)
        state.told.connect(self.show_standing)
        state.progressed.connect(self._show_progress)
        state.stopped.connect(self._say_stopped)
        state.refused.connect(self._refuse)
        state.busy_changed.connect(self._be_busy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._state.refresh()

    def show_standing(self, stands: Standing) -> None:
        """Say which version is in use, and which begins at the next start."""
        self.said.setText(self._words(stands))
        self.take.setVisible(stands.is_packed)
        self.promise.setVisible(stands.is_packed)
        self.back.setVisible(bool(stands.before))
        word = self.tr("Stay with {version}") if stands.waiting else self.tr("Go back to {version}")
        self.back.setText(word.format(version=stands.before))
        self.strip.hide()

    def _words(self, stands: Standing) -> str:
        said = [self.tr("Version {version} is in use.").format(version=stands.version)]
        if not stands.is_packed:
            said.append(self.tr("It runs from its source and is brought up to date there."))
        if stands.waiting:
            said.append(self.tr("Close Bukti and start it again: then version {version} is used.").format(version=stands.waiting))
        if stands.failed:
            said.append(self.tr("Version {version} did not come up on this laptop and was left again.").format(version=stands.failed))
        return " ".join(said)

    def _choose(self) -> None:
        self.problem.hide()
        dialog = QFileDialog(self, self.tr("Choose the file with the new version"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Updates of Bukti (*.update)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Take the new version in this file."""
        self.problem.hide()
        self._state.take(Path(path))

    def _go_back(self) -> None:
        self.problem.hide()
        self._state.go_back()

    def _show_progress(self, done: int, total: int, what: str) -> None:
        if what not in (UNPACKING, PROVING):
            return
        if not self.strip.isVisible():
            self.strip.begin()
            self.strip.show()
        words = "" if not total else self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total))
        self.strip.show_lane(what, done, total, words or self.tr("a minute or two"))

    def _say_stopped(self) -> None:
        self.strip.finish(self.tr("Stopped. Nothing was changed."))

    def _refuse(self, error: AppError) -> None:
        self.strip.hide()
        self.problem.setText(" ".join(explain(error)))
        self.problem.show()

    def _be_busy(self, is_busy: bool) -> None:
        for button in (self.take, self.back):
            button.setDisabled(is_busy)
