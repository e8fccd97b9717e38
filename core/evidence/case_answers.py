"""From a case file to the answers of the official forms. What the case does not tell stays empty."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from core.evidence.case_file import CaseFile, EvidenceItem, OfficeFile, Official, Person, Witness
from forms.library import FormVersion, official

Answers = dict[str, Any]
NAMESPACE = UUID("5a0a7a52-6f0e-5d0c-9a53-0d3c2f1b7e11")  # ids of items follow from the case file: the same file gives the same ids
OTHER = "lainnya"
_PERSON = ("name", "address", "birth_place", "birth_date", "occupation", "nationality", "phone", "email")
_OFFICE_HELD = ("nip", "position", "rank", "agency", "appointing_officer")


def model_a_answers(case: CaseFile, office: OfficeFile) -> Answers:
    """Return the answers of Formulir Model A. Photos and signatures are not answers: they are taken on the case."""
    form, told = official()["model_a"], case.form_a
    if told is None:
        return {}
    has_violation = _presence(told.has_violation)
    violation: Answers = {"has_violation": has_violation, "analysis": told.analysis}
    if told.has_violation is not False:
        exhibits = [item for item in case.evidence if item.evidence_class == "barang_bukti"]
        evidence = [item for item in case.evidence if item.evidence_class != "barang_bukti"]
        violation |= {
            "event": case.event,
            "event_place": case.event_place,
            "event_time": _moment(case.event_date, case.event_time),
            "actor": _items(case, "actor", [_official(form, ("violation", "actor"), one) for one in case.reported]),
            "witnesses": _items(case, "witnesses", [_person(form, ("violation", "witnesses"), one.person) for one in case.witnesses]),
            "evidence": _items(case, "evidence", [_evidence(form, ("violation", "evidence"), one) for one in evidence]),
            "exhibits": _items(case, "exhibits", [_evidence(form, ("violation", "exhibits"), one) for one in exhibits]),
            "violation_summary": told.violation_summary,
            "facts": told.facts,
        }
    dispute: Answers = {"has_dispute": _presence(told.has_dispute)}
    if told.has_dispute is not False:
        dispute |= {key: getattr(told, key) for key in _DISPUTE}
    return _told(
        {
            "supervision": {
                "number": told.number,
                **_choice(form, ("supervision", "stage_supervised"), told.stage_supervised),
                "supervisor": _items(case, "supervisor", [{"name": name} for name in told.supervisor]),
                "position": told.position,
                "order_letter_number": told.order_letter_number,
                "address": told.address or office.address,
            },
            "activity": {
                **_choice(form, ("activity", "activity_form"), told.activity_form),
                "purpose": told.purpose,
                "target": told.target,
                "time_place": {
                    "date": told.date,
                    "time_from": told.time_from,
                    "time_to": told.time_to,
                    "timezone": office.timezone if told.time_from or told.time_to else "",
                    "place": told.place,
                },
            },
            "outcome": {"result": told.result},
            "violation": violation,
            "dispute": dispute,
            "signing": {
                "place_date": {"signed_date": case.days.get("lhp_signed", "")},
                "signature": _items(case, "signature", [{"signer_name": name} for name in told.supervisor]),
            },
        }
    )


def laporan_answers(case: CaseFile, office: OfficeFile) -> Answers:
    """Return the answers of Formulir Laporan."""
    form = official()["laporan"]
    return _told(
        {
            "reporter": _person(form, ("reporter",), case.reporter) if case.reporter else {},
            "reported_list": {
                "reported": _items(case, "reported", [_official(form, ("reported_list", "reported"), one) for one in case.reported])
            },
            "incident": {
                "event": case.event,
                "event_place": case.event_place,
                "event_date": case.event_date,
                "event_time": case.event_time,
                "known_date": case.known_date,
            },
            "witness_list": {
                "witnesses": _items(case, "witnesses", [_person(form, ("witness_list", "witnesses"), one.person) for one in case.witnesses])
            },
            "evidence_list": {
                "evidence": _items(case, "evidence", [_evidence(form, ("evidence_list", "evidence"), one) for one in case.evidence])
            },
            "account": {"description": case.description},
            "reception": {"reported_at": _reported_at(case, office, "reported")},
        }
    )


def receipt_answers(case: CaseFile, office: OfficeFile) -> Answers:
    """Return the answers of Tanda Bukti Penyampaian Laporan: the reporter, when he came, and what he handed in in how many sets."""
    form = official()["tanda_bukti"]
    reporter = _person(form, ("received_from",), case.reporter) if case.reporter else {}
    known = form.definition.root.children["received_from"].children
    documents = [
        {"description": ": ".join(filter(None, (item.no, item.title))), "sets": item.copies or case.copies} for item in case.evidence
    ]
    return _told(
        {
            "received_from": {key: value for key, value in reporter.items() if key in known},
            "receipt": {"received_on": _reported_at(case, office, "received")},
            "document_list": {"documents": _items(case, "documents", documents)},
        }
    )


def statement_answers(case: CaseFile, office: OfficeFile, witness: Witness) -> Answers:
    """Return the answers of an unsealed Berita Acara Klarifikasi: the witness's statement as the one answer, its question not told."""
    form = official()["ba_klarifikasi"]
    hearing = next((one for one in case.clarifications if one.who == witness.person.name and one.role == "saksi"), None)
    sworn = {True: "bersedia", False: "tidak_bersedia", None: hearing.oath if hearing else ""}[witness.sworn]
    name = witness.person.name
    answers: Answers = {
        "subject": {"role": "saksi", **_person(form, ("subject",), witness.person)},
        "oath_taking": _choice(form, ("oath_taking", "sworn"), sworn),
        "matter": {"case_number": case.case_number},
        "questions": {"qa": _items(case, f"qa/{case.witnesses.index(witness)}/{name}", [{"answer": witness.statement}])},
    }
    if hearing is not None:
        answers["opening"] = {
            "opening_date": hearing.held,
            "opening_time": hearing.time,
            "timezone": office.timezone if hearing.time else "",
            "opening_place": hearing.place,
        }
        clarifier = {"name": hearing.clarifier, "position": office.position_of(hearing.clarifier)}
        answers["clarifier_list"] = {"clarifier": _items(case, f"clarifier/{name}", [clarifier] if hearing.clarifier else [])}
        answers["closing_part"] = _choice(form, ("closing_part", "mode"), hearing.mode)
    return _told(answers)


