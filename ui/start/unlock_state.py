"""Opening a vault by passphrase or recovery sheet, and telling a typing error from a vault that must not be touched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import AppError
from core.reporter import Reporter
from core.vault.errors import WrongPassphrase
from ui.jobs.runner import Job, JobRunner


class UnlockState(QObject):
    """After `barred` nothing more is tried: what to do lies outside this window. A stopped one ends with nothing but `busy_changed`."""

    busy_changed = Signal(bool)
    wrong = Signal(object)  # AppError: a passphrase or code that does not fit
    barred = Signal(object)  # AppError: damaged, newer, missing
    opened = Signal(object)  # Vault
    progressed = Signal(object, object)  # an older vault is brought up to this build: records done, of how many
    open_other = Signal(str)  # folder of another vault
    start_anew = Signal()  # to the first start

    def __init__(self, jobs: JobRunner, folder: Path) -> None:
        super().__init__()
        self._jobs, self.folder = jobs, folder
        self._job: Job | None = None

    def look(self) -> None:
        """See whether the vault can be opened at all, before anybody types a passphrase."""
        from core.vault.header_file import VaultHeader

        try:
            VaultHeader.load(self.folder)
        except AppError as error:
            self.barred.emit(error)

    def unlock(self, passphrase: str) -> None:
        """Ends with `opened`, `wrong` or `barred`."""
        folder = self.folder

        def work(report: Reporter) -> object:
            from core.actions.office.unlock import unlock  # in the worker: whoever types fast waits there, and the window answers

            return unlock(folder, passphrase, report=report)

        self._run(Job(work))

    def unlock_with_sheet(self, code: str) -> None:
        """Ends with `opened`, `wrong` or `barred`. Nobody is `me` then: the vault can only be read."""
        folder = self.folder

        def work(report: Reporter) -> object:
            from core.actions.office.unlock import unlock_with_recovery

            return unlock_with_recovery(folder, code, report=report)

        self._run(Job(work))

    def stop(self) -> None:
        """Leave the vault shut and as it was; it is brought up to this build the next time."""
        if self._job is not None:
            self._job.stop.set()

    def _run(self, job: Job) -> None:
        self._job = job
        job.progressed.connect(self._tell)
        job.succeeded.connect(self.opened)
        job.failed.connect(self._refuse)
        job.ended.connect(self._rest)
        self.busy_changed.emit(True)
        self._jobs.start(job)

    def _refuse(self, error: AppError) -> None:
        (self.wrong if isinstance(error, WrongPassphrase) else self.barred).emit(error)

    def _tell(self, done: int, total: int, _label: str) -> None:
        self.progressed.emit(done, total)

    def _rest(self) -> None:
        self._job = None
        self.busy_changed.emit(False)
