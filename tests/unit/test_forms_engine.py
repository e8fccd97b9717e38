"""The form engine: what an answer changes."""

from datetime import date

import pytest

from forms.engine.functions import Clock
from forms.engine.instance import Instance
from forms.engine.load import load_form
from tests.unit.form_samples import NOW, TOY, toy


def test_an_answer_returns_exactly_the_places_that_it_changed():
    form = toy()
    assert form.set("/data/a/kind", "b") == {"/data/a/kind", "/data/a/reason", "/data/a/colour", "/data/a/summary"}
    assert form.set("/data/a/kind", "b") == frozenset()
    assert form.node("/data/a/reason").relevant and form.node("/data/a/summary").value == "b-0-0"


def test_what_is_not_relevant_is_neither_asked_nor_saved_nor_read_by_others_but_comes_back():
    form = toy()
    form.set("/data/a/kind", "b")
    form.set("/data/a/reason", "flood")
    assert form.node("/data/a/summary").value == "b-0-0flood"
    form.set("/data/a/kind", "a")
    assert form.node("/data/a/summary").value == "a-0-0"
    assert "reason" not in form.answers()["a"] and form.answers(with_irrelevant=True)["a"]["reason"] == "flood"
    assert not [problem for problem in form.problems() if problem.ref == "/data/a/reason"]
    form.set("/data/a/kind", "b")
    assert form.answers()["a"]["reason"] == "flood"


def test_a_field_hidden_for_its_own_reason_stays_hidden_when_its_group_comes_back():
    page_bind = '<bind nodeset="/data/a/guest" relevant="../people &gt; 0"/><bind nodeset="/data/a/guest/age" relevant="../name != \'\'"'
    xml = TOY.format(extra_bind='type="string"', extra_node="", extra_control="").replace('<bind nodeset="/data/a/guest/age"', page_bind)
    form = Instance(load_form(xml.encode()), None, Clock(date(2026, 11, 22), NOW))
    assert not form.node("/data/a/guest[1]/name").relevant and form.node("/data/a/total").value == "1"  # hidden items count, as in ODK
    changed = form.set("/data/a/people", "1")
    assert form.node("/data/a/guest[1]/name").relevant and not form.node("/data/a/guest[1]/age").relevant
    assert "/data/a/guest[1]/name" in changed and "/data/a/guest[1]/age" not in changed and form.node("/data/a/total").value == "2"


def test_required_and_constraint_are_reported_with_their_page_and_only_where_they_apply():
    form = toy()
    assert [(one.ref, one.kind, one.page_ref) for one in form.problems()] == [("/data/a/kind", "missing", "/data/a")]
    form.set("/data/a/kind", "a")
    form.set("/data/a/people", "51")
    form.set("/data/a/guest[1]/name", "Ani")
    assert [(one.ref, one.kind, one.message) for one in form.problems()] == [
        ("/data/a/people", "invalid", "0 to 50"),
        ("/data/a/guest[1]/age", "missing", "Wajib diisi."),
    ]
    assert form.node("/data/a/people").problem == "0 to 50"


def test_a_value_of_the_wrong_type_is_kept_and_reported():
    form = toy(answers={"a": {"kind": "a", "people": "many"}})
    assert form.answers()["a"]["people"] == "many"
    assert [(one.ref, one.kind) for one in form.problems()] == [("/data/a/people", "invalid")]
    form.set("/data/a/people", "3")
    form.set("/data/a/from", "2026-02-30")
    assert [one.ref for one in form.problems()] == ["/data/a/from"]
    form.set("/data/a/from", "2026-11-23")
    assert [one.ref for one in form.problems()] == ["/data/a/from"]  # the day after today
    form.set("/data/a/from", "2026-11-22")
    assert form.problems() == ()


def test_choices_follow_their_filter_and_a_choice_that_falls_out_is_cleared_until_it_is_offered_again():
    form = toy()
    assert form.node("/data/a/colour").choices == ()
    form.set("/data/a/kind", "a")
    assert form.node("/data/a/colour").choices == (("red", "Red"), ("green", "Green"))
    form.set("/data/a/colour", "red")
    assert form.problems() == () and form.answers()["a"]["colour"] == "red"
    assert "/data/a/colour" in form.set("/data/a/kind", "b")
    assert form.node("/data/a/colour").value == "" and "colour" not in form.answers()["a"]
    assert form.answers(with_irrelevant=True)["a"]["colour"] == "red"
    form.set("/data/a/kind", "a")
    assert form.node("/data/a/colour").value == "red"


