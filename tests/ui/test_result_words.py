"""What Kirim says at the end: the worst first, and nothing wrong unsaid."""

from __future__ import annotations

import dataclasses

import pytest

from core.actions.exchange.free_space import Freed
from core.actions.exchange.sync_round import SyncResult
from core.exchange.lanes import Skipped
from core.vault.errors import NoRoom
from ui.sync.result_words import what_to_say

WORST_FIRST = (
    ({"centre_lost": 3}, "had lost 3 records"),
    ({"skipped": (Skipped("aa", NoRoom.code),)}, "no room for 1 files"),
    ({"skipped": (Skipped("aa", "blob.too_large"),)}, "1 files are larger"),
    ({"skipped": (Skipped("aa", "blob.missing"),)}, "1 files did not go through"),
    ({"clock_off_s": -600}, "wrong by 10 minutes"),
    ({"unstamped": 2}, "2 signed papers still wait"),
    ({"is_spent": True}, "limit for the line is reached"),
)


@pytest.mark.parametrize(("happened", "words"), WORST_FIRST)
def test_what_went_wrong_is_a_warning(happened: dict[str, object], words: str) -> None:
    said = what_to_say(dataclasses.replace(SyncResult(), **happened))  # type: ignore[arg-type]
    assert said.kind == "warn"
    assert words in said.title


@pytest.mark.parametrize("place", range(len(WORST_FIRST) - 1))
def test_the_worse_of_two_is_said(place: int) -> None:
    both = WORST_FIRST[place + 1][0] | WORST_FIRST[place][0]
    if "skipped" in WORST_FIRST[place][0] and "skipped" in WORST_FIRST[place + 1][0]:
        both = {"skipped": (*WORST_FIRST[place + 1][0]["skipped"], *WORST_FIRST[place][0]["skipped"])}  # type: ignore[misc]
    assert WORST_FIRST[place][1] in what_to_say(dataclasses.replace(SyncResult(), **both)).title  # type: ignore[arg-type]


def test_when_all_went_well_it_says_so_and_what_is_new() -> None:
    said = what_to_say(SyncResult(new_versions=("2027-1",)))
    assert (said.kind, said.title) == ("success", "Everything was exchanged with the centre.")
    assert "rules of 2027-1" in said.hint
    assert "2 originals" in what_to_say(SyncResult(freed=Freed(files=2, bytes=5_000_000))).hint
    assert what_to_say(SyncResult(held_back={"aa": 5_000_000})).title == "Everything that goes now was exchanged."
