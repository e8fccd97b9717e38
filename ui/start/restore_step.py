"""A lost or broken laptop comes back from its second copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from core.actions.office.restore import Restored
from core.errors import AppError
from core.vault.errors import WrongPassphrase
from core.vault.views import REBUILDING
from ui.people.own_passphrase import OwnPassphrase
from ui.start.step import Step
from ui.sync.lane_words import size_words, time_words
from ui.widgets.dress import Button, worded
from ui.widgets.progress_strip import ProgressStrip

LANE = "restoring"


class RestoreStep(Step):
    """The stick, then a passphrase or the code of the recovery sheet: whichever is typed is understood."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Restore from the second copy"),
            self.tr("Put in the stick or disk with the second copy. Everything that was copied comes back; the old laptop is not needed."),
        )
        self.folder: Path | None = None
        self._is_done = False
        self.choose = Button(self.tr("Choose the stick or disk ..."), icon_name="usb")
        self.choose.clicked.connect(self._choose)
        self.chosen: QLabel = worded("", wrap=True)
        self.chosen.hide()
        self.own = OwnPassphrase(self.tr("Your passphrase, or the code of the recovery sheet"))
        hint = self.tr("With the sheet alone you can read; to write, open it with your passphrase afterwards.")
        self.hint = worded(hint, "soft", wrap=True)
        self.strip = ProgressStrip([(LANE, self.tr("Restoring")), (REBUILDING, self.tr("Making the lists"))])
        self.strip.hide()
        self.said = worded("", wrap=True)
        self.said.hide()
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.chosen)
        self.body.addWidget(self.own)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.said)
        self.body.addStretch(1)

    @property
    def next_word(self) -> str:
        return self.tr("Start working") if self._is_done else self.tr("Restore")

    @property
    def can_go_back(self) -> bool:
        return not self._is_done

    @property
    def is_done(self) -> bool:
        return self._is_done

    def enter(self) -> None:
        if self._is_done:
            self.settled.emit()
        else:
            (self.choose if self.folder is None else self.own).setFocus()

    def check(self) -> bool:
        if self._is_done:
            return True
        if self.folder is None:
            self.chosen.setText(self.tr("Choose the stick or disk first."))
            self.chosen.show()
            self.choose.setFocus()
            return False
        return self.own.check()

    def be_busy(self, is_busy: bool) -> None:
        """While it restores only stopping is left."""
        for widget in (self.choose, self.own):
            widget.setDisabled(is_busy)

    def take_folder(self, path: Path) -> None:
        """Show which stick or disk was chosen."""
        self.folder = path
        self.chosen.setText(str(path))
        self.chosen.show()
        self.own.setFocus()

    def show_progress(self, done: int, total: int, what: str) -> None:
        if not self.strip.isVisible():
            self.strip.begin()
            self.strip.show()
        if what == REBUILDING:
            self.strip.show_lane(REBUILDING, done, total)
            return
        words = self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total)) if total else ""
        self.strip.show_lane(LANE, done, total, words)

    def refuse(self, error: AppError) -> bool:
        """Show a wrong passphrase beside its field. Returns whether it was one."""
        if not isinstance(error, WrongPassphrase):
            return False
        self.own.refuse(error)
        return True

    def say_restored(self, back: Restored) -> None:
        """Show what came back, and up to when."""
        self._is_done = True
        self.own.clear()
        self.strip.hide()
        for widget in (self.choose, self.chosen, self.own, self.hint):
            widget.hide()
        words = [
            self.tr("Everything up to {time} came back: {records} records, {files} files, {drafts} drafts.").format(
                time=time_words(back.at), records=back.records, files=back.files, drafts=back.drafts
            )
        ]
        if not back.is_whole:
            words.append(
                self.tr("Not in the copy: {files} files, {records} records. Damaged parts: {parts}.").format(
                    files=back.missing_files, records=back.gaps, parts=len(back.damaged)
                )
            )
        words.append(self.tr("This laptop is a new one for the centre: enrol it again (Send). End the lost one in People and laptops."))
        words.append(self.tr("Number books stay closed until somebody types the last number used on paper."))
        self.said.setText("\n\n".join(words))
        self.said.show()
        self.renamed.emit()
        self.settled.emit()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the stick or disk with the second copy"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, path: str) -> None:
        self.take_folder(Path(path))
