"""The clock of a case: which deadlines run, which are over, which were kept; and what must be warned of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.rules.breaches import is_crime
from core.rules.case_facts import CaseFacts
from core.rules.deadlines import Counted, count, day_of, moment_of
from core.rules.rulebook import DeadlineRule, Rulebook, Term, rulebook
from core.rules.settings import RuleSettings
from core.rules.working_days import OfficeCalendar

STATES = ("overdue", "due", "running", "possible", "elsewhere", "lapsed", "late", "kept")
ENDED = frozenset({"closed", "archived"})
AWAY = frozenset({"handed_over", "taken_over"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One deadline of a case.

    state: overdue (red), due (amber), running, possible (only if more information is needed), elsewhere (another body keeps it; or the
    case is not here any more), lapsed (given up, not done), late (done, but after the last day), kept (done in time).
    started_by: the day of the timeline it starts from; ended: the day it was done. days_late: in the unit of the
    deadline. days_left: calendar days to the last day, below 0 after it.
    """

    rule: DeadlineRule
    term: Term
    amount: int
    counted: Counted
    state: str
    started_by: str
    started: date
    ended: date | None
    days_left: int
    days_late: int

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def is_confirmed(self) -> bool:
        """False for what is general knowledge only: shown as "periksa ketentuan"."""
        return self.term.mark != "M"

    @property
    def is_open(self) -> bool:
        return self.state in ("overdue", "due", "running")


def deadlines(facts: CaseFacts, settings: RuleSettings, now: datetime, *, book: Rulebook | None = None) -> tuple[Deadline, ...]:
    """Return the deadlines that have started, those that press most first. now: any zone; days are those of the office.

    A day that cannot be read (a date that does not exist) starts nothing.
    """
    book, calendar = book or rulebook(), OfficeCalendar(settings)
    found = [one for rule in book.deadlines.values() for one in _of_rule(rule, facts, calendar, now)]
    return tuple(sorted(found, key=lambda one: (STATES.index(one.state), one.counted.ends_at, one.id)))


def deadline(facts: CaseFacts, settings: RuleSettings, now: datetime, deadline_id: str) -> Deadline | None:
    """Return one deadline; None while nothing starts it."""
    return next((one for one in deadlines(facts, settings, now) if one.id == deadline_id), None)


def running(found: tuple[Deadline, ...]) -> Deadline | None:
    """Return the deadline that presses most and is still open."""
    return next((one for one in found if one.is_open), None)


def _of_rule(rule: DeadlineRule, facts: CaseFacts, calendar: OfficeCalendar, now: datetime) -> Iterator[Deadline]:
    term = rule.terms.get(facts.regime)
    if term is None or (rule.origins and facts.origin not in rule.origins):
        return
    if (rule.needs_crime and not is_crime(facts)) or (rule.needs_suspicion and not _may_become_finding(facts)):
        return
    for days in _day_sets(rule, facts):
        started_by = next((name for name in term.starts if day_of(days.get(name))), "")
        if started_by:
            yield _one(rule, term, facts, days, started_by, calendar, now)


def _may_become_finding(facts: CaseFacts) -> bool:
    """Supervision that saw nothing has no clock; early information has one from the day it came until it is settled."""
    return facts.has_suspicion or facts.origin == "informasi_awal" or facts.has_violation is None


def _day_sets(rule: DeadlineRule, facts: CaseFacts) -> Iterator[Mapping[str, str]]:
    """The timeline; for what is counted back from a hearing once for each hearing."""
    if not rule.is_backward:
        yield facts.days
        return
    for hearing in facts.hearings:
        yield {"hearing": hearing.held, "invited": hearing.invited}


def _one(
    rule: DeadlineRule, term: Term, facts: CaseFacts, days: Mapping[str, str], started_by: str, calendar: OfficeCalendar, now: datetime
) -> Deadline:
    written = days[started_by]
    started = day_of(written)
    assert started is not None
    amount = calendar.settings.lengths.get((facts.regime, rule.id), term.amount)
    counted = count(
        started,
        term,
        calendar,
        amount=amount,
        needs_desk=rule.needs_desk,
        is_backward=rule.is_backward,
        at=moment_of(written, calendar),
    )
    today = now.astimezone(calendar.settings.zone).date()
    ends = [day for name in rule.ends if (day := day_of(days.get(name)))]
    ended = min((day for day in ends if rule.is_backward or day >= started), default=None)
    late = _late(counted, ended or today, term, calendar)
    return Deadline(
        rule=rule,
        term=term,
        amount=amount,
        counted=counted,
        state=_state(rule, facts, counted, ended, today, now),
        started_by=started_by,
        started=started,
        ended=ended,
        days_left=(counted.last - today).days,
        days_late=late,
    )


def _late(counted: Counted, day: date, term: Term, calendar: OfficeCalendar) -> int:
    if day <= counted.last:
        return 0
    if term.unit == "working":
        return max(1, calendar.working_days_between(counted.last, day))
    return (day - counted.last).days


def _state(rule: DeadlineRule, facts: CaseFacts, counted: Counted, ended: date | None, today: date, now: datetime) -> str:
    if ended is not None:
        if rule.id == "completion" and not any(day_of(facts.days.get(name)) for name in ("completed", "registered")):
            return "lapsed"
        return "kept" if ended <= counted.last else "late"
    if rule.is_elsewhere or _is_away(facts):
        return "elsewhere"
    if rule.extends and facts.status != "extended" and not facts.days.get("extended"):
        return "possible"
    if _is_extended(rule, facts):
        return "kept"
    if now > counted.ends_at:
        return "overdue"
    return "due" if today >= counted.warn_from else "running"


def _is_away(facts: CaseFacts) -> bool:
    return facts.status in AWAY | ENDED or any(day_of(facts.days.get(name)) for name in AWAY)


def _is_extended(rule: DeadlineRule, facts: CaseFacts) -> bool:
    """The shorter deadline is over with the extension; whether that came in time was judged when it was decided."""
    return rule.id == "followup" and bool(day_of(facts.days.get("extended")))
