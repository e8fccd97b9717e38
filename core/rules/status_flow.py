"""Where a case may go from here: every move with its reason, and what speaks against it. It advises; nothing here stops a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from core.rules.breaches import Outcome, outcome
from core.rules.case_clock import Deadline, deadlines
from core.rules.case_facts import CaseFacts
from core.rules.deadlines import day_of
from core.rules.requirements import Requirement, missing, requirements, unclear
from core.rules.rulebook import MoveRule, Rulebook, Words, rulebook
from core.rules.settings import RuleSettings


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that speaks against a move. code says what; names: what it is about (requirement codes, deadline ids, statuses)."""

    code: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move from the case's status. why: the reason of the rules; objections: what speaks against it now."""

    to: str
    is_decision: bool
    why: Words
    mark: str
    days: tuple[str, ...]
    is_in_flow: bool
    objections: tuple[Objection, ...] = ()

    @property
    def is_advised(self) -> bool:
        return self.is_in_flow and not self.objections


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """Everything that a condition looks at."""

    facts: CaseFacts
    deadlines: tuple[Deadline, ...]
    requirements: tuple[Requirement, ...]
    outcome: Outcome
    limits: dict[str, Deadline] = field(default_factory=dict)


def moves(facts: CaseFacts, settings: RuleSettings, now: datetime, role: str, *, book: Rulebook | None = None) -> tuple[Move, ...]:
    """Return the moves that the flow knows from the case's status, in its order; those with objections too.

    role: of the person who looks. Source: domain rules, sections 4 and 6.
    """
    book = book or rulebook()
    seen = _see(facts, settings, now)
    return tuple(_judge(rule, seen, role) for rule in book.statuses.get(facts.status, ()))


def move(facts: CaseFacts, settings: RuleSettings, now: datetime, role: str, to: str, *, book: Rulebook | None = None) -> Move:
    """Return one move; one that the flow does not know has the objection not_in_flow, a decision all the same."""
    book = book or rulebook()
    found = next((one for one in moves(facts, settings, now, role, book=book) if one.to == to), None)
    if found is not None:
        return found
    known = next((rule for rules in book.statuses.values() for rule in rules if rule.to == to), None)
    objection = Objection("not_in_flow", (facts.status, to))
    return Move(
        to=to,
        is_decision=True,
        why=Words("", ""),
        mark="V",
        days=known.days[-1:] if known else (),
        is_in_flow=False,
        objections=(objection,),
    )


def _see(facts: CaseFacts, settings: RuleSettings, now: datetime) -> _Seen:
    found = deadlines(facts, settings, now)
    return _Seen(
        facts=facts,
        deadlines=found,
        requirements=requirements(facts, settings, now),
        outcome=outcome(facts, settings),
        limits={one.id: one for one in found},
    )


def _judge(rule: MoveRule, seen: _Seen, role: str) -> Move:
    objections = [] if role in rule.roles else [Objection("role", (role,))]
    objections += [found for need in rule.needs if (found := _NEEDS[need](seen)) is not None]
    return Move(
        to=rule.to,
        is_decision=rule.is_decision,
        why=rule.why,
        mark=rule.mark,
        days=rule.days,
        is_in_flow=True,
        objections=tuple(objections),
    )


def _form_a(seen: _Seen) -> Objection | None:
    return None if seen.facts.has_form_a else Objection("no_form_a")


def _report(seen: _Seen) -> Objection | None:
    return None if seen.facts.has_report else Objection("no_report")


def _suspicion(seen: _Seen) -> Objection | None:
    return None if seen.facts.violations or seen.facts.kinds else Objection("no_breach_chosen")


def _no_suspicion(seen: _Seen) -> Objection | None:
    return Objection("breach_chosen", seen.facts.violations) if seen.facts.has_suspicion else None


def _complete(seen: _Seen) -> Objection | None:
    if lacking := missing(seen.requirements):
        return Objection("missing", lacking)
    return Objection("unclear", open_) if (open_ := unclear(seen.requirements)) else None


def _incomplete(seen: _Seen) -> Objection | None:
    return None if missing(seen.requirements) else Objection("nothing_missing")


def _not_registrable(seen: _Seen) -> Objection | None:
    """Something is missing; and while the reporter may still complete it, that he may."""
    lacking = missing(seen.requirements)
    if not lacking:
        return Objection("nothing_missing")
    waits = seen.limits.get("completion")
    can_be_completed = lacking != ("formal.in_time",) and "formal.in_time" not in lacking
    if can_be_completed and seen.facts.status == "initial_study" and waits is None:
        return Objection("may_be_completed", lacking)
    if can_be_completed and waits is not None and waits.is_open and waits.state != "overdue":
        return Objection("completion_runs", ("completion",))
    return None


def _number(seen: _Seen) -> Objection | None:
    return None if seen.facts.number else Objection("no_number")


def _in_time(seen: _Seen) -> Objection | None:
    limit = seen.limits.get("finding_known")
    return Objection("late", ("finding_known",)) if limit is not None and limit.state in ("overdue", "late") else None


def _decided_in_time(seen: _Seen) -> Objection | None:
    limit = seen.limits.get("followup_ext" if seen.facts.status == "extended" else "followup")
    return Objection("late", (limit.id,)) if limit is not None and limit.state in ("overdue", "late") else None


def _invited(seen: _Seen) -> Objection | None:
    """At least a day before, and twice at most; a hearing without an invitation is worth a word."""
    if not seen.facts.hearings:
        return Objection("no_invitation")
    if any(one.id == "invite" and one.state in ("late", "overdue") for one in seen.deadlines):
        return Objection("late", ("invite",))
    return None if any(day_of(one.invited) for one in seen.facts.hearings) else Objection("no_invitation")


def _in_power(seen: _Seen) -> Objection | None:
    if not seen.outcome.is_beyond_district:
        return None
    return Objection("not_in_power", tuple(kind for kind in seen.outcome.kinds if kind in rulebook().beyond_district))


def _addressee(seen: _Seen) -> Objection | None:
    return None if seen.outcome.forward_to else Objection("no_addressee")


_NEEDS: dict[str, Callable[[_Seen], Objection | None]] = {
    "addressee": _addressee,
    "complete": _complete,
    "decided_in_time": _decided_in_time,
    "form_a": _form_a,
    "in_power": _in_power,
    "in_time": _in_time,
    "incomplete": _incomplete,
    "invited": _invited,
    "no_suspicion": _no_suspicion,
    "not_registrable": _not_registrable,
    "number": _number,
    "report": _report,
    "suspicion": _suspicion,
}
