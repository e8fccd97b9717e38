"""The TCP connections of a line: each new one is told when to give up, and all are ended when the person stops the work in mid-piece."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Any
from weakref import WeakSet

from core.exchange.patience import Habits
from core.platform import end_when_unconfirmed

TICK_S = 0.2
_GRACE_S = 2.0


class OpenConnections:
    """Watches from its making to `close`, in a thread of its own. is_stopped: whether the person has stopped the work."""

    def __init__(self, is_stopped: Callable[[], bool], habits: Habits) -> None:
        self._is_stopped, self._habits = is_stopped, habits
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._door, self._is_closed = Lock(), Event()
        Thread(target=self._watch, name="open-connections", daemon=True).start()

    def note(self, event: str, happened: Mapping[str, Any]) -> None:
        """Hear what happens to a request (httpx extension `trace`), so that each new connection is known."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            connection = happened["return_value"].get_extra_info("socket")
            end_when_unconfirmed(connection, self._habits.unconfirmed_s)
            with self._door:
                self._sockets.add(connection)

    def close(self) -> None:
        self._is_closed.set()

    def _watch(self) -> None:
        while not self._is_closed.wait(TICK_S):
            if self._is_stopped() and not self._is_closed.wait(_GRACE_S):
                with self._door:
                    left = list(self._sockets)
                for one in left:
                    with suppress(OSError):  # ended already
                        one.shutdown(socket.SHUT_RDWR)
