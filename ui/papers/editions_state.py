"""The other editions from the papers of a case: blank forms, letters to edit, closed editions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from core.vault.durable import write_durably
from core.vault.vault import Vault
from core.vault.views import Changes
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """A closed edition that can be opened by me."""

    stream: str
    form_id: str
    made_at: str


class EditionsState(WorkingState):
    """Core's deeds are imported in the jobs: they bring ReportLab, and no start waits for it."""

    written = Signal(object)  # path, as text
    closed_found = Signal(object)  # list of ClosedLine
    closed_made = Signal(object)  # Changes
    closed_shown = Signal(object)  # PDF

    def __init__(self, vault: Vault, jobs: JobRunner, case_id: str) -> None:
        super().__init__(vault, jobs)
        self.case_id = case_id

    def look(self) -> None:
        """Find the closed editions of the case."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: _closed_lines(vault, case_id), self.closed_found)

    def write_blank(self, target: Path, *, form_id: str, regime: str, size: str) -> None:
        """Write an empty form as PDF."""
        vault = self.vault
        self.run(lambda _report: _write_blank(vault, target, form_id, regime, size), self.written)

    def write_letter(self, target: Path, document: str) -> None:
        """Write a letter as .docx."""
        vault = self.vault
        self.run(lambda _report: _write_letter(vault, target, document), self.written)

    def close(self, document: str, passphrase: str) -> None:
        """Make the closed edition of a document: a legal act. Then `closed_made`, and it is shown."""
        vault = self.vault
        self.run(lambda _report: _close(vault, document, passphrase), self._closed)

    def show_closed(self, stream: str) -> None:
        vault = self.vault
        self.run(lambda _report: _closed_pdf(vault, stream), self.closed_shown)

    def write(self, target: Path, pdf: bytes) -> None:
        self.run(lambda _report: _write(target, pdf), self.written)

    def _closed(self, changes: Changes) -> None:
        self.closed_made.emit(changes)
        self.show_closed(changes.streams[0])
        self.look()


def _closed_lines(vault: Vault, case_id: str) -> list[ClosedLine]:
    from core.actions.papers.closed_edition import closed_of_case

    with vault.read() as tx:
        return [ClosedLine(one.stream, one.form_id, one.made_at) for one in closed_of_case(vault, tx, case_id) if one.may_open]


def _close(vault: Vault, document: str, passphrase: str) -> Changes:
    from core.actions.papers.closed_edition import close_paper

    return close_paper(vault, document, passphrase=passphrase)


def _closed_pdf(vault: Vault, stream: str) -> bytes:
    from core.actions.papers.closed_edition import closed_bytes

    return closed_bytes(vault, stream)


def _write_blank(vault: Vault, target: Path, form_id: str, regime: str, size: str) -> str:
    from core.actions.papers.other_editions import blank_form

    return _write(target, blank_form(vault, form_id, regime=regime, paper_size=size))


def _write_letter(vault: Vault, target: Path, document: str) -> str:
    from core.actions.papers.other_editions import editable_letter

    return _write(target, editable_letter(vault, document))


def _write(target: Path, content: bytes) -> str:
    write_durably(target, [content])
    return str(target)
