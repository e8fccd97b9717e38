"""The recap of a period: how many cases of which kind, where, when, how far they are, and which deadlines were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.actions.cases.case_facts import clock_facts
from core.actions.cases.rule_settings import rule_settings
from core.actions.clock import Now, wall_now
from core.actions.recap.case_tables import violations_of
from core.reporter import Reporter
from core.rules.case_clock import deadlines
from core.vault.vault import Vault
from core.vault.views import cases
from core.vault.views.cases import Case

UNSAID = ""  # the key of what the cases do not tell
KEPT, LATE, OVERDUE, RUNNING = "kept", "late", "overdue", "running"
# what is possible, elsewhere or lapsed is left out
STANDS = {"kept": KEPT, "late": LATE, "overdue": OVERDUE, "due": RUNNING, "running": RUNNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """Counts of cases by key; a case with two kinds of breach counts under both, so that `by_breach` may add up to more than `total`.

    by_breach: ids of the catalogue; by_place: as the forms tell it; by_week: Mondays, YYYY-MM-DD, without gaps; by_status, by_origin: keys
    of domain/rules.md; UNSAID where nothing is told. deadlines: id -> how many are kept, late, overdue, running.
    """

    first: date | None
    last: date | None
    total: int
    by_breach: Mapping[str, int]
    by_place: Mapping[str, int]
    by_week: Mapping[str, int]
    by_status: Mapping[str, int]
    by_origin: Mapping[str, int]
    deadlines: Mapping[str, Mapping[str, int]]


def recap(
    vault: Vault, *, first: date | None = None, last: date | None = None, report: Reporter | None = None, now: Now = wall_now
) -> Recap:
    """Return the recap of the cases whose event lies from first to last day, both included.

    A case without an event counts by the day it was opened.
    """
    report, at = report or Reporter(), now()
    with vault.read() as tx:
        settings = rule_settings(vault, tx)
        ids = cases.keys(tx, sort="event_date", descending=False)
        chosen: list[Case] = []
        for start in range(0, len(ids), 500):
            chosen += [one for one in cases.rows(tx, ids[start : start + 500]).values() if _within(day_of_case(one), first, last)]
    clocks: dict[str, Counter[str]] = {}
    for number, case in enumerate(chosen):
        if number % 500 == 0:
            report.step(number, len(chosen), "cases")
        for one in deadlines(clock_facts(case), settings, at):
            if (stands := STANDS.get(one.state)) is not None:
                clocks.setdefault(one.id, Counter())[stands] += 1
    return Recap(
        first=first,
        last=last,
        total=len(chosen),
        by_breach=_most(key for case in chosen for key in violations_of(case) or (UNSAID,)),
        by_place=_most(case.place.strip() for case in chosen),
        by_week=_weeks(chosen),
        by_status=_most(case.status for case in chosen),
        by_origin=_most(case.origin for case in chosen),
        deadlines={key: dict(counts) for key, counts in sorted(clocks.items(), key=lambda pair: -pair[1].total())},
    )


def day_of_case(case: Case) -> date | None:
    """Return the day of the event, else the day the case was opened; None for a text that is no day."""
    for text in (case.event_date, case.opened_at):
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            continue
    return None


def _within(day: date | None, first: date | None, last: date | None) -> bool:
    if day is None:
        return first is None and last is None
    return (first is None or day >= first) and (last is None or day <= last)


def _most(keys: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(keys).items(), key=lambda pair: (-pair[1], pair[0])))


def _weeks(chosen: Iterable[Case]) -> dict[str, int]:
    counts = Counter(day - timedelta(days=day.weekday()) for case in chosen if (day := day_of_case(case)) is not None)
    if not counts:
        return {}
    monday, end = min(counts), max(counts)
    if (end - monday).days > 7 * 520:  # a typed year like 0204 must not make a table of a thousand years
        return {day.isoformat(): counts[day] for day in sorted(counts)}
    found = {}
    while monday <= end:
        found[monday.isoformat()] = counts[monday]
        monday += timedelta(days=7)
    return found
