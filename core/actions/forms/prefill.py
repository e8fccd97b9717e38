"""Facts are typed once: what a case knows already flows into its next form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from core.actions.clock import Now, wall_now
from core.actions.forms.flow import flow_in, unmarked
from core.actions.forms.flow_facts import facts_of
from core.actions.forms.known_facts import (
    EVENT,
    OFFICIAL,
    PERSON,
    Answers,
    CasePerson,
    Known,
    again,
    answer_at,
    event_of,
    evidence_of,
    picked,
    place_of_signing,
    read_known,
    reported_of,
    reporter_of,
    shown_name,
    witnesses_of,
)  # fmt: skip
from core.vault.vault import Vault
from forms.library import FormVersion, official

__all__ = ["CasePerson", "Prefilled", "people", "prefill", "prefill_told"]
RECEIPT_PERSON = ("protected", "code_name", "name", "address", "phone", "id_kind", "id_kind_other", "id_number")


@dataclass(frozen=True, slots=True)
class Prefilled:
    """First answers of a form. origins: path ("incident/event", items by their `_id`) -> id of the form that told it."""

    answers: Answers
    origins: Mapping[str, str]


def prefill(vault: Vault, case_id: str, form_id: str, *, subject: CasePerson | None = None, now: Now = wall_now) -> Answers:
    """Return answers for a new form of a case: reporter, reported persons, event, witnesses, evidence, number, office and me.

    subject: who is heard, invited or sworn. Identities of protected persons come along only where I may open them; the next save seals
    them again. Nothing is guessed: what the case does not know stays empty.
    """
    return prefill_told(vault, case_id, form_id, subject=subject, now=now).answers


def prefill_told(vault: Vault, case_id: str, form_id: str, *, subject: CasePerson | None = None, now: Now = wall_now) -> Prefilled:
    """Return the same answers and which form of the case told each of them."""
    known = read_known(vault, case_id, now())
    form = official()[form_id]
    if form_id == "ba_klarifikasi":
        found = _ba_klarifikasi(known, subject)
    elif "filled_from" in form.layout:
        found = flow_in(form, facts_of(known, subject))
    else:
        found = {"model_a": _model_a, "laporan": _laporan, "tanda_bukti": _tanda_bukti}[form_id](known, form)
    answers, origins = unmarked(_without_empty(found))
    return Prefilled(answers if isinstance(answers, dict) else {}, origins)


def people(vault: Vault, case_id: str, *, now: Now = wall_now) -> list[CasePerson]:
    """Return the people named in the forms of a case: the reporter, the reported, the witnesses; each once."""
    known = read_known(vault, case_id, now())
    found = [CasePerson("pelapor", shown_name(one), one) for one in (reporter_of(known),) if one]
    found += [CasePerson("terlapor", shown_name(one), one) for one in reported_of(known)]
    found += [CasePerson("saksi", shown_name(one), one) for one in witnesses_of(known)]
    return [one for one in found if one.shown]


# the forms


def _model_a(known: Known, form: FormVersion) -> Answers:
    event, last = event_of(known), answer_at(known.forms, "model_a", "supervision") or {}
    when = "T".join(one for one in (event.get("event_date", ""), event.get("event_time", "")) if one)
    violation: Answers = {}
    if event:
        violation = {"has_violation": "ada", **picked(event, EVENT), "event_time": when}
        violation["actor"] = again(reported_of(known), (*PERSON[2:], *OFFICIAL))
        violation["witnesses"] = again(witnesses_of(known), PERSON)
        violation["evidence"] = evidence_of(known, form, ("violation", "evidence"), evidence_class="alat_bukti")
        violation["exhibits"] = evidence_of(known, form, ("violation", "exhibits"), evidence_class="barang_bukti")
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
            "place_date": {"signed_place": place_of_signing(known)},
            "signature": [{"_id": str(uuid4()), "signer_name": known.me_name}],
        },
    }


def _laporan(known: Known, form: FormVersion) -> Answers:
    return {
        "reporter": picked(reporter_of(known), PERSON),
        "reported_list": {"reported": again(reported_of(known), (*PERSON[2:], *OFFICIAL))},
        "incident": event_of(known),
        "witness_list": {"witnesses": again(witnesses_of(known), PERSON)},
        "evidence_list": {"evidence": evidence_of(known, form, ("evidence_list", "evidence"))},
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


def _tanda_bukti(known: Known, _form: FormVersion) -> Answers:
    reception = answer_at(known.forms, "laporan", "reception") or {}
    came = reception.get("reported_at") or {}
    handed = [{"description": "Formulir Laporan", "amount": "1", "sets": "1"}] if reception else []
    handed += [{"description": f"{one.no}: {one.title or one.caption or one.kind}", "amount": "1"} for one in known.exhibits]
    return {
        "received_from": picked(reporter_of(known), RECEIPT_PERSON),
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


def _ba_klarifikasi(known: Known, subject: CasePerson | None) -> Answers:
    return {
        "opening": {
            "opening_date": known.at.date().isoformat(),
            "opening_time": f"{known.at:%H:%M}",
            "timezone": known.timezone,
            "opening_place": known.told("name"),
        },
        "clarifier_list": {"clarifier": [{"_id": str(uuid4()), "name": known.me_name, "position": known.me_position}]},
        "subject": {"role": subject.role, **picked(subject.facts, PERSON)} if subject is not None else {},
        "matter": {"case_number": known.case_number},
    }


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, inner in value.items() if (kept := _without_empty(inner))}
    if isinstance(value, list):
        items = [_without_empty(inner) for inner in value]
        return [item for item in items if item and set(item) != {"_id"}]
    return value
