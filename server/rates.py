"""A simple limit of requests for each device, so that one that runs wild does not stop the others."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from threading import Lock

from server.problem import Problem

_BUCKETS_MAX = 50_000


class Rates:
    """Token buckets by name: a minute's worth may come at once, then as many as flow in again."""

    def __init__(self, per_minute: int, *, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._size, self._per_second, self._clock_s = float(per_minute), per_minute / 60, clock_s
        self._buckets: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def spend(self, name: str) -> None:
        """Count one request. Raises Problem 429 with the seconds to wait."""
        now_s = self._clock_s()
        with self._lock:
            left, at_s = self._buckets.pop(name, (self._size, now_s))
            left = min(self._size, left + (now_s - at_s) * self._per_second)
            if len(self._buckets) >= _BUCKETS_MAX:
                self._buckets.pop(next(iter(self._buckets)))  # the one longest not seen
            self._buckets[name] = (left - 1 if left >= 1 else left, now_s)
        if left < 1:
            wait_s = math.ceil((1 - left) / self._per_second)
            raise Problem(429, "rate.limited", "Too many requests.", headers={"Retry-After": str(wait_s)})
