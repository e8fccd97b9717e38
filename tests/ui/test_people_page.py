"""The deeds on the roster, through the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.actions.office.roster_parcel import read_roster
from core.actions.office.setup import join_office
from core.actions.office.unlock import unlock
from core.vault.errors import WrongPassphrase
from core.vault.vault import Vault
from tests.ui.case_samples import PASSPHRASE, QUICK
from ui.jobs.runner import JobRunner
from ui.people.deed_dialog import EndDialog, PersonDialog, RenewDialog
from ui.people.people_page import PeoplePage
from ui.people.people_state import DeviceRow, PeopleState, PersonRow, read_office

pytestmark = pytest.mark.usefixtures("dressed")
LINA = "kata sandi kedua"


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> PeoplePage:
    state = PeopleState(vault, jobs, hardness=QUICK)
    with qtbot.waitSignal(state.listed):
        shown = PeoplePage(state)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def admit(qtbot: QtBot, page: PeoplePage, vault: Vault) -> PersonRow:
    page.admit.click()
    dialog = page.dialog
    assert isinstance(dialog, PersonDialog)
    form = dialog.form
    assert form.new is not None
    qtbot.keyClicks(form.name.input, "Lina Ujicoba")
    form.roles.set_value("panwascam_staff")
    for field in (form.new.first, form.new.second):
        qtbot.keyClicks(field.edit, LINA)
    qtbot.keyClicks(form.own.field.edit, PASSPHRASE)
    with qtbot.waitSignal(page._state.done):
        dialog.act.click()
    qtbot.waitUntil(lambda: not page._state.is_busy)
    return next(one for one in read_office(vault).people if one.name == "Lina Ujicoba")


def test_admitting_lets_the_person_open_the_vault_with_his_own_passphrase(qtbot: QtBot, page: PeoplePage, vault: Vault) -> None:
    lina = admit(qtbot, page, vault)
    assert lina.is_active
    assert page.banner.kind == "success"
    assert page.dialog is None
    opened = unlock(vault.folder, LINA)
    assert opened.me is not None and opened.me.person_id == lina.id
    opened.close()


def test_a_wrong_own_passphrase_stays_in_the_dialog_and_changes_nothing(qtbot: QtBot, page: PeoplePage, vault: Vault) -> None:
    page.admit.click()
    dialog = page.dialog
    assert isinstance(dialog, PersonDialog) and dialog.form.new is not None
    qtbot.keyClicks(dialog.form.name.input, "Lina Ujicoba")
    dialog.form.roles.set_value("panwascam_staff")
    for field in (dialog.form.new.first, dialog.form.new.second):
        qtbot.keyClicks(field.edit, LINA)
    qtbot.keyClicks(dialog.form.own.field.edit, "salah sekali")
    with qtbot.waitSignal(page._state.refused):
        dialog.act.click()
    assert dialog.form.own.problem.isVisible()
    assert dialog.isVisible()
    assert len(read_office(vault).people) == 1


def test_a_renewed_key_opens_and_the_old_passphrase_does_not(qtbot: QtBot, page: PeoplePage, vault: Vault) -> None:
    lina = admit(qtbot, page, vault)
    page._renew(lina)
    dialog = page.dialog
    assert isinstance(dialog, RenewDialog)
    for field in (dialog.new.first, dialog.new.second):
        qtbot.keyClicks(field.edit, "frasa yang baru")
    qtbot.keyClicks(dialog.own.field.edit, PASSPHRASE)
    with qtbot.waitSignal(page._state.done):
        dialog.act.click()
    unlock(vault.folder, "frasa yang baru").close()
    with pytest.raises(WrongPassphrase):
        unlock(vault.folder, LINA)


def test_ending_asks_for_a_reason_and_then_locks_the_person_out(qtbot: QtBot, page: PeoplePage, vault: Vault) -> None:
    lina = admit(qtbot, page, vault)
    page._end(lina)
    dialog = page.dialog
    assert isinstance(dialog, EndDialog)
    qtbot.keyClicks(dialog.own.field.edit, PASSPHRASE)
    dialog.act.click()
    assert dialog.reason.problem.isVisible()
    qtbot.keyClicks(dialog.reason.input, "Pindah tugas")
    with qtbot.waitSignal(page._state.done):
        dialog.act.click()
    assert not next(one for one in read_office(vault).people if one.id == lina.id).is_active
    with pytest.raises(WrongPassphrase):
        unlock(vault.folder, LINA)


def test_the_roster_file_lets_a_second_laptop_join_and_a_stolen_one_is_ended(
    qtbot: QtBot, page: PeoplePage, vault: Vault, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page._state.roster_written):
        page._write(str(tmp_path / "roster.bukti"))
    second = join_office(tmp_path / "second", read_roster(tmp_path / "roster.bukti"), office=vault.office, passphrase=PASSPHRASE).vault
    device = second.log.device
    second.close()
    assert device not in {one.id for one in read_office(vault).devices}  # its own record has not come here yet
    mine = read_office(vault).devices[0]
    assert mine.is_this
    page._end_laptop(DeviceRow(id=mine.id, name=mine.name, fingerprint="", is_active=True, is_this=False, may_change=True))
    dialog = page.dialog
    assert isinstance(dialog, EndDialog)
    qtbot.keyClicks(dialog.reason.input, "Dicuri")
    qtbot.keyClicks(dialog.own.field.edit, PASSPHRASE)
    with qtbot.waitSignal(page._state.done):
        dialog.act.click()
    assert not read_office(vault).devices[0].is_active


def test_whoever_may_not_change_the_roster_is_offered_no_deeds_on_others(
    qtbot: QtBot, page: PeoplePage, vault: Vault, jobs: JobRunner
) -> None:
    admit(qtbot, page, vault)
    as_lina = unlock(vault.folder, LINA)
    state = PeopleState(as_lina, jobs, hardness=QUICK)
    with qtbot.waitSignal(state.listed) as listed:
        other = PeoplePage(state)
    qtbot.addWidget(other)
    other.show()
    office = listed.args[0]
    assert not office.may_change
    assert other.admit.isHidden()
    assert set(other.menus) == {one.id for one in office.people if one.is_me}
    as_lina.close()
