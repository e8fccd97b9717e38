"""Recap and tables: what is counted, what is handed out, and that no protected name is in it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from core.actions.cases.exhibits import attach_bytes, describe_exhibit
from core.actions.check.check_files import check_path
from core.actions.forms.save_form import save_imported
from core.actions.papers.protected_words import COVERED
from core.actions.recap.case_tables import case_tables
from core.actions.recap.export_cases import export_cases
from core.actions.recap.recap import UNSAID, recap
from core.actions.recap.recap_sheets import recap_paper, recap_sheets, recap_workbook
from core.evidence.drill_photos import draw_all
from core.evidence.inspect import Intake
from core.export.sheets import MANIFEST, Sheet, SheetsRefused, write_sheets
from core.vault.vault import Vault
from core.vault.views import cases
from tests.ui.case_samples import model_a_answers, new_case, office_vault, statement_answers

NOW = datetime(2024, 10, 20, 9, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def filled(vault: Vault) -> list[str]:
    """Three cases: two with a form (one event on 5 October, one kind of breach each), one with nothing but a title."""
    ids = [new_case(vault, title=title, number=f"00{number}/TM", status=status) for number, (title, status) in enumerate(
        (("Satu", "registered"), ("Dua", "registered"), ("Tiga", "draft")), 1)]  # fmt: skip
    for case_id in ids[:2]:
        save_imported(vault, "model_a", case_id=case_id, answers=model_a_answers(), source=case_id)
    return ids


def test_cases_are_counted_by_what_their_forms_tell(vault: Vault) -> None:
    filled(vault)
    found = recap(vault, now=lambda: NOW)
    assert found.total == 3
    assert found.by_status == {"registered": 2, "draft": 1}
    assert sum(found.by_week.values()) == 3 and all(date.fromisoformat(key).weekday() == 0 for key in found.by_week)
    assert found.by_breach[UNSAID] >= 1 and found.by_other_place[UNSAID] == 1
    assert sum(sum(counts.values()) for counts in found.deadlines.values()) >= 2


def test_places_are_counted_by_the_official_village_and_what_was_only_typed_apart(vault: Vault) -> None:
    told = {
        "both chosen from the list": ("Mekarfiktif", "00.00.01.2001"),
        "the same village, spelled anew": ("MEKAR FIKTIF", "00.00.01.2001"),
        "only typed": ("Dusun  Entah ", ""),
        "a code that is in no table": ("Desa Lama", "99.99.99.9999"),
    }
    for number, (name, code) in enumerate(told.values()):
        answers = model_a_answers()
        answers["violation"] |= {"event_village": name, "event_village_code": code}
        save_imported(vault, "model_a", case_id=new_case(vault, title=str(number)), answers=answers, source=str(number))
    answers = model_a_answers(place="Balai desa")
    answers["activity"]["time_place"] |= {"village": "Tirtacontoh", "village_code": "00.00.01.2002"}
    save_imported(vault, "model_a", case_id=new_case(vault, title="supervised there"), answers=answers, source="there")
    new_case(vault, title="nothing told yet")
    found = recap(vault, now=lambda: NOW)
    assert [(one.code, one.name, one.district, one.regency, one.count) for one in found.villages] == [
        ("00.00.01.2001", "Desa Mekarfiktif", "Sukarekaan", "Kabupaten Nusa Rekaan", 2),
        ("00.00.01.2002", "Desa Tirtacontoh", "Sukarekaan", "Kabupaten Nusa Rekaan", 1),
    ]
    assert found.by_other_place == {"Dusun Entah": 1, "Desa Lama": 1, UNSAID: 1}
    sheets = {sheet.name: sheet for sheet in recap_sheets(found)}
    assert sheets["villages"].rows[0] == ("Desa Mekarfiktif", "Sukarekaan", "Kabupaten Nusa Rekaan", "00.00.01.2001", 2)
    assert sheets["other_places"].title == "Tempat lain seperti tertulis"
    told_out = case_tables(vault)[0]
    keys = [key for key, _ in told_out.columns]
    places = {(row[keys.index("village_code")], row[keys.index("village")]) for row in told_out.rows}
    assert places == {
        ("00.00.01.2001", "Desa Mekarfiktif"), ("00.00.01.2002", "Desa Tirtacontoh"), ("", "Dusun  Entah"), ("", "Desa Lama"), ("", ""),
    }  # fmt: skip


def test_a_place_that_names_a_protected_person_is_covered(vault: Vault) -> None:
    case_id = new_case(vault, title="Rumah saksi")
    save_imported(vault, "model_a", case_id=case_id, answers=model_a_answers(place="Rumah Ratih Fiktif"), source="a")
    save_imported(vault, "ba_klarifikasi", case_id=case_id, answers=statement_answers(name="Ratih Fiktif", protected=True), source="b")
    assert list(recap(vault, now=lambda: NOW).by_other_place) == [COVERED]


def test_a_period_takes_only_its_own_days(vault: Vault) -> None:
    ids = filled(vault)
    with vault.read() as tx:
        event = cases.rows(tx, ids)[ids[0]].event_date
    day = date.fromisoformat(event)
    assert recap(vault, first=day, last=day, now=lambda: NOW).total == 2
    assert recap(vault, last=date(2001, 1, 1), now=lambda: NOW).total == 0


def test_the_recap_is_printed_and_written_for_excel(vault: Vault) -> None:
    filled(vault)
    found = recap(vault, now=lambda: NOW)
    pdf = recap_paper(vault, found, now=lambda: NOW)
    words = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert "REKAPITULASI" in words and "Diregistrasi" in words and "Halaman 1 dari" in words and "LATIHAN" in words
    assert pdf == recap_paper(vault, found, now=lambda: NOW)
    book = openpyxl.load_workbook(io.BytesIO(recap_workbook(found)))
    assert book.sheetnames == [sheet.title for sheet in recap_sheets(found)]
    assert [tuple(row) for row in book["Status"].iter_rows(min_row=2, values_only=True)] == [("Diregistrasi", 2), ("Disiapkan", 1)]


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson"])
def test_tables_hold_everything_open_beside_a_manifest_and_no_protected_name(vault: Vault, tmp_path: Path, form: str) -> None:
    ids = filled(vault)
    secret = "Ratih Fiktif"
    save_imported(vault, "ba_klarifikasi", case_id=ids[0], answers=statement_answers(name=secret, protected=True), source="")
    with Intake() as intake:
        photo = draw_all(tmp_path / "photos")[0]
        stream = attach_bytes(vault, ids[0], photo.read_bytes(), photo.name, obtained="drop", intake=intake).streams[0]
    describe_exhibit(vault, stream, {"caption": f"Foto oleh {secret}", "title": "=HYPERLINK(1)"})
    sheets = case_tables(vault)
    assert [len(sheet.rows) for sheet in sheets] == [3, 3, 1, 0]
    folder = tmp_path / "out"
    names = write_sheets(sheets, folder, form)
    assert names[-1] == MANIFEST
    assert subprocess.run(["sha256sum", "-c", "--quiet", MANIFEST], cwd=folder, capture_output=True).returncode == 0
    assert check_path(None, folder).keys == ["export.unsigned"]
    written = _words(folder, form)
    assert secret not in written and "Satu" in written and "ditutup" in written
    with pytest.raises(SheetsRefused):
        write_sheets(sheets, folder, form)
    (folder / names[0]).write_bytes(b"changed")
    assert check_path(None, folder).answers == [f"{names[0]}: missing or changed"]


def test_excel_gets_words_where_programs_get_keys(vault: Vault, tmp_path: Path) -> None:
    filled(vault)
    assert export_cases(vault, [row[0] for row in case_tables(vault)[0].rows], tmp_path / "xlsx", "xlsx") == 1  # type: ignore[misc]
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "bukti.xlsx")
    told = {name: {row[at] for row in book[name].iter_rows(min_row=2, values_only=True)} for name, at in (("Berkas", 5), ("Formulir", 2))}
    assert told["Berkas"] == {"Diregistrasi", "Disiapkan"}
    assert all(" " in str(title) for title in told["Formulir"])
    assert {row[-2] for row in book["Formulir"].iter_rows(min_row=2, values_only=True)} == {"tidak"}
    assert "draft" in {row[5] for row in case_tables(vault)[0].rows}


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path) -> None:
    sheet = Sheet("cases", "Berkas", (("a", "A"), ("b", "B"), ("c", "C")), (("=1+1", "-6.2", 3), ("@x", "\t=2", 4)))
    write_sheets([sheet], tmp_path / "csv", "csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "csv" / "cases.csv").read_text("utf-8-sig"))))
    assert rows == [["a", "b", "c"], ["'=1+1", "-6.2", "3"], ["'@x", "'\t=2", "4"]]
    write_sheets([sheet], tmp_path / "xlsx", "xlsx")
    cell = openpyxl.load_workbook(tmp_path / "xlsx" / "bukti.xlsx")["Berkas"]["A2"]
    assert cell.value == "=1+1" and cell.data_type == "s"


def test_a_map_shows_only_places_that_a_camera_noted(tmp_path: Path) -> None:
    evidence = Sheet(
        "evidence", "Bukti", (("no", ""), ("latitude", ""), ("longitude", "")), (("1", "-7.5", "110.25"), ("2", "", ""), ("3", "95", "0"))
    )
    write_sheets([evidence], tmp_path / "geo", "geojson")
    features = json.loads((tmp_path / "geo" / "bukti.geojson").read_bytes())["features"]
    assert [one["geometry"] for one in features] == [{"type": "Point", "coordinates": [110.25, -7.5]}, None, None]


def _words(folder: Path, form: str) -> str:
    if form != "xlsx":
        return "".join(path.read_text("utf-8-sig") for path in folder.iterdir())
    book = openpyxl.load_workbook(folder / "bukti.xlsx")
    return " ".join(str(value) for page in book for row in page.iter_rows(values_only=True) for value in row)
