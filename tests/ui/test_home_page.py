"""Beranda: empty it teaches, full it leads back to the work."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.actions.cases.open_case import open_case
from core.actions.clock import wall_now
from core.actions.forms.drafts import begin_draft
from core.actions.forms.save_form import save_form
from core.actions.office.recovery_sheet import confirm_recovery_sheet
from core.vault import hand_ins, local
from core.vault.hand_ins import HubLaptop
from core.vault.vault import Vault
from tests.ui.case_samples import model_a_answers, new_case
from ui.desk import Desk
from ui.home.home_page import HomePage
from ui.home.home_state import HomeState
from ui.jobs.runner import JobRunner
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.numbers.register_page import RegisterPage
from ui.start.gate import Gate
from ui.widgets.elided import ElidedLabel
from ui.widgets.row_button import RowButton

pytestmark = pytest.mark.usefixtures("dressed")


def shown_page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> HomePage:
    state = HomeState(vault, jobs)
    page = HomePage(state, Navigator())
    qtbot.addWidget(page)
    with qtbot.waitSignal(state.told):
        page.show()
    return page


def test_an_empty_vault_shows_the_first_steps(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    page = shown_page(qtbot, vault, jobs)
    assert page.first_steps.isVisible()
    assert not page.recent.isVisible()
    assert not page.photos.isVisible()


def test_drafts_and_cases_lead_back_to_the_work(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    case_id = open_case(vault, regime="pemilihan", origin="pengawasan").cases[0]
    save_form(vault, begin_draft(vault, "model_a", case_id=case_id, answers=model_a_answers()))
    draft = begin_draft(vault, "ba_klarifikasi", case_id=case_id)
    page = shown_page(qtbot, vault, jobs)
    assert not page.first_steps.isVisible()
    rows = {row.key: row for row in page.findChildren(RowButton) if row.key}
    assert rows.keys() == {case_id, draft.stream}
    with qtbot.waitSignal(page._navigator.open_document) as opened:
        rows[draft.stream].click()
    assert opened.args == [draft.stream]
    with qtbot.waitSignal(page._navigator.open_case) as opened:
        rows[case_id].click()
    assert opened.args == [case_id]


def test_a_new_form_a_begins_as_a_draft_of_a_new_case(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    page = shown_page(qtbot, vault, jobs)
    with qtbot.waitSignal(page._navigator.open_document) as opened:
        page.form_a.click()
    with vault.read() as tx:
        drafts = local.all_drafts(tx)
    assert [one.stream for one in drafts] == opened.args
    assert drafts[0].form_id == "model_a"


def test_what_is_wrong_with_the_numbers_stands_first_and_one_press_opens_the_register_on_it(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path
) -> None:
    for _ in range(2):
        new_case(vault, number="001/TM/PB/Kec/00.00/X/2023")
    new_case(vault, number="001/TM/PB/Kec/00.00/X/2024")
    window = MainWindow(Navigator())
    qtbot.addWidget(window)
    gate = Gate(window, jobs, vault.folder, base=tmp_path / "base")
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    window.show()
    gate.enter(vault)
    home = window.current_page()
    assert isinstance(home, HomePage)
    qtbot.waitUntil(home.settle.isVisible)
    (row,) = home.settle.findChildren(RowButton)
    assert "001/TM/PB/Kec/00.00/X/2023" in row.accessibleName() and row.key.startswith("temuan twice")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    register = window.current_page()
    assert isinstance(register, RegisterPage)
    qtbot.waitUntil(lambda: (row := register.table.current_row()) is not None and row.number == "001/TM/PB/Kec/00.00/X/2023")
    assert register.kind.currentData() == "temuan" and register.flags.isVisible()
    qtbot.waitUntil(lambda: jobs.is_idle)
    gate.close()


def test_home_says_who_below_has_not_handed_in_and_only_what_this_laptop_knows(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(page.heard.isVisible)
    assert "Nothing of the 3" in page.heard.summary.text() and "never exchanged" in page.heard.known.text()
    with vault.write() as tx:
        for village in ("2001", "2002"):
            at = wall_now().isoformat(timespec="seconds")
            met = HubLaptop(
                device=village, key="", office=f"{vault.office}.{village}", office_name="", name="", log="", seq=1, day="", met_at=at,
                handed_at=at,
            )  # fmt: skip
            hand_ins.keep_laptop(tx, met)
    page._state.refresh()
    qtbot.waitUntil(lambda: page.heard.summary.text().startswith("2 of 3"))
    qtbot.waitUntil(lambda: [one.text() for one in page.heard.findChildren(ElidedLabel) if one.isVisible()] == ["Kelurahan Karangdummy"])


def test_the_key_of_what_is_due_begins_nothing_new_while_it_is_still_counted(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    told = {"timeline": {"known": "2024-10-01", "plenary": "2024-10-01", "registered": "2024-10-01"}, "status": "study"}
    open_case(vault, regime="pemilihan", origin="temuan", title="Lama", facts=told)
    page = shown_page(qtbot, vault, jobs)
    page.take_cursor()
    page._navigator.due.emit()
    assert page.focusWidget() is not page.form_a
    qtbot.waitUntil(lambda: isinstance(page.focusWidget(), RowButton) and page.focusWidget() in page.due.findChildren(RowButton))


def test_a_home_without_anything_wrong_says_nothing_of_numbers(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    new_case(vault, number="001/TM/PB/Kec/00.00/X/2023")
    page = shown_page(qtbot, vault, jobs)
    assert not page.settle.isVisible() and not page.settle.findChildren(RowButton)


def test_an_unconfirmed_recovery_sheet_is_said_until_it_is_confirmed(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    page = shown_page(qtbot, vault, jobs)
    assert page.banner.isVisible()
    confirm_recovery_sheet(vault)
    with qtbot.waitSignal(page._state.told):
        page.refresh()
    assert not page.banner.isVisible()
