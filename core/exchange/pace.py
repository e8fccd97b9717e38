"""How fast it goes, and how long it will take at this speed: measured over the last minute, so that a break shows in the words."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

WINDOW_S = 60.0
_TOO_SHORT_S = 2.0  # nobody knows a speed before


@dataclass(slots=True)
class Pace:
    """Feed it what is done; times in seconds of one steady clock, amounts in bytes (of records: in records)."""

    _seen: deque[tuple[float, int]] = field(default_factory=deque)
    _lane: str = ""

    def saw(self, lane: str, done: int, at_s: float) -> None:
        """Note how much of a lane is done. Another lane begins anew."""
        if lane != self._lane:
            self._lane = lane
            self._seen.clear()
        self._seen.append((at_s, done))
        while len(self._seen) > 2 and self._seen[1][0] <= at_s - WINDOW_S:
            self._seen.popleft()

    def a_second(self, now_s: float) -> float | None:
        """Return how much gets done in a second, None while nobody can tell; it sinks while the line stands still."""
        if not self._seen or now_s - self._seen[0][0] < _TOO_SHORT_S:
            return None
        return max(0, self._seen[-1][1] - self._seen[0][1]) / (now_s - self._seen[0][0])

    def left_s(self, left: int, now_s: float) -> float | None:
        """Return how many seconds `left` will take at the present speed, None while nobody can tell or nothing moves."""
        speed = self.a_second(now_s)
        return left / speed if speed else None


def left_of(lane: str, left: int, waiting: Mapping[str, int]) -> int:
    """Return the bytes left of this lane and of those after it. waiting: lane -> bytes, in the order of sending."""
    names = list(waiting)
    after = names[names.index(lane) + 1 :] if lane in waiting else []
    return left + sum(waiting[name] for name in after)
