"""The other editions from the papers tab of a case."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.vault.vault import Vault
from tests.rigs.planted import pdf_text
from tests.ui.case_samples import PASSPHRASE, new_case, saved_form, statement_answers
from tests.unit.official_samples import OFFICIAL_ANSWERS
from ui.jobs.runner import JobRunner
from ui.papers.edition_dialogs import BlankFormDialog, ClosedEditionDialog
from ui.papers.editions_menu import EditionsMenu
from ui.papers.editions_state import EditionsState


@pytest.fixture
def menu(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> EditionsMenu:
    case = new_case(vault)
    saved_form(vault, case, "ba_klarifikasi", statement_answers(name="Zulaikhawati Rahasiawan", protected=True))
    saved_form(vault, case, "undangan", OFFICIAL_ANSWERS["undangan"]())
    from core.vault.views import documents

    with vault.read() as tx:
        saved = documents.of_case(tx, case)
    made = EditionsMenu(EditionsState(vault, jobs, case))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.state.closed_found):
        made.show_documents(saved)
    return made


def choose(menu: EditionsMenu, begins: str) -> None:
    next(one for one in menu.actions() if one.text().startswith(begins)).trigger()


def test_a_closed_edition_is_made_with_the_passphrase_shown_and_listed(qtbot: QtBot, menu: EditionsMenu) -> None:
    choose(menu, "Closed edition")
    dialog = menu.dialog
    assert isinstance(dialog, ClosedEditionDialog)
    dialog.own.field.edit.setText(PASSPHRASE)
    with qtbot.waitSignals([menu.state.closed_shown, menu.state.closed_found], timeout=20_000):
        dialog.act.click()
    assert menu.view is not None and "TERTUTUP" in pdf_text(menu.view.pdf).decode()
    assert any(one.text().startswith("Open the closed edition") for one in menu.actions())
    menu.view.close()


def test_a_wrong_passphrase_is_said_in_the_dialog(qtbot: QtBot, menu: EditionsMenu) -> None:
    choose(menu, "Closed edition")
    dialog = menu.dialog
    assert isinstance(dialog, ClosedEditionDialog)
    dialog.own.field.edit.setText("salah sama sekali")
    with qtbot.waitSignal(menu.state.refused, timeout=20_000):
        dialog.act.click()
    assert dialog.isVisible()
    dialog.close()


def test_a_blank_form_and_a_letter_are_written_to_files(
    qtbot: QtBot, menu: EditionsMenu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "hasil"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(target), ""))  # the system's own dialog
    choose(menu, "Blank form")
    dialog = menu.dialog
    assert isinstance(dialog, BlankFormDialog)
    dialog.form.setCurrentIndex(dialog.form.findData("laporan"))
    with qtbot.waitSignal(menu.written, timeout=20_000):
        dialog.act.click()
    assert target.read_bytes().startswith(b"%PDF")
    with qtbot.waitSignal(menu.written, timeout=20_000):
        choose(menu, "Word file")
    assert target.read_bytes().startswith(b"PK")
