"""What the forms of a case tell its clock: invitations, the notice to complete, and the receipt that was printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.actions.cases.case_rules import case_rules
from core.actions.cases.move_case import set_days
from core.actions.cases.open_case import open_case
from core.actions.forms.drafts import reopen
from core.actions.forms.save_form import save_form, save_imported
from core.actions.papers.papers import sign_paper
from core.vault.vault import Vault
from tests.ui.case_samples import PASSPHRASE, PERSON
from tests.unit.rule_samples import an_office, at


@pytest.fixture
def vault(tmp_path: Path):
    opened = an_office(tmp_path / "vault")
    yield opened
    opened.close()


def a_report(vault: Vault) -> str:
    case_id = open_case(vault, regime="pemilihan", origin="laporan", facts={"status": "registered"}).cases[0]
    told = {"incident": {"known_date": "2024-10-12", "event_date": "2024-10-12"}}
    came = {"reported_date": "2024-10-14", "reported_time": "10:15", "timezone": "WIB"}
    save_imported(vault, "laporan", case_id=case_id, answers={**told, "reception": {"reported_at": came}}, source="uji")
    return case_id


def a_receipt(day: str) -> dict[str, Any]:
    return {
        "received_from": {"name": "Yanto", "address": "Desa", "phone": "0800-0000-201"},
        "receipt": {
            "number": "001/TB",
            "received_on": {"received_date": day, "received_time": "10:15", "timezone": "WIB", "received_place": "Kantor"},
        },
        "document_list": {
            "documents": [{"_id": "0190a000-0000-7000-8000-000000000002", "description": "Laporan", "amount": "1", "sets": "1"}]
        },
        "signing": {"receiver_name": PERSON.name, "signed_how": "on_paper"},
    }


def handed_in(vault: Vault, case_id: str) -> str:
    return case_rules(vault, case_id).facts.days["handed_in"]


def test_the_printed_receipt_holds_when_the_report_was_handed_in_whatever_the_form_says_later(vault: Vault) -> None:
    case_id = a_report(vault)
    assert handed_in(vault, case_id) == "2024-10-14T10:15"
    stream = save_imported(vault, "tanda_bukti", case_id=case_id, answers=a_receipt("2024-10-13"), source="uji/tb")[0].streams[0]
    assert handed_in(vault, case_id) == "2024-10-13T10:15"
    again(vault, stream, "2024-10-14")  # a slip of the pen, before anything was printed
    assert handed_in(vault, case_id) == "2024-10-14T10:15"
    sign_paper(vault, stream, passphrase=PASSPHRASE)
    again(vault, stream, "2024-10-11")
    assert handed_in(vault, case_id) == "2024-10-14T10:15"
    set_days(vault, case_id, {"handed_in": "2024-10-11T10:15"}, reason="Buku tamu: datang 11 Oktober")
    assert handed_in(vault, case_id) == "2024-10-11T10:15"


def again(vault: Vault, stream: str, day: str) -> None:
    save_form(vault, replace(reopen(vault, stream), answers=a_receipt(day)))


def test_an_invitation_and_a_notice_to_complete_start_their_clocks(vault: Vault) -> None:
    case_id = a_report(vault)
    letter = {"letter": {"place_date": {"signed_date": "2024-10-15"}}, "session": {"session_date": "2024-10-17"}}
    save_imported(vault, "undangan", case_id=case_id, answers=letter, source="uji/1")
    late = {**letter, "delivery": {"received_date": "2024-10-17"}}
    save_imported(vault, "undangan", case_id=case_id, answers=late, source="uji/2")
    notice = {"letter": {"place_date": {"signed_date": "2024-10-15"}}}
    save_imported(vault, "kelengkapan", case_id=case_id, answers=notice, source="uji/3")
    seen = case_rules(vault, case_id, now=lambda: at("2024-10-17", "17:00")).deadlines
    assert sorted(one.state for one in seen if one.id == "invite") == ["kept", "late"]
    assert [str(one.counted.last) for one in seen if one.id == "completion"] == ["2024-10-17"]
    assert [one.state for one in seen if one.id == "completion"] == ["overdue"]  # the desk closed at 16.00


def test_a_finding_form_tells_event_persons_and_evidence(vault: Vault) -> None:
    case_id = open_case(vault, regime="pemilihan", origin="temuan").cases[0]
    answers = {
        "reported_list": {"reported": [{"_id": "0190a000-0000-7000-8000-000000000003", "name": "Hendra", "address": "D", "nip": "0"}]},
        "incident": {"event_date": "2024-10-05", "event_place": "Balai desa", "known_date": "2024-10-06"},
        "evidence_list": {"evidence": [{"_id": "0190a000-0000-7000-8000-000000000004", "title": "Foto"}]},
        "account": {"description": "Uraian"},
    }
    save_imported(vault, "temuan", case_id=case_id, answers=answers, source="uji")
    facts = case_rules(vault, case_id, now=lambda: at("2024-10-07")).facts
    assert (facts.days["known"], facts.event_date, facts.event_place, facts.description) == (
        "2024-10-06", "2024-10-05", "Balai desa", "Uraian",
    )  # fmt: skip
    assert facts.evidence == 1 and [one.name for one in facts.reported] == ["Hendra"]
