"""A statement is read back, signed and sealed; then it can only be read and superseded."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.vault.vault import Vault
from core.vault.views import documents
from tests.ui.case_samples import PASSPHRASE, new_case, saved_form, statement_answers
from ui.cases.case_state import begin_document
from ui.jobs.runner import JobRunner
from ui.statements.statement_page import CLARIFIER, SUBJECT, StatementPage
from ui.statements.statement_state import StatementState
from ui.widgets.signature_pad import SignaturePad


def shown_statement(qtbot: QtBot, vault: Vault, jobs: JobRunner, stream: str) -> StatementPage:
    page = StatementPage(StatementState(vault, jobs, stream))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitSignal(page.state.loaded):
        page.show()
    return page


def drawn(qtbot: QtBot, pad: SignaturePad) -> None:
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    qtbot.mouseMove(pad, QPoint(60, 60))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(90, 30))


def new_statement(vault: Vault, *, protected: bool = False) -> str:
    return saved_form(vault, new_case(vault), "ba_klarifikasi", statement_answers(protected=protected))


def test_sealing_needs_reading_back_both_signatures_and_the_passphrase(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    stream = new_statement(vault)
    page = shown_statement(qtbot, vault, jobs, stream)
    page.passphrase.edit.setText(PASSPHRASE)
    drawn(qtbot, page.pads[SUBJECT])
    assert not page.seal.isEnabled()
    drawn(qtbot, page.pads[CLARIFIER])
    assert not page.seal.isEnabled()
    page.read_back.setChecked(True)
    assert page.seal.isEnabled()
    with qtbot.waitSignal(page.state.sealed), qtbot.waitSignal(page.state.loaded):
        page.seal.click()
    with vault.read() as tx:
        document = documents.one(tx, stream)
    assert document is not None and document.is_sealed
    assert page.statement is not None
    assert set(page.statement.strokes or {}) == {SUBJECT, CLARIFIER}
    assert page.passphrase.passphrase() == ""
    assert not page.edit.isVisible()
    assert page.supersede.isVisible()


def test_a_wrong_passphrase_seals_nothing_and_keeps_the_strokes(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    stream = new_statement(vault)
    page = shown_statement(qtbot, vault, jobs, stream)
    page.read_back.setChecked(True)
    drawn(qtbot, page.pads[SUBJECT])
    drawn(qtbot, page.pads[CLARIFIER])
    page.passphrase.edit.setText("bukan ini kata sandinya")
    with qtbot.waitSignal(page.state.refused):
        page.seal.click()
    assert page.banner.kind == "error"
    assert not page.pads[SUBJECT].is_empty()
    with vault.read() as tx:
        document = documents.one(tx, stream)
    assert document is not None and not document.is_sealed


def test_a_statement_signed_on_paper_needs_no_strokes(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    page = shown_statement(qtbot, vault, jobs, new_statement(vault))
    page.read_back.setChecked(True)
    page.on_paper.setChecked(True)
    page.passphrase.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(page.state.sealed), qtbot.waitSignal(page.state.loaded):
        page.seal.click()
    assert page.facts.text()
    assert not page.pads[SUBJECT].isVisible()


def test_the_head_names_a_protected_person_by_his_code_name(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    page = shown_statement(qtbot, vault, jobs, new_statement(vault, protected=True))
    assert page.head.subtitle.text() == "Berita Acara Klarifikasi · Saksi-1"
    assert page.statement is not None
    assert "Ratih Fiktif" in [row.value for row in page.statement.rows]


def test_a_later_statement_supersedes_a_sealed_one(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    stream = new_statement(vault)
    page = shown_statement(qtbot, vault, jobs, stream)
    page.state.seal(passphrase=PASSPHRASE, strokes={}, on_paper=True)
    with qtbot.waitSignal(page.state.sealed):
        pass
    with vault.read() as tx:
        document = documents.one(tx, stream)
    assert document is not None
    draft = begin_document(vault, document.case_id, "ba_klarifikasi", supersedes=stream)
    from ui.documents.fill_form_state import FillFormState

    state = FillFormState(vault, jobs, draft)
    assert (
        state.instance.answers()["questions"] == statement_answers()["questions"] or len(state.instance.answers()["questions"]["qa"]) == 2
    )
    state.instance.set("/ba_klarifikasi/signing/signed_how", "on_paper")
    state.touch()
    with qtbot.waitSignal(state.saved):
        state.save()
    with vault.read() as tx:
        assert documents.superseded_by(tx, stream) == draft.stream
