"""The file of one case: read anew after every change; new documents, numbers and status."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from core.actions.cases.open_case import change_case, change_regime
from core.actions.forms.begin_document import begin_document
from core.actions.forms.compare import Difference, differences
from core.actions.forms.drafts import answers_of, discard, restore
from core.actions.forms.prefill import CasePerson, people
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import Changes, documents, history
from forms.library import by_sha256
from ui.cases.case_file import CaseFile, EventLine, read_case
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


class CaseState(WorkingState):
    loaded = Signal(object)  # CaseFile
    gone = Signal()  # the case is not in the vault
    changed = Signal(object)  # Changes
    begun = Signal(object)  # Draft: its form is to be shown
    discarded = Signal(object)  # Draft that was thrown away: it can be had back
    people_found = Signal(object)  # list of CasePerson who can be heard
    compared = Signal(str, object)  # record id, list of Difference to the version before

    def __init__(self, vault: Vault, jobs: JobRunner, case_id: str) -> None:
        super().__init__(vault, jobs)
        self.case_id = case_id
        self.file: CaseFile | None = None

    def load(self) -> None:
        """Read the case anew."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: read_case(vault, case_id), self._take)

    def look_for_people(self) -> None:
        """Find who is named in the case, to be heard."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: people(vault, case_id), self.people_found)

    def begin(self, form_id: str, *, subject: CasePerson | None = None, supersedes: str = "") -> None:
        """Begin a document with what the case knows already. supersedes: a sealed statement; its answers are kept."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: begin_document(vault, case_id, form_id, subject=subject, supersedes=supersedes), self.begun)

    def discard_draft(self, draft_id: str) -> None:
        """Throw a draft away that was never saved; ends with `discarded`."""
        vault = self.vault
        self.run(lambda _report: discard(vault, draft_id), self._discarded)

    def restore_draft(self, draft: Draft) -> None:
        """Have a draft back that was just thrown away."""
        vault = self.vault
        self.run(lambda _report: restore(vault, draft), self._restored)

    def change(self, facts: Mapping[str, str], reason: str = "") -> None:
        """Say something new of the case: title, number, regime (which a number fixes for ever); and why."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: change_facts(vault, case_id, facts, reason), self._changed)

    def compare(self, line: EventLine) -> None:
        """Find what a version of a form changed; answered by `compared`."""
        vault, stream, record_id = self.vault, line.event.stream, line.event.record_id
        self.run(lambda _report: (record_id, compare_with_before(vault, stream, record_id)), self._compared)

    def _take(self, found: CaseFile | None) -> None:
        if found is None:
            self.gone.emit()
            return
        self.file = found
        self.loaded.emit(found)

    def _changed(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.load()

    def _discarded(self, draft: Draft | None) -> None:
        self.load()
        if draft is not None:
            self.discarded.emit(draft)

    def _restored(self, _nothing: object) -> None:
        self.load()

    def _compared(self, answer: tuple[str, list[Difference]]) -> None:
        self.compared.emit(*answer)


def change_facts(vault: Vault, case_id: str, facts: Mapping[str, str], reason: str = "") -> Changes:
    """Change the regime first: where that is refused, nothing is changed. A number given in the same breath follows it."""
    others = {name: value for name, value in facts.items() if name != "regime"}
    changes = change_regime(vault, case_id, facts["regime"], reason=reason) if "regime" in facts else Changes()
    return changes + change_case(vault, case_id, others, reason=reason) if others else changes


def compare_with_before(vault: Vault, stream: str, record_id: str) -> list[Difference]:
    """Return what a saved version of a form changed against the one before it; everything for the first one."""
    with vault.read() as tx:
        saved = [event.record_id for event in history.of_stream(tx, stream) if event.type == documents.FORM_SAVED]
        document = documents.one(tx, stream)
        if document is None or record_id not in saved:
            return []
        at = saved.index(record_id)
        new = answers_of(vault, tx, record_id).answers
        old = answers_of(vault, tx, saved[at - 1]).answers if at else {}
    return differences(old, new, by_sha256(document.form_sha256))
