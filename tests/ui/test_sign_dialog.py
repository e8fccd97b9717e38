"""The dialog signs with each kind of key, prepares for an outside provider and takes his signature; all by the keyboard."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.actions.papers.drawn_signature import drawn_signature
from core.papers.deferred import read_prepared
from core.papers.sign import container_by, hand_of
from core.vault.vault import Vault
from core.vault.views import papers
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, saved_form
from tests.unit.sign_samples import FILE_PASSPHRASE, MODULE, PIN, certified, issue, key_file, key_of, soft_token
from ui.jobs.runner import JobRunner
from ui.papers.manner_panel import FILE, OUTSIDE, TOKEN
from ui.papers.paper_page import PaperPage
from ui.papers.paper_state import PaperState
from ui.papers.sign_dialog import InsertDialog, SignDialog

NOW = {"not_before": datetime(2020, 1, 1, tzinfo=UTC), "not_after": datetime(2090, 1, 1, tzinfo=UTC)}
ME = "Sari Fiktiwati"


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> PaperPage:
    stream = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    state = PaperState(vault, jobs, document=stream)
    made = PaperPage(state)
    qtbot.addWidget(made)
    with qtbot.waitSignal(state.loaded, timeout=20_000):
        made.show()
    return made


def dialog_of(page: PaperPage) -> SignDialog:
    page.otherwise.click()
    assert isinstance(page.dialog, SignDialog)
    return page.dialog


def choose(dialog: SignDialog, kind: str) -> None:
    dialog.panel.kind.set_value(kind)
    dialog.panel.kind.picked.emit(kind)


def signed_kinds(vault: Vault, page: PaperPage) -> list[int]:
    with vault.read() as tx:
        found = papers.one(tx, page.state.paper)
    return [found.signatures] if found is not None else []


def test_a_certificate_file_signs_and_a_wrong_passphrase_is_said_beside_its_field(
    qtbot: QtBot, vault: Vault, page: PaperPage, tmp_path: Path
) -> None:
    (tmp_path / "sari.p12").write_bytes(key_file(certified(ME, **NOW)))
    dialog = dialog_of(page)
    choose(dialog, FILE)
    qtbot.keyClicks(dialog.panel.path, str(tmp_path / "sari.p12"))
    qtbot.keyClicks(dialog.panel.own.field.edit, PASSPHRASE)
    qtbot.keyClicks(dialog.panel.file_passphrase.field.edit, "salah")
    with qtbot.waitSignal(page.state.refused, timeout=20_000):
        qtbot.keyClick(dialog.panel.own.field.edit, Qt.Key.Key_Return)
    assert dialog.panel.file_passphrase.problem.isVisible()
    dialog.panel.file_passphrase.field.edit.setText(FILE_PASSPHRASE)
    with qtbot.waitSignals([page.state.signed, page.state.loaded], timeout=20_000):
        qtbot.keyClick(dialog.panel.file_passphrase.field.edit, Qt.Key.Key_Return)
    assert page.dialog is None
    assert signed_kinds(vault, page) == [1]


def test_another_name_on_the_certificate_must_be_confirmed(qtbot: QtBot, vault: Vault, page: PaperPage, tmp_path: Path) -> None:
    (tmp_path / "lain.p12").write_bytes(key_file(certified("Orang Lain", **NOW)))
    dialog = dialog_of(page)
    choose(dialog, FILE)
    dialog.panel.path.setText(str(tmp_path / "lain.p12"))
    dialog.panel.own.field.edit.setText(PASSPHRASE)
    dialog.panel.file_passphrase.field.edit.setText(FILE_PASSPHRASE)
    assert not dialog.panel.same_person.isVisible()
    with qtbot.waitSignal(page.state.refused, timeout=20_000):
        dialog.act.click()
    assert "Orang Lain" in dialog.banner.text()
    assert dialog.panel.same_person.isVisible()
    qtbot.keyClick(dialog.panel.same_person, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.state.signed, timeout=20_000):
        dialog.act.click()
    assert signed_kinds(vault, page) == [1]


def test_a_token_is_found_and_signs_after_its_pin(qtbot: QtBot, vault: Vault, page: PaperPage, tmp_path: Path) -> None:
    with soft_token(tmp_path / "token", certified(ME, "P-256", **NOW), label="Kartu Sari"):
        dialog = dialog_of(page)
        choose(dialog, TOKEN)
        dialog.panel.own.field.edit.setText(PASSPHRASE)
        dialog.act.click()
        assert dialog.panel.token.module.problem.isVisible()  # nothing was looked for yet
        qtbot.keyClicks(dialog.panel.token.path, str(tmp_path))
        with qtbot.waitSignal(page.state.keys_refused, timeout=20_000):
            qtbot.keyClick(dialog.panel.token.path, Qt.Key.Key_Return)
        dialog.panel.token.path.setText(MODULE)
        with qtbot.waitSignal(page.state.keys_found, timeout=20_000):
            qtbot.keyClick(dialog.panel.token.path, Qt.Key.Key_Return)
        assert "Kartu Sari" in dialog.panel.token.keys.currentText()
        assert ME in dialog.panel.token.keys.currentText()
        dialog.panel.token.pin.field.edit.setText("0000")
        with qtbot.waitSignal(page.state.refused, timeout=20_000):
            dialog.act.click()
        assert dialog.panel.token.pin.problem.isVisible()
        dialog.panel.token.pin.field.edit.setText(PIN)
        with qtbot.waitSignal(page.state.signed, timeout=20_000):
            dialog.act.click()
        qtbot.waitUntil(lambda: page.dialog is None)
        assert signed_kinds(vault, page) == [1]


def test_a_paper_is_prepared_for_a_provider_and_his_signature_is_put_in(
    qtbot: QtBot, vault: Vault, page: PaperPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.prepared.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog = dialog_of(page)
    choose(dialog, OUTSIDE)
    dialog.panel.own.field.edit.setText(PASSPHRASE)
    with qtbot.waitSignals([page.state.prepared, page.state.loaded], timeout=20_000):
        dialog.act.click()
    prepared = read_prepared(target.read_bytes())
    assert prepared.sha256.hex() in page.banner.text()
    assert signed_kinds(vault, page) == [0]
    who = issue(ME, key_of("P-256"), None, **NOW)
    (tmp_path / "a.p7s").write_bytes(container_by(hand_of("outside", who.key, who.certificate), prepared.sha256))
    page.insert.click()
    taking = page.dialog
    assert isinstance(taking, InsertDialog)
    taking.prepared.setText(str(target))
    taking.cms.setText(str(target))
    taking.own.field.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(page.state.refused, timeout=20_000):
        taking.act.click()
    assert taking.banner.isVisible()
    taking.cms.setText(str(tmp_path / "a.p7s"))
    with qtbot.waitSignals([page.state.signed, page.state.loaded], timeout=20_000):
        taking.act.click()
    seen = page.state.seen
    assert seen is not None and seen.check is not None
    assert [seen.check.intact.value, seen.check.as_recorded.value] == ["yes", "yes"]
    assert not page.insert.isVisible()


def test_a_drawn_signature_is_shown_in_the_block_and_kept_only_when_asked(qtbot: QtBot, vault: Vault, page: PaperPage) -> None:
    dialog = dialog_of(page)
    assert not dialog.panel.pad.isVisible()
    dialog.panel.draws.click()
    dialog.panel.keeps.click()
    pad = dialog.panel.pad
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().topLeft() + pad.rect().center() / 2)
    qtbot.mouseMove(pad, pad.rect().center())
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    dialog.panel.own.field.edit.setText(PASSPHRASE)
    drawn = pad.strokes()
    assert drawn
    with qtbot.waitSignals([page.state.signed, page.state.loaded], timeout=20_000):
        dialog.act.click()
    assert drawn_signature(vault) == drawn


def test_every_field_of_the_dialog_is_reached_by_the_keyboard(page: PaperPage) -> None:
    dialog = dialog_of(page)
    for kind, wanted in ((FILE, [dialog.panel.path, dialog.panel.file_passphrase.field.edit]), (TOKEN, [dialog.panel.token.path])):
        choose(dialog, kind)
        dialog.panel.kind.setFocus()
        reached = set()
        for _ in range(25):
            dialog.focusNextChild()  # what Tab does
            reached.add(dialog.focusWidget())
        assert {*wanted, dialog.panel.own.field.edit, dialog.act} <= reached
    dialog.reject()
