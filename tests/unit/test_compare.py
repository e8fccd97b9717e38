"""What changed between two versions of a form."""

from copy import deepcopy

from core.actions.forms.compare import Difference, differences
from forms.library import official
from tests.ui.case_samples import model_a_answers

FORM = official()["model_a"]


def test_equal_answers_have_no_differences():
    answers = model_a_answers()
    assert differences(answers, deepcopy(answers), FORM) == []


def test_a_changed_choice_is_told_in_the_words_of_the_form():
    old, new = model_a_answers(), None
    new = deepcopy(old)
    new["violation"]["actor"][0]["subject_kind"] = "tni"
    assert differences(old, new, FORM) == [
        Difference(
            "Pelaku 1 · Jenis subjek", "PNS", "Anggota TNI", ("violation", "actor", old["violation"]["actor"][0]["_id"], "subject_kind")
        )
    ]


def test_an_item_that_only_moved_is_no_difference():
    old = model_a_answers()
    old["violation"]["actor"].append({"_id": "b", "name": "Kedua", "address": "Desa"})
    new = deepcopy(old)
    new["violation"]["actor"].reverse()
    assert differences(old, new, FORM) == []


def test_an_item_that_went_shows_every_answer_it_had():
    old, new = model_a_answers(), model_a_answers()
    new = deepcopy(old)
    new["violation"]["witnesses"] = []
    assert [(d.label, d.before, d.after) for d in differences(old, new, FORM)] == [
        ("Saksi-saksi 1 · Nama", "Ratih Fiktif", ""),
        ("Saksi-saksi 1 · Alamat", "Desa Mekarfiktif", ""),
        ("Saksi-saksi 1 · Pekerjaan", "Pedagang", ""),
    ]


def test_differences_come_in_the_order_of_the_form_and_unknown_answers_are_not_lost():
    old = model_a_answers()
    new = deepcopy(old)
    new["violation"]["analysis"] = "Lain"
    new["supervision"]["position"] = "Lain"
    new["of_a_later_form"] = "sesuatu"
    assert [d.label for d in differences(old, new, FORM)] == ["Jabatan", "Analisa", "of_a_later_form"]
