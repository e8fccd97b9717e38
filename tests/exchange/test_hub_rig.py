"""Many laptops at one evening station that is killed in their midst: the short form of tests/rigs/hub_rig.py."""

from __future__ import annotations

from pathlib import Path

from tests.rigs.hub_rig import run


def test_nothing_acknowledged_is_lost_and_nothing_comes_twice_when_the_station_is_killed(tmp_path: Path) -> None:
    assert run(tmp_path, laptops=4, villages=2, kills=1) == []


def test_a_station_that_acknowledges_what_is_only_in_its_memory_is_caught(tmp_path: Path) -> None:
    wrong = run(tmp_path, laptops=2, villages=0, kills=1, is_careless=True)
    assert any(one.startswith("acknowledged and lost") for one in wrong)
