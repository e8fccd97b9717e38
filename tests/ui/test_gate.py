"""Unlocking, refusing, locking, and one window on one vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.actions.office.one_window import already_open
from core.vault.header_file import VaultHeader
from core.vault.header_names import NAMES
from core.vault.keys import new_recovery_code
from core.vault.vault import Vault
from core.words import explain
from tests.ui.case_samples import PASSPHRASE
from tests.unit.test_older_views import make_older
from ui.desk import Desk
from ui.jobs.runner import JobRunner
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.people.people_page import PeoplePage
from ui.start.first_start_page import FirstStartPage
from ui.start.gate import Gate
from ui.start.one_window import claim
from ui.start.unlock_page import UnlockPage
from ui.start.vault_folders import last_folder, new_folder

pytestmark = pytest.mark.usefixtures("dressed")
ENTER = Qt.Key.Key_Return


@pytest.fixture
def folder(vault: Vault) -> Path:
    """The folder of a vault that is closed."""
    vault.close()
    return vault.folder


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    shown = MainWindow(Navigator())
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


@pytest.fixture
def gate(window: MainWindow, jobs: JobRunner, folder: Path, tmp_path: Path) -> Iterator[Gate]:
    made = Gate(window, jobs, folder, base=tmp_path / "usual")
    yield made
    made.close()


def unlock_page(window: MainWindow) -> UnlockPage:
    page = window.findChild(UnlockPage)
    assert isinstance(page, UnlockPage)
    return page


def test_the_passphrase_and_enter_open_the_vault(qtbot: QtBot, window: MainWindow, gate: Gate) -> None:
    gate.begin()
    page = unlock_page(window)
    assert page.own.field.edit.hasFocus()
    with qtbot.waitSignal(gate.opened, timeout=30_000) as opened:
        qtbot.keyClicks(QApplication.focusWidget(), PASSPHRASE)
        qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert opened.args[0].me is not None


def test_a_wrong_passphrase_is_said_beside_the_field_and_can_be_typed_anew(qtbot: QtBot, window: MainWindow, gate: Gate) -> None:
    gate.begin()
    page = unlock_page(window)
    qtbot.keyClicks(page.own.field.edit, "salah sekali")
    qtbot.keyClick(page.own.field.edit, ENTER)
    qtbot.waitUntil(page.own.problem.isVisible)
    qtbot.waitUntil(page.open.isEnabled)
    assert page.side == 0
    with qtbot.waitSignal(gate.opened, timeout=30_000):
        qtbot.keyClicks(page.own.field.edit, PASSPHRASE)  # what was there is selected
        qtbot.keyClick(page.own.field.edit, ENTER)


def test_the_recovery_sheet_opens_for_reading_and_the_desk_says_so(
    qtbot: QtBot, window: MainWindow, gate: Gate, jobs: JobRunner, vault: Vault
) -> None:

    code = new_recovery_code()
    vault.header.with_recovery(vault.data_key, code).save(vault.folder, vault.data_key)
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    gate.begin()
    page = unlock_page(window)
    page.to_sheet.click()
    qtbot.keyClicks(page.code.input, "0000 1111")
    qtbot.keyClick(page.code.input, ENTER)
    qtbot.waitUntil(page.code.problem.isVisible)
    qtbot.waitUntil(page.open_with_sheet.isEnabled)
    page.code.input.clear()  # type: ignore[attr-defined]
    with qtbot.waitSignal(gate.opened, timeout=30_000) as opened:
        qtbot.keyClicks(page.code.input, code.lower().replace("-", " "))
        qtbot.keyClick(page.code.input, ENTER)
    assert opened.args[0].me is None
    assert window.banner.isVisible()
    assert window.banner.kind == "warn"
    desk.clear()


@pytest.mark.parametrize("content", [b"", b"broken", b'{"body": 1}'])
def test_a_damaged_vault_is_refused_untouched_with_what_to_do(window: MainWindow, gate: Gate, folder: Path, content: bytes) -> None:
    for name in NAMES:
        (folder / name).write_bytes(content)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    gate.begin()
    page = unlock_page(window)
    assert page.side == 2
    assert page.shut_title.text()
    assert page.shut_hint.text()
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "window.lock"}
    assert after == before


def test_a_newer_vault_is_refused(window: MainWindow, gate: Gate, folder: Path, monkeypatch: pytest.MonkeyPatch, vault: Vault) -> None:
    monkeypatch.setattr("core.vault.header_file.FORMAT", 2)  # as a later build would write it
    VaultHeader.load(folder).save(folder, vault.data_key)
    monkeypatch.undo()
    gate.begin()
    assert unlock_page(window).side == 2


def test_a_second_window_on_the_same_vault_is_told_to_use_the_first(window: MainWindow, gate: Gate, folder: Path) -> None:
    first = claim(folder)
    gate.begin()
    page = unlock_page(window)
    assert page.side == 2
    assert page.shut_title.text() == explain(already_open(folder))[0]
    first.unlock()
    gate.show_unlock(folder)
    assert unlock_page(window).side == 0 or window.findChildren(UnlockPage)[-1].side == 0


def test_the_lock_is_there_while_the_window_is_open_and_gone_after(window: MainWindow, gate: Gate, folder: Path) -> None:
    gate.begin()
    second = QLockFile(str(folder / "window.lock"))
    assert not second.tryLock(0)
    window.close()
    assert second.tryLock(0)
    second.unlock()


def test_locking_drops_the_keys_and_shows_the_door(qtbot: QtBot, window: MainWindow, gate: Gate, jobs: JobRunner) -> None:
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    gate.begin()
    with qtbot.waitSignal(gate.opened, timeout=30_000) as opened:
        qtbot.keyClicks(unlock_page(window).own.field.edit, PASSPHRASE)
        qtbot.keyClick(unlock_page(window).own.field.edit, ENTER)
    vault = opened.args[0]
    assert not window.is_at_gate
    window.lock()
    assert window.is_at_gate
    assert vault.me is None
    assert gate.vault is None
    qtbot.waitUntil(lambda: jobs.is_idle)


def test_every_place_of_the_desk_opens(qtbot: QtBot, window: MainWindow, gate: Gate, jobs: JobRunner) -> None:
    crashes: list[object] = []
    jobs.crashed.connect(crashes.append)
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    gate.begin()
    with qtbot.waitSignal(gate.opened, timeout=30_000):
        qtbot.keyClicks(unlock_page(window).own.field.edit, PASSPHRASE)
        qtbot.keyClick(unlock_page(window).own.field.edit, ENTER)
    for key in ("home", "cases", "sending", "check", "settings"):
        window.open_page(key)
        qtbot.waitUntil(lambda: jobs.is_idle)
        assert window.current_page() is not None
    page = window.current_page()
    assert page is not None
    page.people.click()  # type: ignore[attr-defined]
    assert isinstance(window.current_page(), PeoplePage)
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert crashes == []
    desk.clear()


def test_without_a_vault_the_first_start_is_shown(window: MainWindow, jobs: JobRunner, tmp_path: Path) -> None:
    gate = Gate(window, jobs, None, base=tmp_path / "nothing")
    gate.begin()
    assert window.findChild(FirstStartPage) is not None
    gate.close()


def test_the_vault_that_was_open_last_is_found_again(qtbot: QtBot, window: MainWindow, gate: Gate, folder: Path, tmp_path: Path) -> None:
    gate.begin()
    with qtbot.waitSignal(gate.opened, timeout=30_000):
        qtbot.keyClicks(unlock_page(window).own.field.edit, PASSPHRASE)
        qtbot.keyClick(unlock_page(window).own.field.edit, ENTER)
    assert last_folder(tmp_path / "usual") == folder
    assert new_folder(is_drill=True, base=tmp_path / "usual") == tmp_path / "usual" / "latihan"


def test_an_older_vault_says_how_far_it_is_and_a_stop_leaves_it_shut_for_the_next_time(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner, vault: Vault, tmp_path: Path
) -> None:
    make_older(vault)
    vault.close()
    gate = Gate(window, jobs, vault.folder, base=tmp_path / "usual")
    gate.begin()
    page = unlock_page(window)
    state, shown = page._state, list[bool]()

    def stop_at_once(is_busy: bool) -> None:
        if is_busy:
            state.stop()

    state.busy_changed.connect(stop_at_once)
    with qtbot.waitSignals([state.busy_changed, state.busy_changed], timeout=30_000):
        qtbot.keyClicks(QApplication.focusWidget(), PASSPHRASE)
        qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert gate.vault is None and page.open.isEnabled() and page.side == 0
    state.busy_changed.disconnect(stop_at_once)
    state.progressed.connect(lambda _done, _total: shown.append(page.strip is not None and page.strip.cancel.isVisible()))
    with qtbot.waitSignal(gate.opened, timeout=30_000):
        qtbot.mouseClick(page.open, Qt.MouseButton.LeftButton)
    assert shown and all(shown)
    gate.close()