def test_a_choice_that_no_list_has_is_kept_and_told_when_it_came_with_answers_and_is_not_taken_by_hand():
    form = toy(answers={"a": {"kind": "zzz", "tags": "x old y"}})
    assert form.answers()["a"]["kind"] == "zzz" and form.answers()["a"]["tags"] == "x old y"
    assert [(one.ref, one.kind) for one in form.problems()] == [("/data/a/kind", "invalid"), ("/data/a/tags", "invalid")]
    form.set("/data/a/kind", "yyy")
    form.set("/data/a/tags", "y x nothing")
    assert "kind" not in form.answers()["a"] and form.answers()["a"]["tags"] == "x y"


def test_repeats_grow_and_shrink_and_sums_and_positions_follow():
    form = toy()
    assert form.add("/data/a/guest") == "/data/a/guest[2]"
    form.add("/data/a/guest")
    for position, age in enumerate(("20", "7", "40"), 1):
        form.set(f"/data/a/guest[{position}]/age", age)
    ids = [item.item_id for item in form.node("/data/a/guest").items]
    assert form.node("/data/a/adults").value == "2" and form.node("/data/a/total").value == "3" and len(set(ids)) == 3
    form.remove("/data/a/guest[1]")
    assert [item.item_id for item in form.node("/data/a/guest").items] == ids[1:]
    assert form.node("/data/a/adults").value == "1" and form.node("/data/a/total").value == "2"
    assert [form.node(f"/data/a/guest[{n}]/place").value for n in (1, 2)] == ["1", "2"]
    with pytest.raises(KeyError):
        form.node("/data/a/guest[3]/age")


def test_an_answer_in_one_item_recomputes_that_item_and_not_its_neighbours():
    form = toy()
    for _ in range(49):
        form.add("/data/a/guest")
    assert form.set("/data/a/guest[7]/name", "Ani") == {"/data/a/guest[7]/name", "/data/a/guest[7]/age"}
    assert form.recomputed == 1
    form.set("/data/a/guest[7]/age", "30")
    assert form.recomputed <= 5  # adult, adults, summary, own constraint; 49 neighbours are left alone


def test_answers_go_in_and_come_out_the_same():
    guests = [{"_id": "one", "name": "Ani", "adult": "no", "place": "1"}, {"_id": "two", "age": "3", "adult": "no", "place": "2"}]
    answers = {"a": {"kind": "b", "reason": "x", "people": "2", "total": "4", "adults": "0", "summary": "b-0-0x", "guest": guests}}
    assert toy(answers=answers).answers() == answers


def test_what_the_form_does_not_know_is_kept_where_it_stood():
    strange = {"a": {"kind": "zzz", "later": {"x": ["1", {"y": "2"}]}, "people": {"not": "a text"},
                     "guest": [{"_id": "one", "shoe": "42", "place": "1", "adult": "no"}], "tags": ["x"]}, "page9": "unread"}  # fmt: skip
    form = toy(answers=strange)
    out = form.answers()
    assert out["page9"] == "unread" and out["a"]["later"] == {"x": ["1", {"y": "2"}]} and out["a"]["people"] == {"not": "a text"}
    assert out["a"]["guest"] == strange["a"]["guest"] and out["a"]["tags"] == ["x"] and out["a"]["kind"] == "zzz"
    assert "Pilihan tidak ada dalam daftar." in [one.message for one in form.problems()]
    form.set("/data/a/people", "4")
    assert form.answers()["a"]["people"] == "4"


def test_two_items_of_one_id_stay_two_items():
    form = toy(answers={"a": {"guest": [{"_id": "one", "name": "Ani"}, {"_id": "one", "name": "Budi"}]}})
    items = form.answers()["a"]["guest"]
    assert [item["name"] for item in items] == ["Ani", "Budi"] and items[0]["_id"] == "one" != items[1]["_id"]


def test_a_calculated_field_takes_no_answer_and_a_strange_place_is_no_field():
    form = toy()
    with pytest.raises(ValueError, match="/data/a/total"):
        form.set("/data/a/total", "9")
    for ref in ("/data/a/nothing", "/other/a", "/data/a/kind[2]", "/data/a", "data/a/kind", "/data/a/guest"):
        with pytest.raises(KeyError):
            form.set(ref, "x")


