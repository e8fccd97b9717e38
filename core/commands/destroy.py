"""The command about destroying: show what would go, order it, see who has obeyed, and what falls due."""

from __future__ import annotations

from argparse import Namespace

from core.actions.clock import wall_now
from core.actions.destruction.choose import ALL, IDENTITY, Choice, Thing, what_can_go
from core.actions.destruction.order import OrderRefused, destroy
from core.actions.destruction.retention import retention_of, set_retention, what_is_due
from core.actions.destruction.standing import Holder, OrderStanding, orders_standing
from core.actions.destruction.words import WORD, beyond_reach
from core.commands.cases import CaseUnknown, case_id
from core.commands.speech import Speech
from core.vault.vault import Vault
from core.words import say


def run(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Do one deed. Returns 0 when done; 1 when `status` still waits for somebody."""
    deed = {"show": _show, "order": _order, "status": _status, "due": _due, "rules": _rules}[args.deed]
    return deed(args, speech, vault, secret)


def _choice(args: Namespace, vault: Vault) -> Choice:
    try:
        with vault.read() as tx:
            stream = case_id(tx, args.what)
    except CaseUnknown:
        stream = args.what
    return what_can_go(vault, stream, what=IDENTITY if args.identity else ALL)


def _show(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    _ = secret
    choice = _choice(args, vault)
    values = {
        "case": choice.case_id,
        "running": choice.is_running,
        "things": [
            {"kind": one.kind, "stream": one.stream, "goes": one.is_wanted, "parts": len(one.parts), "files": len(one.files),
             "shared": one.shared, "foreign": one.foreign} for one in choice.things
        ],
        "beyond_reach": beyond_reach(),
    }  # fmt: skip
    lines = [*(_thing_line(one) for one in choice.things), "", *(f"- {line}" for line in beyond_reach())]
    if choice.is_running:
        lines.insert(0, say("This case has not ended."))
    speech.result(values, "\n".join(lines))
    return 0


def _thing_line(one: Thing) -> str:
    mark = "x" if one.is_wanted else " "
    told = say("{parts} parts, {files} files", parts=len(one.parts), files=len(one.files))
    return f"[{mark}] {one.kind:<9} {one.stream}  {told}  {one.title}".rstrip()


def _order(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    if args.yes != WORD:
        raise OrderRefused("Nothing was destroyed: it was not confirmed.", "It cannot be undone. Give --yes {word}.", word=WORD)
    choice = _choice(args, vault)
    known = {one.stream for one in choice.things}
    if unknown := sorted({*args.also, *args.without} - known):
        raise OrderRefused("Nothing was destroyed: {stream} is not in the list.", "See `destroy show`.", stream=unknown[0])
    streams = ({one.stream for one in choice.wanted} | set(args.also)) - set(args.without)
    changes = destroy(
        vault,
        choice,
        streams=streams,
        reason=args.reason,
        reference=args.letter,
        day=args.day,
        passphrase=secret,
        report=speech.reporter(),
    )
    told = say("Destroyed here. Every other laptop, the second copies and the centre follow at their next contact: see `destroy status`.")
    speech.result({"records": changes.record_ids, "streams": sorted(streams)}, told)
    return 0


def _status(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    _ = secret
    with vault.read() as tx:
        case = case_id(tx, args.case) if args.case else None
    found = orders_standing(vault, case_id=case)
    values = {
        "orders": [
            {
                "act": one.first.act, "case": one.first.case_id, "letter": one.first.reference, "day": one.first.day, "parts": one.parts,
                "files": one.files, "by": one.first.person, "at": one.first.at,
                "holders": [{"kind": h.kind, "id": h.id, "office": h.office, "state": h.state, "at": h.at, "copy": h.copy}
                            for h in one.holders],
            }
            for one in found
        ]
    }  # fmt: skip
    speech.result(values, "\n".join(line for one in found for line in _lines(one)) or say("Nothing was ever ordered to be destroyed."))
    return 1 if any(one.still_to_come for one in found) else 0


def _lines(one: OrderStanding) -> list[str]:
    first = one.first
    head = say("{letter} of {day}: {parts} parts, {files} files", letter=first.reference, day=first.day, parts=one.parts, files=one.files)
    return [head, *(f"    {_holder(holder)}" for holder in one.holders)]


def _holder(one: Holder) -> str:
    name = say("the centre") if one.kind == "centre" else f"{one.name} ({one.office})"
    states = {
        "confirmed": say("confirmed {at}", at=one.at),
        "waiting": say("still to come"),
        "ended": say("ended, never confirmed"),
    }
    copy = {"waiting": say("its second copy still waits"), "done": say("its second copy too")}.get(one.copy, "")
    return ", ".join(word for word in (f"{name}: {states[one.state]}", copy) if word)


def _due(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    _ = args, secret
    found = what_is_due(vault, today=wall_now().date())
    values = [{"case": d.case.case_id, "rule": d.rule.id, "ended": d.ended.isoformat(), "due": d.due.isoformat()} for d in found]
    lines = [f"{d.due} {d.rule.label} ({say('periksa ketentuan')}): {d.case.number or d.case.case_id}" for d in found]
    speech.result({"due": values}, "\n".join(lines) or say("Nothing falls due, or the office has not switched it on."))
    return 0


def _rules(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    _ = secret
    with vault.read() as tx:
        rules = retention_of(vault, tx)
    if args.show_due or args.running or args.years:
        years = {one.id: one.years for one in rules.rules}
        for given in args.years:
            name, _sign, number = given.partition("=")
            if name not in years or not number.isascii() or not number.isdigit():
                raise OrderRefused("Nothing was set: {given} is no rule.", "Write RULE=YEARS, as in identity=1.", given=given)
            years[name] = int(number)
        is_on = rules.is_on if args.show_due is None else args.show_due == "yes"
        set_retention(vault, is_on=is_on, running_cases=args.running or rules.running_cases, years=years)
        with vault.read() as tx:
            rules = retention_of(vault, tx)
    values = {"show_due": rules.is_on, "running": rules.running_cases, "years": {one.id: one.years for one in rules.rules}}
    speech.result(values, "\n".join(f"{key} {value}" for key, value in values.items()))
    return 0
