"""A mistake in a form is told with its rule, sheet and cell; nothing that a person can write ends in a traceback."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook as Excel

from forms.compile import compile_workbook, trial_version
from forms.findings import Finding, Refused
from forms.lint import lint
from forms.workbook import read_workbook

SETTINGS = [["form_title", "form_id", "version"], ["Visit", "visit", "1"]]
CHOICES = [["list_name", "name", "label"], ["kinds", "a", "A"], ["kinds", "b", "B"]]
HEAD = ["type", "name", "label", "relevant", "calculation", "constraint", "choice_filter", "default", "repeat_count"]
GOOD = [["select_one kinds", "kind", "Kind"], ["text", "why", "Why", "${kind} = 'b'"]]


def excel(path: Path, survey, choices=CHOICES, settings=SETTINGS) -> Path:
    book = Excel()
    book.remove(book.active)
    for name, rows in (("survey", [HEAD, *survey]), ("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def markdown(path: Path, survey, choices=CHOICES, settings=SETTINGS) -> Path:
    lines = []
    for name, rows in (("survey", [HEAD, *survey]), ("choices", choices), ("settings", settings)):
        lines += [f"| {name} |", *("| | " + " | ".join(row) + " |" for row in rows), ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def errors(path: Path) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place) for finding in lint(path) if finding.is_error]


def test_a_good_form_has_nothing_to_mend_in_any_kind_of_workbook(tmp_path):
    assert lint(excel(tmp_path / "visit.xlsx", GOOD)) == () == lint(markdown(tmp_path / "visit.md", GOOD))


@pytest.mark.parametrize(
    ("row", "rule", "cell", "line"),
    [
        (["txt", "x", "X"], "type.unknown", "A4", "line 5, type"),
        (["", "x", "X"], "type.missing", "A4", "line 5, type"),
        (["text", "", "X"], "name.missing", "B4", "line 5, name"),
        (["text", "two words", "X"], "name.invalid", "B4", "line 5, name"),
        (["text", "_id", "X"], "name.reserved", "B4", "line 5, name"),
        (["text", "kind", "X"], "name.twice", "B4", "line 5, name"),
        (["select_one nothing", "x", "X"], "list.unknown", "A4", "line 5, type"),
        (["select_one", "x", "X"], "list.missing", "A4", "line 5, type"),
        (["text", "x", "X", "${gone} = 1"], "reference.unknown", "D4", "line 5, relevant"),
        (["text", "x", "X of ${gone}"], "reference.unknown", "C4", "line 5, label"),
        (["text", "x", ""], "label.missing", "C4", "line 5, label"),
        (["begin group", "x", "X"], "group.open", "A4", "line 5, type"),
        (["end group", "", ""], "group.closed", "A4", "line 5, type"),
        (["text", "x", "X", "${kind} = ("], "expression.syntax", "D4", "line 5, relevant"),
        (["text", "x", "X", "${kind} = 'a"], "expression.syntax", "D4", "line 5, relevant"),
        (["calculate", "x", "", "", "frobnicate(${kind})"], "function.unknown", "E4", "line 5, calculation"),
        (["calculate", "x", "", "", "${x} + 1"], "expression.circle", "E4", "line 5, calculation"),
        (["text", "x", "X", "", "", "regex(., 'a')"], "engines.disagree", "F4", "line 5, constraint"),
        (["text", "x", "X", "${kind}"], "engines.disagree", "D4", "line 5, relevant"),
        (["calculate", "x", "", "", "substring(${kind}, 1)"], "engines.disagree", "E4", "line 5, calculation"),
        (["select_one kinds", "x", "X", "", "", "", "colour = 1"], "column.not_in_list", "G4", "line 5, choice_filter"),
        (["calculate", "x", "", "", "../nowhere"], "reference.unknown", "E4", "line 5, calculation"),
        (["select_one_from_file lost.csv", "x", "X"], "file.missing", "", ""),
    ],
)
def test_a_mistake_is_told_with_rule_sheet_and_cell(tmp_path, row, rule, cell, line):
    in_excel, in_text = (errors(make(tmp_path / f"visit{end}", [*GOOD, row])) for make, end in ((excel, ".xlsx"), (markdown, ".md")))
    assert (rule, f"survey!{cell}" if cell else "survey") in in_excel
    assert (rule, f"survey, {line}" if line else "survey") in in_text


def test_a_circle_over_two_fields_is_told_at_one_of_them(tmp_path):
    rows = [["calculate", "x", "", "", "${y} + 1"], ["calculate", "y", "", "", "${x} + 1"]]
    ((rule, place),) = errors(excel(tmp_path / "visit.xlsx", [*GOOD, *rows]))
    assert rule == "expression.circle" and place in ("survey!E4", "survey!E5")


def test_every_broken_expression_is_told_at_once(tmp_path):
    rows = [["calculate", "x", "", "", "nix(1)"], ["calculate", "y", "", "", "1 +"], ["text", "z", "Z", "${kind}"]]
    told = errors(excel(tmp_path / "visit.xlsx", [*GOOD, *rows]))
    assert told == [("function.unknown", "survey!E4"), ("expression.syntax", "survey!E5"), ("engines.disagree", "survey!D6")]


@pytest.mark.parametrize(
    ("row", "rule", "place"),
    [
        (["", "c", "C"], "choice.no_list", "choices!A4"),
        (["kinds", "", "C"], "choice.no_name", "choices!B4"),
        (["kinds", "a", "C"], "choice.twice", "choices!B4"),
        (["several", "two words", "C"], "choice.space", "choices!B4"),
    ],
)
def test_a_mistake_in_the_choices_is_told(tmp_path, row, rule, place):
    survey = [*GOOD, ["select_multiple several", "many", "Many"]]
    assert (rule, place) in errors(excel(tmp_path / "visit.xlsx", survey, [*CHOICES, row, ["several", "x", "X"]]))


def test_what_is_hardly_meant_is_a_hint_and_keeps_nothing_from_being_made(tmp_path):
    survey = [["text", "x", "X"], ["select_one kinds", "y", "Y", "", "", "", "", "z"]]
    choices = [*CHOICES, ["unused", "u", "U"]]
    path = excel(tmp_path / "my form.xlsx", survey, choices, [["form_title"], ["Visit"]])
    hints = {(finding.rule, finding.place) for finding in lint(path) if not finding.is_error}
    assert hints == {
        ("default.not_offered", "survey!H3"), ("list.unused", "choices!A4"),
        ("settings.form_id", "settings"), ("settings.version", "settings"),
    }  # fmt: skip
    made = compile_workbook(path)
    assert (made.form_id, made.version, made.stem) == ("my_form", "1", "my_form-1")


def test_a_label_that_lacks_a_language_is_a_hint(tmp_path):
    path = tmp_path / "visit.md"
    head = "| survey |\n| | type | name | label::Indonesia (id) | label::English (en) |\n"
    path.write_text(f"{head}| | text | x | Teks | |\n", encoding="utf-8")
    assert ("label.untranslated", "survey, line 3, label::english (en)") in [(one.rule, one.place) for one in lint(path)]


def broken_zip(path):
    path.write_bytes(b"PK\x03\x04 this is no workbook")


def other_zip(path):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("hello.txt", "hello")


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(61_000_000))


def cut_off(path):
    good = io.BytesIO()
    book = Excel()
    book.save(good)
    path.write_bytes(good.getvalue()[: len(good.getvalue()) // 2])


@pytest.mark.parametrize(
    ("make", "name", "rule"),
    [
        (broken_zip, "a.xlsx", "workbook.unreadable"),
        (other_zip, "a.xlsx", "workbook.unreadable"),
        (cut_off, "a.xlsx", "workbook.unreadable"),
        (bomb, "a.xlsx", "workbook.too_large"),
        (lambda path: path.write_bytes(b""), "a.xlsx", "workbook.unreadable"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0 no old workbook"), "a.xls", "workbook.unreadable"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "a.md", "workbook.unreadable"),
        (lambda path: path.write_bytes(bytes(10_000_001)), "a.md", "workbook.too_large"),
        (lambda path: path.write_text("# no tables here"), "a.md", "sheet.missing"),
        (lambda path: path.write_text("x"), "a.docx", "workbook.kind"),
        (lambda _: None, "gone.xlsx", "workbook.unreadable"),
        (lambda path: path.mkdir(), "folder.xlsx", "workbook.unreadable"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(tmp_path, make, name, rule):
    make(tmp_path / name)
    found = lint(tmp_path / name)
    assert [finding.rule for finding in found] == [rule] and found[0].message
    with pytest.raises(Refused):
        read_workbook(tmp_path / name)


def test_a_sheet_of_5_mb_is_refused_where_it_becomes_too_large(tmp_path):
    rows = [["text", f"field_{number}", "A question with a label of some length " * 20] for number in range(6000)]
    path = markdown(tmp_path / "visit.md", rows)
    assert path.stat().st_size > 4_500_000
    assert errors(path) == [("sheet.too_large", "survey, line 3787")]
    short = markdown(tmp_path / "short.md", [["text", f"field_{number}", "x"] for number in range(6000)])
    assert errors(short) == [("sheet.too_large", "survey, line 5003")]
    long = excel(tmp_path / "visit.xlsx", [["text", "x", "y" * 30_000]])
    assert errors(long) == [("cell.too_long", "survey!C2")]


def test_a_form_too_large_for_the_engine_is_refused(tmp_path):
    rows = "".join(f"c{number},label of some length {'x' * 400}\n" for number in range(20_000))
    (tmp_path / "long.csv").write_text(f"name,label\n{rows}", encoding="utf-8")
    told = lint(markdown(tmp_path / "visit.md", [*GOOD, ["select_one_from_file long.csv", "x", "X"]]))
    assert [finding.rule for finding in told if finding.is_error] == ["engine.refused"] and "too large" in told[0].message


def test_a_form_that_only_one_odk_engine_runs_can_be_tried_but_not_published(tmp_path):
    path = excel(tmp_path / "visit.xlsx", [*GOOD, ["text", "mail", "Mail", "", "", "regex(., '@')"]])
    with pytest.raises(Refused, match=r"engines\.disagree"):
        compile_workbook(path)
    version, findings = trial_version(path)
    form = version.open()
    form.set("/data/mail", "nobody")
    assert [problem.ref for problem in form.problems()] == ["/data/mail"] and [finding.rule for finding in findings] == ["engines.disagree"]
    form.set("/data/mail", "a@b")
    assert form.problems() == ()


def test_a_compiled_form_is_written_once_and_its_lists_lie_inside_it(tmp_path):
    (tmp_path / "fruits.csv").write_text("name,label\nmango,Mango\n", encoding="utf-8")
    path = excel(tmp_path / "visit.xlsx", [*GOOD, ["select_one_from_file fruits.csv", "fruit", "Fruit"]])
    made = compile_workbook(path)
    assert b"<name>mango</name>" in made.xml.replace(b"ns0:", b"") and b"jr://file" not in made.xml
    assert [file.name for file in made.write(tmp_path / "out")] == ["visit-1.xml", "visit-1.json"]
    assert made.write(tmp_path / "out")  # the same again is no change
    excel(path, GOOD)
    with pytest.raises(FileExistsError):
        compile_workbook(path).write(tmp_path / "out")


def test_a_finding_reads_as_a_sentence_with_its_place():
    assert str(Finding("a.b", "is wrong", "survey", "C4")) == "survey!C4: is wrong [a.b]"
    assert str(Finding("a.b", "is wrong", "survey", "line 4, label")) == "survey, line 4, label: is wrong [a.b]"
    assert str(Finding("a.b", "is wrong")) == "is wrong [a.b]"
