"""By USB stick: write what the centre lacks, read what a stick brings; one piece of work at a time, which can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.write_stick import StickWritten, write_stick
from core.actions.office.drill import note_drill
from core.reporter import Reporter
from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState


class StickState(WorkingState):
    """Ends with `wrote`, `took`, `stopped` or `failed`."""

    began = Signal()
    progressed = Signal(object, object, str)  # bytes done, bytes of all, what is being done
    wrote = Signal(object)  # StickWritten
    took = Signal(object)  # StickRead
    stopped = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self._job: Job | None = None
        self._goes_on = False  # the last stick was full: the next one belongs to the same set

    @property
    def is_at_it(self) -> bool:
        return self._job is not None

    def write(self, path: Path, *, everything: bool) -> None:
        """Write a stick; the next one of a set goes on where this one was full."""
        vault, goes_on = self.vault, self._goes_on
        self._start(lambda report: _write(vault, path, report, everything=everything, goes_on=goes_on), self._wrote)

    def read(self, path: Path) -> None:
        vault = self.vault
        self._start(lambda report: read_stick(vault, path, report), self.took.emit)

    def stop(self) -> None:
        """Ask for the end at the next safe place."""
        if self._job is not None:
            self._job.stop.set()

    def _wrote(self, written: StickWritten) -> None:
        self._goes_on = written.needs_another
        self.wrote.emit(written)

    def _start(self, work: Callable[[Reporter], object], done: Callable[..., object]) -> None:
        if self._job is not None:
            return
        job = self._job = Job(work)
        job.progressed.connect(self.progressed)
        job.succeeded.connect(done)
        job.failed.connect(self.failed)
        job.cancelled.connect(self.stopped)
        job.ended.connect(self._forget)
        self.busy_changed.emit(True)
        self.began.emit()
        self.jobs.start(job)

    def _forget(self) -> None:
        self._job = None
        self.busy_changed.emit(False)


def _write(vault: Vault, path: Path, report: Reporter, *, everything: bool, goes_on: bool) -> StickWritten:
    written = write_stick(vault, path, report, everything=everything, goes_on=goes_on)
    note_drill(vault, "stick")
    return written
