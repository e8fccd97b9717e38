"""Periksa: three answers about a paper, and the whole vault."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.cases.open_case import open_case
from core.actions.check.check_records import Finding
from core.actions.check.check_vault import VaultCheck
from core.actions.forms.drafts import begin_draft
from core.actions.forms.save_form import save_form
from core.actions.papers.papers import paper_bytes, sign_paper
from core.vault.vault import Vault
from tests.ui.case_samples import PASSPHRASE, PERSON, model_a_answers, new_case, saved_form
from tests.unit.scan_samples import pages_of, scanned, signed, vouch
from ui.check.check_page import CheckPage
from ui.check.check_state import CheckState
from ui.check.scan_card import ScanCard
from ui.jobs.runner import JobRunner

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> CheckPage:
    shown = CheckPage(CheckState(vault, jobs))
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def paper(vault: Vault) -> bytes:
    """A signed Form A."""
    case_id = open_case(vault, regime="pemilihan", origin="pengawasan").cases[0]
    answers = model_a_answers()
    answers["supervision"]["supervisor"][0]["name"] = PERSON.name
    saved = save_form(vault, begin_draft(vault, "model_a", case_id=case_id, answers=answers))
    signed = sign_paper(vault, saved.streams[0], passphrase=PASSPHRASE)
    return paper_bytes(vault, signed.streams[-1])


def checked(qtbot: QtBot, page: CheckPage, path: Path) -> None:
    with qtbot.waitSignal(page._state.checked):
        page._state.check_papers([str(path)])


def test_a_signed_paper_of_this_vault_is_genuine_in_all_three_answers(qtbot: QtBot, page: CheckPage, paper: bytes, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(paper)
    checked(qtbot, page, tmp_path / "paper.pdf")
    assert page.papers[0].found.proven
    assert page.papers[0].verdict.tone() == "green"


def test_one_changed_byte_is_said(qtbot: QtBot, page: CheckPage, paper: bytes, tmp_path: Path) -> None:
    middle = len(paper) // 3
    (tmp_path / "paper.pdf").write_bytes(paper[:middle] + bytes([paper[middle] ^ 1]) + paper[middle + 1 :])
    checked(qtbot, page, tmp_path / "paper.pdf")
    assert page.papers[0].verdict.tone() == "red"


def test_a_file_that_is_gone_is_said_in_the_banner(qtbot: QtBot, page: CheckPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page._state.refused):
        page._state.check_papers([str(tmp_path / "gone.pdf")])
    assert page.banner.kind == "error"


def test_an_untouched_vault_is_said_to_be_whole(qtbot: QtBot, page: CheckPage) -> None:
    with qtbot.waitSignal(page._state.vault_checked) as found:
        page.check_all.click()
    assert found.args[0].is_whole
    assert page.verdict.isVisible()
    assert not page.findings.isVisible()


def test_a_changed_file_of_the_vault_is_named(qtbot: QtBot, page: CheckPage, vault: Vault, paper: bytes) -> None:
    del paper  # its two states lie in the vault now
    stored = max((path for path in (vault.folder / "blobs").rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    raw = bytearray(stored.read_bytes())
    raw[-1] ^= 1
    stored.write_bytes(bytes(raw))
    with qtbot.waitSignal(page._state.vault_checked) as found:
        page.check_all.click()
    assert not found.args[0].is_whole
    assert "file bukti" in page.findings.text() and "diubah atau terpotong" in page.findings.text()


def test_damaged_files_that_come_again_are_said_and_later_that_they_came(page: CheckPage) -> None:
    finding = Finding("blob", "ab" * 32, "terpotong")
    page._state.vault_checked.emit(VaultCheck(5, 3, (finding,), coming=1))
    assert "1 damaged or missing files come again" in page.banner.text() and page.banner.kind == "warn"
    assert "everything else is as it was written" in page.verdict.text()
    page.banner.hide()
    page._state.vault_checked.emit(VaultCheck(5, 3, (), came_again=1))
    assert "1 files that were damaged once have come again" in page.verdict.text()
    assert page.verdict.property("role") == "label" and not page.banner.isVisible()


def test_the_facts_of_a_scanned_papers_code_stand_large_beside_it(qtbot: QtBot, page: CheckPage, vault: Vault, tmp_path: Path) -> None:
    vouch(vault)
    document = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    sheet = pages_of(vault, signed(vault, document), tmp_path)[-1]
    (tmp_path / "scan.jpg").write_bytes(scanned(sheet))
    with qtbot.waitSignal(page._state.checked, timeout=60_000):
        page._state.check_papers([str(tmp_path / "scan.jpg")])
    card = page.papers[0]
    assert isinstance(card, ScanCard) and card.verdict.tone() == "green"
    large = [label.text() for label in card.findChildren(QLabel) if label.property("role") == "title"]
    assert large[:2] == ["001/LHP/PM.01.02/JX-00.00.01/X/2024", "6 Oktober 2024"]
