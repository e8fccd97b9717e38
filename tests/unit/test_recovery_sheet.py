"""The recovery sheet as paper."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

from core.papers.recovery_sheet import recovery_sheet
from core.vault.keys import new_recovery_code


def words_of(pdf: bytes, folder: Path) -> str:
    (folder / "sheet.pdf").write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-layout", str(folder / "sheet.pdf"), "-"], capture_output=True, check=True, text=True)
    return run.stdout


def test_every_group_stands_on_one_page_in_its_order(tmp_path: Path) -> None:
    code = new_recovery_code()
    made_on = date(2026, 11, 22)
    pdf = recovery_sheet(code, office_name="Panwaslu Kecamatan Menteng", office_code="31.71.06", made_on=made_on, is_drill=False)
    words = words_of(pdf, tmp_path)
    places = [words.index(group) for group in code.split("-")]
    assert places == sorted(places)
    assert words.count("\f") == 1
    assert "Panwaslu Kecamatan Menteng (31.71.06)" in words
    assert "22 November 2026" in words
    assert "LATIHAN" not in words


def test_a_drill_sheet_says_so(tmp_path: Path) -> None:
    pdf = recovery_sheet(new_recovery_code(), office_name="X", office_code="00.00.01", made_on=date(2026, 1, 2), is_drill=True)
    assert "LATIHAN" in words_of(pdf, tmp_path)


def test_an_office_name_is_never_obeyed_as_markup(tmp_path: Path) -> None:
    pdf = recovery_sheet(new_recovery_code(), office_name="<b>A</b> & B", office_code="00.00.01", made_on=date(2026, 1, 2), is_drill=True)
    assert "<b>A</b> & B" in words_of(pdf, tmp_path)
