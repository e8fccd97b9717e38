"""How long to wait before the next attempt, and when to give up: longer after each failure, from the start again after any progress."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

FIRST_S = 0.5
LONGEST_S = 60.0


@dataclass(slots=True)
class Patience:
    """For one run of attempts by one thread. pause: waits so many seconds and may raise Cancelled.

    attempts: failures in a row, without any progress between them, after which it gives up.
    """

    pause: Callable[[float], None]
    attempts: int = 8
    first_s: float = FIRST_S
    longest_s: float = LONGEST_S
    failures: int = 0

    def progressed(self) -> None:
        """Something got through: the line is there, begin anew."""
        self.failures = 0

    def failed(self, error: Exception, *, retry_after_s: float = 0.0) -> None:
        """Wait before the next attempt. Raises the error when it was one too many. retry_after_s: what the server asked for."""
        self.failures += 1
        if self.failures >= self.attempts:
            raise error
        longest = min(self.longest_s, self.first_s * 2 ** (self.failures - 1))
        self.pause(max(retry_after_s, random.uniform(longest / 2, longest)))  # jitter: a thousand laptops must not come back at once
