"""The signals by which a system ends a program: from outside (SIGTERM), by Ctrl-C (SIGINT), and with its terminal (SIGHUP)."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))  # Windows has no SIGHUP

_NOTED: list[int] = []


@contextmanager
def at_an_end(act: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Call `act` with the number of the signal in place of what the system would do. On the main thread only."""
    before = {end: signal.signal(end, act) for end in ENDS}
    try:
        yield
    finally:
        for end, handler in before.items():
            signal.signal(end, handler)


def note_ends() -> list[int]:
    """From now on only note which signals came, in the one list that is returned: while libraries load, nothing may be raised into them."""
    for end in ENDS:
        signal.signal(end, _note)
    return _NOTED


def _note(end: int, _frame: FrameType | None) -> None:
    _NOTED.append(end)


def leave(end: int, _frame: FrameType | None) -> None:
    """Leave by SystemExit, so that whatever was begun is taken back on the way; a second signal does not disturb that."""
    for one in ENDS:
        signal.signal(one, signal.SIG_IGN)
    raise SystemExit(128 + end)
