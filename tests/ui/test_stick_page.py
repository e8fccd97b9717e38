"""Kirim by stick, the second copy in Setelan, and a laptop that comes back from it at the first start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.actions.cases.open_case import open_case
from core.actions.exchange.copy_standing import copy_standing
from core.actions.exchange.second_copy import set_up_copy
from core.actions.office.roster_parcel import read_roster, write_roster
from core.actions.office.setup import join_office
from core.vault.vault import Vault
from core.vault.views import cases
from tests.ui.case_samples import OFFICE, PASSPHRASE, QUICK
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator
from ui.settings.copy_card import CopyCard
from ui.start.first_start_page import FirstStartPage
from ui.start.first_start_state import FirstStartState
from ui.sync.copy_state import CopyFollower, CopyState
from ui.sync.sync_page import SyncPage
from ui.sync.sync_state import SyncState

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> SyncPage:
    state = SyncState(vault, jobs)
    shown = SyncPage(state, Navigator())
    qtbot.addWidget(shown)
    with qtbot.waitSignal(state.told):
        shown.show()
    return shown


def new_case(vault: Vault) -> str:
    return open_case(vault, regime="pemilihan", origin="pengawasan", title="Kasus latihan").cases[0]


def test_a_stick_is_written_and_the_page_says_that_only_the_office_can_open_it(
    qtbot: QtBot, page: SyncPage, vault: Vault, stick: Path
) -> None:
    new_case(vault)
    with qtbot.waitSignal(page.stick.brought, timeout=20_000):
        page.stick._write_to(str(stick))
    assert (stick / "BUKTI").is_dir()
    assert page.banner.kind == "warn"  # not enrolled
    assert page.stick.strip.summary.text()
    qtbot.waitUntil(page.stick.write.isEnabled)


def test_what_a_stick_brings_is_shown_and_a_second_reading_says_that_nothing_is_new(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, stick: Path, tmp_path: Path, page: SyncPage
) -> None:
    case_id = new_case(vault)
    with qtbot.waitSignal(page.stick.brought, timeout=20_000):
        page.stick._write_to(str(stick))
    roster = read_roster(write_roster(vault, tmp_path / "roster.bukti"))
    second = join_office(tmp_path / "second", roster, office=OFFICE.code, passphrase=PASSPHRASE).vault
    other = SyncPage(SyncState(second, jobs), Navigator())
    qtbot.addWidget(other)
    other.show()
    for _ in range(2):
        qtbot.waitUntil(other.stick.read.isEnabled)
        with qtbot.waitSignal(other.stick.brought, timeout=20_000):
            other.stick._read_from(str(stick))
        assert other.banner.kind == "success"
    with second.read() as tx:
        assert cases.one(tx, case_id) is not None
    qtbot.waitUntil(lambda: jobs.is_idle)
    second.close()


def test_an_empty_stick_is_refused_in_the_banner(qtbot: QtBot, page: SyncPage, stick: Path) -> None:
    with qtbot.waitSignal(page.stick.refused, timeout=20_000):
        page.stick._read_from(str(stick))
    assert page.banner.kind == "error"


def test_the_second_copy_is_set_up_in_settings_and_its_missing_disk_is_said(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, stick: Path
) -> None:
    state = CopyState(vault, jobs)
    card = CopyCard(state)
    qtbot.addWidget(card)
    with qtbot.waitSignal(state.told, timeout=20_000):
        card.show()
    assert not card.copy.isVisible()
    qtbot.waitUntil(card.choose.isEnabled)
    with qtbot.waitSignal(state.told, timeout=20_000):
        card._set_up(str(stick))
    assert str(stick) in card.said.text()
    assert not card.problem.isVisible()
    stick.rename(stick.with_name("away"))
    qtbot.waitUntil(card.copy.isEnabled)
    with qtbot.waitSignal(state.refused, timeout=20_000):
        card.copy.click()
    assert card.problem.isVisible()


def test_the_copy_follows_what_is_saved_while_the_desk_is_open(qtbot: QtBot, vault: Vault, jobs: JobRunner, stick: Path) -> None:
    set_up_copy(vault, stick)
    follower = CopyFollower(vault, jobs)
    new_case(vault)
    assert not copy_standing(vault).is_whole
    with qtbot.waitSignal(follower.moved, timeout=20_000):
        follower.look()
    assert copy_standing(vault).is_whole
    follower.stop()


def test_a_lost_laptop_comes_back_at_the_first_start(qtbot: QtBot, vault: Vault, jobs: JobRunner, stick: Path, tmp_path: Path) -> None:
    case_id = new_case(vault)
    set_up_copy(vault, stick)
    vault.close()
    shutil.rmtree(vault.folder)
    state = FirstStartState(jobs, tmp_path / "back", hardness=QUICK)
    page = FirstStartPage(state)
    qtbot.addWidget(page)
    page.show()
    page.welcome.restore.click()
    page.go_on()
    assert page.restore.chosen.isVisible()  # choose the stick first
    page.restore.take_folder(stick)
    qtbot.keyClicks(page.restore.own.field.edit, "bukan kata sandinya")
    with qtbot.waitSignal(state.refused, timeout=20_000):
        page.go_on()
    assert page.restore.own.problem.isVisible()
    qtbot.waitUntil(page.next.isEnabled)
    page.restore.own.clear()
    qtbot.keyClicks(page.restore.own.field.edit, PASSPHRASE)
    with qtbot.waitSignal(state.was_restored, timeout=30_000):
        page.go_on()
    qtbot.waitUntil(page.next.isEnabled)
    assert page.restore.said.isVisible()
    with qtbot.waitSignal(state.finished) as done:
        page.go_on()
    back = done.args[0]
    with back.read() as tx:
        assert cases.one(tx, case_id) is not None
        assert back.person(tx).is_active
    back.close()