_DISPUTE = (
    "dispute_party", "dispute_place", "dispute_time", "object_form", "object_identity", "object_date", "direct_loss", "dispute_summary",
)  # fmt: skip


def _person(form: FormVersion, path: tuple[str, ...], person: Person) -> Answers:
    answers: Answers = {key: getattr(person, key) for key in _PERSON}
    answers |= _choice(form, (*path, "sex"), person.sex) | _choice(form, (*path, "id_kind"), person.id_kind)
    answers |= _choice(form, (*path, "religion"), person.religion)
    answers["id_number"] = person.id_number or person.nik
    return answers


def _official(form: FormVersion, path: tuple[str, ...], person: Official) -> Answers:
    held = {key: getattr(person, key) for key in _OFFICE_HELD}
    return _person(form, path, person) | held | _choice(form, (*path, "subject_kind"), person.subject_kind)


def _evidence(form: FormVersion, path: tuple[str, ...], item: EvidenceItem) -> Answers:
    answers: Answers = {
        key: getattr(item, key) for key in ("no", "title", "taken_at", "place", "taken_by", "obtained_from", "copies", "note")
    }
    return answers | _choice(form, (*path, "kind"), item.kind) | _choice(form, (*path, "evidence_class"), item.evidence_class)


def _choice(form: FormVersion, path: tuple[str, ...], said: str) -> Answers:
    """Return the answer to a choice: its value, or `lainnya` with the words kept beside it; as said where the list has no such entry.

    A form that does not ask gets nothing.
    """
    asked = form.definition.root
    for key in path:
        if key not in asked.children:
            return {}
        asked = asked.children[key]
    if not said:
        return {}
    if (value := form.choice(path, said)) is not None:
        return {path[-1]: value}
    return {path[-1]: OTHER, f"{path[-1]}_other": said} if form.choice(path, OTHER) else {path[-1]: said}


def _items(case: CaseFile, name: str, items: list[Answers]) -> list[Answers]:
    return [{"_id": str(uuid5(NAMESPACE, f"{case.sha256}/{name}/{number}")), **item} for number, item in enumerate(items)]


def _presence(said: bool | None) -> str:
    return {True: "ada", False: "tidak_ada", None: ""}[said]


def _moment(date: str, time: str) -> str:
    return f"{date}T{time}" if date and time else date


def _reported_at(case: CaseFile, office: OfficeFile, prefix: str) -> Answers:
    date, _, time = case.reported_at.partition("T")
    return {f"{prefix}_date": date, f"{prefix}_time": time, "timezone": office.timezone if time else ""}


def _told(answers: Answers) -> Answers:
    """Return the answers without empty leaves, groups and lists; an item keeps its place when it holds anything besides its id."""
    found: Answers = {}
    for key, value in answers.items():
        if isinstance(value, dict):
            value = _told(value)
        elif isinstance(value, list):
            value = [item for one in value if set(item := _told(one)) > {"_id"}]
        if value:
            found[key] = value
    return found
