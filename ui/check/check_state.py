"""Checking papers that somebody brings, and the whole vault."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.check_paper import check_paper
from core.actions.check_vault import VaultCheck, check_vault
from core.errors import AppError
from core.papers.answers import PaperCheck
from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState

PAPER_BYTES_MAX = 200 * 1024 * 1024


class PaperUnread(AppError):
    code = "paper.unread"


class CheckState(WorkingState):
    """Nothing is changed by any check."""

    checked = Signal(str, object)  # file name, PaperCheck
    progressed = Signal(int, int, str)  # of the vault: done, total, what
    vault_checked = Signal(object)  # VaultCheck
    stopped = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self._job: Job | None = None

    def check_papers(self, paths: list[str]) -> None:
        """Ends with `checked` for each file, or `refused`."""
        vault = self.vault
        for path in map(Path, paths):
            self.run(_checking(vault, path), self._give)

    def check_vault(self) -> None:
        """Ends with `vault_checked`, or `stopped`."""
        if self._job is not None:
            return
        vault = self.vault
        job = self.run(lambda report: check_vault(vault, report), self._give_vault)
        job.progressed.connect(self.progressed)
        job.cancelled.connect(self.stopped)
        job.ended.connect(self._forget)
        self._job = job

    def stop(self) -> None:
        """Stop the check of the vault."""
        if self._job is not None:
            self._job.stop.set()

    def _give(self, answer: tuple[str, PaperCheck]) -> None:
        self.checked.emit(*answer)

    def _give_vault(self, found: VaultCheck) -> None:
        self.vault_checked.emit(found)

    def _forget(self) -> None:
        self._job = None


class _checking:
    """The work of one paper: values only."""

    def __init__(self, vault: Vault, path: Path) -> None:
        self._vault, self._path = vault, path

    def __call__(self, _report: object) -> tuple[str, PaperCheck]:
        try:
            if self._path.stat().st_size > PAPER_BYTES_MAX:
                raise PaperUnread("The file is too large for a paper.", "Choose the PDF of one paper.")
            pdf = self._path.read_bytes()
        except OSError as error:
            raise PaperUnread("The file cannot be read.", "Check the disk or stick, then choose it again.") from error
        return self._path.name, check_paper(self._vault, pdf)
