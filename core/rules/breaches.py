"""What the breaches that a person chose amount to: the gravest class, the kinds of case, where it goes, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from core.rules.case_facts import CaseFacts, Party
from core.rules.catalogue import Violation, catalogue
from core.rules.deadlines import day_of
from core.rules.files import read_once
from core.rules.rulebook import Route, Rulebook, rulebook
from core.rules.settings import RuleSettings, Stage

NOT_A_BREACH, NOT_REGISTERED, CRIME = "bukan_pelanggaran", "tidak_diregistrasi", "pidana"
SIX_MONTHS = "6_months_before_candidates_fixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What follows from the choice. class_: the gravest ("" for none). kinds: every kind of case, one event may be several;
    none while something is suspected and nothing was chosen.

    forward_to: targets of the catalogue. routes: what this office does, who decides, on which article. is_beyond_district: at least one
    kind is not for a sub-district office to decide. prohibited_since: for what is forbidden from six months before the candidates.
    """

    class_: str
    class_key: str
    kinds: tuple[str, ...]
    forward_to: tuple[str, ...]
    routes: tuple[Route, ...]
    is_beyond_district: bool
    prohibited_since: date | None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A chosen breach that does not fit the case. what: regime, subject, phase or not_before; day: the one it turns on."""

    violation: str
    what: str
    day: date | None = None


@read_once
def _crimes() -> frozenset[str]:
    return frozenset(one.id for one in catalogue().violations if one.case_kind == CRIME)


def outcome(facts: CaseFacts, settings: RuleSettings, *, book: Rulebook | None = None) -> Outcome:
    """Return what the chosen breaches amount to. Raises ViolationUnknown. Source: domain rules, section 5."""
    book = book or rulebook()
    chosen = [catalogue().find(one) for one in facts.violations]
    kinds = tuple(dict.fromkeys([one.case_kind for one in chosen] + list(facts.kinds)))
    class_ = max((one.class_ for one in chosen), key=book.gravity.index, default="")
    forward = [target for one in chosen for target in _targets(one, facts, book)]
    forward += [target for kind in facts.kinds for target in book.kind_targets.get(kind, ())]
    stage = settings.stage_on(facts.regime, day_of(facts.event_date))
    is_dated = any(one.phase == SIX_MONTHS for one in chosen)
    return Outcome(
        class_=class_,
        class_key=book.class_keys.get(class_, ""),
        kinds=kinds or _without_a_choice(facts),
        forward_to=tuple(dict.fromkeys(forward)),
        routes=tuple(_routes(kinds, facts, book)),
        is_beyond_district=bool(book.beyond_district & set(kinds)),
        prohibited_since=stage.replacing_forbidden_from if stage and is_dated else None,
    )


def _without_a_choice(facts: CaseFacts) -> tuple[str, ...]:
    """Not registered, no breach, or - while something is suspected and nobody chose what - nothing yet."""
    if facts.status == "not_registered" or facts.days.get("not_registered"):
        return (NOT_REGISTERED,)
    return () if facts.has_suspicion else (NOT_A_BREACH,)


def is_crime(facts: CaseFacts) -> bool:
    """Return whether one of the chosen breaches is a crime; an unknown one is none."""
    return CRIME in facts.kinds or not _crimes().isdisjoint(facts.violations)


def missing_for_sbt(facts: CaseFacts, *, book: Rulebook | None = None) -> tuple[Party, ...]:
    """Return the reported civil servants without NIP or NIK, which SBT asks for. It never blocks a form."""
    book = book or rulebook()
    asked = [one for one in facts.reported if one.subject_kind in book.sbt_subjects]
    return tuple(one for one in asked if not any(getattr(one, name) for name in book.sbt_needs))


def misfits(facts: CaseFacts, settings: RuleSettings) -> tuple[Misfit, ...]:
    """Return what speaks against the chosen breaches: other regime, other subjects, other phase of the election on the day of the event."""
    day = day_of(facts.event_date)
    stage = settings.stage_on(facts.regime, day)
    return tuple(one for chosen in facts.violations for one in _misfits(catalogue().find(chosen), facts, stage, day))


def _targets(violation: Violation, facts: CaseFacts, book: Rulebook) -> Iterator[str]:
    """Where a breach goes, without those that do not concern any of the persons it can be about."""
    subjects = facts.subjects & set(violation.subject_kinds) or facts.subjects
    for target in violation.forward_to:
        concerns = book.targets.get(target, frozenset())
        if not concerns or not subjects or subjects & concerns:
            yield target


def _routes(kinds: Iterable[str], facts: CaseFacts, book: Rulebook) -> Iterator[Route]:
    for kind in kinds:
        for route in book.routes:
            if route.kind != kind or (route.regime and route.regime != facts.regime):
                continue
            if not route.subjects or not facts.subjects or route.subjects & facts.subjects:
                yield route


def _misfits(violation: Violation, facts: CaseFacts, stage: Stage | None, day: date | None) -> Iterator[Misfit]:
    if facts.regime not in violation.regimes:
        yield Misfit(violation.id, "regime")
    if facts.subjects and not facts.subjects & set(violation.subject_kinds):
        yield Misfit(violation.id, "subject")
    if stage is None or day is None:
        return
    fixed, start, end = stage.candidates_fixed, stage.campaign_from, stage.campaign_to
    if fixed and (violation.phase == "bakal_calon") == (day >= fixed) and violation.phase in ("bakal_calon", "calon"):
        yield Misfit(violation.id, "phase", fixed)
    if violation.phase == "campaign" and start and end and not start <= day <= end:
        yield Misfit(violation.id, "phase", start)
    since = stage.replacing_forbidden_from
    if violation.phase == SIX_MONTHS and since and day < since:
        yield Misfit(violation.id, "not_before", since)
