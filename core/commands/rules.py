"""Commands about the rules: what is due, the course of one case, the catalogue of breaches."""

from __future__ import annotations

from argparse import Namespace

from core.actions.cases.case_rules import CaseRules, case_rules, due
from core.commands.cases import case_id
from core.commands.speech import Speech
from core.rules.case_clock import Deadline
from core.rules.catalogue import catalogue
from core.rules.rulebook import rulebook
from core.vault.vault import Vault
from core.words import say


def clock(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Without a case list what is overdue or due today and tomorrow; with one its deadlines, requirements and next steps."""
    _ = secret
    if args.case is None:
        found = due(vault)
        lines = [f"{_line(one.deadline)}  {one.case.number or one.case.case_id}  {one.case.title}" for one in found]
        told = [{"case": one.case.case_id, "number": one.case.number, **_told(one.deadline)} for one in found]
        speech.result({"due": told, "rules": rulebook().version}, "\n".join(lines) or say("Nothing is due."))
        return 0
    with vault.read() as tx:
        case = case_id(tx, args.case)
    seen = case_rules(vault, case)
    lines = [_line(one) for one in seen.deadlines]
    lines += [f"{one.state:<9} {one.code:<26} {one.label}" for one in seen.requirements]
    lines += [f"-> {one.to:<20} {', '.join(each.code for each in one.objections) or one.why}" for one in seen.moves]
    speech.result(_course(case, seen), "\n".join(lines) or say("Nothing is due."))
    return 0


def breach(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Find breaches and permitted acts by ordinary words, with legal basis, sanction and how sure the text is."""
    _ = vault, secret
    words = " ".join(args.words)
    breaches, acts = catalogue().search(words), catalogue().search_permitted(words)
    lines = []
    for one in breaches:
        basis = "; ".join(f"{each.regulation} {each.article} ({each.confidence})" for each in one.legal_basis)
        lines.append(f"{one.id}\n  {one.label_id}\n  {basis}\n  {one.sanction_id}")
    lines += [f"{one.id}\n  {one.label_id}\n  {'; '.join(one.conditions_id)}" for one in acts]
    found = {
        "breaches": [{"id": one.id, "class": one.class_, "kind": one.case_kind, "confidence": one.confidence} for one in breaches],
        "permitted": [{"id": one.id, "confidence": one.confidence} for one in acts],
        "catalogue": catalogue().version,
    }
    speech.result(found, "\n".join(lines) or say("Nothing was found."))
    return 0


def _line(one: Deadline) -> str:
    doubt = "" if one.is_confirmed else f"  ({say('check the rules')})"
    return f"{one.state:<9} {one.counted.last.isoformat()}  {one.rule.label}  {one.term.article}{doubt}"


def _told(one: Deadline) -> dict[str, object]:
    return {
        "deadline": one.id,
        "state": one.state,
        "last": one.counted.last.isoformat(),
        "safe": one.counted.safe.isoformat(),
        "strict": one.counted.strict.isoformat() if one.counted.strict else None,
        "desk": one.counted.desk.isoformat(),
        "ends_at": one.counted.ends_at.isoformat(),
        "started_by": one.started_by,
        "started": one.started.isoformat(),
        "days_late": one.days_late,
        "article": one.term.article,
        "mark": one.term.mark,
    }


def _course(case: str, seen: CaseRules) -> dict[str, object]:
    outcome = seen.outcome
    return {
        "case": case,
        "status": seen.facts.status,
        "deadlines": [_told(one) for one in seen.deadlines],
        "requirements": [{"code": one.code, "state": one.state, "why": one.why} for one in seen.requirements],
        "moves": [{"to": one.to, "objections": [each.code for each in one.objections]} for one in seen.moves],
        "class": outcome.class_,
        "case_kind": list(outcome.kinds),
        "forward_to": list(outcome.forward_to),
        "prohibited_since": outcome.prohibited_since.isoformat() if outcome.prohibited_since else None,
        "rules": seen.rules,
    }
