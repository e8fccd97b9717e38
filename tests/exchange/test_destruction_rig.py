"""The short form of tests/rigs/destruction_rig.py: every planted word is found before the order and nowhere after it."""

from __future__ import annotations

from pathlib import Path

from tests.rigs.destruction_rig import run


def test_no_planted_word_is_left_anywhere(tmp_path: Path) -> None:
    outcome = run(20, tmp_path)
    assert min(outcome.before.values()) >= 16
    assert outcome.is_clean, outcome


def test_the_search_finds_what_a_peer_keeps_that_has_not_obeyed(tmp_path: Path) -> None:
    outcome = run(10, tmp_path, plants_carelessness=True)
    assert outcome.after["first laptop"] == 0
    assert (
        outcome.after["second laptop"]
        and outcome.after["evening station"]
        and outcome.after["laptop behind it"]
        and outcome.after["centre"]
        and outcome.still
    )
