"""Taking scans in on the screen: matched pages are told, the others are matched or thrown away by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from core.actions.papers.make_paper import make_paper
from core.actions.papers.scan_back import originals_of, scan_back, tray
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from tests.ui.case_samples import model_a_answers, new_case, saved_form
from tests.unit.scan_samples import pages_of, scanned
from ui.cases.case_file import read_case
from ui.jobs.runner import JobRunner
from ui.scans.original_page import OriginalPage, OriginalState
from ui.scans.scans_page import ScansPage
from ui.scans.scans_state import ScansState


@pytest.fixture
def paper(vault: Vault) -> tuple[str, str]:
    """A case, and a paper for the pen in it."""
    case = new_case(vault, title="Unggahan camat")
    return case, make_paper(vault, saved_form(vault, case, "model_a", model_a_answers())).streams[0]


def shown(qtbot: QtBot, jobs: JobRunner, state: ScansState) -> ScansPage:
    page = ScansPage(state)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)
    return page


def test_scans_are_taken_in_and_the_page_without_a_code_is_matched_by_keys(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, paper: tuple[str, str], tmp_path: Path
) -> None:
    sheets = pages_of(vault, paper[1], tmp_path)
    (tmp_path / "satu.jpg").write_bytes(scanned(sheets[1], 1))
    (tmp_path / "dua.jpg").write_bytes(scanned(sheets[0].crop((0, 0, 2480, 2900)), 2))
    state = ScansState(vault, jobs, intake)
    page = shown(qtbot, jobs, state)
    state.progressed.connect(page.strip.cancel.click)
    with qtbot.waitSignal(state.stopped, timeout=60_000):
        state.take_in([str(tmp_path / "satu.jpg"), str(tmp_path / "dua.jpg")])
    state.progressed.disconnect(page.strip.cancel.click)
    qtbot.waitUntil(lambda: jobs.is_idle and page.strip.isHidden(), timeout=60_000)
    assert page.banner.kind == "info" and page.waiting.count() == 0 and originals_of(vault, paper[1]) == []
    with qtbot.waitSignal(state.taken, timeout=60_000):
        state.take_in([str(tmp_path / "satu.jpg"), str(tmp_path / "dua.jpg")])
    qtbot.waitUntil(lambda: jobs.is_idle and page.chosen is not None, timeout=60_000)
    assert "1 of 2" in page.banner.text() and page.chosen is not None and page.chosen.why == "no_code"
    assert not page.attach.isEnabled() and page.waiting.count() == 1
    page.paper.field.setFocus()
    qtbot.keyClicks(page.paper.field, "unggahan")
    qtbot.keyClick(page.paper.field, Qt.Key.Key_Return)
    assert (page.page.value(), page.pages.value()) == (1, 2)  # the page that is missing
    page.attach.setFocus()
    with qtbot.waitSignal(state.taken, timeout=60_000):
        qtbot.keyClick(page.attach, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)
    assert tray(vault) == [] and originals_of(vault, paper[1])[-1].missing == ()
    file = read_case(vault, paper[0])
    assert file is not None and [one.scan is not None and not one.scan.missing for one in file.papers] == [True]


def test_a_page_is_thrown_away_only_when_asked_twice(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rusak.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    scan_back(vault, [tmp_path / "rusak.jpg"], intake=intake)
    state = ScansState(vault, jobs, intake)
    page = shown(qtbot, jobs, state)
    assert page.waiting.count() == 1 and not page.attach.isEnabled() and page.discard.isEnabled()
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    page.discard.click()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert len(tray(vault)) == 1
    page.discard.click()
    qtbot.waitUntil(lambda: jobs.is_idle and page.waiting.count() == 0)
    assert tray(vault) == []


def test_the_signed_original_is_shown_page_by_page_and_the_replaced_scan_too(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, paper: tuple[str, str], tmp_path: Path
) -> None:
    sheets = pages_of(vault, paper[1], tmp_path)
    for number, sheet in enumerate((sheets[0], sheets[1], sheets[0])):
        (tmp_path / f"{number}.jpg").write_bytes(scanned(sheet, 10 + number))
        scan_back(vault, [tmp_path / f"{number}.jpg"], intake=intake)
    page = OriginalPage(OriginalState(vault, jobs, intake, paper[1]), "Asli")
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: jobs.is_idle and page.scan is not None, timeout=30_000)
    assert page.which.count() == 3 and page.words.text() == "Page 1 of 2"
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)
    assert page.words.text() == "Page 2 of 2" and not page.after.isEnabled()
    page.which.setCurrentIndex(2)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)
    assert page.scan is not None and page.scan.missing == (2,)
