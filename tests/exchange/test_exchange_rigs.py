"""Short forms of the rigs of exchange, each of which first fails on a fault that was put in on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rigs import exchange_machine, kill_server


def test_a_server_killed_at_four_points_loses_nothing_and_signs_for_nothing_that_it_does_not_hold(tmp_path: Path) -> None:
    found, told = kill_server.run(1, 1, tmp_path)
    assert found == []
    assert all(told[point] for point in kill_server.POINTS)


@pytest.mark.parametrize("plant", kill_server.PLANTS)
def test_the_kill_rig_sees_a_planted_fault(tmp_path: Path, plant: str) -> None:
    found, _ = kill_server.run(4, 1, tmp_path, plant=plant)
    assert any("which the centre does not hold" in one for one in found)


def test_random_stories_of_laptops_stick_and_server_end_with_everything_everywhere_once() -> None:
    found, counts = exchange_machine.run(75, 3, a_story=25)
    assert found == []
    assert counts["stories"] > 1


def test_the_stories_show_a_receipt_that_went_out_without_its_commit() -> None:
    found, _ = exchange_machine.run(600, 4, plant="receipt-before-commit", a_story=25)
    assert any("which the centre does not hold" in one for one in found)
