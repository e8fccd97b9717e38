"""The cards on Kirim that say how it is sent and how much room the originals take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.actions.exchange.copied_laptops import Branch, CopiedLaptop
from core.actions.exchange.enrol import enrol
from core.actions.exchange.free_space import keep_days
from core.actions.exchange.sending import keep_wishes, spent, wishes_of
from core.actions.exchange.sync import sync
from core.evidence.inspect import Intake
from core.exchange.allowance import Wishes
from core.vault.vault import Vault
from core.vault.views import exhibits
from tests.exchange.offices import add_case, some_bytes
from tests.exchange.running_centre import RunningCentre
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator
from ui.sync.copied_card import CopiedCard
from ui.sync.evening_sender import EveningSender
from ui.sync.room_card import RoomCard
from ui.sync.sending_card import SendingCard
from ui.sync.sending_state import RoomState, SendingState
from ui.sync.sync_page import SyncPage
from ui.sync.sync_state import SyncState

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture(scope="module")
def intake() -> Iterator[Intake]:
    with Intake() as one:
        yield one


@pytest.fixture
def enrolled(tmp_path: Path, vault: Vault) -> Iterator[Vault]:
    running = RunningCentre(tmp_path / "centre")
    enrol(vault, url=running.url, code=running.code(vault.office))
    yield vault
    running.kill()


def test_what_is_chosen_is_kept_and_shown(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    state = SendingState(vault, jobs)
    card = SendingCard(state)
    qtbot.addWidget(card)
    with qtbot.waitSignal(state.told):
        state.look()
    assert (card.originals.value(), card.limit.value(), card.by_itself.isChecked()) == ("now", "", True)
    for choose in (
        lambda: card.originals.picked.emit("night"),
        lambda: card.limit.picked.emit("50000000"),
        lambda: card.by_itself.click(),
    ):
        with qtbot.waitSignal(state.told):
            choose()
    assert wishes_of(vault) == Wishes(originals="night", day_bytes=50_000_000, in_the_evening=False)
    assert (card.originals.value(), card.limit.value()) == ("night", "50000000")
    keep_wishes(vault, Wishes(day_bytes=7_000_000))  # by the command, a size that is not on the list
    with qtbot.waitSignal(state.told):
        state.look()
    assert card.limit.value() == "7000000" and card.limit.currentText() == "7 MB"


def test_a_limit_ends_the_round_and_everything_now_goes_past_it(qtbot: QtBot, enrolled: Vault, jobs: JobRunner, intake: Intake) -> None:
    add_case(enrolled, intake, [some_bytes(1, 300_000)])
    keep_wishes(enrolled, Wishes(day_bytes=100_000))
    state = SyncState(enrolled, jobs)
    page = SyncPage(state, Navigator())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.everything.isVisible)
    with qtbot.waitSignal(state.finished, timeout=20_000):
        page.send.click()
    assert page.banner.kind == "warn"
    qtbot.waitUntil(lambda: not state.is_sending and page.everything.isEnabled())
    with qtbot.waitSignal(state.finished, timeout=20_000):
        page.everything.click()
    assert page.banner.kind == "success"
    assert spent(enrolled).bytes > 300_000 and wishes_of(enrolled).day_bytes == 100_000


def test_the_time_that_is_left_is_told_from_what_waits_in_all_lanes(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    seconds = [0.0]
    state = SyncState(vault, jobs, clock_s=lambda: seconds[0])
    page = SyncPage(state, Navigator())
    qtbot.addWidget(page)
    state._job = object()  # type: ignore[assignment]  # as while a round is under way
    state._waiting = {"records": 0, "papers": 0, "working": 60_000, "originals": 600_000}
    assert state.speed() is None
    for second in range(11):
        seconds[0] = float(second)
        state._saw(1_000 * second, 60_000, "working")
    page._show_speed()
    told = state.speed()
    assert told is not None and told.a_second == 1000 and told.left_s == pytest.approx(650)
    assert "11" in page.speed.text() and not page.speed.isHidden()
    for second in range(11, 90):
        seconds[0] = float(second)
        state._saw(10_000, 60_000, "working")
    page._show_speed()
    assert state.speed().left_s is None and page.speed.text()  # type: ignore[union-attr]  # it stands still, and that is said
    state._job = None


def test_originals_that_the_centre_holds_are_removed_by_one_press(qtbot: QtBot, enrolled: Vault, jobs: JobRunner, intake: Intake) -> None:
    case_id = add_case(enrolled, intake, [some_bytes(1, 30_000)])
    state = RoomState(enrolled, jobs)
    card = RoomCard(state)
    qtbot.addWidget(card)
    with qtbot.waitSignal(state.told):
        state.look()
    assert not card.free.isEnabled() and "1 " in card.could.text() and card.removed.isHidden()
    sync(enrolled)
    with qtbot.waitSignal(state.told):
        state.look()
    assert card.free.isEnabled()
    with qtbot.waitSignals([card.said, state.told], timeout=20_000):
        card.free.click()
    qtbot.waitUntil(lambda: not card.removed.isHidden())
    with enrolled.read() as tx:
        (exhibit,) = exhibits.of_case(tx, case_id)
    assert not enrolled.blobs.has(exhibit.original)


def test_when_originals_go_by_themselves_is_never_unless_chosen(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    state = RoomState(vault, jobs)
    card = RoomCard(state)
    qtbot.addWidget(card)
    assert keep_days(vault) is None and card.days.value() == ""
    with qtbot.waitSignal(state.told):
        card.days.picked.emit("90")
    assert keep_days(vault) == 90 and card.days.value() == "90"
    with qtbot.waitSignal(state.told):
        card.days.picked.emit("")
    assert keep_days(vault) is None


def test_it_sends_by_itself_when_the_hour_of_the_office_has_come_and_only_then(
    qtbot: QtBot, enrolled: Vault, jobs: JobRunner, intake: Intake
) -> None:
    add_case(enrolled, intake, [])
    is_time: list[bool] = []
    sender = EveningSender(enrolled, jobs, due=lambda _vault: bool(is_time))
    went: list[object] = []
    sender.went.connect(went.append)
    sender.look()
    qtbot.waitUntil(lambda: not sender.is_busy)
    assert went == []
    is_time.append(True)
    with qtbot.waitSignal(sender.went, timeout=20_000):
        sender.look()
    sender.stop()
    assert spent(enrolled).bytes > 0


def test_a_copied_disk_is_told_in_words_and_nothing_is_shown_where_all_is_well(qtbot: QtBot) -> None:
    card = CopiedCard()
    qtbot.addWidget(card)
    card.show_laptops(())
    assert card.isHidden()
    branches = tuple(Branch(at=f"2024-10-0{day}T10:00:00+07:00", person="Ratna Dewi", records=day, is_received=day == 7) for day in (7, 8))
    one = CopiedLaptop(log="x", laptop="Laptop 1", is_this=True, parted_after=5, parted_at="2024-10-06T09:00:00+07:00", branches=branches)
    card.show_laptops((one,))
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert not card.isHidden() and "Ratna Dewi" in words and "6 " in words and "2024, 10.00" in words
    card.show_laptops(())
    assert card.isHidden()


def test_photos_that_travel_with_their_papers_are_counted_once(vault: Vault, jobs: JobRunner) -> None:
    now_s = [0.0]
    state = SyncState(vault, jobs, clock_s=lambda: now_s[0])
    state._job = object()  # type: ignore[assignment]  # as while a round is under way
    state._waiting = {"papers": 1000, "working": 4000, "originals": 0}  # of the photos 3000 lie in the papers and ride along
    for done in (0, 1000):
        state._saw(done, 4000, "papers")
        now_s[0] += 10.0
    speed = state.speed()
    assert speed is not None and speed.left_s is not None
    left_bytes = 3000 + 1000  # of papers and their photos; the other photos
    assert round(speed.left_s * 1000 / now_s[0]) in range(left_bytes, left_bytes + 800)  # 750 ride, and have gone without a receipt yet
    state._job = None
