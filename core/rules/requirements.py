"""Syarat formal and materiel of a case: each met, missing or unclear, with what is missing named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from core.rules.case_clock import Deadline, deadline
from core.rules.case_facts import CaseFacts, Tick
from core.rules.deadlines import day_of, moment_of
from core.rules.rulebook import RequirementRule, Rulebook, Words, rulebook
from core.rules.settings import RuleSettings
from core.rules.working_days import OfficeCalendar

MET, MISSING, UNCLEAR = "met", "missing", "unclear"
STATES = (MET, MISSING, UNCLEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One item as it stands. state: what counts - the person's tick, else what was computed.

    why: key of the reason of the computed state (see ui and core/commands for its words); day: the one it turns on. is_ticked: a person
    said it, and `note` is his.
    """

    rule: RequirementRule
    label: Words
    article: str
    mark: str
    state: str
    computed: str
    why: str
    day: date | None
    is_ticked: bool
    note: str

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def is_formal(self) -> bool:
        return self.code.startswith("formal.")


@dataclass(frozen=True, slots=True)
class _Seen:
    state: str
    why: str = ""
    day: date | None = None


def requirements(facts: CaseFacts, settings: RuleSettings, now: datetime, *, book: Rulebook | None = None) -> tuple[Requirement, ...]:
    """Return the items that this case must hold; none for supervision that found nothing. Source: domain rules, section 2."""
    if not facts.is_report and not facts.has_suspicion:
        return ()
    book = book or rulebook()
    asked = [
        rule for rule in book.requirements.values() if facts.regime in rule.bases and (not rule.origins or facts.origin in rule.origins)
    ]
    return tuple(_one(rule, facts, settings, now) for rule in asked)


def missing(found: tuple[Requirement, ...]) -> tuple[str, ...]:
    """Return the codes of what is missing."""
    return tuple(one.code for one in found if one.state == MISSING)


def unclear(found: tuple[Requirement, ...]) -> tuple[str, ...]:
    """Return the codes of what nobody has made clear yet."""
    return tuple(one.code for one in found if one.state == UNCLEAR)


def _one(rule: RequirementRule, facts: CaseFacts, settings: RuleSettings, now: datetime) -> Requirement:
    article, mark = rule.bases[facts.regime]
    seen = _LOOK[rule.code](facts, settings, now)
    tick: Tick | None = facts.ticks.get(rule.code)
    return Requirement(
        rule=rule,
        label=rule.label if facts.is_report else rule.finding_label,
        article=article,
        mark=mark if facts.is_report else "P",
        state=tick.state if tick else seen.state,
        computed=seen.state,
        why=seen.why,
        day=seen.day,
        is_ticked=tick is not None,
        note=tick.note if tick else "",
    )


def _there(is_there: bool, why: str) -> _Seen:
    return _Seen(MET) if is_there else _Seen(MISSING, why)


def _reporter(facts: CaseFacts, _settings: RuleSettings, _now: datetime) -> _Seen:
    if facts.is_reporter_sealed:
        return _Seen(UNCLEAR, "sealed")
    if not facts.reporter:
        return _Seen(MISSING, "no_name")
    if facts.is_report and facts.regime == "pemilu" and not facts.reporter_address:
        return _Seen(MISSING, "no_address")
    return _Seen(MET)


def _reported(facts: CaseFacts, _settings: RuleSettings, _now: datetime) -> _Seen:
    return _there(any(one.name for one in facts.reported), "no_name")


def _address(facts: CaseFacts, _settings: RuleSettings, _now: datetime) -> _Seen:
    if not facts.reported:
        return _Seen(MISSING, "no_name")
    return _there(all(one.address for one in facts.reported), "no_address")


def _in_time(facts: CaseFacts, settings: RuleSettings, now: datetime) -> _Seen:
    limit = deadline(facts, settings, now, "report_known" if facts.is_report else "finding_known")
    if limit is None:
        return _Seen(UNCLEAR, "no_known_day")
    if limit.ended is None:
        return _Seen(MISSING, "over", limit.counted.last) if limit.state == "overdue" else _Seen(UNCLEAR, "still_runs", limit.counted.last)
    if limit.state == "late":
        return _Seen(MISSING, "late", limit.counted.last)
    return _at_the_desk(facts, limit, OfficeCalendar(settings))


def _at_the_desk(facts: CaseFacts, limit: Deadline, calendar: OfficeCalendar) -> _Seen:
    """In time by its day; after the desk closed for the last time it is for a person to say whether that counts."""
    at = moment_of(facts.days.get("handed_in"), calendar)
    if facts.is_report and at is not None and at > limit.counted.ends_at:
        return _Seen(UNCLEAR, "after_hours", limit.counted.desk)
    known, event = day_of(facts.days.get("known")), day_of(facts.event_date)
    if known and event and known < event:
        return _Seen(UNCLEAR, "known_before_event", event)
    return _Seen(MET, "", limit.counted.last)


def _signature(_facts: CaseFacts, _settings: RuleSettings, _now: datetime) -> _Seen:
    return _Seen(UNCLEAR, "look")


def _time(facts: CaseFacts, _settings: RuleSettings, _now: datetime) -> _Seen:
    if not facts.event_date:
        return _Seen(MISSING, "empty")
    return _there(day_of(facts.event_date) is not None, "no_such_day")


def _place(facts: CaseFacts, _settings: RuleSettings, _now: datetime) -> _Seen:
    return _there(bool(facts.event_place.strip()), "empty")


def _description(facts: CaseFacts, _settings: RuleSettings, _now: datetime) -> _Seen:
    return _there(bool(facts.description.strip()), "empty")


def _evidence(facts: CaseFacts, _settings: RuleSettings, _now: datetime) -> _Seen:
    return _there(facts.evidence > 0, "none")


_LOOK: dict[str, Callable[[CaseFacts, RuleSettings, datetime], _Seen]] = {
    "formal.reporter_identity": _reporter,
    "formal.reported_party": _reported,
    "formal.reported_address": _address,
    "formal.in_time": _in_time,
    "formal.signature_match": _signature,
    "material.time": _time,
    "material.place": _place,
    "material.description": _description,
    "material.evidence": _evidence,
}
