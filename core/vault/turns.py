"""Turns: the threads of this program write in the order in which they asked.

SQLite lets in whoever happens to look while nobody writes. A thread that takes in records writes again at once, so that one that looks
every tenth of a second, for a person's form, may find it writing each time. Other programs go by SQLite's own way still.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from core.vault.errors import vault_busy


class Turns:
    """Use from several threads. Not to be asked for by a thread whose turn it is: it would wait for itself."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._door = Lock()
        self._asked = deque[Event]()  # the first one's turn it is

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for those who asked before, and let nobody in until the block ends. Raises VaultBusy when that takes too long."""
        mine = Event()
        with self._door:
            self._asked.append(mine)
            self._asked[0].set()
        try:
            if not mine.wait(self._patience_s):
                raise vault_busy()
            yield
        finally:
            with self._door:
                self._asked.remove(mine)  # also one that gave up: nobody waits for it then
                if self._asked:
                    self._asked[0].set()
