"""What went over the line, counted: proof that nothing is sent twice without need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A piece is a parcel that goes whole, or a piece of a file or parcel; bytes of their bodies.

    breaks: exchanges that ended without their answer. again: whole parcels sent a second time because no answer told that they had arrived.
    never_arrived: pieces of files and parcels sent a second time because the server said that they had not arrived.
    known_again: pieces sent although a receipt or an offset had told that they had arrived; must stay 0.
    """

    pieces: int = 0
    bytes: int = 0
    bytes_in: int = 0
    breaks: int = 0
    again: int = 0
    never_arrived: int = 0
    known_again: int = 0


class Meter:
    """Counts what goes over one line. Safe to use from any thread. limit: bytes both ways that it may count in all, None for any number."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.limit: int | None = None
        self.is_spent = False  # the limit has held something back: nothing more begins
        self._door = Lock()

    @property
    def bytes(self) -> int:
        """Return what went and came so far."""
        return self.counts.bytes + self.counts.bytes_in

    def may(self, size: int) -> bool:
        """Return whether so many bytes more stay within the limit. A few pieces under way on other connections may come on top."""
        if not self.has_room(size):
            self.is_spent = True
        return not self.is_spent

    def has_room(self, size: int) -> bool:
        """Return the same of what is only asked for ahead: where it does not fit, less may."""
        return self.limit is None or self.bytes + size <= self.limit

    def sent(self, size: int, *, again: bool = False, never_arrived: bool = False, known: bool = False) -> None:
        """Count one piece that was given to the line. size: bytes."""
        with self._door:
            now = self.counts
            self.counts = replace(
                now,
                pieces=now.pieces + 1,
                bytes=now.bytes + size,
                again=now.again + again,
                never_arrived=now.never_arrived + never_arrived,
                known_again=now.known_again + known,
            )

    def came(self, size: int) -> None:
        with self._door:
            self.counts = replace(self.counts, bytes_in=self.counts.bytes_in + size)

    def broke(self) -> None:
        """Count an exchange that ended without its answer."""
        with self._door:
            self.counts = replace(self.counts, breaks=self.counts.breaks + 1)
