"""What the state of every page has in common: work in a job, refusals for the banner, and whether it is busy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from core.reporter import Reporter
from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner


class WorkingState(QObject):
    """Decisions of a page; knows no widget. A subclass starts its work by `run`."""

    refused = Signal(object)  # an AppError: title and hint for the banner
    busy_changed = Signal(bool)

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__()
        self.vault = vault
        self.jobs = jobs
        self._running = 0

    @property
    def is_busy(self) -> bool:
        return self._running > 0

    def run(
        self, work: Callable[[Reporter], object], done: Callable[[Any], None] | SignalInstance | None = None, *, is_behind: bool = False
    ) -> Job:
        """Do `work` in a thread and hand its result to `done`, a bound method or signal. work: plain values only, no widget, no self.

        is_behind: begin only when no other job is under way, for what nobody waits for.
        """
        job = Job(work)
        if done is not None:
            job.succeeded.connect(done)
        job.failed.connect(self.refused)
        job.ended.connect(self._rest)
        self._running += 1
        if self._running == 1:
            self.busy_changed.emit(True)
        (self.jobs.start_behind if is_behind else self.jobs.start)(job)
        return job

    def _rest(self) -> None:
        self._running -= 1
        if self._running == 0:
            self.busy_changed.emit(False)
