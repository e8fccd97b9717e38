"""A picture as large as the window, a recording played, a copy marked: what is shown of one exhibit, and its original saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from core.errors import AppError
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from core.vault.views import Changes
from core.vault.views.exhibits import Exhibit
from core.words import explain
from ui.exhibits.exhibits_state import save_original
from ui.exhibits.original import can_play
from ui.jobs.runner import Job, JobRunner
from ui.navigator import Navigator

if TYPE_CHECKING:
    from ui.exhibits.viewer_page import ViewerPage
    from ui.playing.player_page import PlayerPage


class Pictures(QObject):
    """Builds these pages and joins their signals."""

    kept = Signal(object)  # Changes: a marked copy

    def __init__(self, vault: Vault, jobs: JobRunner, navigator: Navigator, intake: Intake, parent: QObject) -> None:
        super().__init__(parent)
        self._vault, self._jobs, self._navigator, self._intake = vault, jobs, navigator, intake

    def open(self, exhibits: tuple[Exhibit, ...], stream: str) -> None:
        """Show a picture as large as the window, the others by keys; a video or a recording is played."""
        if (played := next((one for one in exhibits if one.stream == stream and can_play(one)), None)) is not None:
            self.play(played)
            return
        from ui.exhibits.viewer_page import ViewerPage
        from ui.exhibits.viewer_state import ViewerState

        page = ViewerPage(ViewerState(self._vault, self._jobs, exhibits, stream))
        page.left.connect(self._navigator.leave)
        page.copy_wanted.connect(partial(self._copy_out, page))
        page.marking_wanted.connect(self.mark)
        self._navigator.pushed.emit(page, self.tr("Picture"))

    def play(self, exhibit: Exhibit) -> None:
        """Play a video or a recording."""
        try:
            from ui.playing.player_page import PlayerPage  # brings FFmpeg: no start waits for it
            from ui.playing.player_state import PlayerState
        except ImportError:  # a library of the sound system is missing
            hint = self.tr("The file is kept unchanged. To see it with another program, save the original to a place of your choice.")
            self._navigator.say.emit("error", self.tr("This computer has nothing to play video and sound with."), hint)
            return
        page = PlayerPage(PlayerState(self._vault, self._jobs, exhibit))
        page.left.connect(self._navigator.leave)
        page.copy_wanted.connect(partial(self._copy_out, page))
        self._navigator.pushed.emit(page, self.tr("Recording"))

    def mark(self, exhibit: Exhibit) -> None:
        """Mark or cover a copy of a picture."""
        from ui.marks.mark_page import MarkPage
        from ui.marks.mark_state import MarkState

        page = MarkPage(MarkState(self._vault, self._jobs, self._intake, exhibit))
        page.left.connect(self._navigator.leave)
        page.kept.connect(self.kept)
        page.kept.connect(self._marked)
        self._navigator.pushed.emit(page, self.tr("Mark a copy"))

    def _marked(self, _changes: Changes) -> None:
        self._navigator.back.emit()
        self._navigator.back.emit()  # also out of the viewer, which shows the pictures as they were before
        self._navigator.say.emit("success", self.tr("The copy was kept."), self.tr("It stands beside its original as evidence of its own."))

    def _copy_out(self, page: ViewerPage | PlayerPage, stream: str) -> None:
        from core.vault.views import exhibits

        with self._vault.read() as tx:
            one = exhibits.one(tx, stream)
        if one is None or not one.original:
            return
        title = self.tr("Save the original as ...")
        name, _filter = QFileDialog.getSaveFileName(None, title, str(Path.home() / one.file_name))
        if name:
            vault, digest, size, target = self._vault, one.original, one.size, Path(name)
            job = Job(lambda report: save_original(vault, digest, size, target, report))
            job.succeeded.connect(self._copied)
            job.failed.connect(self._refuse)
            page.fetching.follow(job)
            self._jobs.start(job)

    def _copied(self, _nothing: object) -> None:
        self._navigator.say.emit("success", self.tr("The original was saved, byte for byte."), "")

    def _refuse(self, error: AppError) -> None:
        self._navigator.say.emit("error", *explain(error))
