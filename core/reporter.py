"""How long work tells what it has done so far, and how it hears that somebody wants it to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from core.errors import AppError


class Cancelled(AppError):
    """The person stopped the work. What was committed before stays; nothing half done is left."""

    code = "job.cancelled"


class Reporter:
    """Given to work that takes longer than a blink. Safe to use from the worker's own thread."""

    def __init__(self, tell: Callable[[int, int, str], None] | None = None, stop: threading.Event | None = None) -> None:
        self._tell = tell
        self._stop = stop if stop is not None else threading.Event()

    @property
    def is_stopped(self) -> bool:
        """True once somebody asked for the end; `step` raises then."""
        return self._stop.is_set()

    def step(self, done: int, total: int, label: str = "") -> None:
        """Tell that `done` of `total` steps are over; total 0 means that nobody knows how many there are.

        Call it where stopping is safe: between two commits, never inside one. Raises Cancelled when somebody asked for the end.
        """
        if self._stop.is_set():
            raise Cancelled("Stopped.", "What was finished before is kept.")
        if self._tell is not None:
            self._tell(done, total, label)
