"""Checking papers that somebody brings, and the whole vault."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.check.check_paper import check_paper
from core.actions.check.check_scan import ScanCheck, check_scan
from core.actions.check.check_vault import VaultCheck, check_vault
from core.actions.check.read_paper import read_paper
from core.actions.office.drill import note_drill
from core.vault.vault import Vault
from paper.answers import PaperCheck
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState


class CheckState(WorkingState):
    """Nothing is changed by any check."""

    checked = Signal(str, object)  # file name; PaperCheck, of a scan ScanCheck
    progressed = Signal(object, object, str)  # of the vault: done, total, what
    vault_checked = Signal(object)  # VaultCheck
    stopped = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self._job: Job | None = None

    def check_papers(self, paths: list[str]) -> None:
        """Ends with `checked` for each file, or `refused`."""
        vault = self.vault
        for path in map(Path, paths):
            self.run(partial(_checked, vault, path), self._give)

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

    def _give(self, answer: tuple[str, PaperCheck | ScanCheck]) -> None:
        self.checked.emit(*answer)

    def _give_vault(self, found: VaultCheck) -> None:
        self.vault_checked.emit(found)

    def _forget(self) -> None:
        self._job = None


def _checked(vault: Vault, path: Path, _report: object) -> tuple[str, PaperCheck | ScanCheck]:
    """A PDF with signatures is judged as a paper; a picture, or a PDF that a scanner wrote, by the codes on it. A drill office notes it."""
    note_drill(vault, "checked")
    content = read_paper(path)
    if b"%PDF-" not in content[:1024]:
        return path.name, check_scan(vault, content)
    found = check_paper(vault, content)
    scan = check_scan(vault, content) if not found.signers else None
    return path.name, scan if scan is not None and scan.codes else found
