"""The form engine: what XPath means, and what is refused at loading."""

import pytest

from forms.engine.errors import FormRefused
from forms.engine.load import load_form
from tests.unit.form_samples import TOY, calculated, refused, toy


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
