"""What went over the line, counted: proof that nothing is sent twice without need."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class Meter:
    """Counts of one round; a piece is a parcel, or a piece of a file. Safe to use from any thread.

    again: pieces sent a second time because no answer told that they had arrived.
    never_arrived: pieces of files sent a second time because the server said that they had not arrived.
    known_again: pieces sent although a receipt or an offset had told that they had arrived. Must stay 0.
    """

    pieces: int = 0
    bytes: int = 0
    bytes_in: int = 0
    breaks: int = 0
    again: int = 0
    never_arrived: int = 0
    known_again: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def sent(self, size: int, *, again: bool = False, never_arrived: bool = False, known: bool = False) -> None:
        """Count one piece that was given to the line. size: bytes."""
        with self._lock:
            self.pieces += 1
            self.bytes += size
            self.again += again
            self.never_arrived += never_arrived
            self.known_again += known

    def came(self, size: int) -> None:
        with self._lock:
            self.bytes_in += size

    def broke(self) -> None:
        """Count an exchange that ended without its answer."""
        with self._lock:
            self.breaks += 1
