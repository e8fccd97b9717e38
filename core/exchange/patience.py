"""How a client behaves on a bad line: how long it waits for a byte and before the next attempt, and when it gives up."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

_BUFFERED = 256 * 1024  # bytes that the system may have taken from us without having sent them yet: it takes more only where more goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """Times in seconds. stall_s: the system has taken no byte of ours for so long; unconfirmed_s: what it sent was not confirmed; answer_s:
    no byte of an answer has come. Each is a broken line; no transfer as a whole is ever timed.

    attempts: failures in a row, without any progress between them, after which it gives up; first_attempts: before the first answer.
    slowest: bytes a second at which what still waits in the system's own send buffer may drain before silence counts as a stall.
    """

    stall_s: float = 120.0
    unconfirmed_s: int = 15  # a re-dialled line or a carrier's lost NAT entry leaves connections dead: without this each costs a minute
    answer_s: float = 30.0
    connect_s: float = 20.0
    first_pause_s: float = 1.0
    longest_pause_s: float = 60.0
    attempts: int = 8
    first_attempts: int = 3
    slowest: int = 3000
    longest_wait_s: float = 900.0  # that a server may ask for; a longer one is for the next round
    connections: int = 4

    def silence_s(self, sent: int) -> float:
        """Return how long to wait for the first byte of an answer once `sent` bytes were given to the system."""
        return self.answer_s + min(sent, _BUFFERED) / self.slowest


@dataclass(slots=True)
class Patience:
    """For one run of attempts by one thread. pause waits so many seconds, and may raise Cancelled."""

    habits: Habits
    pause: Callable[[float], None]
    attempts: int
    failures: int = 0

    def progressed(self) -> None:
        """Something got through: the line is there, so begin anew."""
        self.failures = 0

    def failed(self, error: Exception, *, retry_after_s: float = 0.0) -> None:
        """Wait before the next attempt. Raises the error when it was one too many, or when the server asked for more than a round waits.

        retry_after_s: what the server asked for.
        """
        self.failures += 1
        if self.failures >= self.attempts or retry_after_s > self.habits.longest_wait_s:
            raise error
        longest = min(self.habits.longest_pause_s, self.habits.first_pause_s * 2 ** (self.failures - 1))
        self.pause(max(retry_after_s, random.uniform(longest / 2, longest)))  # jitter: a thousand laptops must not come back at once
