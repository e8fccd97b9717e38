"""What an office has set about keeping and destroying, and which ended cases fall due: a list for people, off by default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from core.actions.cases.open_case import told
from core.actions.clock import Now, office_day, wall_now
from core.actions.office.office_settings import set_for_office, settings_of
from core.rules.case_clock import ENDED
from core.rules.retention import Retention, RetentionRule, read_retention
from core.vault.vault import Vault
from core.vault.views import Changes, cases, destroyed, documents
from core.vault.views.cases import Case

SUBJECT = "retention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An ended case of which something is due. ended, due: days."""

    case: Case
    rule: RetentionRule
    ended: date
    due: date


def retention_of(vault: Vault, tx: Connection) -> Retention:
    """Return the settings in force. Raises SettingWrong."""
    return read_retention(settings_of(vault, tx, SUBJECT))


def set_retention(vault: Vault, *, is_on: bool, running_cases: str, years: dict[str, int] | None = None, now: Now = wall_now) -> Changes:
    """Set for the whole office what is shown as due, and what becomes of an order under a running case. Raises SettingWrong, NobodyHere."""
    values: dict[str, object] = {"is_on": is_on, "running_cases": running_cases, "years": dict(years or {})}
    read_retention(values)
    with vault.write() as tx:
        return set_for_office(vault, tx, SUBJECT, values, now=now)


def what_is_due(vault: Vault, *, today: date) -> tuple[Due, ...]:
    """Return what falls due by `today`, the oldest first; nothing while the office has not switched it on."""
    with vault.read() as tx:
        retention = retention_of(vault, tx)
        if not retention.is_on:
            return ()
        ended = tx.scalars(select(cases.cases.c.case_id).where(cases.cases.c.status.in_(sorted(ENDED)))).all()
        found = [due for case_id in ended for due in _due_of(tx, case_id, retention, today)]
    return tuple(sorted(found, key=lambda one: (one.due, one.case.case_id)))


def _due_of(tx: Connection, case_id: str, retention: Retention, today: date) -> list[Due]:
    case, said = cases.one(tx, case_id), told(tx, case_id)
    if case is None or not said:
        return []
    ended = date.fromisoformat(office_day(said[-1].header.at))
    ordered = {one.stream for one in destroyed.all_orders(tx, case_id=case_id)}
    found = []
    for rule in retention.rules:
        if rule.what == "identity":
            left = any(one.has_identity and one.stream not in ordered for one in documents.of_case(tx, case_id))
        else:
            left = case_id not in ordered
        if left and (due := rule.due_on(ended)) <= today:
            found.append(Due(case=case, rule=rule, ended=ended, due=due))
    return found
