"""The catalogue of breaches and permitted acts: whole, consistent, found by ordinary words."""

import pytest
import yaml

from core.rules.catalogue import Catalogue, ViolationUnknown


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def test_the_catalogue_is_whole_and_every_name_in_it_is_known(catalogue):
    ids = [violation.id for violation in catalogue.violations]
    assert (len(ids), len(set(ids)), len(catalogue.permitted), catalogue.version) == (49, 49, 6, "2026-11-22")
    permitted = {act.id for act in catalogue.permitted}
    for violation in catalogue.violations:
        assert set(violation.subject_kinds) <= set(catalogue.subject_kinds)
        assert set(violation.forward_to) <= set(catalogue.forward_targets)
        assert set(violation.see_also) <= set(ids) | permitted
        assert set(violation.regimes) <= {"pemilihan", "pemilu"} and violation.regimes
        assert {basis.confidence for basis in violation.legal_basis} <= {"high", "medium", "low"} and violation.legal_basis
        assert violation.case_kind in {"pidana", "administrasi", "hukum_lainnya"}
        assert violation.label_id and violation.label_en and violation.sanction_id
    for act in catalogue.permitted:
        assert set(act.becomes_violation_when) <= set(ids)


def test_village_law_is_another_law_and_a_crime_is_a_crime(catalogue):
    assert catalogue.find("village_head_partisan_pilkada").case_kind == "hukum_lainnya"
    assert catalogue.find("local_official_favouring_decision").case_kind == "pidana"
    assert catalogue.find("incumbent_replaces_officials").case_kind == "administrasi"
    assert catalogue.find("discipline_photo_with_candidate").case_kind == "hukum_lainnya"


def test_an_unknown_breach_is_refused(catalogue):
    with pytest.raises(ViolationUnknown):
        catalogue.find("no_such_breach")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("bansos", "resource_social_aid"),
        ("mobil dinas", "resource_facilities"),
        ("perangkat desa ikut kampanye", "village_apparatus_partisan"),
        ("mutasi", "incumbent_replaces_officials"),
        ("anggota partai", "discipline_party_member"),
        ("GESTUR", "resource_gesture"),
    ],
)
def test_ordinary_words_find_the_breach(catalogue, words, first):
    assert first in [violation.id for violation in catalogue.search(words)][:3]


def test_the_search_leaves_out_what_cannot_apply(catalogue):
    found = catalogue.search("kampanye", regime="pemilihan", subject_kind="kepala_desa")
    assert found
    assert all("pemilihan" in violation.regimes and "kepala_desa" in violation.subject_kinds for violation in found)
    assert len(catalogue.search("")) == 49
    assert catalogue.search("kampanye zzzz") == ()


def test_names_come_before_other_places(catalogue):
    found = catalogue.search("kendaraan")
    in_name = ["kendaraan" in violation.label_id.casefold() for violation in found]
    assert in_name == sorted(in_name, reverse=True) and set(in_name) == {True, False}


def test_permitted_acts_are_found_too(catalogue):
    assert [act.id for act in catalogue.search_permitted("cuti suami")] == ["permitted_accompany_spouse_on_leave"]


def test_the_catalogue_agrees_with_the_one_it_was_taken_from(catalogue, shared):
    if shared:
        rows = yaml.safe_load((shared / "domain" / "violations.yaml").read_text(encoding="utf-8"))["violations"]
        assert [(row["id"], row["label_id"], row["class"]) for row in rows] == [(v.id, v.label_id, v.class_) for v in catalogue.violations]
