"""The list of papers that are signed together: what is in it, the signing, and what was left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from core.actions.papers.sign_list import Signed, ToSign, papers_to_sign, sign_list
from core.vault.vault import NobodyHere, Vault
from core.vault.views import Changes
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True)
class SignOffer:
    """lines: what nobody has signed yet; me: who would sign, "" for one who can only read."""

    lines: tuple[ToSign, ...]
    me: str


class SignListState(WorkingState):
    loaded = Signal(object)  # SignOffer
    progressed = Signal(object, object, str)  # done, total, form
    signed = Signal(object)  # Signed
    changed = Signal(object)  # Changes
    ended = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner, case_ids: Sequence[str]) -> None:
        super().__init__(vault, jobs)
        self._case_ids = tuple(case_ids)
        self._job: Job | None = None

    def load(self) -> None:
        vault, ids = self.vault, self._case_ids
        self.run(lambda _report: _offer(vault, ids), self.loaded)

    def sign(self, lines: Sequence[ToSign], passphrase: str) -> None:
        """Sign exactly these; ends with `signed` or `refused`, and `ended` always."""
        vault, chosen = self.vault, tuple(lines)
        self._job = self.run(lambda report: sign_list(vault, chosen, passphrase, report=report), self._take)
        self._job.progressed.connect(self.progressed)
        self._job.ended.connect(self._end)

    def stop(self) -> None:
        """Stop after the paper in hand; what is signed stays."""
        if self._job is not None:
            self._job.stop.set()

    def _take(self, told: Signed) -> None:
        self.signed.emit(told)

    def _end(self) -> None:
        self._job = None
        self.changed.emit(Changes())
        self.ended.emit()
        self.load()


def _offer(vault: Vault, ids: Sequence[str]) -> SignOffer:
    lines = papers_to_sign(vault, ids)
    with vault.read() as tx:
        try:
            me = vault.person(tx).name
        except NobodyHere:
            me = ""
    return SignOffer(lines, me)
