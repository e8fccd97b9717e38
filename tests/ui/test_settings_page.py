"""Setelan: what is chosen is kept, and a new recovery sheet ends the old one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.actions.office.recovery_sheet import is_sheet_confirmed
from core.actions.office.unlock import unlock_with_recovery
from core.vault.vault import Vault
from tests.ui.case_samples import PASSPHRASE
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator
from ui.screen import Screen, screen_of
from ui.settings.settings_page import SettingsPage
from ui.settings.settings_state import SettingsState

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> SettingsPage:
    state = SettingsState(vault, jobs)
    shown = SettingsPage(state, Navigator())
    qtbot.addWidget(shown)
    with qtbot.waitSignal(state.told):
        shown.show()
    return shown


def test_language_and_size_of_letters_are_kept_at_once_beside_the_vault(qtbot: QtBot, page: SettingsPage, vault: Vault) -> None:
    with qtbot.waitSignal(page._navigator.screen_changed) as told:
        page.languages.picked.emit("en")
    assert told.args == ["language"]
    with qtbot.waitSignal(page._navigator.screen_changed) as told:
        page.letters.picked.emit("very_large")
    assert told.args == ["letters"] and screen_of(vault.folder) == Screen(language="en", letters="very_large")


def test_a_file_of_the_screen_that_makes_no_sense_is_nobodys_choice(tmp_path: Path) -> None:
    for nonsense in (b"[]", b"{", b'{"language": "xx", "letters": 7}', b"\xff"):
        (tmp_path / "screen.json").write_bytes(nonsense)
        assert screen_of(tmp_path) == Screen()


def test_people_and_the_letterhead_are_one_press_away(qtbot: QtBot, page: SettingsPage) -> None:
    with qtbot.waitSignal(page._navigator.pushed) as pushed:
        page.letterhead.click()
    qtbot.addWidget(pushed.args[0])
    with qtbot.waitSignal(page._navigator.pushed) as pushed:
        page.people.click()
    qtbot.addWidget(pushed.args[0])


def test_a_new_recovery_sheet_needs_the_passphrase_and_a_group_typed_back(qtbot: QtBot, page: SettingsPage, vault: Vault) -> None:
    page.sheet.click()
    dialog = page.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.own.field.edit, "salah sekali")
    with qtbot.waitSignal(page._state.refused):
        dialog.go_on()
    assert dialog.own.problem.isVisible()
    qtbot.waitUntil(dialog.next.isEnabled)
    dialog.own.clear()
    qtbot.keyClicks(dialog.own.field.edit, PASSPHRASE)
    with qtbot.waitSignal(page._state.sheet_made) as made:
        dialog.go_on()
    qtbot.waitUntil(dialog.next.isEnabled)
    code = made.args[0]
    assert not is_sheet_confirmed(vault)
    dialog.go_on()
    qtbot.keyClicks(dialog.sheet.answer.input, code.split("-")[dialog.sheet.asked_group - 1])
    with qtbot.waitSignal(dialog.accepted):
        dialog.go_on()
    assert is_sheet_confirmed(vault)
    opened = unlock_with_recovery(vault.folder, code)
    assert opened.me is None
    opened.close()
