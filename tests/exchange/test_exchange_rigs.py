"""Short forms of the rigs of exchange, each of which first fails on a fault that was put in on purpose."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.evidence.inspect import Intake
from server.stores import chain
from tests.rigs import exchange_judge, exchange_machine, exchange_plants, exchange_world, kill_server, store_faults, wire_faults
from tests.rigs.put_in import put_in


def test_a_server_killed_at_four_points_loses_nothing_and_signs_for_nothing_that_it_does_not_hold(tmp_path: Path) -> None:
    found, told = kill_server.run(1, 1, tmp_path)
    assert found == []
    assert all(told[point] for point in kill_server.POINTS)


def test_the_kill_rig_sees_a_row_that_stands_before_its_file(tmp_path: Path) -> None:
    found, _ = kill_server.run(4, 1, tmp_path, plant="file-after-row")
    assert any("which the centre does not hold" in one for one in found)


def test_random_stories_of_laptops_stick_and_server_end_with_everything_everywhere_once() -> None:
    found, counts = exchange_machine.run(50, 3, a_story=25)
    assert found == []
    assert counts["stories"] > 1


def test_the_stories_show_a_laptop_that_never_asks_what_others_wrote() -> None:
    found, _ = exchange_machine.run(300, 4, plant="nothing-fetched", a_story=25)
    assert any("differ in view_" in one or "is lost" in one for one in found)


def test_the_judge_of_the_stories_shows_a_parcel_that_doubles_a_record_when_it_is_read_once_more(tmp_path: Path) -> None:
    (tmp_path / "prepared").mkdir()
    exchange_world.prepare(tmp_path / "prepared")
    with Intake() as intake, exchange_plants.planted("entered-again"):
        world = exchange_world.World(tmp_path / "prepared", tmp_path / "world", intake)
        first, second, _other = world.laptops
        world.attach(first, 1, 700)
        world.write_stick(first, pulled_out=None)
        for _ in range(2):
            world.read_stick(second)
        assert any("is shown" in one for one in exchange_judge.faults(world))
        world.close()


def test_a_copied_laptop_is_no_fault_to_the_judge_and_a_file_that_is_never_offered_is(tmp_path: Path) -> None:
    (tmp_path / "prepared").mkdir()
    exchange_world.prepare(tmp_path / "prepared")
    with Intake() as intake:
        world = exchange_world.World(tmp_path / "prepared", tmp_path / "world", intake)
        world.clone(world.laptops[1])
        for laptop in world.laptops[1::2]:  # both go on in the same log
            world.open_case(laptop)
        assert exchange_judge.faults(world) == []
        world.attach(world.laptops[0], 1, 700)
        with exchange_plants.planted("file-forgotten"):
            assert any(one.startswith("centre: file") for one in exchange_judge.faults(world))
        world.close()


def test_a_wire_cut_at_any_byte_of_an_exchange_leaves_everything_there_once(tmp_path: Path) -> None:
    found, cuts = wire_faults.sweep(1_999, tmp_path)
    assert found == []
    assert cuts > 2


@pytest.mark.parametrize("kind", ["cut", "reset"])
def test_a_wire_cut_inside_a_parcel_that_goes_in_pieces_leaves_everything_there_once(tmp_path: Path, kind: str) -> None:
    found, cuts = wire_faults.sweep(7_777, tmp_path, kind=kind, is_large=True)
    assert found == []
    assert cuts > 4


def test_a_laptop_that_gives_up_at_the_first_break_is_found(tmp_path: Path) -> None:
    with put_in(wire_faults.PLANTS, "gives-up"):
        assert wire_faults.sweep(1_999, tmp_path)[0]


def test_parcels_in_any_order_doubled_and_cut_short_are_taken_once(tmp_path: Path) -> None:
    assert wire_faults.shuffled(1, 1, tmp_path) == []


def test_a_server_that_forgets_what_came_before_its_turn_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_behind", lambda *_args: [])
    assert "not all is signed for" in " ".join(wire_faults.shuffled(1, 1, tmp_path))


def test_a_database_that_crashes_has_kept_what_was_signed_for(tmp_path: Path) -> None:
    assert store_faults.restarts(1, 1, tmp_path) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="a disk of its own needs root")
def test_a_full_disk_of_the_server_is_said_and_the_laptop_goes_on_later(tmp_path: Path) -> None:
    assert store_faults.disk_full(tmp_path, rooms=[60_000]) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="a disk of its own needs root")
def test_a_server_that_signs_although_its_disk_found_no_room_is_found(tmp_path: Path) -> None:
    found = store_faults.disk_full(tmp_path, rooms=[60_000], plant="signed-though-full")
    assert any("which the centre does not hold" in one for one in found)
