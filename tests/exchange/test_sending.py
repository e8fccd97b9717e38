"""What goes when: lanes in strict order, originals at night or by stick, a limit of bytes a day, and each office at its own moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.sending import WishesWrong, is_due, keep_wishes, note_begun, note_round, spent, wishes_of
from core.actions.exchange.sync import sync
from core.actions.exchange.sync_round import LEAST
from core.actions.exchange.waiting import waiting
from core.evidence.inspect import Intake
from core.exchange.allowance import SPREAD, Wishes, is_night, shift_of, starts
from core.exchange.errors import NoLine, line_broke
from core.exchange.link import Link
from core.exchange.pace import Pace, left_of
from core.exchange.patience import Habits, Patience
from core.reporter import Reporter
from core.vault.vault import Vault
from tests.exchange.conftest import HASTY
from tests.exchange.offices import OFFICE, add_case, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre
from tests.rigs.flaky_line import UP, Fault, FlakyLine, broken_at

WIB = timezone(timedelta(hours=7))
DAY = datetime(2024, 10, 7, 14, 0, tzinfo=WIB)
NIGHT = datetime(2024, 10, 7, 23, 30, tzinfo=WIB)


def waits(vault: Vault) -> dict[str, int]:
    return {one.lane: one.count for one in waiting(vault)}


def test_originals_wait_for_the_night_of_the_office_and_everything_else_goes_by_day(
    enrolled: Vault, intake: Intake, photos: list[bytes]
) -> None:
    add_case(enrolled, intake, [photos[0], some_bytes(1, 50_000)])
    keep_wishes(enrolled, Wishes(originals="night"))
    by_day = sync(enrolled, now=lambda: DAY.astimezone(UTC))
    assert sorted(by_day.held_back.values()) == sorted([len(photos[0]), 50_000]) and by_day.sent_blobs == 2
    assert waits(enrolled) == {"records": 0, "papers": 0, "working": 0, "originals": 2}
    at_night = sync(enrolled, now=lambda: NIGHT.astimezone(UTC))
    assert at_night.sent_blobs == 2 and not at_night.held_back
    assert set(waits(enrolled).values()) == {0}


def test_originals_that_go_by_stick_never_use_the_line_and_are_not_fetched_either(
    tmp_path: Path, enrolled: Vault, centre: RunningCentre, intake: Intake
) -> None:
    add_case(enrolled, intake, [some_bytes(1, 50_000)])
    keep_wishes(enrolled, Wishes(originals="stick"))
    assert sync(enrolled, now=lambda: NIGHT).sent_blobs == 0
    assert sync(enrolled, now=lambda: NIGHT, wishes=Wishes()).sent_blobs == 1  # this once, at somebody's wish
    assert wishes_of(enrolled).originals == "stick"
    code = centre.code(OFFICE)
    second = second_laptop(tmp_path / "second", roster_from_server(centre.url, code, office=OFFICE))
    enrol(second, url=centre.url, code=code)
    keep_wishes(second, Wishes(originals="stick"))
    assert sync(second).fetched_blobs == 0
    keep_wishes(second, Wishes())
    assert sync(second).fetched_blobs == 1
    second.close()


def test_when_the_night_ends_in_the_middle_of_an_original_it_stops_at_a_piece(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Callable[..., Link]
) -> None:
    add_case(enrolled, intake, [some_bytes(seed, 1_500_000) for seed in range(3)])
    clock = [NIGHT]

    def tell(done: int, _total: int, lane: str) -> None:
        if lane == "originals" and done:
            clock[0] = NIGHT + timedelta(hours=8)

    in_the_second = broken_at(Fault("stall", UP, 2_200_000), 0)  # long enough for the clock to be looked at
    with FlakyLine(centre.address, in_the_second) as line:
        link = line_of(enrolled, line.url, replace(HASTY, connections=1))
        result = sync(enrolled, Reporter(tell), link=link, wishes=Wishes(originals="night"), now=lambda: clock[0])
    assert result.held_back and waits(enrolled)["originals"] > 0
    rest = sync(enrolled, now=lambda: NIGHT)
    assert waits(enrolled)["originals"] == 0 and rest.meter.known_again == 0


def test_a_day_limit_is_kept_both_ways_and_the_most_urgent_goes_first(enrolled: Vault, intake: Intake) -> None:
    for number in range(3):
        add_case(enrolled, intake, [some_bytes(number, 400_000)])
    most = 700_000
    keep_wishes(enrolled, Wishes(day_bytes=most))
    first = sync(enrolled, now=lambda: DAY)
    assert first.is_spent and waits(enrolled)["records"] == 0 and waits(enrolled)["originals"] >= 2
    assert most - 400_000 <= spent(enrolled, now=lambda: DAY).bytes <= most
    again = sync(enrolled, now=lambda: DAY + timedelta(hours=1))
    assert again.sent_blobs <= 1 and spent(enrolled, now=lambda: DAY).bytes <= most + LEAST
    for days in range(1, 4):
        sync(enrolled, now=lambda day=days: DAY + timedelta(days=day))  # type: ignore[misc]
    assert set(waits(enrolled).values()) == {0}


def test_without_bytes_left_not_even_records_go_and_they_are_not_lost(enrolled: Vault, intake: Intake) -> None:
    sync(enrolled, now=lambda: DAY)
    add_case(enrolled, intake, [])
    keep_wishes(enrolled, Wishes(day_bytes=1))
    assert sync(enrolled, now=lambda: DAY).is_spent and waits(enrolled)["records"] > 0
    keep_wishes(enrolled, Wishes())
    assert not sync(enrolled, now=lambda: DAY).is_spent and waits(enrolled)["records"] == 0


def test_a_limit_that_allows_nothing_is_no_limit_and_is_refused(laptop: Vault) -> None:
    for wrong in (Wishes(day_bytes=0), Wishes(originals="tomorrow")):  # type: ignore[arg-type]
        with pytest.raises(WishesWrong):
            keep_wishes(laptop, wrong)
    assert wishes_of(laptop) == Wishes()


def test_7280_offices_begin_spread_over_three_hours_each_always_at_the_same_moment() -> None:
    offices = [
        f"{province}.{regency:02}.{district:02}" for province in range(11, 51) for regency in range(1, 15) for district in range(1, 14)
    ]
    assert len(offices) == 7280
    shifts = [shift_of(office) for office in offices]
    assert shifts == [shift_of(office) for office in offices] and max(shifts) < SPREAD
    a_minute = [sum(shift // timedelta(minutes=1) == minute for shift in shifts) for minute in range(180)]
    assert min(a_minute) >= 15 and max(a_minute) <= 75  # 40 on average
    evening, night = starts(OFFICE, DAY)
    assert (evening, night) == (DAY.replace(hour=17) + shift_of(OFFICE), DAY.replace(hour=22) + shift_of(OFFICE))


def test_an_office_begins_by_itself_once_an_evening_and_tries_again_when_there_was_no_line(enrolled: Vault) -> None:
    evening = starts(enrolled.office, DAY)[0]
    assert not is_due(enrolled, now=lambda: DAY) and not is_due(enrolled, now=lambda: evening - timedelta(seconds=1))
    assert is_due(enrolled, now=lambda: evening) and is_due(enrolled, now=lambda: evening.astimezone(UTC))
    note_begun(enrolled, now=lambda: evening)
    note_round(enrolled, is_good=False)
    assert not is_due(enrolled, now=lambda: evening + timedelta(minutes=14))
    assert is_due(enrolled, now=lambda: evening + timedelta(minutes=16))
    note_round(enrolled, is_good=True)
    assert not is_due(enrolled, now=lambda: evening + timedelta(hours=2))
    assert is_due(enrolled, now=lambda: evening + timedelta(days=1))
    assert not is_due(enrolled, now=lambda: evening + timedelta(days=1, hours=7))  # the laptop was shut: not in the next morning's rush
    keep_wishes(enrolled, Wishes(in_the_evening=False))
    assert not is_due(enrolled, now=lambda: evening + timedelta(days=1))


def test_at_night_it_begins_only_where_originals_wait_for_the_night(enrolled: Vault) -> None:
    night = starts(enrolled.office, DAY)[1]
    note_begun(enrolled, now=lambda: night - timedelta(hours=1))
    assert not is_due(enrolled, now=lambda: night)
    keep_wishes(enrolled, Wishes(originals="night"))
    assert is_due(enrolled, now=lambda: night)


def test_a_laptop_that_is_not_enrolled_never_begins(laptop: Vault) -> None:
    assert not is_due(laptop, now=lambda: starts(laptop.office, DAY)[0])


@pytest.mark.parametrize(("hour", "night"), [(21, False), (22, True), (0, True), (4, True), (5, False)])
def test_night_is_from_ten_to_five(hour: int, night: bool) -> None:
    assert is_night(DAY.replace(hour=hour, minute=30 if hour == 4 else 0)) is night


def test_the_time_that_is_left_follows_the_present_speed() -> None:
    pace = Pace()
    pace.saw("working", 0, 100.0)
    assert pace.left_s(1_000, 101.0) is None  # too early to tell
    for second in range(1, 11):
        pace.saw("working", 1_000 * second, 100.0 + second)
    assert pace.left_s(60_000, 110.0) == pytest.approx(60)
    assert pace.left_s(60_000, 120.0) == pytest.approx(120)  # it stands still: the words grow
    for second in range(11, 200):
        pace.saw("working", 10_000, 100.0 + second)
    assert pace.left_s(60_000, 299.0) is None  # nothing moved for a minute
    pace.saw("originals", 500, 300.0)
    assert pace.a_second(301.0) is None  # another lane, another count
    assert left_of("working", 10, {"records": 5, "working": 99, "originals": 7}) == 17


def test_waiting_doubles_begins_anew_after_progress_and_obeys_the_server() -> None:
    pauses: list[float] = []
    patience = Patience(Habits(), pauses.append, 8)
    for _ in range(4):
        patience.failed(line_broke())
    assert all(longest / 2 <= pause <= longest for pause, longest in zip(pauses, (1, 2, 4, 8), strict=True))
    patience.progressed()
    patience.failed(line_broke())
    assert pauses[-1] <= 1
    patience.failed(line_broke(), retry_after_s=30)
    assert pauses[-1] == 30
    with pytest.raises(NoLine):
        for _ in range(8):
            patience.failed(line_broke())


def test_when_the_network_changes_or_the_laptop_wakes_it_goes_on_at_the_byte(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Callable[..., Link]
) -> None:
    add_case(enrolled, intake, [some_bytes(seed, 2_000_000) for seed in range(2)])
    with FlakyLine(centre.address) as line:
        changed: list[int] = []

        def tell(done: int, _total: int, lane: str) -> None:
            if lane == "originals" and done and len(changed) < 2:  # every connection is gone at once
                changed.append(done)
                line.cut_all()

        result = sync(enrolled, Reporter(tell), link=line_of(enrolled, line.url))
    assert changed and set(waits(enrolled).values()) == {0}
    assert result.meter.known_again == 0 and centre.holds()["blobs"] == 2
