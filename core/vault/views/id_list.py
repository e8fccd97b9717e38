"""Many ids in order in one piece of memory: as strings of their own the seventy thousand cases of a list take three times as much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

ID = 36  # letters of a UUID
STEP = ID + 1  # and the space behind it


class IdList(Sequence[str]):
    """Reads like a tuple of ids."""

    def __init__(self, joined: str = "") -> None:
        """joined: UUIDs with one space between them, as SQLite gives them all at once. Raises ValueError for anything else."""
        if joined and (len(joined) % STEP != ID or joined.count(" ") != len(joined) // STEP):
            raise ValueError("not a list of ids")
        self._joined = joined

    def __len__(self) -> int:
        return (len(self._joined) + 1) // STEP

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            first, after, step = place.indices(len(self))
            return tuple(self._joined[first * STEP : after * STEP].split())[::step] if step > 0 else tuple(self)[place]
        at = range(len(self))[place] * STEP  # raises IndexError as a tuple does
        return self._joined[at : at + ID]

    def __iter__(self) -> Iterator[str]:
        return iter(self._joined.split())

    def __contains__(self, one: object) -> bool:
        return isinstance(one, str) and self._find(one) >= 0

    def index(self, one: str, start: int = 0, stop: int | None = None) -> int:
        """Return where an id stands. Raises ValueError when it does not."""
        place = self._find(one)
        if place not in range(*slice(start, stop).indices(len(self))):
            raise ValueError(f"{one} is not in the list")
        return place

    def _find(self, one: str) -> int:
        at = self._joined.find(one) if len(one) == ID else -1
        return -1 if at % STEP else at // STEP  # -1 % STEP is not 0 either
