"""The random story of three laptops in short form; `python -m tests.rigs.number_books --steps 5000` tells the long one."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from tests.rigs.number_laptops import meet, open_image
from tests.rigs.number_plants import PLANTS, planted
from tests.rigs.number_rig import Rig
from tests.rigs.number_story import CLONE, MOVE, OPEN, TAKE, Issue, Token, is_explained
from tests.ui.case_samples import new_case


def story(below: Path, steps: int, *, plant: str | None = None, seed: int = 1, often: Collection[str] = ()) -> Rig:
    rig = Rig(below, seed, often=often)
    try:
        with planted(plant):
            rig.run(steps, until_fault=plant is not None)
    finally:
        rig.close()
    return rig


def test_no_number_comes_twice_but_from_a_copied_or_lost_book_and_each_of_those_is_flagged(tmp_path: Path) -> None:
    rig = story(tmp_path, 120)
    assert rig.faults == []
    assert len(rig.story.issues) > 20 and rig.counts["moved"] and rig.counts["power_cut"]


def test_one_seed_tells_one_story(tmp_path: Path) -> None:
    one, other = (story(tmp_path / name, 12, seed=5) for name in "ab")
    assert one.story.issues and list(one.story.issues) == list(other.story.issues) and one.counts == other.counts


# where each fault shows early: (steps, seed, deeds that happen more often than in an office)
PLACES: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "everybody-holds": (10, 3, ()),
    "books-stay": (20, 1, ()),
    "typed-number-forgotten": (90, 1, ()),
    "twice-not-flagged": (30, 2, ()),
    "register-not-looked-at": (45, 1, ()),
    "copy-not-noticed": (45, 9, ()),
    "restore-keeps-the-log": (20, 1, ("backup", "restore")),
}


@pytest.mark.parametrize("plant", sorted(PLANTS))
def test_the_story_sees_every_planted_fault(tmp_path: Path, plant: str) -> None:
    steps, seed, often = PLACES[plant]
    assert story(tmp_path, steps, plant=plant, seed=seed, often=often).faults


def test_two_records_in_one_place_of_a_log_that_nobody_copied_are_a_fault(tmp_path: Path) -> None:
    rig = Rig(tmp_path, 1)
    try:
        first, second, _ = rig.laptops
        restored = open_image(rig.disks.image(first.vault.folder))  # and no log is begun anew
        for vault in (first.vault, restored):
            new_case(vault)
        meet(restored, second.vault)
        restored.close()
        rig.laptops.pop().vault.close()
        rig._meet()
    finally:
        rig.close()
    assert any("nobody copied" in words for words in rig.faults)


def test_what_explains_a_number_that_came_twice() -> None:
    def issue(token: Token, step: int, text: str = "007/A/2026") -> Issue:
        return Issue(f"{token.how}{step}", text, "surat", token, step)

    first = Token("surat", OPEN, 0)
    assert not is_explained(issue(first, 1), issue(first, 2))
    moved = Token("surat", MOVE, 5, first)
    assert not is_explained(issue(first, 3), issue(moved, 6)) and not is_explained(issue(first, 8), issue(moved, 6))
    one, other = Token("surat", CLONE, 5, first), Token("surat", CLONE, 5, first)
    assert is_explained(issue(one, 6), issue(other, 7)) and not is_explained(issue(first, 4), issue(other, 7))
    known = issue(first, 3)
    taken = Token("surat", TAKE, 5, first, typed=6, known=frozenset({known.record}))
    assert not is_explained(known, issue(taken, 9))  # it was known to him
    assert is_explained(issue(first, 4), issue(taken, 9))  # he read 6 off paper, and 7 was given already
    assert not is_explained(issue(first, 4, "006/A/2026"), issue(taken, 9, "006/A/2026"))  # 6 was typed: it is passed over
    assert is_explained(issue(first, 8, "005/A/2026"), issue(taken, 9, "005/A/2026"))  # the lost laptop went on
    assert is_explained(issue(Token("surat", OPEN, 0), 1), issue(Token("surat", OPEN, 0), 2))  # two books opened apart
