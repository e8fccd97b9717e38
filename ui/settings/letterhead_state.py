"""The letterhead and the paper of the office: read, previewed as typed, kept when saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.office.letterhead import (
    LetterheadSetting,
    Paper,
    keep_letterhead,
    keep_paper,
    letterhead_of,
    paper_of,
    read_logo,
    suggested_lines,
)
from core.actions.papers.preview_letterhead import preview_letterhead
from core.evidence.inspect import Intake
from core.papers.content import PaperSize
from core.rules.regions import is_drill_code
from core.vault.vault import Vault
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What is in force. suggested: name lines that no confirmed source gives, "" for none."""

    head: LetterheadSetting
    paper: Paper
    suggested: tuple[str, ...]


class LetterheadState(WorkingState):
    """`told` after `look` and `keep`; `previewed` after `preview`; `logo_read` after `choose_logo`."""

    told = Signal(object)  # OnPaper
    kept = Signal()
    previewed = Signal(object)  # PDF
    logo_read = Signal(object)  # PNG

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)

    def look(self) -> None:
        vault = self.vault
        self.run(lambda _report: read_on_paper(vault), self.told)

    def preview(self, head: LetterheadSetting, size: PaperSize) -> None:
        is_drill = is_drill_code(self.vault.office)
        self.run(lambda _report: preview_letterhead(head, size, is_drill=is_drill), self.previewed)

    def choose_logo(self, path: Path) -> None:
        """Let the child process open a picture; ends with `logo_read` or `refused`. Nothing is kept yet."""

        def work(_report: object) -> bytes:
            with Intake() as intake:
                return read_logo(path, intake)

        self.run(work, self.logo_read)

    def keep(self, head: LetterheadSetting, usual: PaperSize, by_form: Mapping[str, PaperSize]) -> None:
        """Set both for the office; ends with `kept` and `told`, or `refused`."""
        vault, paper = self.vault, Paper(usual=usual, by_form=dict(by_form))

        def work(_report: object) -> OnPaper:
            keep_letterhead(vault, head)
            keep_paper(vault, paper)
            return read_on_paper(vault)

        self.run(work, self._was_kept)

    def _was_kept(self, found: OnPaper) -> None:
        self.told.emit(found)
        self.kept.emit()


def read_on_paper(vault: Vault) -> OnPaper:
    """Return what is in force."""
    with vault.read() as tx:
        return OnPaper(letterhead_of(vault, tx), paper_of(vault, tx), suggested_lines(vault, tx))
