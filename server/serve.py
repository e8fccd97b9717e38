"""Listening: HTTP/1.1 by uvicorn and h11, on loopback unless a TLS proxy stands before it."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from server.app import build_app, build_watch_app
from server.centre import Centre
from server.fault import ServerFault
from server.limits import Limits
from server.patient_protocol import patient
from server.under_way import UnderWay

_STOP_SECONDS = 20  # what is under way may end by itself that long
_SWITCH_S = 0.0005  # the one who writes asks the database thirty times; after each answer it would wait up to 5 ms for the other threads
_LEFT_SECONDS = 5  # and is ended then, within that long


class AnnouncedServer(uvicorn.Server):
    """Says where it listens as soon as it does, so that a script need not guess a free port.

    At the first SIGTERM or Ctrl-C it begins nothing new (503 with Retry-After), lets what is under way come to its end or to the end of a
    piece, and ends then; at the second it ends at once. What was acknowledged was committed before.
    """

    def __init__(self, config: uvicorn.Config, under_way: UnderWay | None = None, *, watch: WatchServer | None = None) -> None:
        super().__init__(config)
        self._under_way, self._watch = under_way or UnderWay(), watch
        self._stop_at_s = 0.0
        self._watching: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            if self._watch is not None:
                self._watching = asyncio.create_task(self._watch.serve())
            announce("LISTENING", self)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._under_way.is_stopping:
            return super().handle_exit(sig, frame)
        self._captured_signals.append(sig)
        self._under_way.is_stopping = True

    async def on_tick(self, counter: int) -> bool:
        if self._under_way.is_stopping:
            now_s = time.monotonic()
            self._stop_at_s = self._stop_at_s or now_s + _STOP_SECONDS
            self.should_exit |= not self._under_way.requests or now_s >= self._stop_at_s
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        if self._watch is not None and self._watching is not None:
            self._watch.should_exit = True
            await self._watching


class WatchServer(uvicorn.Server):
    """The listener for health and numbers; it lives as long as the other one."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            announce("WATCHED AT", self)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def announce(word: str, server: uvicorn.Server) -> None:
    for listening in server.servers:
        for found in listening.sockets:
            host, port = found.getsockname()[:2]
            print(f"{word} {f'[{host}]' if ':' in host else host}:{port}", flush=True)


def configuration(app: ASGIApp, host: str, port: int, *, limits: Limits | None = None) -> uvicorn.Config:
    """limits: where a head may not take for ever, and where connections are counted."""
    limits = limits or Limits()
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=patient(limits.head_s),
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=75,
        limit_concurrency=limits.connections,
        h11_max_incomplete_event_size=limits.head_bytes + 1024,
        timeout_graceful_shutdown=_LEFT_SECONDS,
    )


def serve(centre: Centre, *, listen: str, is_behind_proxy: bool, watch: str | None = None, ends_with_input: bool = False) -> None:
    """Serve until SIGTERM or Ctrl-C. listen, watch: host:port. ends_with_input: also until standard input is closed.

    Raises ServerFault for an address that is not allowed or taken.
    """
    host, port = _free(listen, is_far_allowed=is_behind_proxy)
    under_way, watcher = UnderWay(), None
    if watch is not None:
        near = _free(watch, is_far_allowed=is_behind_proxy, option="--watch")
        watcher = WatchServer(configuration(build_watch_app(centre, under_way), *near, limits=centre.limits))
    app = build_app(centre, under_way)
    sys.setswitchinterval(_SWITCH_S)
    server = AnnouncedServer(configuration(app, host, port, limits=centre.limits), under_way, watch=watcher)
    if ends_with_input:
        threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
    server.run()


def _end_with_input(server: uvicorn.Server) -> None:
    while os.read(0, 4096):  # not by its buffer, whose lock would be held at the end
        pass
    server.should_exit = True


def _free(listen: str, *, is_far_allowed: bool, option: str = "--listen") -> tuple[str, int]:
    host, port = _address(listen, is_far_allowed=is_far_allowed, option=option)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as trial:  # a sentence instead of uvicorn's log lines
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        raise ServerFault(f"{listen} cannot be listened on ({error.strerror}): choose another {option}.") from error
    return host, port


def _address(listen: str, *, is_far_allowed: bool, option: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ServerFault(f"{option} is HOST:PORT, for instance 127.0.0.1:8740.")
    if host == "localhost":
        host = "127.0.0.1"
    try:
        is_loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback and not is_far_allowed:
        raise ServerFault("Plain http is for loopback only: put a TLS proxy in front and say --behind-proxy.")
    return host, int(port)
