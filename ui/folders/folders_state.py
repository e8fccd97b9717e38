"""Looking into the watched folders while a person looks at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from core.actions.cases.watched_folder import PHOTOS, SCANS, FolderLook, FolderWatch, Which, put_aside, watch_folder, watched_folder
from core.vault.vault import Vault
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState

LOOK_MS = 4_000


@dataclass(frozen=True, slots=True)
class FoldersView:
    """What the last look found."""

    photos: FolderLook
    scans: FolderLook


class FoldersState(WorkingState):
    found = Signal(object)  # FoldersView
    named = Signal(str, str)  # the two folders, empty where none is

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self._photos, self._scans = FolderWatch(vault, PHOTOS), FolderWatch(vault, SCANS)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)

    def start(self) -> None:
        """Look now and then again and again."""
        self._clock.start()
        self.look()

    def stop(self) -> None:
        self._clock.stop()

    def look(self) -> None:
        """Ends with `found`; a look that still runs is not overtaken."""
        if not self.is_busy:
            photos, scans = self._photos, self._scans
            self.run(lambda _report: FoldersView(photos.look(), scans.look()), self.found)

    def put_aside(self, which: Which, paths: tuple[Path, ...]) -> None:
        """These are not offered any more."""
        vault = self.vault
        self.run(lambda _report: put_aside(vault, which, paths)).ended.connect(self.look)

    def read(self) -> None:
        """Ends with `named`."""
        vault = self.vault
        self.run(lambda _report: (watched_folder(vault, PHOTOS), watched_folder(vault, SCANS)), self._tell)

    def watch(self, which: Which, folder: Path | None) -> None:
        """Name a folder, or none. Ends with `named`, or `refused`."""
        vault = self.vault
        self.run(lambda _report: watch_folder(vault, which, folder)).ended.connect(self.read)

    def _tell(self, folders: tuple[str, str]) -> None:
        self.named.emit(*folders)
