"""Facts are typed once: what a case knows already flows into its next form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.drafts import answers_of
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits
from core.vault.views.exhibits import Exhibit
from forms.library import FormVersion, official

Answers = dict[str, Any]
PERSON = (
    "protected", "code_name", "name", "birth_place", "birth_date", "sex", "occupation", "nationality", "address", "phone", "email",
    "id_kind", "id_kind_other", "id_number",
)  # fmt: skip
OFFICIAL = ("subject_kind", "subject_kind_other", "nip", "position", "rank", "agency", "appointing_officer")
RECEIPT_PERSON = ("protected", "code_name", "name", "address", "phone", "id_kind", "id_kind_other", "id_number")
EVENT = ("event", "event_place", "event_village", "event_village_code", "violations", "violations_other")


@dataclass(frozen=True, slots=True)
class CasePerson:
    """Somebody named in a form of the case. role: pelapor, terlapor or saksi; shown: name, or code name while protected."""

    role: str
    shown: str
    facts: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Known:
    """The newest answers of each kind of form in the case, and what office and laptop know."""

    forms: Mapping[str, Answers]
    exhibits: tuple[Exhibit, ...]
    case_number: str
    me_name: str
    me_position: str
    office: Mapping[str, object]
    at: datetime

    @property
    def timezone(self) -> str:
        return str(self.office.get("timezone") or "WIB")

    def told(self, name: str) -> str:  # of the office
        return str(self.office.get(name) or "")


def prefill(vault: Vault, case_id: str, form_id: str, *, subject: CasePerson | None = None, now: Now = wall_now) -> Answers:
    """Return answers for a new form of a case: reporter, reported persons, event, witnesses, evidence, number, office and me.

    subject: who is heard, for a Berita Acara Klarifikasi. Identities of protected persons come along only where I may open them; the
    next save seals them again. Nothing is guessed: what the case does not know stays empty.
    """
    known = _known(vault, case_id, now())
    form = official()[form_id]
    if form_id == "ba_klarifikasi":
        found = _ba_klarifikasi(known, subject)
    else:
        found = {"model_a": _model_a, "laporan": _laporan, "tanda_bukti": _tanda_bukti}[form_id](known, form)
    cleaned = _without_empty(found)
    return cleaned if isinstance(cleaned, dict) else {}


def people(vault: Vault, case_id: str, *, now: Now = wall_now) -> list[CasePerson]:
    """Return the people named in the forms of a case: the reporter, the reported, the witnesses; each once."""
    known = _known(vault, case_id, now())
    found = [CasePerson("pelapor", _shown(one), one) for one in (_reporter(known),) if one]
    found += [CasePerson("terlapor", _shown(one), one) for one in _reported(known)]
    found += [CasePerson("saksi", _shown(one), one) for one in _witnesses(known)]
    return [one for one in found if one.shown]


def _known(vault: Vault, case_id: str, at: datetime) -> _Known:
    with vault.read() as tx:
        case = cases.one(tx, case_id)
        me = vault.person(tx)
        return _Known(
            forms=_newest(vault, tx, case_id),
            exhibits=tuple(one for one in exhibits.of_case(tx, case_id) if not one.is_withdrawn),
            case_number=case.number if case is not None else "",
            me_name=me.name,
            me_position=me.position,
            office=vault.roster(tx).offices.get(vault.office, {}),
            at=at,
        )


def _newest(vault: Vault, tx: Connection, case_id: str) -> dict[str, Answers]:
    kept = [one for one in documents.of_case(tx, case_id) if not one.is_withdrawn]
    newest = {one.form_id: one for one in sorted(kept, key=lambda one: one.saved_at)}
    return {form_id: answers_of(vault, tx, one.record_id).answers for form_id, one in newest.items()}


# what the case knows


def _at(answers: Mapping[str, Any], *path: str) -> Any:
    value: Any = answers
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _items(value: Any) -> list[Answers]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _picked(facts: Mapping[str, Any], names: Iterable[str]) -> Answers:
    return {name: facts[name] for name in names if facts.get(name)}


def _shown(person: Mapping[str, Any]) -> str:
    is_protected = person.get("protected") == "yes"
    return str((person.get("code_name") if is_protected else "") or person.get("name") or "")


def _reporter(known: _Known) -> Answers:
    return _at(known.forms, "laporan", "reporter") or _at(known.forms, "tanda_bukti", "received_from") or {}


def _reported(known: _Known) -> list[Answers]:
    return _items(_at(known.forms, "laporan", "reported_list", "reported")) or _items(_at(known.forms, "model_a", "violation", "actor"))


def _witnesses(known: _Known) -> list[Answers]:
    found = _items(_at(known.forms, "laporan", "witness_list", "witnesses"))
    return found or _items(_at(known.forms, "model_a", "violation", "witnesses"))


def _event(known: _Known) -> Answers:
    """The event under the names of the report: event_date and event_time apart."""
    report, finding = _at(known.forms, "laporan", "incident") or {}, _at(known.forms, "model_a", "violation") or {}
    if report:
        return _picked(report, (*EVENT, "event_date", "event_time", "known_date"))
    day, _, time = str(finding.get("event_time") or "").partition("T")
    return _picked(finding, EVENT) | _picked({"event_date": day, "event_time": time[:5]}, ("event_date", "event_time"))


def _evidence(known: _Known, form: FormVersion, path: tuple[str, ...], *, evidence_class: str = "") -> list[Answers]:
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


def _again(people: Iterable[Answers], names: tuple[str, ...]) -> list[Answers]:
    return [{"_id": str(uuid4()), **_picked(person, names)} for person in people]


def _place_of_signing(known: _Known) -> str:
    return known.told("village") or known.told("district") or known.told("regency").removeprefix("Kabupaten ").removeprefix("Kota ")


# the forms


def _model_a(known: _Known, form: FormVersion) -> Answers:
    event, last = _event(known), _at(known.forms, "model_a", "supervision") or {}
    when = "T".join(one for one in (event.get("event_date", ""), event.get("event_time", "")) if one)
    violation: Answers = {}
    if event:
        violation = {"has_violation": "ada", **_picked(event, EVENT), "event_time": when}
        violation["actor"] = _again(_reported(known), (*PERSON[2:], *OFFICIAL))
        violation["witnesses"] = _again(_witnesses(known), PERSON)
        violation["evidence"] = _evidence(known, form, ("violation", "evidence"), evidence_class="alat_bukti")
        violation["exhibits"] = _evidence(known, form, ("violation", "exhibits"), evidence_class="barang_bukti")
    return {
        "supervision": {
            "stage_supervised": last.get("stage_supervised", ""),
            "supervisor": [{"_id": str(uuid4()), "name": known.me_name}],
            "position": known.me_position,
            "order_letter_number": last.get("order_letter_number", ""),
            "address": known.told("address"),
        },
        "activity": {"time_place": {"timezone": known.timezone}},
        "violation": violation,
        "signing": {
            "place_date": {"signed_place": _place_of_signing(known)},
            "signature": [{"_id": str(uuid4()), "signer_name": known.me_name}],
        },
    }


def _laporan(known: _Known, form: FormVersion) -> Answers:
    return {
        "reporter": _picked(_reporter(known), PERSON),
        "reported_list": {"reported": _again(_reported(known), (*PERSON[2:], *OFFICIAL))},
        "incident": _event(known),
        "witness_list": {"witnesses": _again(_witnesses(known), PERSON)},
        "evidence_list": {"evidence": _evidence(known, form, ("evidence_list", "evidence"))},
        "reception": {
            "reported_at": {
                "reported_place": known.told("name"),
                "reported_date": known.at.date().isoformat(),
                "reported_time": f"{known.at:%H:%M}",
                "timezone": known.timezone,
            },
            "receiver_name": known.me_name,
        },
    }


def _tanda_bukti(known: _Known, _form: FormVersion) -> Answers:
    reception = _at(known.forms, "laporan", "reception") or {}
    came = reception.get("reported_at") or {}
    handed = [{"description": "Formulir Laporan", "amount": "1", "sets": "1"}] if reception else []
    handed += [{"description": f"{one.no}: {one.title or one.caption or one.kind}", "amount": "1"} for one in known.exhibits]
    return {
        "received_from": _picked(_reporter(known), RECEIPT_PERSON),
        "receipt": {
            "number": reception.get("number", "") or known.case_number,
            "received_on": {
                "received_date": came.get("reported_date", ""),
                "received_time": came.get("reported_time", ""),
                "timezone": came.get("timezone", "") or known.timezone,
                "received_place": came.get("reported_place", "") or known.told("name"),
            },
        },
        "document_list": {"documents": [{"_id": str(uuid4()), **one} for one in handed]},
        "signing": {"receiver_name": reception.get("receiver_name", "") or known.me_name},
    }


def _ba_klarifikasi(known: _Known, subject: CasePerson | None) -> Answers:
    return {
        "opening": {
            "opening_date": known.at.date().isoformat(),
            "opening_time": f"{known.at:%H:%M}",
            "timezone": known.timezone,
            "opening_place": known.told("name"),
        },
        "clarifier_list": {"clarifier": [{"_id": str(uuid4()), "name": known.me_name, "position": known.me_position}]},
        "subject": {"role": subject.role, **_picked(subject.facts, PERSON)} if subject is not None else {},
        "matter": {"case_number": known.case_number},
    }


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, inner in value.items() if (kept := _without_empty(inner))}
    if isinstance(value, list):
        items = [_without_empty(inner) for inner in value]
        return [item for item in items if item and set(item) != {"_id"}]
    return value
