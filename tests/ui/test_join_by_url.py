"""Joining the office from the window, with the roster fetched from a real server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.actions.exchange.enrol import enrol
from core.vault.vault import Vault
from tests.exchange.running_centre import RunningCentre
from tests.ui.case_samples import PASSPHRASE, QUICK
from ui.jobs.runner import JobRunner
from ui.start.first_start_page import FirstStartPage
from ui.start.first_start_state import FirstStartState

pytestmark = pytest.mark.usefixtures("dressed")
ENTER = Qt.Key.Key_Return


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    running = RunningCentre(tmp_path / "centre")
    yield running
    running.kill()


@pytest.fixture
def enrolled(vault: Vault, centre: RunningCentre) -> Vault:
    enrol(vault, url=centre.url, code=centre.code(vault.office))
    return vault


@pytest.fixture
def state(jobs: JobRunner, tmp_path: Path) -> Iterator[FirstStartState]:
    made = FirstStartState(jobs, tmp_path / "second", hardness=QUICK)
    yield made
    if made.founded is not None:
        made.founded.vault.close()


@pytest.fixture
def page(qtbot: QtBot, state: FirstStartState) -> FirstStartPage:
    """The page of the roster, where the person chose to join."""
    shown = FirstStartPage(state)
    qtbot.addWidget(shown)
    shown.resize(1280, 720)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.welcome.join.click()
    assert shown.step() is shown.roster
    return shown


def type_here(qtbot: QtBot, text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, text)


def choose_office(qtbot: QtBot, page: FirstStartPage, words: str) -> None:
    """Type, and take the first office of the list that drops down."""
    box = page.roster.office.input
    box.setFocus()
    qtbot.keyClicks(box, words)
    popup = QApplication.activePopupWidget()
    assert popup is not None, "no list drops down"
    qtbot.keyClick(popup, ENTER)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_a_second_laptop_joins_with_address_and_code(
    qtbot: QtBot, page: FirstStartPage, state: FirstStartState, enrolled: Vault, centre: RunningCentre, tmp_path: Path
) -> None:
    choose_office(qtbot, page, "sukarekaan")
    assert page.roster.office_code() == enrolled.office
    page.roster.server.input.setFocus()
    type_here(qtbot, centre.url)
    page.roster.code.input.setFocus()
    type_here(qtbot, centre.code(enrolled.office))
    with qtbot.waitSignal(state.roster_read, timeout=30_000):
        qtbot.keyClick(page.roster.code.input, ENTER)
    assert page.step() is page.join
    qtbot.waitUntil(page.next.isEnabled, timeout=30_000)
    page.activateWindow()  # offscreen, the list that dropped down took it away
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    type_here(qtbot, "sari")
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert page.join.chosen() is not None
    with qtbot.waitSignal(state.was_founded, timeout=30_000):
        type_here(qtbot, PASSPHRASE)
        qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert state.founded is not None
    assert state.founded.vault.office == enrolled.office
    assert (tmp_path / "second").is_dir()
    with enrolled.read() as here, state.founded.vault.read() as there:
        assert state.founded.vault.person(there).id == enrolled.person(here).id
        assert state.founded.vault.log.device != enrolled.log.device


def test_a_wrong_code_is_said_in_the_banner_and_the_typed_words_stay(
    qtbot: QtBot, page: FirstStartPage, state: FirstStartState, enrolled: Vault, centre: RunningCentre
) -> None:
    choose_office(qtbot, page, "sukarekaan")
    right = centre.code(enrolled.office)
    page.roster.server.input.setText(centre.url)
    page.roster.code.input.setText(right[:-1] + ("A" if right[-1] != "A" else "B"))
    with qtbot.waitSignal(state.refused, timeout=30_000):
        page.next.click()
    assert page.step() is page.roster
    assert page.banner.isVisible()
    assert page.roster.server.text() == centre.url


def test_a_server_that_is_not_there_is_said_in_the_banner(
    qtbot: QtBot, page: FirstStartPage, state: FirstStartState, centre: RunningCentre
) -> None:
    choose_office(qtbot, page, "sukarekaan")
    code = centre.code("00.00.01")
    centre.kill()
    page.roster.server.input.setText(centre.url)
    page.roster.code.input.setText(code)
    with qtbot.waitSignal(state.refused, timeout=60_000):
        page.next.click()
    assert page.banner.isVisible()
    assert page.next.isEnabled()


def test_what_lacks_is_said_beside_its_field(qtbot: QtBot, page: FirstStartPage) -> None:
    page.next.click()
    assert page.roster.office.problem.isVisible()
    choose_office(qtbot, page, "sukarekaan")
    page.next.click()
    assert page.roster.server.problem.isVisible()
    page.roster.server.input.setText("https://contoh.invalid")
    page.next.click()
    assert page.roster.code.problem.isVisible()