def test_a_first_value_is_given_to_a_new_form_and_not_to_opened_answers():
    first = '<setvalue ref="/data/a/extra" event="odk-instance-first-load" value="today()"/>'
    assert toy(extra_control=first).node("/data/a/extra").value == "2026-11-22"
    assert toy(extra_control=first, answers={}).node("/data/a/extra").value == ""
    assert toy(extra_node="plain").answers()["a"]["extra"] == "plain"


def test_what_a_person_writes_over_a_calculation_stays_until_the_calculation_gives_something_else():
    field = '<input ref="/data/a/extra"><label>Extra</label></input>'
    form = toy(extra_bind="type=\"string\" calculate=\"if(../people &gt; 2, 'many', 'few')\"", extra_control=field)
    assert form.node("/data/a/extra").value == "few"
    form.set("/data/a/extra", "mine")
    form.set("/data/a/people", "1")
    assert form.node("/data/a/extra").value == "mine"
    again = toy(extra_bind="type=\"string\" calculate=\"if(../people &gt; 2, 'many', 'few')\"", extra_control=field, answers=form.answers())
    assert again.node("/data/a/extra").value == "mine"
    again.set("/data/a/people", "3")
    assert again.node("/data/a/extra").value == "many"


def test_a_counted_repeat_has_as_many_items_as_the_answer_says_and_takes_none_by_hand():
    xml = TOY.format(extra_bind='type="string"', extra_node="", extra_control="").replace(
        '<repeat nodeset="/data/a/guest">', '<repeat nodeset="/data/a/guest" jr:count="/data/a/people">'
    )
    xml = xml.replace('calculate="coalesce( ../people , 0) + count( /data/a/guest )"', 'calculate="count( /data/a/guest )"')
    form = Instance(load_form(xml.encode()), None, Clock(date(2026, 11, 22), NOW))
    form.set("/data/a/people", "3")
    assert form.node("/data/a/total").value == "3" and form.node("/data/a/guest").is_counted
    form.set("/data/a/guest[3]/name", "Ani")
    form.set("/data/a/people", "")
    assert len(form.node("/data/a/guest").items) == 3  # a blank number leaves them
    form.set("/data/a/people", "999999")
    assert len(form.node("/data/a/guest").items) == 1000
    for deed in (lambda: form.add("/data/a/guest"), lambda: form.remove("/data/a/guest[1]")):
        with pytest.raises(ValueError, match="counted"):
            deed()


def test_a_trigger_sets_a_value_once_when_its_question_changes():
    trigger = '<select1 ref="/data/a/kind"><setvalue ref="/data/a/extra" event="xforms-value-changed" value="../people"/>'
    xml = TOY.format(extra_bind='type="string"', extra_node="", extra_control="").replace('<select1 ref="/data/a/kind">', trigger)
    form = Instance(load_form(xml.encode()), None, Clock(date(2026, 11, 22), NOW))
    form.set("/data/a/people", "4")
    assert form.answers()["a"].get("extra") is None
    form.set("/data/a/kind", "a")
    assert form.answers()["a"]["extra"] == "4"
    form.set("/data/a/people", "5")
    assert form.answers()["a"]["extra"] == "4"


def test_a_form_speaks_each_of_its_languages_also_in_texts_with_values():
    words = "".join(
        f'<translation lang="{language}"><text id="t"><value>{said} <output value="/data/a/people"/></value></text></translation>'
        for language, said in (("Indonesia (id)", "Ada"), ("English (en)", "There are"))
    )
    xml = TOY.format(extra_bind='type="string"', extra_node="", extra_control="")
    xml = xml.replace("<instance><data", f"<itext>{words}</itext><instance><data")
    xml = xml.replace("<label>Reason</label>", "<label ref=\"jr:itext('t')\"/>")
    form = Instance(load_form(xml.encode()), None, Clock(date(2026, 11, 22), NOW))
    assert "/data/a/reason" in form.set("/data/a/people", "7")
    assert form.node("/data/a/reason").label == "Ada 7"
    form.speak("English (en)")
    assert form.node("/data/a/reason").label == "There are 7"
    with pytest.raises(KeyError):
        form.speak("Latin (la)")
