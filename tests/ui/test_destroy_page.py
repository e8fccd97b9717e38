"""Musnahkan: nothing goes without letter, reason, the typed word and the passphrase; afterwards it is gone and the list says who obeyed."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.actions.destruction.choose import what_can_go
from core.actions.destruction.obey import GOING, is_unfinished, obey_if_waiting
from core.actions.destruction.order import ORDERING, destroy
from core.actions.destruction.retention import set_retention
from core.reporter import Cancelled, Reporter
from core.vault.database import TRACES
from core.vault.vault import Vault
from core.vault.views import documents
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, saved_form
from ui.desk import Desk
from ui.destruction.destroy_page import DestroyPage
from ui.destruction.destroy_state import DestroyState
from ui.destruction.orders_page import OrdersPage
from ui.destruction.orders_state import OrdersState
from ui.jobs.runner import JobRunner
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.start.gate import Gate
from ui.widgets.work_line import WorkLine


@pytest.fixture
def form(vault: Vault) -> str:
    case_id = new_case(vault, title="Kasus latihan")
    return saved_form(vault, case_id, "model_a", model_a_answers(event="Membagikan sembako"))


def order(vault: Vault, form: str, report: Reporter) -> None:
    day, choice = date(2024, 10, 1), what_can_go(vault, form)
    destroy(vault, choice, streams=[form], reason="Permintaan", reference="12", day=day, passphrase=PASSPHRASE, report=report)


def shown(qtbot: QtBot, jobs: JobRunner, vault: Vault, stream: str) -> DestroyPage:
    page = DestroyPage(DestroyState(vault, jobs, stream))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: bool(page.ticks))
    return page


def test_an_order_is_given_by_keyboard_and_the_form_is_gone(qtbot: QtBot, jobs: JobRunner, vault: Vault, form: str) -> None:
    set_retention(vault, is_on=False, running_cases="warn")
    page = shown(qtbot, jobs, vault, form)
    assert page.ticks[form].isChecked()
    assert "belum selesai" in page.banner.text() or "not ended" in page.banner.text()
    qtbot.keyClicks(page.letter.input, "12/PM.00/X/2024")
    qtbot.keyClicks(page.day, "1-10-2024")
    page.reason.setPlainText("Permintaan saksi")
    page.own.field.edit.setText(PASSPHRASE)
    qtbot.keyClick(page.own.field.edit, Qt.Key.Key_Return)
    assert page.word.problem.isVisible()  # the word was not typed: nothing happened
    qtbot.keyClicks(page.word.input, "MUSNAHKAN")
    with qtbot.waitSignal(page.ordered, timeout=20_000):
        qtbot.keyClick(page.own.field.edit, Qt.Key.Key_Return)
    with vault.read() as tx:
        document = documents.one(tx, form)
    assert document is not None and document.summary == ""
    qtbot.waitUntil(lambda: jobs.is_idle)
    orders = OrdersPage(OrdersState(vault, jobs))
    qtbot.addWidget(orders)
    orders.show()
    qtbot.waitUntil(lambda: len(orders.years) == 2)
    assert "Permintaan saksi" in "\n".join(label.text() for label in orders.findChildren(type(page.word.label)))


def test_an_order_stopped_before_it_stands_orders_nothing(qtbot: QtBot, jobs: JobRunner, vault: Vault, form: str) -> None:
    set_retention(vault, is_on=False, running_cases="warn")
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        order(vault, form, Reporter(stop=stop))
    with vault.read() as tx:
        document = documents.one(tx, form)
        assert document is not None and document.summary and not is_unfinished(tx, vault.own_log)
    page = shown(qtbot, jobs, vault, form)
    page.state.moved.emit(0, 1, ORDERING)
    assert page.strip.isVisible() and page.strip.cancel.isEnabled()
    page.state.stopped.emit()
    assert page.strip.isHidden() and page.banner.isVisible()


def test_an_order_stopped_later_stands_and_is_carried_out_at_the_next_opening(vault: Vault, form: str) -> None:
    set_retention(vault, is_on=False, running_cases="warn")
    stop, lanes = threading.Event(), list[str]()

    def hand(_done: int, _total: int, lane: str) -> None:
        lanes.append(lane)
        stop.set()

    order(vault, form, Reporter(hand, stop))
    assert lanes == [ORDERING]
    with vault.read() as tx:
        assert is_unfinished(tx, vault.own_log)
    assert obey_if_waiting(vault, Reporter(hand)).orders and TRACES in lanes
    with vault.read() as tx:
        document = documents.one(tx, form)
        assert document is not None and document.summary == "" and not is_unfinished(tx, vault.own_log)


def test_an_order_that_waited_for_the_opening_says_that_it_is_carried_out(
    qtbot: QtBot, jobs: JobRunner, vault: Vault, form: str, tmp_path: Path
) -> None:
    set_retention(vault, is_on=False, running_cases="warn")
    stop = threading.Event()
    order(vault, form, Reporter(lambda *_step: stop.set(), stop))
    window = MainWindow(Navigator())
    qtbot.addWidget(window)
    window.show()
    gate = Gate(window, jobs, vault.folder, base=tmp_path / "base")
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    work = window.status_bar.work
    gate.enter(vault)
    qtbot.waitUntil(lambda: jobs.is_idle and work.isHidden())
    assert "destruction" in work.words.text()  # it was shown
    with vault.read() as tx:
        assert not is_unfinished(tx, vault.own_log)
    gate.close()


def test_work_behind_the_pages_has_a_bar_the_time_left_and_a_stop(qtbot: QtBot) -> None:
    now_s = [0.0]
    work = WorkLine(clock_s=lambda: now_s[0])
    qtbot.addWidget(work)
    for done in (0, 10):
        work.show_work("Berkas", GOING, done, 1000)
        now_s[0] += 10.0
    work.show_work("Berkas", GOING, 20, 1000)
    assert work.isVisible() and work.bar.value() == 20 and "minutes more" in work.words.text()
    work.show_work("Berkas", TRACES, 0, 0)
    assert work.bar.maximum() == 0 and work.words.text() == "Berkas"
    with qtbot.waitSignal(work.stopped):
        work.stop.click()
    assert not work.stop.isEnabled()
    work.end()
    assert work.isHidden() and work.stop.isEnabled()


def test_a_wrong_passphrase_is_named_beside_its_field_and_a_running_case_is_refused(
    qtbot: QtBot, jobs: JobRunner, vault: Vault, form: str
) -> None:
    page = shown(qtbot, jobs, vault, form)
    qtbot.keyClicks(page.letter.input, "12")
    qtbot.keyClicks(page.day, "1-10-2024")
    page.reason.setPlainText("Alasan")
    qtbot.keyClicks(page.word.input, "MUSNAHKAN")
    page.own.field.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(page.state.refused, timeout=20_000) as refused:
        page.act.click()
    assert refused.args[0].code == "destroy.case_running"
    qtbot.waitUntil(lambda: jobs.is_idle)
    set_retention(vault, is_on=False, running_cases="warn")
    page.own.field.edit.setText("bukan kata sandinya")
    with qtbot.waitSignal(page.state.refused, timeout=20_000):
        page.act.click()
    assert page.own.problem.isVisible()
    with vault.read() as tx:
        document = documents.one(tx, form)
    assert document is not None and document.summary


def test_keeping_settings_shows_what_is_due(qtbot: QtBot, jobs: JobRunner, vault: Vault) -> None:
    page = OrdersPage(OrdersState(vault, jobs))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.years) == 2)
    assert not page.is_on.isChecked()
    page.is_on.setChecked(True)
    page.years["identity"].setValue(2)
    with qtbot.waitSignal(page.state.kept):
        page.save.click()
    qtbot.waitUntil(lambda: page.years["identity"].value() == 2 and page.is_on.isChecked())
