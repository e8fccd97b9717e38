"""A form to fill by hand, a letter to edit: from the window's deeds and from the command."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest

from core.actions.papers.other_editions import blank_form, editable_letter
from core.actions.papers.papers import PaperRefused
from core.papers.compose import compose
from core.papers.docx_letter import LETTERS, MARK, docx_letter
from core.vault.vault import Vault
from tests.journeys.commands import run
from tests.rigs.planted import pdf_text
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form, statement_answers
from tests.unit.official_samples import OFFICIAL_ANSWERS
from tests.unit.test_official_papers import WORDS, source


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def test_an_empty_form_has_the_office_and_the_labels_and_no_dash_for_an_answer(vault: Vault) -> None:
    text = " ".join(pdf_text(blank_form(vault, "laporan", regime="pemilu", paper_size="F4")).decode().split())
    assert "FORMULIR MODEL B.1" in text and "□ Laki-laki □ Perempuan" in text and "Uraian kejadian" in text
    assert ": -" not in text and "Sidik" not in text and "Dibuat dari catatan" not in text


def test_there_is_no_empty_form_of_an_unknown_name(vault: Vault) -> None:
    with pytest.raises(PaperRefused):
        blank_form(vault, "formulir_x")


@pytest.mark.parametrize("form_id", LETTERS)
def test_a_letter_to_edit_says_what_its_paper_says_and_that_it_is_not_signed(form_id: str) -> None:
    content = compose(source(form_id))
    written = docx_letter(content)
    assert written == docx_letter(content)
    opened = docx.Document(BytesIO(written))
    told = [paragraph.text for paragraph in opened.paragraphs]
    told += [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    text = " ".join(" ".join(told).split())
    for words in WORDS[form_id]:
        for word in words.replace(" : ", " ").split():
            assert word.strip(".") in text, word
    assert opened.sections[0].header.paragraphs[0].text == MARK
    assert opened.sections[0].page_height.mm == pytest.approx(297, abs=0.1)
    assert not opened.inline_shapes  # nobody's hand


def test_only_letters_are_written_to_be_edited(vault: Vault) -> None:
    document = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    with pytest.raises(PaperRefused):
        editable_letter(vault, document)


def test_the_command_writes_each_edition(vault: Vault, tmp_path: Path) -> None:
    case = new_case(vault, number="001/TM/PB/Kec.Sukarekaan/00.00/X/2024")
    saved_form(vault, case, "ba_klarifikasi", statement_answers(name="Zulaikhawati Rahasiawan", protected=True))
    answers = OFFICIAL_ANSWERS["undangan"]()
    saved_form(vault, case, "undangan", answers)
    vault.close()
    folder, out = tmp_path / "vault", tmp_path / "out"

    def written(*options: str) -> list[Path]:
        done = run("paper", *options, "--out", out, "--json", vault=folder, passphrase=PASSPHRASE)
        assert done.code == 0, done.err
        return [Path(one) for one in done.json["papers"]]

    blank = written("--blank", "model_a", "--size", "F4")
    with pikepdf.open(blank[0]) as opened:
        assert float(opened.pages[0].mediabox[3]) == pytest.approx(330 / 25.4 * 72, abs=0.5)
    closed = written("--all", "--closed")
    assert len(closed) == 1 and closed[0].name.startswith("TERTUTUP_")
    assert "Zulaikhawati Rahasiawan" in " ".join(pdf_text(closed[0].read_bytes()).decode().split())
    letters = written("--all", "--docx")
    assert [one.suffix for one in letters] == [".docx"]
