"""The main job without a window: set up, bring cases in, make papers, check, hand out."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.evidence.drill_photos import write_drill_set
from tests.journeys.commands import PASSPHRASE, ROOT, run, set_up


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory, shared: Path | None) -> Path:
    """The sample cases: those with real photos where they are at hand, else the project's own."""
    return shared / "cases" if shared else write_drill_set(tmp_path_factory.mktemp("drill"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, cases: Path) -> Path:
    vault = tmp_path_factory.mktemp("vaults") / "vault"
    assert set_up(vault).code == 0
    brought = run("import", cases, "--json", vault=vault)
    assert brought.code == 0
    assert brought.json["cases"] == 8
    return vault


def test_a_second_import_adds_nothing_and_says_so(filled: Path, cases: Path) -> None:
    again = run("import", cases, "--json", vault=filled)
    assert (again.code, again.json["cases"], again.json["records"]) == (0, 0, 0)
    assert again.json["already_there"] > 50


def test_every_photo_comes_out_as_it_went_in(filled: Path, cases: Path, tmp_path: Path) -> None:
    came_in = {hashlib.sha256(one.read_bytes()).hexdigest() for one in named_files(cases)}
    assert run("export", "--format", "json", "--out", tmp_path / "out", vault=filled).code == 0
    came_out = {hashlib.sha256(one.read_bytes()).hexdigest() for one in (tmp_path / "out" / "files").iterdir()}
    assert len(came_in) > 10
    assert came_in <= came_out


def named_files(cases: Path) -> set[Path]:
    import yaml

    found = set()
    for case in cases.glob("case-*.yaml"):
        told = yaml.safe_load(case.read_text(encoding="utf-8"))
        found |= {(cases / one["file"]).resolve() for one in told["evidence"] if "file" in one}
    return found


def test_what_the_cases_expect_is_never_read(filled: Path) -> None:
    assert run("search", "uncertain", "--json", vault=filled).json["cases"] == []
    assert run("search", "Penentuan", "diberitahu", "--json", vault=filled).json["cases"] == []


def test_a_witness_statement_is_an_unsealed_record_of_clarification(filled: Path) -> None:
    listed = run("list", "--json", vault=filled).json["cases"]
    fifth = next(one for one in listed if one["source"] == "00.00.01/5")
    told = run("show", fifth["case_id"], "--json", vault=filled).json
    statements = [one for one in told["documents"] if one["form_id"] == "ba_klarifikasi"]
    assert len(statements) == 5
    assert not any(one["is_sealed"] for one in statements)
    assert len(told["exhibits"]) == 16


def test_search_finds_cases_by_beginnings_of_words(filled: Path) -> None:
    found = run("search", "mobilisasi", "gur", "--json", vault=filled).json["cases"]
    assert [one["source"] for one in found] == ["00.00.01/5"]


def test_papers_are_signed_checked_and_refused_once_a_byte_has_changed(filled: Path, tmp_path: Path) -> None:
    made = run("paper", "5", "--sign", "--form", "model_a", "--out", tmp_path, "--json", vault=filled)
    assert made.code == 0
    paper = Path(made.json["papers"][0])
    checked = run("check", paper, "--json", vault=filled)
    assert checked.code == 0
    assert checked.json["checked"][0]["keys"] == ["intact.yes", "known.yes", "recorded.yes"]
    content = bytearray(paper.read_bytes())
    content[len(content) // 2] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(content)
    assert run("check", changed, vault=filled).code == 1
    assert run("check", changed).code == 1


def test_a_paper_in_which_only_other_names_stand_is_left_unsigned_and_said(filled: Path, tmp_path: Path) -> None:
    made = run("paper", "1", "--sign", "--form", "model_a", "--out", tmp_path, "--json", vault=filled)
    assert (made.code, made.json["unsigned"]) == (0, 1)


def test_an_export_is_genuine_until_something_in_it_changes(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("export", "--format", "json", "--out", out, vault=filled).code == 0
    assert run("check", out).code == 0
    record = next((out / "records").glob("*.json"))
    record.write_bytes(record.read_bytes().replace(b'"seq"', b'"Seq"'))
    refused = run("check", out)
    assert refused.code == 1
    assert record.stem in refused.out


def test_the_roster_parcel_lets_a_second_laptop_join(filled: Path, tmp_path: Path) -> None:
    parcel = tmp_path / "roster.bukti"
    assert run("parcel", "write", parcel, vault=filled).code == 0
    assert run("check", parcel).code == 0
    joined = run("setup", "--office", "00.00.01", "--join", parcel, "--json", vault=tmp_path / "second")
    assert joined.code == 0
    wrong = run("setup", "--office", "00.00.01", "--join", parcel, vault=tmp_path / "third", passphrase="bukan kata sandinya")
    assert wrong.code == 1
    assert not (tmp_path / "third").exists()


def test_bawaslu_ri_is_set_up_for_the_whole_country_by_command(tmp_path: Path) -> None:
    made = set_up(tmp_path / "ri", office="01", role="national")
    assert made.code == 0 and made.json["office"] == "01"
    assert run("check", vault=tmp_path / "ri").code == 0


def test_the_whole_vault_is_found_whole_and_rebuilds_to_the_same(filled: Path) -> None:
    before = run("list", "--json", vault=filled).json
    assert run("check", "--json", vault=filled).json["whole"] is True
    assert run("rebuild", vault=filled).code == 0
    assert run("list", "--json", vault=filled).json == before
    assert run("check", "--json", vault=filled).json["whole"] is True


def test_an_import_that_was_killed_goes_on_where_it_stopped(tmp_path: Path, filled: Path, cases: Path) -> None:
    vault = tmp_path / "vault"
    set_up(vault)
    kept = import_until(vault, cases, records=7)
    assert run("check", "--json", vault=vault).json["whole"] is True
    rest = run("import", cases, "--json", vault=vault).json
    whole = run("import", cases, "--json", vault=filled).json["already_there"]
    assert rest["already_there"] >= len(kept) == 7
    assert rest["already_there"] + rest["records"] == whole
    assert len(run("list", "--json", vault=vault).json["cases"]) == 8


def import_until(vault: Path, cases: Path, *, records: int) -> list[str]:
    """Import, and kill the process as soon as so many records were acknowledged; returns their ids."""
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode())
    os.close(writing)
    command = [sys.executable, str(ROOT / "main.py"), "import", str(cases), "--vault", str(vault), "--passphrase-fd", str(reading)]
    process = subprocess.Popen(command, cwd=ROOT, pass_fds=[reading], stdout=subprocess.PIPE, text=True)
    os.close(reading)
    assert process.stdout is not None
    kept = [process.stdout.readline().split()[1] for _ in range(records)]
    process.kill()
    process.wait()
    process.stdout.close()
    return kept
