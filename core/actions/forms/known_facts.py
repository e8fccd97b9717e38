"""What the forms, exhibits and people of a case tell already: read once, to be put into the next form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from core.actions.forms.drafts import answers_of
from core.actions.forms.flow import marked
from core.actions.office.letterhead import office_facts
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits
from core.vault.views.exhibits import Exhibit
from forms.library import FormVersion
from record.roster import Person

Answers = dict[str, Any]
PERSON = (
    "protected", "code_name", "name", "birth_place", "birth_date", "sex", "occupation", "nationality", "address", "phone", "email",
    "id_kind", "id_kind_other", "id_number",
)  # fmt: skip
OFFICIAL = ("subject_kind", "subject_kind_other", "nip", "position", "rank", "agency", "appointing_officer")
EVENT = ("event", "event_place", "event_village", "event_village_code", "violations", "violations_other")


@dataclass(frozen=True, slots=True)
class CasePerson:
    """Somebody named in a form of the case. role: pelapor, terlapor or saksi; shown: name, or code name while protected."""

    role: str
    shown: str
    facts: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Known:
    """The newest answers of each kind of form in the case, and what office and laptop know."""

    forms: Mapping[str, Answers]
    exhibits: tuple[Exhibit, ...]
    case_number: str
    regime: str
    me_name: str
    me_position: str
    colleagues: tuple[Person, ...]
    statements: tuple[Answers, ...]
    office: Mapping[str, object]
    at: datetime

    @property
    def timezone(self) -> str:
        return str(self.office.get("timezone") or "WIB")

    def told(self, name: str) -> str:  # of the office
        return str(self.office.get(name) or "")


def read_known(vault: Vault, case_id: str, at: datetime) -> Known:
    """Read all that a case, its office and its people tell; at: the moment of the new form."""
    with vault.read() as tx:
        case = cases.one(tx, case_id)
        me = vault.person(tx)
        return Known(
            forms=_newest(vault, tx, case_id),
            exhibits=tuple(one for one in exhibits.of_case(tx, case_id) if not one.is_withdrawn),
            case_number=case.number if case is not None else "",
            regime=case.regime if case is not None else "",
            me_name=me.name,
            me_position=me.position,
            colleagues=vault.roster(tx).active(vault.office),
            statements=_statements(vault, tx, case_id),
            office=office_facts(vault, tx),
            at=at,
        )


def _newest(vault: Vault, tx: Connection, case_id: str) -> dict[str, Answers]:
    kept = [one for one in documents.of_case(tx, case_id) if not one.is_withdrawn]
    newest = {one.form_id: one for one in sorted(kept, key=lambda one: one.saved_at)}
    return {form_id: marked(answers_of(vault, tx, one.record_id).answers, form_id) for form_id, one in newest.items()}


def _statements(vault: Vault, tx: Connection, case_id: str) -> tuple[Answers, ...]:
    """Everybody who was heard in the case; a statement whose place another took is left out."""
    kept = [one for one in documents.of_case(tx, case_id) if one.form_id == "ba_klarifikasi" and not one.is_withdrawn]
    later = {one.supersedes for one in kept}
    return tuple(marked(answers_of(vault, tx, one.record_id).answers, one.form_id) for one in kept if one.stream not in later)


# what the case knows


def answer_at(answers: Mapping[str, Any], *path: str) -> Any:
    value: Any = answers
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def items_of(value: Any) -> list[Answers]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def picked(facts: Mapping[str, Any], names: Iterable[str]) -> Answers:
    return {name: facts[name] for name in names if facts.get(name)}


def shown_name(person: Mapping[str, Any]) -> str:
    is_protected = person.get("protected") == "yes"
    return str((person.get("code_name") if is_protected else "") or person.get("name") or "")


def reporter_of(known: Known) -> Answers:
    return answer_at(known.forms, "laporan", "reporter") or answer_at(known.forms, "tanda_bukti", "received_from") or {}


def _first_items(known: Known, *places: tuple[str, ...]) -> list[Answers]:
    """The items at the first of these places that has any: a form id and the path in it."""
    return next((found for place in places if (found := items_of(answer_at(known.forms, *place)))), [])


def reported_of(known: Known) -> list[Answers]:
    found = _first_items(known, ("temuan", "reported_list", "reported"), ("laporan", "reported_list", "reported"))
    return found or _first_items(known, ("model_a", "violation", "actor"))


def witnesses_of(known: Known) -> list[Answers]:
    found = _first_items(known, ("temuan", "witness_list", "witnesses"), ("laporan", "witness_list", "witnesses"))
    return found or _first_items(known, ("model_a", "violation", "witnesses"))


def event_of(known: Known) -> Answers:
    """The event under the names of the report: event_date and event_time apart."""
    declared, report = answer_at(known.forms, "temuan", "incident"), answer_at(known.forms, "laporan", "incident")
    finding = answer_at(known.forms, "model_a", "violation") or {}
    if report := declared or report:
        return picked(report, (*EVENT, "event_date", "event_time", "known_date"))
    day, _, time = str(finding.get("event_time") or "").partition("T")
    return picked(finding, EVENT) | picked(marked({"event_date": day, "event_time": time[:5]}, "model_a"), ("event_date", "event_time"))


def evidence_of(known: Known, form: FormVersion, path: tuple[str, ...], *, evidence_class: str = "") -> list[Answers]:
    """The exhibits of the case as items of the form; `_id` is the exhibit's stream, so that the same one is known again."""
    found = []
    for one in known.exhibits:
        if evidence_class and (one.evidence_class or "alat_bukti") != evidence_class:
            continue
        kind = form.choice((*path, "kind"), one.kind)
        item = {
            "_id": one.stream,
            "no": one.no,
            "evidence_class": "" if evidence_class else one.evidence_class,
            "kind": kind or ("lainnya" if one.kind else ""),
            "kind_other": "" if kind else one.kind,
            "title": one.title or one.caption or one.kind,
            "taken_at": one.taken_at[:16],
            "place": one.place,
            "taken_by": one.taken_by,
            "obtained_from": one.obtained_from,
            "sha256": one.original,
            "copies": one.copies if one.copies.isdigit() else "",
            "note": one.note,
        }
        found.append(item)
    return found


def again(people: Iterable[Answers], names: tuple[str, ...]) -> list[Answers]:
    return [{"_id": str(uuid4()), **picked(person, names)} for person in people]


def place_of_signing(known: Known) -> str:
    return known.told("city")
