"""Facts typed once flow through the forms of a case; what flowed is told until a person changes it. The daily Form A in a minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from core.actions.forms.begin_document import begin_document
from core.actions.forms.copy_form_a import NothingToCopy, copy_form_a, report_nothing_found
from core.actions.forms.drafts import answers_of
from core.actions.forms.prefill import people, prefill, prefill_told
from core.actions.forms.save_form import problems_of, save_form
from core.vault import local
from core.vault.vault import Vault
from core.vault.views import cases, documents
from forms.library import official
from tests.ui.case_samples import model_a_answers, new_case, office_vault, saved_form, statement_answers
from tests.unit.official_samples import OFFICIAL_ANSWERS
from tests.unit.paper_samples import laporan

NUMBER = "001/TM/PB/X/2024"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def report() -> dict[str, Any]:
    answers = laporan()
    answers["witness_list"]["witnesses"].pop()  # his identity is not at hand
    return answers | {"signing": {"signed_how": "on_paper"}}


def test_a_finding_is_filled_from_form_a_and_the_study_from_the_finding(vault: Vault):
    case_id = new_case(vault, number=NUMBER)
    saved_form(vault, case_id, "model_a", model_a_answers())
    found = prefill(vault, case_id, "temuan")
    assert found["finder_list"]["finder"][0]["position"] == "Panwaslu Kelurahan/Desa Mekarfiktif"
    assert found["reported_list"]["reported"][0]["name"] == "Hendra Pura-Pura"
    assert (found["incident"]["event_date"], found["incident"]["known_date"]) == ("2024-10-05", "2024-10-05")
    assert found["account"]["description"] == found["incident"]["event"] and found["signing"]["number"] == NUMBER
    found["incident"] |= {"event": "Peristiwa yang dirumuskan pleno"}
    found["signing"]["place_date"]["signed_date"] = "2024-10-08"
    found["evidence_list"] = {"evidence": [{"kind": "foto", "title": "Unggahan"}]}
    saved_form(vault, case_id, "temuan", found)
    saved_form(vault, case_id, "ba_klarifikasi", statement_answers())
    study = prefill(vault, case_id, "kajian")
    assert study["facts_part"]["event"] == "Peristiwa yang dirumuskan pleno"  # the finding was worded later than Form A
    assert study["facts_part"]["finder_or_reporter"] == "Sari Fiktiwati"
    heard = study["facts_part"]["clarifications"][0]
    assert (heard["name"], heard["as_role"], heard["held_on"]) == ("Ratih Fiktif", "Saksi", "2024-10-10")
    assert "beranda" in heard["summary"] and study["study_part"]["violations"]
    letter = prefill(vault, case_id, "penerusan")
    assert letter["matter"] == {"case_number": NUMBER, "case_date": "2024-10-08"}
    assert letter["reported_list"]["reported"][0]["agency"] == "Kantor Camat Sukarekaan"
    titles = [one["attachment_name"] for one in letter["attachment_list"]["attachments"]]
    assert titles == ["Formulir Temuan", "Formulir Model A - Laporan Hasil Pengawasan", "Berita Acara Klarifikasi"]


def test_each_answer_names_the_form_that_told_it(vault: Vault):
    case_id = new_case(vault, number=NUMBER)
    saved_form(vault, case_id, "model_a", model_a_answers())
    known = prefill_told(vault, case_id, "temuan")
    assert known.origins["incident/event"] == "model_a" and known.origins["incident/event_date"] == "model_a"
    reported = known.answers["reported_list"]["reported"][0]
    assert known.origins[f"reported_list/reported/{reported['_id']}/name"] == "model_a"
    assert not {"signing/number", "signing/chair_name", "signing/place_date/signed_date"} & known.origins.keys()  # not of another form
    assert {type(value) for value in known.answers["incident"].values()} == {str}


def test_the_first_study_knows_the_report_and_its_notice_names_what_is_missing(vault: Vault):
    case_id = new_case(vault, origin="laporan")
    saved_form(vault, case_id, "laporan", report())
    study = prefill(vault, case_id, "kajian_awal")
    assert study["report"] == {
        "regime": "pemilihan", "case_number": "001/LP/PB/Kec.Sukarekaan/00.00/X/2024", "reporter": "Ratih Fiktif",
        "reported": "Surya Misalnya; Tono Andai", "received_at": "2024-10-14", "known_date": "2024-10-13",
    }  # fmt: skip
    saved_form(vault, case_id, "kajian_awal", OFFICIAL_ANSWERS["kajian_awal"]())
    notice = prefill(vault, case_id, "kelengkapan")
    assert notice["missing_list"]["missing"] == "formal.signature_match"
    assert notice["addressee"]["name"] == "Ratih Fiktif" and notice["matter"]["received_date"] == "2024-10-14"


def test_a_protected_reporter_stays_under_his_code_name_in_texts_and_letters(vault: Vault):
    case_id = new_case(vault, origin="laporan")
    answers = report()
    answers["reporter"]["protected"] = "yes"
    saved_form(vault, case_id, "laporan", answers)
    assert prefill(vault, case_id, "kajian_awal")["report"]["reporter"] == "Pelapor-1"
    notice = prefill(vault, case_id, "kelengkapan")["addressee"]
    assert (notice["protected"], notice["code_name"]) == ("yes", "Pelapor-1")
    assert prefill(vault, case_id, "pemberitahuan_status")["row_list"]["rows"][0]["finder_or_reporter"] == "Pelapor-1"


def test_who_is_invited_comes_with_his_role_and_address(vault: Vault):
    case_id = new_case(vault, number=NUMBER)
    saved_form(vault, case_id, "model_a", model_a_answers())
    reported = people(vault, case_id)[0]
    known = prefill(vault, case_id, "undangan", subject=reported)
    assert known["addressee"] == {"role": "terlapor", "name": "Hendra Pura-Pura", "address": "Desa Mekarfiktif"}
    assert known["matter"] == {"case_number": NUMBER, "event": "Mengunggah foto bersama calon dengan gestur keberpihakan"}
    assert known["signing"]["chair_name"] == "Sari Fiktiwati" and known["letter"]["subject"] == "Undangan Klarifikasi"
    assert prefill(vault, case_id, "ba_sumpah", subject=reported)["subject"]["role"] == "terlapor"


def test_a_draft_remembers_what_flowed_in_and_the_record_does_not(vault: Vault):
    case_id = new_case(vault, number=NUMBER)
    saved_form(vault, case_id, "model_a", model_a_answers())
    draft = begin_document(vault, case_id, "temuan")
    assert draft.answers["_told_by"]["incident/event"] == "model_a"
    with vault.read() as tx:
        kept = local.draft(tx, draft.id)
    assert kept is not None and kept.answers["_told_by"] == draft.answers["_told_by"]
    filled: dict[str, Any] = {**draft.answers, "evidence_list": {"evidence": [{"kind": "foto", "title": "Unggahan"}]}}
    changes = save_form(vault, local.Draft(**{**_facts(draft), "answers": filled}))
    with vault.read() as tx:
        document = documents.one(tx, changes.streams[0])
        assert document is not None and "_told_by" not in answers_of(vault, tx, document.record_id).answers


def _facts(draft: local.Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ("id", "stream", "case_id", "form_id", "form_sha256", "parents", "updated_at")}


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 9, 30, tzinfo=timezone(timedelta(hours=7)))


def test_nothing_found_needs_only_a_number_and_the_hours(vault: Vault):
    saved_form(vault, new_case(vault), "model_a", model_a_answers())
    draft = report_nothing_found(vault, now=lambda: at(22))
    assert [problem.ref.rpartition("/")[2] for problem in problems_of(draft, _plain(draft))] == ["number", "time_from", "time_to"]
    answers: Any = _plain(draft)
    assert answers["violation"]["has_violation"] == "tidak_ada" and answers["dispute"]["has_dispute"] == "tidak_ada"
    assert answers["activity"]["time_place"]["date"] == "2026-11-22" and answers["signing"]["place_date"]["signed_date"] == "2026-11-22"
    with vault.read() as tx:
        case = cases.one(tx, draft.case_id)
    assert case is not None and (case.origin, case.regime) == ("pengawasan", "pemilihan")


def test_nothing_found_works_on_the_first_day_too(vault: Vault):
    draft = report_nothing_found(vault)
    answers: Any = _plain(draft)
    assert answers["outcome"]["result"] and "_told_by" not in draft.answers
    assert official()["model_a"].open(answers).answers()["violation"]["has_violation"] == "tidak_ada"


def test_a_copy_repeats_the_task_and_place_and_nothing_of_what_was_seen(vault: Vault):
    with pytest.raises(NothingToCopy):
        copy_form_a(vault)
    saved_form(vault, new_case(vault), "model_a", model_a_answers(number="001"))
    saved_form(vault, new_case(vault), "model_a", model_a_answers(number="002") | {"outcome": {"result": "Uraian kedua."}})
    draft = copy_form_a(vault, now=lambda: at(22))
    answers: Any = _plain(draft)
    assert answers["supervision"]["order_letter_number"] == "011/PM.00.02/K.JX-00.00/09/2024" and "number" not in answers["supervision"]
    assert answers["activity"]["time_place"] == {"date": "2026-11-22", "timezone": "WIB", "place": "Sekretariat PKD Mekarfiktif"}
    assert not {"outcome", "violation", "dispute"} & answers.keys()
    told: Any = draft.answers["_told_by"]
    assert told["activity/purpose"] == "model_a" and "activity/time_place/date" not in told


def _plain(draft: local.Draft) -> dict[str, Any]:
    return {key: value for key, value in draft.answers.items() if not key.startswith("_")}
