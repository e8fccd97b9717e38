"""Kirim against a real server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.actions.cases.open_case import open_case
from core.actions.exchange.sync import SyncResult
from core.actions.exchange.waiting import waiting
from core.exchange.allowance import Wishes
from core.reporter import Reporter
from core.vault.vault import Vault
from tests.exchange.running_centre import RunningCentre
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator
from ui.sync.standing_state import StandingState
from ui.sync.sync_page import SyncPage
from ui.sync.sync_state import SyncState, read_line

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    running = RunningCentre(tmp_path / "centre")
    yield running
    running.kill()


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> SyncPage:
    state = SyncState(vault, jobs)
    shown = SyncPage(state, Navigator())
    qtbot.addWidget(shown)
    with qtbot.waitSignal(state.told):
        shown.show()
    return shown


def test_what_waits_is_told_before_anything_was_sent(page: SyncPage, vault: Vault) -> None:
    assert page.enrolment.isVisible()
    assert not page.standing.isVisible()
    assert waiting(vault)[0].count == 1  # the founding record
    assert waiting(vault)[0].size_bytes > 500


def test_enrolling_and_one_press_bring_everything_to_the_centre(
    qtbot: QtBot, page: SyncPage, vault: Vault, centre: RunningCentre, jobs: JobRunner
) -> None:
    open_case(vault, regime="pemilihan", origin="pengawasan", title="Kasus latihan")
    state = page._state
    qtbot.keyClicks(page.server.input, centre.url)
    qtbot.keyClicks(page.code.input, centre.code(vault.office))
    with qtbot.waitSignal(state.enrolled, timeout=20_000):
        page.enrol.click()
    qtbot.waitUntil(page.standing.isVisible)
    qtbot.waitUntil(page.send.isEnabled)
    assert page.focusWidget() is page.send and page._scroll.verticalScrollBar().value() == 0
    with qtbot.waitSignal(state.told):
        page.take_cursor()
        state.refresh()
    assert page.focusWidget() is page.send  # reading how it stands does not take the button from under the cursor
    with qtbot.waitSignal(state.finished, timeout=20_000):
        page.send.click()
    assert page.banner.kind == "success"
    qtbot.waitUntil(lambda: not state.is_sending and jobs.is_idle)
    assert page.focusWidget() is page.send and page._scroll.verticalScrollBar().value() == 0
    assert [lane.count for lane in waiting(vault)] == [0, 0, 0, 0]
    assert read_line(vault).last_at
    standing = StandingState(vault, jobs)
    with qtbot.waitSignal(standing.told) as told:
        standing.look()
    assert told.args[0].is_online


def test_a_wrong_code_is_refused_in_the_banner_and_nothing_is_enrolled(
    qtbot: QtBot, page: SyncPage, vault: Vault, centre: RunningCentre
) -> None:
    qtbot.keyClicks(page.server.input, centre.url)
    qtbot.keyClicks(page.code.input, "1" * 25)
    with qtbot.waitSignal(page._state.refused, timeout=20_000):
        page.enrol.click()
    assert page.banner.kind == "error"
    assert read_line(vault).server == ""


def test_empty_fields_are_said_beside_them(qtbot: QtBot, page: SyncPage) -> None:
    page.enrol.click()
    assert page.server.problem.isVisible()
    qtbot.keyClicks(page.server.input, "https://pusat.contoh.invalid")
    page.enrol.click()
    assert page.code.problem.isVisible()


def test_stopping_on_a_dead_line_ends_the_round_and_what_waits_stays(
    qtbot: QtBot, page: SyncPage, vault: Vault, centre: RunningCentre
) -> None:
    state = page._state
    with qtbot.waitSignal(state.enrolled, timeout=20_000):
        state.enrol(centre.url, centre.code(vault.office))
    open_case(vault, regime="pemilihan", origin="pengawasan", title="Kasus latihan")
    count = waiting(vault)[0].count
    centre.kill()
    qtbot.waitUntil(page.send.isEnabled)
    with qtbot.waitSignal(state.began):
        page.send.click()
    assert page.lanes.cancel.isEnabled()
    endings: list[str] = []
    state.failed.connect(lambda _error: endings.append("failed"))
    state.stopped.connect(lambda: endings.append("stopped"))
    page.lanes.cancel.click()
    qtbot.waitUntil(lambda: not state.is_sending, timeout=60_000)
    assert len(endings) == 1
    assert page.lanes.summary.text()
    qtbot.waitUntil(page.send.isEnabled)
    assert waiting(vault)[0].count == count


def test_what_others_wrote_tells_how_far_it_is_and_how_long_it_takes(qtbot: QtBot, page: SyncPage, monkeypatch: pytest.MonkeyPatch) -> None:
    now_s, second_step, goes_on = [100.0], threading.Event(), threading.Event()

    def round_of_two_steps(_vault: Vault, report: Reporter, _wishes: Wishes | None) -> SyncResult:
        report.step(1_000, 100_000, "incoming")
        second_step.wait(20)
        report.step(2_200, 100_000, "incoming")
        goes_on.wait(20)
        report.step(5_000_000, 9_000_000, "incoming_files")
        return SyncResult()

    monkeypatch.setattr("ui.sync.sync_state.one_round", round_of_two_steps)
    page._state._clock_s = lambda: now_s[0]
    page._state.send()
    qtbot.waitUntil(lambda: page.lanes.lane_words("incoming").startswith("1000"))
    now_s[0] += 10
    second_step.set()
    qtbot.waitUntil(lambda: page.lanes.lane_words("incoming").startswith("2200"))
    page._show_speed()
    assert page.speed.text() == "about 14 minutes more at the present speed (120 records a second)"
    with qtbot.waitSignal(page._state.finished):
        goes_on.set()
    assert "MB" in page.lanes.lane_words("incoming_files")
