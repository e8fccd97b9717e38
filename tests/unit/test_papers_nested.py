"""Repeats and groups within the items of a repeat come on the paper, in a layout of one's own, in a table and in the plain one."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from core.actions.forms.try_form import try_form
from forms.answers import join_identity, split_identity
from forms.plain_layout import plain_layout
from tests.journeys.commands import run
from tests.unit.test_papers_content import text_of

SURVEY = """
| survey |
| | type | name | label |
| | begin group | team | Tim |
| | text | post | Pos |
| | begin repeat | person | Orang |
| | text | name | Nama |
| | begin group | home | Rumah |
| | text | street | Jalan |
| | begin repeat | phone | Telepon |
| | text | digits | Angka |
| | text | kind | Jenis |
| | end repeat | | |
| | end group | | |
| | begin repeat | duty | Tugas |
| | text | what | Apa |
| | end repeat | | |
| | end repeat | | |
| | end group | | |

| settings |
| | form_title | form_id | version |
| | Tim berlapis | nested | 1 |
"""
ANSWERS = {
    "team": {
        "post": "Posko 1",
        "person": [
            {
                "_id": "1", "name": "Ani Rekaan",
                "home": {
                    "street": "Jalan Satu",
                    "phone": [{"_id": "2", "digits": "0801", "kind": "rumah"}, {"_id": "3", "digits": "0802"}],
                },
                "duty": [{"_id": "4", "what": "Mencatat"}],
            },
            {"_id": "5", "name": "Budi Rekaan", "home": {"street": "Jalan Dua"}},
        ],
    }
}  # fmt: skip
SAID = ("Ani Rekaan", "Jalan Satu", "0801", "rumah", "0802", "Mencatat", "Budi Rekaan", "Jalan Dua")


def workbook(folder: Path, layout: dict[str, object] | None = None) -> Path:
    (path := folder / "nested.md").write_text(SURVEY, encoding="utf-8")
    if layout is not None:
        (folder / "nested.layout.yaml").write_text(yaml.safe_dump(layout), encoding="utf-8")
    return path


@pytest.mark.parametrize("own", [None, {"plain": False}, {"plain": False, "tables": {"person": [0.1, 0.3, 0.3, 0.3]}}])
def test_what_is_nested_stands_on_the_paper_once_whatever_the_layout(tmp_path: Path, own: dict[str, object] | None) -> None:
    layout = {**plain_layout("Tim berlapis"), **own} if own is not None else None
    tried = try_form(workbook(tmp_path, layout))
    words = text_of(tried.paper(ANSWERS, made_at=datetime.now().astimezone()), tmp_path)
    assert {one: words.count(one) for one in SAID} == dict.fromkeys(SAID, 1)
    assert [words.index(one) for one in SAID] == sorted(words.index(one) for one in SAID) or (own is not None and "tables" in own)
    tried.paper({}, made_at=datetime.now().astimezone())  # and an empty one is a paper too


def protected_workbook(folder: Path, layout: dict[str, object] | None = None) -> Path:
    path = workbook(folder, layout)
    told = path.read_text(encoding="utf-8").replace("| | type | name | label |", "| | type | name | label | bind::bw:identity |")
    person = "| | text | protected | Dilindungi | |\n| | text | code_name | Nama samaran | |\n| | text | name | Nama | yes |"
    told = told.replace("| | text | name | Nama |", person).replace("| Jalan |", "| Jalan | yes |").replace("| Angka |", "| Angka | yes |")
    told = told.replace("| form_id | version |", "| form_id | version | namespaces |")
    path.write_text(told.replace("| nested | 1 |", '| nested | 1 | bw="https://bukti.invalid/xforms" |'), encoding="utf-8")
    return path


@pytest.mark.parametrize("own", [None, {"plain": False}, {"plain": False, "tables": {"person": [0.1, 0.2, 0.2, 0.2, 0.3]}}])
def test_protection_covers_what_is_nested_in_the_person(tmp_path: Path, own: dict[str, object] | None) -> None:
    tried = try_form(protected_workbook(tmp_path, {**plain_layout("Tim berlapis"), **own} if own is not None else None))
    answers = json.loads(json.dumps(ANSWERS))
    answers["team"]["person"][0] |= {"protected": "yes", "code_name": "Saksi-1"}
    secrets = ("Ani Rekaan", "Jalan Satu", "0801", "0802")
    words = text_of(tried.paper(answers, made_at=datetime.now().astimezone()), tmp_path)
    assert not any(secret in words for secret in secrets)
    assert all(open_word in words for open_word in ("rumah", "Mencatat", "Budi Rekaan", "Jalan Dua", "Saksi-1"))
    opened, identity = split_identity(tried.version, answers)
    assert not any(secret in json.dumps(opened) for secret in secrets) and "rumah" in json.dumps(opened)
    assert join_identity(opened, identity) == answers


def test_it_is_compiled_tried_and_given_out_by_commands(tmp_path: Path) -> None:
    path, out = workbook(tmp_path), tmp_path / "out"
    (tmp_path / "answers.json").write_text(json.dumps(ANSWERS))
    assert run("form", "compile", path, "--json").json["form"] == "nested"
    assert run("form", "try", path, "--answers", tmp_path / "answers.json", "--out", out, "--json").code == 0
    table = (out / "answers.csv").read_text(encoding="utf-8-sig")
    assert "team/person[1]/home/phone[2]/digits" in table and "Mencatat" in table


def test_the_heading_of_a_table_of_choices_is_neither_asked_nor_printed(tmp_path: Path) -> None:
    (path := tmp_path / "rows.md").write_text(
        "| survey |\n| | type | name | label | appearance |\n| | begin group | asked | Ditanya | table-list |\n"
        "| | select_one yn | first | Pertama | |\n| | select_one yn | second | Kedua | |\n| | end group | | | |\n"
        "\n| choices |\n| | list_name | name | label |\n| | yn | y | Ya |\n| | yn | n | Tidak |\n"
        "\n| settings |\n| | form_title | form_id | version |\n| | Tabel | rows | 1 |\n",
        encoding="utf-8",
    )
    tried = try_form(path)
    (page,) = tried.version.open(None).pages()
    assert [one.key for one in page.children if getattr(one, "kind", "") == "select_one"] == ["first", "second"]
    words = text_of(tried.paper({"asked": {"first": "y", "second": "n"}}, made_at=datetime.now().astimezone()), tmp_path)
    assert "reserved_name" not in words and "Pertama" in words and "Tidak" in words
