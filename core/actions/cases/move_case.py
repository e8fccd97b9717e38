"""Moving a case to its next status: who, when, why, the deadline that was running, and the version of the rules that advised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from core.actions.cases.case_facts import case_facts
from core.actions.cases.case_rules import known_choices
from core.actions.cases.hand_over import destination, go
from core.actions.cases.open_case import body_of, told, write_case
from core.actions.cases.rule_settings import rule_settings
from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.rules.breaches import outcome
from core.rules.case_clock import deadlines, running
from core.rules.deadlines import day_of
from core.rules.requirements import missing
from core.rules.requirements import requirements as requirements_of
from core.rules.rulebook import rulebook
from core.rules.settings import RuleSettings, settings_to_json
from core.rules.status_flow import Move, move
from core.vault.vault import Vault
from core.vault.views import Changes, cases

GOES = {"handed_over": cases.HANDED_OVER, "taken_over": cases.TAKEN_OVER}  # status -> the record that brings a case to another office


class MoveRefused(AppError):
    """The status was not changed: something is not there that no reason can replace."""

    code = "case.move_refused"


class AgainstAdvice(MoveRefused):
    """Something speaks against the move; with a reason it goes on."""

    code = "case.against_advice"


class DateImpossible(AppError):
    """A day that does not exist, lies in the future, or is outside the years that the program can count."""

    code = "case.date_impossible"


def move_case(
    vault: Vault,
    case_id: str,
    to: str,
    *,
    reason: str = "",
    passphrase: str = "",
    on: str = "",
    office: str = "",
    now: Now = wall_now,
) -> Changes:
    """Give a case its next status. A decision is a legal act of the person and takes his passphrase.

    A case that is handed over or taken over goes to another office with the same record; office: its code, by default the one above, or
    one's own when it is taken over. reason: why; needed only when something speaks against the move. on: the day it was done,
    YYYY-MM-DD, by default today. The record keeps the status before, the reason and that of the rules, what spoke against it, the
    deadline that was running, the version of the rules and the settings that counted. Raises AgainstAdvice naming what speaks against it
    while no reason is given, MoveRefused for a status that does not exist, NowhereToGo, DateImpossible, WrongPassphrase, CaseRefused.
    """
    book, at = rulebook(), now()
    if to not in book.statuses:
        raise MoveRefused("This status is not known: {status}.", "Choose one from the list.", status=to)
    with vault.write() as tx:
        facts, settings, me = known_choices(case_facts(vault, tx, case_id)), rule_settings(vault, tx), vault.person(tx)
        wanted = move(facts, settings, at, me.role, to)
        if not wanted.is_advised and not reason.strip():
            raise AgainstAdvice(
                "The case was not moved: the rules speak against it.",
                "Settle what is named, or go on with a reason; it will be recorded.",
                objections=[one.code for one in wanted.objections],
            )
        day = _day(on, settings, now)
        found, judged = deadlines(facts, settings, at), outcome(facts, settings)
        presses = running(found)
        said: dict[str, object] = {
            "from": facts.status,
            "to": to,
            "on": day.isoformat(),
            "reason": reason.strip(),
            "rule": str(wanted.why.id),
            "against": [{"code": one.code, "names": list(one.names)} for one in wanted.objections],
            "deadline": {"id": presses.id, "last": presses.counted.last.isoformat(), "state": presses.state} if presses else {},
            "missing": list(missing(requirements_of(facts, settings, at))),
            "kinds": list(judged.kinds),
            "class": judged.class_,
            "forward_to": list(judged.forward_to),
            "rules": book.version,
            "settings": settings_to_json(settings) if wanted.is_decision else {},
        }
        key = vault.signing_key(tx, passphrase) if wanted.is_decision else None
        timeline = _dated(body_of(tx, case_id).get("timeline"), wanted, day)
        told_now = {"status": to, "timeline": timeline}
        if key is not None and to in GOES and (receiver := destination(vault, tx, to, office)):
            return go(vault, tx, case_id, GOES[to], receiver, told_now, said, key, at)
        return write_case(vault, tx, case_id, told_now, move=said, person_key=key, now=now)


def set_days(vault: Vault, case_id: str, days: Mapping[str, str], *, reason: str = "", now: Now = wall_now) -> Changes:
    """Say or correct days of the timeline. days: name -> YYYY-MM-DD or YYYY-MM-DDTHH:MM, "" takes one away.

    What was there before stays in the earlier record. Raises DateImpossible for a day that does not exist or lies in the future, and
    MoveRefused for a change of what stands on a receipt without a reason.
    """
    with vault.write() as tx:
        facts, settings = case_facts(vault, tx, case_id), rule_settings(vault, tx)
        for name, written in days.items():
            if written:
                _day(written, settings, now, may_come=name in ("hearing",))
        before = facts.days.get("handed_in", "")
        if "handed_in" in days and before and days["handed_in"] != before and not reason.strip():
            raise MoveRefused(
                "The time of handing in was not changed: it stands on the receipt.", "Say why it is corrected; the reason is recorded."
            )
        kept = body_of(tx, case_id).get("timeline")
        timeline = dict(kept) if isinstance(kept, Mapping) else {}
        timeline = {name: day for name, day in {**timeline, **days}.items() if day}
        said = {"days": dict(days), "reason": reason.strip(), "rules": rulebook().version}
        return write_case(vault, tx, case_id, {"timeline": timeline}, move=said, now=now)


def add_hearing(vault: Vault, case_id: str, *, invited: str, held: str, now: Now = wall_now) -> Changes:
    """Note a clarification: when somebody was invited and for which day, YYYY-MM-DD. Raises DateImpossible."""
    with vault.write() as tx:
        settings = rule_settings(vault, tx)
        _day(invited, settings, now)
        _day(held, settings, now, may_come=True)
        kept = body_of(tx, case_id).get("timeline")
        timeline: dict[str, object] = dict(kept) if isinstance(kept, Mapping) else {}
        there = timeline.get("hearings")
        timeline["hearings"] = [*(there if isinstance(there, list) else []), {"invited": invited, "held": held}]
        return write_case(vault, tx, case_id, {"timeline": timeline}, now=now)


def moves_of(tx: Connection, case_id: str) -> dict[str, Mapping[str, object]]:
    """Return record id -> what it says of a move of the case: from, to, reason, against, deadline, rules. Others are left out."""
    said = {one.id: one.body("case").get("move") for one in told(tx, case_id)}
    return {record_id: move for record_id, move in said.items() if isinstance(move, Mapping)}


def _dated(kept: object, wanted: Move, day: date) -> dict[str, object]:
    """The timeline with the days that the move dates; one that is there already stays, but for the last, which this move is."""
    timeline = dict(kept) if isinstance(kept, Mapping) else {}
    for name in wanted.days[:-1]:
        timeline.setdefault(name, day.isoformat())
    for name in wanted.days[-1:]:
        timeline[name] = day.isoformat()
    return timeline


def _day(written: str, settings: RuleSettings, now: Now, *, may_come: bool = False) -> date:
    today = now().astimezone(settings.zone).date()
    if not written:
        return today
    found = day_of(written)
    if found is None:
        raise DateImpossible("There is no such day: {day}.", "Write it as YYYY-MM-DD.", day=written[:20])
    if found > today and not may_come:
        raise DateImpossible("The day {day} has not come yet.", "Write the day on which it was done.", day=written[:10])
    return found
