"""The recap of a period: how many cases of which kind, where, when, how far they are, and which deadlines were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from core.actions.cases.case_facts import clock_facts
from core.actions.cases.rule_settings import rule_settings
from core.actions.clock import Now, wall_now
from core.actions.papers.protected_words import covered_in, identities_of_case
from core.actions.recap.case_tables import violations_of
from core.reporter import Reporter
from core.rules.case_clock import deadlines
from core.rules.regions import Region, Regions
from core.vault.vault import Vault
from core.vault.views import cases, documents
from core.vault.views.cases import Case

UNSAID = ""  # the key of what the cases do not tell
KEPT, LATE, OVERDUE, RUNNING = "kept", "late", "overdue", "running"
# what is possible, elsewhere or lapsed is left out
STANDS = {"kept": KEPT, "late": LATE, "overdue": OVERDUE, "due": RUNNING, "running": RUNNING}


@dataclass(frozen=True, slots=True)
class VillageCount:
    """One village of the region tables, by its official name, and how many cases happened there."""

    code: str
    name: str
    district: str
    regency: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """Counts of cases by key; a case with two kinds of breach counts under both, so that `by_breach` may add up to more than `total`.

    by_breach: ids of the catalogue; villages: those that were chosen from the region tables, most first; by_other_place: places as written,
    of all other cases; by_week: Mondays, YYYY-MM-DD, without gaps; by_status, by_origin: keys of domain/rules.md; UNSAID where nothing is
    told. A place that names a protected person is covered. deadlines: id -> how many are kept, late, overdue, running.
    """

    first: date | None
    last: date | None
    total: int
    by_breach: Mapping[str, int]
    villages: Sequence[VillageCount]
    by_other_place: Mapping[str, int]
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
        known = Regions.load()
        found = known.villages({one.village_code for one in chosen if one.village_code})
        elsewhere = _covered(vault, tx, [one for one in chosen if one.village_code not in found])
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
        villages=_villages(known, found, chosen),
        by_other_place=_most(elsewhere),
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


def _villages(known: Regions, found: Mapping[str, Region], chosen: Iterable[Case]) -> tuple[VillageCount, ...]:
    counts = Counter(case.village_code for case in chosen if case.village_code in found)
    rows = []
    for code, count in counts.items():
        district = known.find(found[code].parent_code)
        rows.append(VillageCount(code, found[code].name, district.name, known.find(district.parent_code).name, count))
    return tuple(sorted(rows, key=lambda row: (-row.count, row.name, row.code)))


def _covered(vault: Vault, tx: Connection, chosen: Iterable[Case]) -> list[str]:
    """Return the place of each case as written, its spaces made one, without the names that must stay covered."""
    guarded, places = documents.cases_with_identity(tx), []
    for case in chosen:
        place = " ".join((case.village or case.place).split())
        if place and case.case_id in guarded:
            place = covered_in({"place": place}, identities_of_case(vault, tx, case.case_id))["place"]
        places.append(place)
    return places


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
