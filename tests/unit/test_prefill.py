"""Facts are typed once and flow into the next form of the case."""

from pathlib import Path

import pytest

from core.actions.cases.exhibits import add_thing
from core.actions.forms.prefill import people, prefill
from core.vault.vault import Vault
from forms.answers import leaves
from forms.library import official
from tests.ui.case_samples import model_a_answers, new_case, office_vault, saved_form


@pytest.fixture
def vault(tmp_path: Path):
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def test_a_report_knows_what_form_a_told(vault: Vault):
    case_id = new_case(vault)
    saved_form(vault, case_id, "model_a", model_a_answers())
    add_thing(vault, case_id, {"kind": "surat/dokumen", "title": "Salinan SK", "evidence_class": "alat_bukti"})
    known = prefill(vault, case_id, "laporan")
    assert known["incident"]["event"] == "Mengunggah foto bersama calon dengan gestur keberpihakan"
    assert (known["incident"]["event_date"], known["incident"]["event_time"]) == ("2024-10-05", "19:40")
    assert known["reported_list"]["reported"][0]["name"] == "Hendra Pura-Pura"
    assert known["witness_list"]["witnesses"][0]["name"] == "Ratih Fiktif"
    assert known["evidence_list"]["evidence"][0]["kind"] == "surat_dokumen"
    assert known["reception"]["receiver_name"] == "Sari Fiktiwati"


@pytest.mark.parametrize("form_id", sorted(official()))
def test_every_prefilled_answer_has_its_place_in_the_form_and_is_valid(vault: Vault, form_id: str):
    case_id = new_case(vault, number="001/TM/PB/X/2024")
    saved_form(vault, case_id, "model_a", model_a_answers())
    add_thing(vault, case_id, {"kind": "bendera", "title": "Bendera", "evidence_class": "barang_bukti", "taken_at": "2024-10-05T19:40:11"})
    known = prefill(vault, case_id, form_id, subject=people(vault, case_id)[-1])
    form = official()[form_id]
    instance = form.open(known)
    assert {p.ref: p.message for p in instance.problems() if p.kind == "invalid"} == {}
    assert dict(leaves(known)).items() <= dict(leaves(instance.answers())).items()
    places = {one.path[1:] for one in form.definition.root.walk()}
    ids = {item["_id"] for item in _items_in(known)}
    assert {path for path, _ in leaves(known) if tuple(key for key in path if key not in ids) not in places} == set()


def _items_in(value):
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(inner, dict) and "_id" in inner:
            yield inner
        yield from _items_in(inner)


def test_who_is_heard_comes_with_his_facts(vault: Vault):
    case_id = new_case(vault, number="001/TM/PB/X/2024")
    saved_form(vault, case_id, "model_a", model_a_answers())
    found = people(vault, case_id)
    assert [(one.role, one.shown) for one in found] == [("terlapor", "Hendra Pura-Pura"), ("saksi", "Ratih Fiktif")]
    known = prefill(vault, case_id, "ba_klarifikasi", subject=found[1])
    assert known["subject"] == {"role": "saksi", "name": "Ratih Fiktif", "occupation": "Pedagang", "address": "Desa Mekarfiktif"}
    assert known["clarifier_list"]["clarifier"][0]["name"] == "Sari Fiktiwati"
    assert known["matter"]["case_number"] == "001/TM/PB/X/2024"


def test_a_protected_witness_stays_protected_in_the_next_form(vault: Vault):
    case_id = new_case(vault)
    answers = model_a_answers()
    answers["violation"]["witnesses"][0]["protected"] = "yes"
    saved_form(vault, case_id, "model_a", answers)
    witness = prefill(vault, case_id, "laporan")["witness_list"]["witnesses"][0]
    assert (witness["protected"], witness["code_name"]) == ("yes", "Saksi-1")
    assert people(vault, case_id)[-1].shown == "Saksi-1"


def test_an_empty_case_still_knows_office_and_writer(vault: Vault):
    known = prefill(vault, new_case(vault), "model_a")
    assert known["supervision"]["supervisor"][0]["name"] == "Sari Fiktiwati"
    assert known["supervision"]["address"].startswith("Jalan Contoh")
    assert "violation" not in known
