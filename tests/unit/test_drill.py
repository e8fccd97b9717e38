"""The drill: its checklist ticks itself from the records, its papers say so, and nothing of it ever stands among real cases."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from core.actions.cases.exhibits import attach_files
from core.actions.forms.seal_statement import seal_statement
from core.actions.office.drill import STEPS, begin_drill, drill_progress, note_drill
from core.actions.office.setup import found_office
from core.actions.papers.papers import sign_paper
from core.evidence.drill_photos import draw_all
from core.evidence.inspect import Intake
from core.papers.cards import key_card, start_card
from core.vault import truth
from core.vault.incoming import Came, take
from core.vault.vault import Vault
from core.words import use_language
from tests.ui.case_samples import OFFICE, PASSPHRASE, PERSON, QUICK, model_a_answers, new_case, office_vault, saved_form, statement_answers


@pytest.fixture
def vault(tmp_path: Path):
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def done(vault: Vault) -> set[str]:
    progress = drill_progress(vault)
    assert progress is not None and progress.score == len(progress.done)
    return set(progress.done)


def test_each_deed_ticks_itself_and_beginning_anew_unticks_all(vault: Vault, tmp_path: Path) -> None:
    assert done(vault) == set()
    case_id = new_case(vault)
    assert done(vault) == {"case"}
    form = saved_form(vault, case_id, "model_a", model_a_answers())
    with Intake() as intake:
        list(attach_files(vault, case_id, draw_all(tmp_path / "photos")[:1], obtained="folder", intake=intake))
    assert done(vault) == {"case", "form", "photo"}
    statement = saved_form(vault, case_id, "ba_klarifikasi", statement_answers())
    drawn = [[[10, 10, 0, 500], [60, 40, 90, 500]]]
    seal_statement(vault, statement, passphrase=PASSPHRASE, strokes={"sign_subject": drawn, "sign_clarifier": drawn})
    sign_paper(vault, form, passphrase=PASSPHRASE)
    note_drill(vault, "checked")
    note_drill(vault, "stick")
    assert done(vault) == set(STEPS)
    begin_drill(vault)
    assert done(vault) == set()
    new_case(vault)
    assert done(vault) == {"case"}


def test_a_real_office_has_no_drill_and_believes_no_record_of_one(vault: Vault, tmp_path: Path) -> None:
    real = found_office(tmp_path / "real", replace(OFFICE, code="31.71.01"), PERSON, PASSPHRASE, hardness=QUICK).vault
    try:
        note_drill(real, "checked")
        assert drill_progress(real) is None
        new_case(vault)
        with vault.read() as tx:
            drilled = [Came(one.header_bytes, one.signatures, {}) for one in truth.all_records(tx)]
        with real.write() as tx:
            take(real, tx, drilled)
            reasons = set(tx.scalars(select(truth.set_aside.c.reason)))
            held = {one.header.office for one in truth.all_records(tx)}
        assert reasons == {"a drill and real cases never mix"} and held == {"31.71.01"}
    finally:
        real.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_cards_are_one_page_in_both_languages_and_marked_in_a_drill(language: str, tmp_path: Path) -> None:
    use_language(language)
    try:
        card = start_card(made_on=date(2026, 6, 23), is_drill=True)
        rows = [("Ctrl+L", "Kunci"), *[(f"Ctrl+{n}", "Berkas") for n in range(10)]]
        keys = key_card("Bukti", rows, made_on=date(2026, 6, 23), is_drill=False)
    finally:
        use_language("id")
    assert "LATIHAN" in text_of(card, tmp_path) and "Halaman 1 dari 1" in text_of(card, tmp_path) and "Ctrl+L" in text_of(card, tmp_path)
    assert "LATIHAN" not in text_of(keys, tmp_path) and "Halaman 1 dari 1" in text_of(keys, tmp_path) and "Kunci" in text_of(keys, tmp_path)


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "card.pdf").write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(folder / "card.pdf"), "-"], capture_output=True, text=True, check=True).stdout
