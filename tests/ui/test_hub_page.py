"""The evening station in the window: opened with one press, its board true, and handing in from the page Kirim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.actions.office.roster_parcel import read_roster, write_roster
from core.hub.announce import FoundHub
from core.hub.hub import Hub
from core.vault.vault import Vault
from tests.exchange.offices import add_long_case, second_laptop
from tests.ui.case_samples import PASSPHRASE
from tests.ui.evening_samples import fill_evening
from ui.hub.board_view import BoardTile
from ui.hub.hub_page import HubPage
from ui.hub.station import Station
from ui.jobs.runner import JobRunner
from ui.sync.hand_in_card import HandInCard
from ui.sync.hand_in_state import HandInState

pytestmark = pytest.mark.usefixtures("dressed")
near = partial(Hub, host="127.0.0.1", port=0, is_announced=False)


@pytest.fixture
def station(vault: Vault, jobs: JobRunner) -> Iterator[Station]:
    made = Station(vault, jobs, make=near)
    yield made
    made.end()


@pytest.fixture
def page(qtbot: QtBot, station: Station) -> HubPage:
    shown = HubPage(station)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    with qtbot.waitSignal(station.told):
        shown.show()
    return shown


@pytest.fixture
def colleague(tmp_path: Path, vault: Vault) -> Iterator[Vault]:
    made = second_laptop(
        tmp_path / "second", read_roster(write_roster(vault, tmp_path / "roster.bukti")), vault.office, passphrase=PASSPHRASE
    )
    add_long_case(made, "Satu temuan")
    yield made
    made.close()


def opened(qtbot: QtBot, page: HubPage, station: Station) -> Hub:
    with qtbot.waitSignals([station.changed, station.told], timeout=20_000):
        page.toggle.click()
    assert station._hub is not None
    return station._hub


def test_one_press_opens_the_station_and_another_closes_it(qtbot: QtBot, page: HubPage, station: Station) -> None:
    assert not page.side.isVisible()
    hub = opened(qtbot, page, station)
    qtbot.waitUntil(page.side.isVisible)
    assert page.code.text() == hub.code
    assert page.address.text() == hub.address
    with qtbot.waitSignal(station.changed, timeout=20_000):
        page.toggle.click()
    qtbot.waitUntil(lambda: not page.side.isVisible())
    assert page.toggle.text() == "Open the evening station"


def test_the_board_names_who_is_missing_first_and_says_everything_to_a_screen_reader(
    qtbot: QtBot, page: HubPage, station: Station, vault: Vault
) -> None:
    fill_evening(vault)
    with qtbot.waitSignal(station.told):
        station.refresh()
    standings = [tile.row.standing for tile in page.board.tiles]
    assert standings == ["missing", "partly", "copied", "copied", "at_centre", "at_centre", "refused"]
    assert page.board.head.words() == "4 of 6 have handed in"
    partly = next(tile for tile in page.board.tiles if tile.row.standing == "partly")
    assert "still on the laptop" in partly.accessibleName()
    assert not [tile for tile in page.board.tiles if not isinstance(tile, BoardTile) or tile.width() < 200]


def test_a_colleague_looks_types_the_code_once_and_hands_in(
    qtbot: QtBot, page: HubPage, station: Station, jobs: JobRunner, colleague: Vault, dressed: QApplication
) -> None:
    del dressed
    hub = opened(qtbot, page, station)
    found = FoundHub(address=hub.address, hub="", office=colleague.office, name=hub.name, is_drill=True)
    state = HandInState(colleague, jobs, find=lambda: [found])
    card = HandInCard(state)
    said: list[tuple[str, str]] = []
    card.said.connect(lambda kind, title, _hint: said.append((kind, title)))
    qtbot.addWidget(card)
    card.show()
    with qtbot.waitSignal(state.code_wanted, timeout=20_000):
        card.give.click()
    assert card.code.isVisible()
    card.give.click()
    assert card.code.problem.isVisible(), "an empty code is said beside the field"
    qtbot.waitUntil(card.give.isEnabled)
    qtbot.keyClicks(card.code.input, hub.code)
    with qtbot.waitSignal(state.handed, timeout=20_000):
        card.give.click()
    assert said[-1] == ("warn", f"Copied to the evening station {hub.name}."), "without a centre it says what that means"
    assert not card.code.isVisible()
    qtbot.waitUntil(lambda: [tile.row.standing for tile in page.board.tiles if tile.row.is_own] == ["copied"], timeout=20_000)


def test_nobody_found_asks_for_the_address(qtbot: QtBot, jobs: JobRunner, vault: Vault) -> None:
    state = HandInState(vault, jobs, find=lambda: [])
    card = HandInCard(state)
    qtbot.addWidget(card)
    card.show()
    with qtbot.waitSignal(state.found):
        card.give.click()
    assert card.address.isVisible()
    two = [FoundHub(address=f"10.0.0.{n}:8741", hub="", office="00.00.01", name=f"Posko {n}", is_drill=True) for n in (1, 2)]
    state._find = lambda: two
    with qtbot.waitSignal(state.found):
        card.give.click()
    assert card.which.isVisible()
    assert not card.address.isVisible()
