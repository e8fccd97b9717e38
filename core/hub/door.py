"""The listening side: HTTP/1.1 by uvicorn in a thread of its own, with limits on who may hold how many connections, and for how long."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from contextlib import suppress
from threading import Event, Thread
from typing import Any, ClassVar

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from core.errors import AppError
from core.exchange.hub_line import PORT
from core.hub.limits import HubLimits

_STOP_S = 5  # what is under way may end by itself that long


class HubNotOpened(AppError):
    code = "hub.not_opened"


class GuardedConnection(H11Protocol):
    """Ends a connection that does not get its headers together, and those of an address that has too many."""

    limits = HubLimits()
    held: ClassVar[Counter[str]] = Counter()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._of = self.client[0] if self.client else ""
        self._seen: object = None
        self.held[self._of] += 1
        if self.held[self._of] > self.limits.connections_of_one:
            transport.abort()
            return
        self._look_later()

    def connection_lost(self, exc: Exception | None) -> None:
        self.held[self._of] -= 1
        if not self.held[self._of]:
            del self.held[self._of]
        super().connection_lost(exc)

    def _look_later(self) -> None:
        self.loop.call_later(self.limits.head_s, self._look)

    def _look(self) -> None:
        if self.transport.is_closing():
            return
        is_at_rest = self.cycle is None or self.cycle.response_complete
        if is_at_rest and self._seen is (self.cycle or self):  # since the last look no request became whole
            self.transport.abort()
            return
        self._seen = (self.cycle or self) if is_at_rest else None
        self._look_later()


class Door:
    """Listens until it is closed. Raises HubNotOpened when no port is free."""

    def __init__(self, app: ASGIApp, limits: HubLimits, *, host: str, port: int | None) -> None:
        """host: "0.0.0.0" for all networks; port: None for the usual one, or any when that is taken; 0 for any."""
        self._socket = _listening(host, port)
        self.port = int(self._socket.getsockname()[1])
        guarded: Any = type("Guarded", (GuardedConnection,), {"limits": limits, "held": Counter()})
        config = uvicorn.Config(
            app,
            http=guarded,
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            log_level="critical",
            server_header=False,
            h11_max_incomplete_event_size=limits.head_bytes,
            limit_concurrency=limits.connections,
            timeout_keep_alive=limits.idle_s,
            timeout_graceful_shutdown=_STOP_S,
        )
        self._server = uvicorn.Server(config)
        self._ready = Event()
        self._thread = Thread(target=self._serve, name="hub-door", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take nothing new, let what is under way end, and wait for it."""
        self._server.should_exit = True
        self._thread.join(_STOP_S + 10)
        with suppress(OSError):
            self._socket.close()

    def _serve(self) -> None:
        self._server.run(sockets=[self._socket])


def _listening(host: str, port: int | None) -> socket.socket:
    for wanted in (port,) if port is not None else (PORT, PORT + 1, PORT + 2, 0):
        try:
            found = socket.create_server((host, wanted), backlog=256)  # reuses the address after a crash, where the system can safely
        except OSError:
            continue
        found.setblocking(False)
        return found
    raise HubNotOpened(
        "The evening station was not opened: its port is taken.", "Is it open in another window already? Otherwise choose another port."
    )
