"""The orders of destruction and who has obeyed them, of one case or of all; and what falls due."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from core.actions.clock import wall_now
from core.actions.destruction.order import may_order
from core.actions.destruction.retention import Due, retention_of, set_retention, what_is_due
from core.actions.destruction.standing import OrderStanding, orders_standing
from core.rules.retention import Retention
from core.vault.vault import Vault
from core.vault.views import Changes
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True)
class OrdersSeen:
    """orders: newest first; due: what falls due by today; may_order: whether the person could give an order."""

    orders: tuple[OrderStanding, ...]
    due: tuple[Due, ...]
    retention: Retention
    may_order: bool


class OrdersState(WorkingState):
    """case_id: empty for all cases of the vault."""

    told = Signal(object)  # OrdersSeen
    kept = Signal(object)  # Changes, of a setting

    def __init__(self, vault: Vault, jobs: JobRunner, case_id: str = "") -> None:
        super().__init__(vault, jobs)
        self.case_id = case_id

    def look(self) -> None:
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: look_at_orders(vault, case_id), self.told)

    def keep(self, *, is_on: bool, running_cases: str, years: dict[str, int]) -> None:
        """Set for the whole office how long things are kept."""
        vault = self.vault
        self.run(lambda _report: set_retention(vault, is_on=is_on, running_cases=running_cases, years=years), self._kept)

    def _kept(self, changes: Changes) -> None:
        self.kept.emit(changes)
        self.look()


def look_at_orders(vault: Vault, case_id: str) -> OrdersSeen:
    """Return the orders and, over all cases, what falls due."""
    with vault.read() as tx:
        retention = retention_of(vault, tx)
    due = () if case_id else what_is_due(vault, today=wall_now().date())
    return OrdersSeen(orders_standing(vault, case_id=case_id or None), due, retention, may_order(vault))
