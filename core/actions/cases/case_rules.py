"""What the rules say of a case: its clock, what is missing, what it amounts to, where it may go; and what is due in all cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import nsmallest

from sqlalchemy import Connection

from core.actions.cases.case_facts import case_facts, clock_facts
from core.actions.cases.rule_settings import rule_settings
from core.actions.clock import Now, wall_now
from core.rules.breaches import Misfit, Outcome, misfits, missing_for_sbt, outcome
from core.rules.case_clock import AWAY, ENDED, Deadline, deadlines, running
from core.rules.case_facts import CaseFacts, Party
from core.rules.catalogue import ViolationUnknown, catalogue
from core.rules.permitted import Permission, why_permitted
from core.rules.requirements import Requirement, requirements
from core.rules.rulebook import rulebook
from core.rules.settings import RuleSettings
from core.rules.status_flow import Move, moves
from core.vault.vault import Vault
from core.vault.views import cases
from core.vault.views.cases import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRules:
    """Everything that the rules say of one case now. today: in the office's zone; rules: the version of the rules used."""

    facts: CaseFacts
    settings: RuleSettings
    today: date
    rules: str
    deadlines: tuple[Deadline, ...]
    requirements: tuple[Requirement, ...]
    outcome: Outcome
    misfits: tuple[Misfit, ...]
    permissions: tuple[Permission, ...]
    missing_for_sbt: tuple[Party, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that presses, and its case."""

    case: Case
    deadline: Deadline


def case_rules(vault: Vault, case_id: str, *, now: Now = wall_now) -> CaseRules:
    """Return what the rules say of a case to the person who has unlocked the vault. Raises CaseRefused when the case is unknown.

    A breach or act that this version of the catalogue does not know is left out, not an error: a newer program may have chosen it.
    """
    at = now()
    with vault.read() as tx:
        facts, settings = known_choices(case_facts(vault, tx, case_id)), rule_settings(vault, tx)
        me = vault.roster(tx).people.get(vault.me.person_id) if vault.me else None
    return CaseRules(
        facts=facts,
        settings=settings,
        today=at.astimezone(settings.zone).date(),
        rules=rulebook().version,
        deadlines=deadlines(facts, settings, at),
        requirements=requirements(facts, settings, at),
        outcome=outcome(facts, settings),
        misfits=misfits(facts, settings),
        permissions=tuple(why_permitted(one, facts.ticks, facts.regime) for one in facts.permitted),
        missing_for_sbt=missing_for_sbt(facts),
        moves=moves(facts, settings, at, me.role if me is not None else ""),
    )


def due(vault: Vault, *, days: int = 1, now: Now = wall_now) -> tuple[Due, ...]:
    """Return what is overdue, amber, or ends today or within `days` days, over all cases: overdue first, then by the last moment."""
    with vault.read() as tx:
        return tuple(sorted(_pressing(vault, tx, days, now()), key=_urgency))


def most_due(vault: Vault, most: int, *, days: int = 1, now: Now = wall_now) -> tuple[tuple[Due, ...], int]:
    """Return the first `most` of what `due` returns, and how many there are; an office at its real size may have thousands."""
    counted = 0

    def each(found: Iterable[Due]) -> Iterator[Due]:
        nonlocal counted
        for one in found:
            counted += 1
            yield one

    with vault.read() as tx:
        return tuple(nsmallest(most, each(_pressing(vault, tx, days, now())), key=_urgency)), counted


def _pressing(vault: Vault, tx: Connection, days: int, at: datetime) -> Iterator[Due]:
    settings = rule_settings(vault, tx)
    last = at.astimezone(settings.zone).date() + timedelta(days=days)
    for case in cases.unfinished(tx, ENDED | AWAY):
        for one in deadlines(clock_facts(case), settings, at):
            if one.is_open and (one.state != "running" or one.counted.last <= last):
                yield Due(case, one)


def _urgency(one: Due) -> tuple[bool, datetime, str]:
    return one.deadline.state != "overdue", one.deadline.counted.ends_at, one.case.case_id


def pressing(case: Case, settings: RuleSettings, *, now: Now = wall_now) -> Deadline | None:
    """Return the open deadline of a case that presses most; None for none. Needs no form: made for the rows of a long list."""
    return running(deadlines(clock_facts(case), settings, now())) if case.status not in ENDED else None


def known_choices(facts: CaseFacts) -> CaseFacts:
    """Return the facts without breaches and permitted acts that the catalogue does not hold."""
    return replace(facts, violations=tuple(_known(facts.violations)), permitted=tuple(_known_acts(facts.permitted)))


def _known(chosen: Iterable[str]) -> Iterable[str]:
    for one in chosen:
        try:
            yield catalogue().find(one).id
        except ViolationUnknown:
            continue


def _known_acts(chosen: Iterable[str]) -> Iterable[str]:
    for one in chosen:
        try:
            yield why_permitted(one, {}).act.id
        except ViolationUnknown:
            continue
