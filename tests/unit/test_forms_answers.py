"""Answers: what identifies a protected person goes out whole, and comes back whole."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import join_identity, leaves, names_left_open, split_identity
from forms.library import official

MODEL_A, LAPORAN, BA = (official()[form_id] for form_id in ("model_a", "laporan", "ba_klarifikasi"))

WITNESS = {"_id": "w1", "protected": "yes", "name": "Ratih Fiktif", "address": "Desa Mekarfiktif", "phone": "0800-0000-111",
           "id_kind": "ktp_el", "id_number": "0000000000000111"}  # fmt: skip


def model_a(*witnesses, **more):
    return {"violation": {"has_violation": "ada", "event": "Unggahan", "witnesses": list(witnesses), **more}}


def test_leaves_name_items_by_their_id():
    answers = {"violation": {"event": "x", "actor": [{"_id": "a1", "name": "Hendra"}, {"_id": "a2", "name": "Karsa"}]}}
    assert list(leaves(answers)) == [
        (("violation", "event"), "x"),
        (("violation", "actor", "a1", "name"), "Hendra"),
        (("violation", "actor", "a2", "name"), "Karsa"),
    ]


def test_the_identity_of_a_protected_witness_leaves_the_open_answers():
    answers = model_a(WITNESS, {"_id": "w2", "name": "Siti Umpamanya"})
    before = deepcopy(answers)
    opened, identity = split_identity(MODEL_A, answers)
    assert opened["violation"]["witnesses"] == [
        {"_id": "w1", "protected": "yes", "code_name": "Saksi-1"},
        {"_id": "w2", "name": "Siti Umpamanya"},
    ]
    assert identity == {"violation/witnesses/w1": {key: WITNESS[key] for key in ("name", "address", "phone", "id_kind", "id_number")}}
    assert answers == before and join_identity(opened, identity)["violation"]["witnesses"][0] == {**WITNESS, "code_name": "Saksi-1"}


def test_nobody_protected_leaves_nothing_to_seal():
    answers = model_a({"_id": "w2", "name": "Siti"}, {"_id": "w3", "protected": "no", "name": "Joko"})
    assert split_identity(MODEL_A, answers) == (answers, None)


def test_code_names_stay_and_are_not_given_twice():
    opened, identity = split_identity(MODEL_A, model_a(WITNESS, {**WITNESS, "_id": "w2"}))
    joined = join_identity(opened, identity)
    joined["violation"]["witnesses"].pop(0)
    joined["violation"]["witnesses"].append({**WITNESS, "_id": "w3"})
    opened, _ = split_identity(MODEL_A, joined, taken=("Saksi-1", "Saksi-7", "Pelapor-9"))
    assert [one["code_name"] for one in opened["violation"]["witnesses"]] == ["Saksi-2", "Saksi-8"]


def test_a_reporter_is_pelapor_and_a_person_heard_is_called_by_his_role():
    opened, _ = split_identity(LAPORAN, {"reporter": {"protected": "yes", "name": "Yanto"}})
    assert opened == {"reporter": {"protected": "yes", "code_name": "Pelapor-1"}}
    for role, code_name in (("ahli", "Ahli-1"), ("terlapor", "Terlapor-1"), ("", "Saksi-1")):
        opened, _ = split_identity(BA, {"subject": {"protected": "yes", "role": role, "name": "Yanto"}})
        assert opened["subject"]["code_name"] == code_name and "name" not in opened["subject"]


def test_what_the_form_does_not_know_of_a_protected_person_is_sealed_too():
    opened, identity = split_identity(MODEL_A, model_a({**WITNESS, "nik": "0000000000000111", "family": [{"name": "Budi"}]}))
    assert "0000000000000111" not in str(opened) and "Budi" not in str(opened)
    assert join_identity(opened, identity)["violation"]["witnesses"][0]["family"] == [{"name": "Budi"}]


def test_the_signature_and_the_recording_of_a_protected_person_are_sealed_with_him():
    answers = {"subject": {"protected": "yes", "role": "saksi", "name": "Ratih"}, "closing_part": {"recording": "a" * 64, "mode": "daring"},
               "signing": {"sign_subject": "strokes"}}  # fmt: skip
    opened, identity = split_identity(BA, answers)
    assert opened["closing_part"] == {"mode": "daring"} and opened["signing"] == {}
    assert identity == {"subject": {"name": "Ratih"}, "closing_part": {"recording": "a" * 64}, "signing": {"sign_subject": "strokes"}}
    saved = BA.open(opened, identity_sealed=True).answers()  # drops the empty group
    assert "signing" not in saved and join_identity(saved, identity)["signing"] == {"sign_subject": "strokes"}
    answers["subject"]["protected"] = "no"
    assert split_identity(BA, answers) == (answers, None)


def test_a_sealed_identity_is_not_asked_for_and_not_editable():
    opened, _ = split_identity(MODEL_A, model_a(WITNESS))
    name = "/model_a/violation/witnesses[1]/name"
    for sealed in (False, True):
        form = MODEL_A.open(opened, identity_sealed=sealed)
        assert (name in {one.ref for one in form.problems()}) is not sealed
        assert form.node(name).readonly is sealed and form.node(name).required is not sealed
    with pytest.raises(ValueError, match="name"):
        form.set(name, "Ratih")


def test_the_identity_of_one_who_was_taken_out_does_not_come_back():
    opened, identity = split_identity(MODEL_A, model_a(WITNESS))
    opened["violation"]["witnesses"] = []
    assert join_identity(opened, identity) == model_a()


def test_items_that_share_an_id_or_have_none_keep_their_own_identity():
    nobody = {"protected": "yes", "name": "Joko"}
    opened, identity = split_identity(MODEL_A, model_a(WITNESS, {**WITNESS, "name": "Siti"}, nobody))
    joined = join_identity(opened, identity)["violation"]["witnesses"]
    assert [one["name"] for one in joined] == ["Ratih Fiktif", "Siti", "Joko"] and len({one["_id"] for one in joined}) == 3


def test_names_and_numbers_that_still_stand_in_the_open_text_are_found():
    opened, identity = split_identity(
        MODEL_A,
        model_a(
            WITNESS,
            {"_id": "w2", "name": "Joko"},
            event="Menurut RATIH, unggahan terlihat",
            facts="Telepon +62 800 0000111",
            purpose="Telepon 0800.0000.111",
            analysis="Mekarfiktif fiktifnya",
            violation_summary="NIK 0000 0000 0000 0111",
        ),
    )
    assert names_left_open(opened, identity) == [("violation", key) for key in ("event", "facts", "purpose", "violation_summary")]
    assert names_left_open(opened, None) == []


def test_a_path_leads_to_the_place_on_the_screen():
    form = MODEL_A.open(model_a({"_id": "w1", "name": "Siti"}, {"_id": "w2", "name": "Joko"}))
    assert form.ref_of(("violation", "witnesses", "w2", "name")) == "/model_a/violation/witnesses[2]/name"
    assert form.ref_of(("violation", "witnesses", "gone", "name")) is None and form.ref_of(("violation", "stranger")) is None


TEXT = st.text(min_size=1, max_size=8)
LEAF_NAMES = sorted(MODEL_A.definition.root.children["violation"].children["witnesses"].children)
PERSON = st.dictionaries(st.sampled_from([*LEAF_NAMES, "unknown"]), TEXT, max_size=6)
WITNESSES = st.lists(st.tuples(PERSON, st.sampled_from(["yes", "no", ""])), max_size=5).map(
    lambda people: [{**person, "protected": protected, "_id": f"id-{n}"} for n, (person, protected) in enumerate(people)]
)
REST = st.dictionaries(st.sampled_from(["event", "facts", "stranger"]), st.one_of(TEXT, st.lists(TEXT), st.dictionaries(TEXT, TEXT)))


@given(WITNESSES, REST)
def test_splitting_and_joining_gives_back_every_answer(witnesses, rest):
    answers = {"violation": {**rest, "witnesses": witnesses}}
    opened, identity = split_identity(MODEL_A, answers)
    joined = join_identity(opened, identity)
    for before, after, shown in zip(witnesses, joined["violation"]["witnesses"], opened["violation"]["witnesses"], strict=True):
        if before["protected"] == "yes":
            assert set(shown) <= {"_id", "protected", "code_name"} and shown["code_name"]
            before = {**before, "code_name": before.get("code_name") or shown["code_name"]}
        assert after == before
    assert {**joined["violation"], "witnesses": None} == {**answers["violation"], "witnesses": None}
    given_names = [one["code_name"] for one in opened["violation"]["witnesses"] if one["protected"] == "yes"]
    typed = [one["code_name"] for one in witnesses if one.get("code_name") and one["protected"] == "yes"]
    assert len(set(given_names)) >= len(given_names) - len(typed) + len(set(typed))


@given(WITNESSES, REST)
def test_opening_loses_no_answer(witnesses, rest):
    answers = {"violation": {"has_violation": "ada", **rest, "witnesses": witnesses}}
    kept = dict(leaves(MODEL_A.open(answers).answers(with_irrelevant=True)))
    assert {path: value for path, value in leaves(answers) if value} == kept
