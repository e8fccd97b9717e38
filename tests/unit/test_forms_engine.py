"""The form engine: what an answer changes, what is refused at loading, what XPath means."""

from datetime import date, datetime, timedelta, timezone

import pytest

from forms.engine.errors import FormRefused
from forms.engine.functions import Clock
from forms.engine.instance import Instance
from forms.engine.load import load_form

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=timezone(timedelta(hours=7)))

TOY = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
  xmlns:bw="https://bukti.invalid/xforms"><h:head><h:title>Toy</h:title><model>
  <instance><data id="toy" version="1">
   <a><kind/><reason/><people/><total/><from/><colour/><tags/><guest jr:template=""><name/><age/><adult/><place/></guest>
      <guest><name/><age/><adult/><place/></guest><adults/><summary/><extra>{extra_node}</extra></a></data></instance>
  <instance id="colours"><root>
    <item><name>red</name><label>Red</label><kind>a</kind></item><item><name>green</name><label>Green</label><kind>a</kind></item>
    <item><name>blue</name><label>Blue</label><kind>b</kind></item></root></instance>
  <bind nodeset="/data/a/kind" type="string" required="true()"/>
  <bind nodeset="/data/a/reason" type="string" relevant=" /data/a/kind  = 'b'" required="true()"/>
  <bind nodeset="/data/a/people" type="int" constraint=". &gt;= 0 and . &lt;= 50" jr:constraintMsg="0 to 50"/>
  <bind nodeset="/data/a/total" type="int" calculate="coalesce( ../people , 0) + count( /data/a/guest )"/>
  <bind nodeset="/data/a/from" type="date" relevant=" /data/a/people  &gt; 1" constraint=". &lt;= today()"/>
  <bind nodeset="/data/a/guest/name" type="string"/>
  <bind nodeset="/data/a/guest/age" type="int" constraint=". &lt; 120" required=" ../name != ''"/>
  <bind nodeset="/data/a/guest/adult" type="string" calculate="if( ../age &gt;= 18, 'yes', 'no')"/>
  <bind nodeset="/data/a/guest/place" type="int" calculate="position(..)"/>
  <bind nodeset="/data/a/adults" type="int" calculate="count( /data/a/guest[age &gt;= 18])"/>
  <bind nodeset="/data/a/summary" type="string" calculate="concat( ../kind , '-', ../adults , '-', count-selected( ../tags ), ../reason )"/>
  <bind nodeset="/data/a/extra" {extra_bind}/>
 </model></h:head><h:body><group ref="/data/a"><label>Page</label>
  <select1 ref="/data/a/kind"><label>Kind</label><item><label>A</label><value>a</value></item>
    <item><label>B</label><value>b</value></item></select1>
  <input ref="/data/a/reason"><label>Reason</label></input><input ref="/data/a/people"><label>People</label></input>
  <input ref="/data/a/from"><label>From</label></input>
  <select1 ref="/data/a/colour"><label>Colour</label>
    <itemset nodeset="instance('colours')/root/item[kind = /data/a/kind ]"><value ref="name"/><label ref="label"/></itemset></select1>
  <select ref="/data/a/tags"><label>Tags</label><item><label>X</label><value>x</value></item>
    <item><label>Y</label><value>y</value></item></select>
  <group ref="/data/a/guest"><label>Guest</label><repeat nodeset="/data/a/guest">
    <input ref="/data/a/guest/name"><label>Name</label></input><input ref="/data/a/guest/age"><label>Age</label></input></repeat></group>
  {extra_control}</group></h:body></h:html>"""


def toy(*, extra_bind='type="string"', extra_node="", extra_control="", answers=None) -> Instance:
    xml = TOY.format(extra_bind=extra_bind, extra_node=extra_node, extra_control=extra_control)
    return Instance(load_form(xml.encode()), answers, Clock(date(2026, 11, 22), NOW))


def calculated(expression: str) -> str:
    escaped = expression.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return toy(extra_bind=f'type="string" calculate="{escaped}"').node("/data/a/extra").value


def refused(expression: str, aspect: str = "calculate") -> str:
    escaped = expression.replace("&", "&amp;").replace("<", "&lt;")
    with pytest.raises(FormRefused) as refusal:
        toy(extra_bind=f'type="string" {aspect}="{escaped}"')
    return str(refusal.value)


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


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3 - 4 div 2", "5"),
        ("-7 mod 3", "-1"),
        ("7 div 2", "3.5"),
        ("1 div 0", "Infinity"),
        ("0 div 0", ""),
        ("if('' < 1, 'yes', 'no')", "no"),
        ("if('10' > '9', 'yes', 'no')", "yes"),
        ("if('2026-11-22' > '2026-11-21', 'later', 'earlier')", "later"),
        ("if(true() and not(false()) or false(), 'yes', 'no')", "yes"),
        ("coalesce(../people, 'none')", "none"),
        ("concat('a', 1, '-', 2.5)", "a1-2.5"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(1.2345, 2)", "1.23"),
        ("int(-3.7)", "-3"),
        ("number('x')", ""),
        ("string(1.0)", "1"),
        ("string-length('désa')", "4"),
        ("normalize-space('  a   b ')", "a b"),
        ("substr('bukti', 1, 3)", "uk"),
        ("substr('bukti', 2)", "kti"),
        ("if(contains('bukti', 'kt') and starts-with('bukti', 'bu'), 1, 0)", "1"),
        ("if(selected('a bb c', 'b'), 1, 0)", "0"),
        ("if(selected('a bb c', 'bb'), 1, 0)", "1"),
        ("count-selected('a bb  c')", "3"),
        ("if(regex('0812', '^08[0-9]+$'), 'phone', 'no')", "phone"),
        ("if(regex('0812x', '^08[0-9]+$'), 'phone', 'no')", "no"),
        ("format-date('2026-11-02', '%e/%n/%Y')", "2/11/2026"),
        ("format-date('2026-08-17', '%a %d %b %y')", "Sen 17 Agu 26"),
        ("today()", "2026-11-22"),
        ("now()", "2026-11-22T07:30:00.000+07:00"),
        ("date(today() + 7)", "2026-11-29"),
        ("date('2026-11-22T23:59')", "2026-11-22T23:59:00.000+07:00"),
        ("sum(/data/a/guest/age)", ""),
        ("join(', ', /data/a/guest/place)", "1"),
        ("jr:choice-name('b', '/data/a/kind')", "B"),
        ("instance('colours')/root/item[name = 'blue']/label", "Blue"),
        ("count(instance('colours')/root/item[kind = 'a'])", "2"),
        ("once('kept')", "kept"),
        ("/data/a/guest[1]/place", "1"),
    ],
)
def test_an_expression_gives(expression, value):
    assert calculated(expression) == value


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("indexof('x')", "unknown function indexof()"),
        ("pulldata('x')", "the names of a list"),
        ("pulldata('x', 'a', 'b', 'c')", "no list of this form"),
        ("substring('bukti', 2)", "use substr()"),
        ("../nowhere", "no field"),
        ("/other/a/kind", "no field"),
        ("../../../../x", "leaves the form"),
        ("../extra", "reads the field itself"),
        ("concat(../summary, ../total", "unexpected"),
        ("../guest/age", "finds several"),
        ("../guest/age + 1", "finds several"),
        ("int(today())", "int() of a date"),
        ("int(../from)", "int() of a date"),
        ("if(regex(../kind, 'a'), 1, 0)", "not anchored"),
        ("if(regex(../kind, '^(a$'), 1, 0)", "not valid"),
        ("true()", "bare boolean"),
        ("../kind = 'a'", "bare boolean"),
        ("if(../kind, 1, 2)", "bare value"),
        ("if(../kind and true(), 1, 2)", "bare value"),
        ("if(not(../kind), 1, 2)", "bare value"),
        ("count(3)", "needs a path"),
        ("concat()[1]", "unexpected"),
        ("today('x')", "does not take 1 arguments"),
        ("position()", "only in [ ]"),
        ("..//kind", "unexpected"),
        ("../*", "unexpected"),
        ("../kind | ../people", "unexpected"),
        ("instance('nothing')/root/item/name", "no list"),
        ("'open", "cannot read"),
        ("(" * 200 + "1" + ")" * 200, "too deeply"),
    ],
)
def test_a_calculation_is_refused(expression, reason):
    assert reason in refused(expression)


def test_a_pattern_holds_to_the_very_end():
    form = toy(extra_bind='type="string" constraint="regex(., \'^[0-9]+$\')"', extra_control='<input ref="/data/a/extra"/>')
    form.set("/data/a/extra", "12\n")
    assert "/data/a/extra" in {one.ref for one in form.problems()}
    form.set("/data/a/extra", "12")
    assert "/data/a/extra" not in {one.ref for one in form.problems()}


def test_conditions_must_be_conditions():
    for aspect in ("relevant", "required", "readonly", "constraint"):
        assert "bare value" in refused("../kind", aspect)
    assert "reads the field itself" in refused(". != ''", "relevant")


def test_a_circle_is_refused_and_names_its_fields():
    xml = TOY.format(extra_bind='type="string" calculate="../total + 1"', extra_node="", extra_control="").replace(
        "coalesce( ../people , 0)", "../extra"
    )
    with pytest.raises(FormRefused, match="circle") as refusal:
        load_form(xml.encode())
    assert "/data/a/extra" in str(refusal.value) and "/data/a/total" in str(refusal.value)


def test_a_field_whose_relevance_hangs_on_what_it_feeds_is_a_circle():
    xml = TOY.format(extra_bind='type="string" calculate="../people"', extra_node="", extra_control="").replace(
        'nodeset="/data/a/people" type="int"', 'nodeset="/data/a/people" type="int" relevant="../extra = \'\'"'
    )
    with pytest.raises(FormRefused, match="circle"):
        load_form(xml.encode())


def test_an_absolute_path_into_the_repeat_it_stands_in_is_refused():
    for path in ("/data/a/guest/age", "/data/a/guest[1]/age"):
        xml = TOY.format(extra_bind='type="string"', extra_node="", extra_control="").replace("../age &gt;= 18, ", f"{path} &gt;= 18, ")
        with pytest.raises(FormRefused, match="absolute path into the repeat"):
            load_form(xml.encode())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('type="date"', 'type="orbit"', "orbit"),
        ('<input ref="/data/a/from"', '<dial ref="/data/a/from"/><input ref="/data/a/from"', "<dial>"),
        ('<input ref="/data/a/from"', '<input ref="/data/a/gone"', "does not have"),
        ('nodeset="/data/a/from"', 'nodeset="/data/a/gone"', "does not have"),
        ('<instance id="colours">', '<instance id="colours" src="jr://file-csv/c.csv">', "file beside"),
        ("<label>Reason</label>", '<label>Reason <output value="/data/a/gone"/></label>', "no field"),
        ("<label>Reason</label>", "<label>Reason <b>now</b></label>", "inside a text"),
        ('type="date"', 'type="date" jr:mystery="date"', "mystery"),
        ("instance('colours')/root/item[kind = /data/a/kind ]", "randomize(instance('colours')/root/item)", "random"),
        ("instance('colours')/root/item[kind = /data/a/kind ]", "instance('colours')/root/item[sort = /data/a/kind ]", "no column sort"),
        ("<h:html", "<!DOCTYPE x><h:html", "document type"),
        ("</h:html>", "", "no XML"),
    ],
)
def test_a_form_with_something_unknown_is_refused(old, new, reason):
    xml = TOY.format(extra_bind='type="string"', extra_node="", extra_control="")
    assert old in xml
    with pytest.raises(FormRefused, match=reason):
        load_form(xml.replace(old, new, 1).encode())


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
