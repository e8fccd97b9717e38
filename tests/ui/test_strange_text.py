"""Text that nobody expected - very long, in other scripts, a piece of a spreadsheet - goes in whole, is kept, saved and printed."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QToolTip

from core.actions.forms.drafts import autosave, begin_draft
from core.actions.forms.save_form import FormTooLong, save_form, save_imported
from core.actions.papers.papers import preview_paper
from core.hub.board import BoardRow
from core.vault import local
from forms.library import official
from tests.ui.case_samples import model_a_answers, new_case, office_vault
from ui.form_view.form_view import FormView
from ui.hub.board_view import BoardTile
from ui.widgets.choice_model import Choice, ChoiceModel
from ui.widgets.elided import ElidedLabel

pytestmark = pytest.mark.usefixtures("dressed")

SHEET = "Nama\tJabatan\tDesa\nSari\tCamat\tMekarfiktif\nBudi\tLurah\tTirtacontoh\n"
LONG = "Peristiwa panjang sekali. " * 400
EMOJI = "Unggahan 👍🏽👨‍👩‍👧 mendukung calon ☝️"
ARABIC = "شهادة عن الحادث في القرية"
PLACES = {"one line": ("supervision", "order_letter_number"), "several lines": ("activity", "purpose")}


@pytest.mark.parametrize("text", [SHEET, LONG, EMOJI, ARABIC], ids=["spreadsheet", "10,000 characters", "emoji", "right to left"])
@pytest.mark.parametrize("place", list(PLACES))
def test_pasted_text_is_the_answer_and_a_draft_keeps_every_character(qtbot, tmp_path: Path, place: str, text: str) -> None:
    group, key = PLACES[place]
    view = FormView(official()["model_a"].open(today=date(2026, 11, 22)))
    qtbot.addWidget(view)
    view.show()
    view.go_to(f"/model_a/{group}/{key}")
    QApplication.clipboard().setText(text)
    view.field(f"/model_a/{group}/{key}").paste()
    answer = view.instance.answers()[group][key]
    assert words(answer) == words(text)  # a field of one line may put a space where a line ended, and loses nothing
    if place == "several lines":
        assert answer.strip() == text.strip()
    vault = office_vault(tmp_path / "vault")
    draft = begin_draft(vault, "model_a", case_id=new_case(vault))
    autosave(vault, draft.id, view.instance.answers())
    with vault.read() as tx:
        kept = local.draft(tx, draft.id)
    assert kept is not None and kept.answers == view.instance.answers()
    vault.close()


@pytest.mark.parametrize("text", [SHEET, LONG, EMOJI, ARABIC], ids=["spreadsheet", "10,000 characters", "emoji", "right to left"])
def test_such_text_is_saved_and_its_paper_can_be_made(tmp_path: Path, text: str) -> None:
    vault = office_vault(tmp_path / "vault")
    answers = model_a_answers()
    answers["violation"]["event"] = answers["outcome"]["result"] = text
    changes, _ = save_imported(vault, "model_a", case_id=new_case(vault), answers=answers, source="")
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(preview_paper(vault, changes.streams[0]))
    vault.close()
    read = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    if text in (SHEET, LONG):
        for word in words(text):
            assert word in read
        assert read.count("panjang") >= text.count("panjang")


def test_what_somebody_calls_himself_or_a_file_is_no_markup_in_a_tool_tip(qtbot, tmp_path: Path) -> None:
    """Qt would open the picture that it names, on Windows from a stranger's share: a laptop on the Wi-Fi chooses its own name."""
    QImage(300, 200, QImage.Format.Format_RGB32).save(str(picture := tmp_path / "red.png"))
    name = f"Laptop <img src='{picture.as_uri()}'>"
    row = BoardRow(place="Kantor", office="00.00.01", laptop=name, device="ab" * 32, standing="refused", at="")
    choices = ChoiceModel()
    choices.show_choices([Choice("x", name)])
    tile, label = BoardTile(row), ElidedLabel(name)
    for widget in (tile, label):
        qtbot.addWidget(widget)
    words_of = [
        tile.toolTip(),
        label.toolTip(),
        str(choices.data(choices.index(0, 0), Qt.ItemDataRole.ToolTipRole)),
    ]
    for said in words_of:
        QToolTip.showText(QPoint(5, 5), said)
        shown = next(one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel") and one.isVisible())
        assert shown.height() < 150, "the picture was opened"
        read = QTextDocument()
        read.setHtml(said)
        assert "<img src=" in read.toPlainText()
    QToolTip.hideText()


def words(text: str) -> list[str]:
    return text.split()


def test_a_text_of_more_than_a_megabyte_is_refused_in_words_and_stays_in_the_draft(tmp_path: Path) -> None:
    vault = office_vault(tmp_path / "vault")
    draft = begin_draft(vault, "model_a", case_id=new_case(vault), answers=model_a_answers(event="Pegawai hadir. " * 80_000))
    with pytest.raises(FormTooLong):
        save_form(vault, draft)
    with vault.read() as tx:
        assert local.draft(tx, draft.id) is not None
    vault.close()
