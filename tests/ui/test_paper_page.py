"""A paper is previewed, signed by passphrase, kept, checked and written to a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from core.vault.vault import Vault
from core.vault.views import papers
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, saved_form
from ui.jobs.runner import JobRunner
from ui.papers.paper_page import PaperPage
from ui.papers.paper_state import PaperState


def shown_paper(qtbot: QtBot, state: PaperState) -> PaperPage:
    page = PaperPage(state)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitSignal(state.loaded, timeout=20_000):
        page.show()
    return page


def test_the_preview_says_what_is_signed_and_by_whom(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    stream = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    page = shown_paper(qtbot, PaperState(vault, jobs, document=stream))
    assert page.view.page_count() >= 2
    assert "Sari Fiktiwati" in page.what.text()
    assert "001/LHP" in page.what.text()
    assert not page.sign.isEnabled()


def test_signing_keeps_the_paper_and_the_check_says_yes_three_times(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    case_id = new_case(vault)
    stream = saved_form(vault, case_id, "model_a", model_a_answers())
    page = shown_paper(qtbot, PaperState(vault, jobs, document=stream))
    page.passphrase.edit.setText(PASSPHRASE)
    with qtbot.waitSignals([page.state.signed, page.state.loaded], timeout=20_000):
        page.sign.click()
    assert page.focusWidget() is page.print
    seen = page.state.seen
    assert seen is not None and seen.check is not None
    assert [one.value for one in (seen.check.intact, seen.check.known_signer, seen.check.as_recorded)] == ["yes"] * 3
    assert seen.signers == ("Sari Fiktiwati",)
    assert page.check.isVisible()
    assert seen.check.intact.why_id in [label.text() for label in page.check.findChildren(QLabel)]
    assert not page.passphrase.isVisible()
    with vault.read() as tx:
        assert [paper.signatures for paper in papers.of_case(tx, case_id)] == [1]


def test_a_wrong_passphrase_signs_nothing(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    case_id = new_case(vault)
    stream = saved_form(vault, case_id, "model_a", model_a_answers())
    page = shown_paper(qtbot, PaperState(vault, jobs, document=stream))
    page.passphrase.edit.setText("salah sekali")
    with qtbot.waitSignal(page.state.refused, timeout=20_000):
        page.sign.click()
    assert page.banner.kind == "error"
    with vault.read() as tx:
        assert papers.of_case(tx, case_id) == []


def test_a_paper_of_others_names_them_and_offers_no_signing(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    stream = saved_form(vault, new_case(vault), "model_a", model_a_answers(signer="Gilang Semata"))
    page = shown_paper(qtbot, PaperState(vault, jobs, document=stream))
    assert not page.sign.isVisible()
    assert "Gilang Semata" in page.others.text()


def test_the_paper_is_written_to_a_file_as_it_is_shown(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "surat.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(target), ""))
    stream = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    page = shown_paper(qtbot, PaperState(vault, jobs, document=stream))
    with qtbot.waitSignal(page.state.written):
        page.file.click()
    assert page.state.seen is not None
    assert target.read_bytes() == page.state.seen.pdf


def test_a_page_that_shows_a_paper_can_be_taken_down(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    stream = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    page = PaperPage(PaperState(vault, jobs, document=stream))
    with qtbot.waitSignal(page.state.loaded, timeout=20_000):
        page.show()
    destroyed: list[bool] = []
    page.destroyed.connect(lambda: destroyed.append(True))
    page.hide()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert destroyed == [True]
