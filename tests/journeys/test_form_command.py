"""`main.py form`: a form never seen before is checked, made, filled, printed and handed on, without a vault and without Python."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook as Excel

from tests.journeys.commands import run
from tests.rigs.form_walks import GOLDEN

ANSWERS = {
    "place": {"state": "wa", "county": "king", "city": "seattle"},
    "numbers": {"people": "3", "remark": "first line\nsecond line"},
    "person": [
        {"_id": "1", "name": "=Ani", "age": "20", "home": "redmond"},
        {"_id": "2", "name": "Budi", "phone": [{"_id": "3", "digits": "08"}]},
    ],
}


@pytest.fixture
def visit(tmp_path) -> Path:
    book = Excel()
    sheet = book.active
    sheet.title = "survey"
    for row in ("type name label calculation", "integer people People", "calculate twice _ ${people}*2"):
        sheet.append(["" if cell == "_" else cell for cell in row.split()])
    book.save(tmp_path / "visit.xlsx")
    return tmp_path / "visit.xlsx"


def test_a_form_never_seen_before_fills_prints_and_gives_its_answers_out(tmp_path):
    (tmp_path / "answers.json").write_text(json.dumps(ANSWERS))
    out = tmp_path / "out"
    done = run("form", "try", GOLDEN / "features.md", "--answers", tmp_path / "answers.json", "--out", out, "--json", "--language", "en")
    assert done.code == 0 and done.json["form"] == "features"
    assert [problem["place"] for problem in done.json["problems"]] == ["/data/person[2]/age"]
    again = json.loads((out / "answers.json").read_bytes())
    assert again["place"] == ANSWERS["place"] and again["numbers"]["shown"] == "3!" and len(again["seat"]) == 3
    rows = list(csv.DictReader((out / "answers.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {"place": "place/city", "question": "City", "answer": "Seattle", "value": "seattle"} in rows
    assert [row["value"] for row in rows if row["place"] == "person[1]/name"] == ["'=Ani"]  # no formula in a spreadsheet
    words = subprocess.run(["pdftotext", "-layout", str(out / "paper.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    for said in ("FEATURES", "Seattle", "second line", "Orang 2", "Telepon 1", "LATIHAN"):
        assert said in words


def test_a_form_is_made_of_a_spreadsheet_and_never_changed_under_its_version(visit):
    made = run("form", "compile", visit, "--json")
    assert made.code == 0 and Path(made.json["xform"]).name == "visit-1.xml"
    layout = json.loads(Path(made.json["layout"]).read_bytes())["layout"]
    assert layout["plain"] and layout["title"]["pemilu"] == "VISIT"
    assert run("form", "compile", visit).code == 0
    Path(made.json["xform"]).write_bytes(b"something else")
    refused = run("form", "compile", visit, "--language", "en")
    assert refused.code == 1 and "never changes" in refused.err


def test_lint_tells_every_mistake_and_every_deed_refuses_them(tmp_path):
    path = tmp_path / "bad.md"
    rows = ("type | name | label | relevant", "text | a | A | nix(1)", "text | b | B | 1 +")
    path.write_text("".join(["| survey |\n", *(f"| | {row} |\n" for row in rows)]), encoding="utf-8")
    checked = run("form", "lint", path, "--json")
    told = [(one["rule"], one["sheet"], one["cell"]) for one in checked.json["findings"] if one["error"]]
    assert checked.code == 1
    assert told == [("function.unknown", "survey", "line 3, relevant"), ("expression.syntax", "survey", "line 4, relevant")]
    for deed in (("compile",), ("try", "--out", tmp_path / "out"), ("try",)):
        refused = run("form", deed[0], path, *deed[1:])
        assert refused.code == 1 and "function.unknown" in refused.err and "survey, line 3" in refused.err
    assert not (tmp_path / "out").exists()


def test_answers_that_are_none_and_folders_that_take_nothing_are_refused(visit, tmp_path):
    (tmp_path / "list.json").write_text("[1]")
    (tmp_path / "broken.json").write_text("{")
    for name in ("list.json", "broken.json", "gone.json"):
        refused = run("form", "try", visit, "--answers", tmp_path / name, "--out", tmp_path / "out")
        assert refused.code == 1 and refused.err.strip()
    (tmp_path / "file").write_text("in the way")
    refused = run("form", "try", visit, "--out", tmp_path / "file" / "out", "--json")
    assert refused.code == 1 and refused.json["refused"] == "form.not_written"


@pytest.mark.parametrize("wrong", [(), ("mend",), ("lint",)])
def test_wrong_usage_ends_with_2(wrong):
    assert run("form", *wrong).code == 2
