"""The version of the program as Setelan sees it: a new one is taken from a file, or the one before is used again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.office.update_program import Standing, packed_versions, standing, take_update_file
from core.program.versions import Versions, own_versions
from core.reporter import Reporter
from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState


class VersionState(WorkingState):
    """Everything ends with `told`, or `refused`; a stop with `stopped`."""

    told = Signal(object)  # Standing
    progressed = Signal(object, object, str)
    stopped = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner, versions: Versions | None = None) -> None:
        """versions: of another program than this one, for tests."""
        super().__init__(vault, jobs)
        self._versions = versions
        self._job: Job | None = None

    def refresh(self) -> None:
        given = self._versions
        self.run(lambda _report: standing(given or own_versions()), self.told)

    def take(self, path: Path) -> None:
        """Take the new version in this file."""
        vault, given = self.vault, self._versions

        def work(report: Reporter) -> Standing:
            take_update_file(vault, path, report, versions=given)
            return standing(given or own_versions())

        if self._job is None:
            self._job = self.run(work, self.told)
            self._job.progressed.connect(self.progressed)
            self._job.cancelled.connect(self.stopped)
            self._job.ended.connect(self._forget)

    def go_back(self) -> None:
        """Use the version before from the next start on."""
        given = self._versions

        def work(_report: Reporter) -> Standing:
            found = given or packed_versions()
            found.go_back()
            return standing(found)

        self.run(work, self.told)

    def stop(self) -> None:
        if self._job is not None:
            self._job.stop.set()

    def _forget(self) -> None:
        self._job = None
