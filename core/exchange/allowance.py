"""What may go over the line now: which lanes, and how many bytes. Records always go first; originals may wait for the night or a stick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Literal

Originals = Literal["now", "night", "stick"]
ORIGINALS_GO: tuple[Originals, ...] = ("now", "night", "stick")
NIGHT_FROM, NIGHT_TO = time(22), time(5)  # office time
EVENING_FROM = time(17)
SPREAD = timedelta(hours=3)  # over which the offices of the nation begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How this laptop sends. originals: at once, between 22:00 and 05:00 office time, or not over the line at all.

    day_bytes: how many bytes may go and come on one day of the office, None for any number; in_the_evening: begins by itself.
    """

    originals: Originals = "now"
    day_bytes: int | None = None
    in_the_evening: bool = True


EVERYTHING = Wishes()


def originals_may_go(wishes: Wishes, at: datetime) -> bool:
    """Return whether originals may go over the line at this moment. at: office time."""
    return wishes.originals == "now" or (wishes.originals == "night" and is_night(at))


def is_night(at: datetime) -> bool:
    """Return whether it is night by the office's clock: from 22:00, before 05:00."""
    return at.time() >= NIGHT_FROM or at.time() < NIGHT_TO


def shift_of(office: str) -> timedelta:
    """Return by how much an office begins later than the first: always the same for it, even over SPREAD for all offices together.

    So that 7,280 offices do not knock at the centre's door at 17:00 sharp. A person who presses the key begins at once.
    """
    number = int.from_bytes(sha256(b"bukti/evening/1\0" + office.encode()).digest()[:8], "big")
    return timedelta(seconds=number * int(SPREAD.total_seconds()) >> 64)


def starts(office: str, at: datetime) -> tuple[datetime, datetime]:
    """Return the two moments at which this office begins by itself on the day of `at` (office time): in the evening, and at night.

    The night's is shifted by the same time, so the last office begins at 01:00 of the next day, by the day on which the night began.
    """
    shift = shift_of(office)
    return tuple(datetime.combine(at.date(), begin, at.tzinfo) + shift for begin in (EVENING_FROM, NIGHT_FROM))  # type: ignore[return-value]
