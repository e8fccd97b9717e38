"""How much a laptop, or a stranger on the Wi-Fi, may ask of an evening station."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from core.hub.problem import HubProblem

KIB, MIB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class HubLimits:
    """Sizes in bytes, times in seconds, rates in requests a minute."""

    head_bytes: int = 16 * KIB  # request line and headers
    body_bytes: int = MIB  # of a call that is no part
    piece_bytes: int = 256 * KIB
    part_bytes: int = 32 * MIB
    unfinished: int = 4  # parts of one laptop that are on their way at once
    room_bytes: int = 256 * MIB  # kept free on the hub's own disk
    connections: int = 400
    connections_of_one: int = 128  # of one address: a repeater may hide a whole room behind its own
    head_s: float = 20.0  # until a request's headers are whole
    silence_s: float = 45.0  # without a byte of a body
    idle_s: int = 20  # of a connection between two requests
    signed_per_minute: int = 2_400  # of one laptop
    unsigned_per_minute: int = 600  # of one address
    strangers: int = 50  # laptops that were sent away and are still named


class Rates:
    """Token buckets by name: a minute's worth may come at once, then as many as flow in again."""

    def __init__(self, per_minute: int, *, most: int = 5_000, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._size, self._per_second, self._most, self._clock_s = float(per_minute), per_minute / 60, most, clock_s
        self._buckets: dict[str, tuple[float, float]] = {}
        self._door = Lock()

    def spend(self, name: str) -> None:
        """Count one request. Raises HubProblem 429 with the seconds to wait."""
        now_s = self._clock_s()
        with self._door:
            left, at_s = self._buckets.pop(name, (self._size, now_s))
            left = min(self._size, left + (now_s - at_s) * self._per_second)
            if len(self._buckets) >= self._most:
                self._buckets.pop(next(iter(self._buckets)))  # the one longest not seen
            self._buckets[name] = (left - 1 if left >= 1 else left, now_s)
        if left < 1:
            wait_s = math.ceil((1 - left) / self._per_second)
            raise HubProblem(429, "rate.limited", "Too many requests.", headers={"Retry-After": str(wait_s)})
