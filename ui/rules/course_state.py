"""The course of one case as the rules see it: read anew after every change; moves, ticks and choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal

from core.actions.cases.case_rules import CaseRules, case_rules
from core.actions.cases.hand_over import pass_on, receivers
from core.actions.cases.judge_case import choose_breaches, tick
from core.actions.cases.move_case import add_hearing, move_case, set_days
from core.rules.case_facts import Tick
from core.vault.vault import Vault
from core.vault.views import Changes
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


class CourseState(WorkingState):
    """`told` after every `load`; `changed` after every deed, which also loads anew."""

    told = Signal(object)  # CaseRules
    changed = Signal(object)  # Changes
    moved = Signal(object)  # Changes of a move: its dialog may close
    receivers_found = Signal(object)  # tuple of Receiver

    def __init__(self, vault: Vault, jobs: JobRunner, case_id: str) -> None:
        super().__init__(vault, jobs)
        self.case_id = case_id
        self.seen: CaseRules | None = None

    def load(self) -> None:
        """Read the case anew."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: case_rules(vault, case_id), self._take)

    def tick(self, code: str, state: str) -> None:
        """Say of a requirement what a person has seen; "" goes back to what was computed."""
        vault, case_id = self.vault, self.case_id
        said = {code: Tick(state) if state else None}
        self.run(lambda _report: tick(vault, case_id, said), self._changed)

    def choose(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Keep which breaches, permitted acts and kinds a person sees; keys as `choose_breaches` has them."""
        vault, case_id = self.vault, self.case_id
        kept = {name: tuple(ids) for name, ids in chosen.items()}

        def work(_report: object) -> Changes:
            return choose_breaches(
                vault,
                case_id,
                violations=kept.get("violations"),
                permitted=kept.get("permitted"),
                would_be=kept.get("would_be"),
                kinds=kept.get("kinds"),
            )

        self.run(work, self._changed)

    def move(self, to: str, *, reason: str, passphrase: str, on: str) -> None:
        """Give the case another status; ends with `moved` or `refused`."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: move_case(vault, case_id, to, reason=reason, passphrase=passphrase, on=on), self._moved)

    def find_receivers(self) -> None:
        """Look up to which offices the case may go; ends with `receivers_found`."""
        vault = self.vault
        self.run(lambda _report: receivers(vault), self.receivers_found)

    def pass_on(self, to: str, *, reason: str, passphrase: str) -> None:
        """Hand the case to another office; ends with `moved` or `refused`."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: pass_on(vault, case_id, to, reason=reason, passphrase=passphrase), self._moved)

    def hear(self, invited: str, held: str) -> None:
        """Note an invitation to a clarification."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: add_hearing(vault, case_id, invited=invited, held=held), self._moved)

    def note_day(self, days: Mapping[str, str], reason: str) -> None:
        """Note or correct a day of the timeline; ends with `moved` or `refused`."""
        vault, case_id, said = self.vault, self.case_id, dict(days)
        self.run(lambda _report: set_days(vault, case_id, said, reason=reason), self._moved)

    def _take(self, seen: CaseRules) -> None:
        self.seen = seen
        self.told.emit(seen)

    def _moved(self, changes: Changes) -> None:
        self.moved.emit(changes)
        self._changed(changes)

    def _changed(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.load()
