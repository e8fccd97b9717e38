"""Listening: HTTP/1.1 by uvicorn and h11, on loopback unless a TLS proxy stands before it."""

from __future__ import annotations

import ipaddress
import socket

import uvicorn
from starlette.types import ASGIApp

from server.fault import ServerFault

_STOP_SECONDS = 10  # what is under way may end by itself that long


class AnnouncedServer(uvicorn.Server):
    """Says where it listens as soon as it does, so that a script need not guess a free port."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            for listening in self.servers:
                for found in listening.sockets:
                    host, port = found.getsockname()[:2]
                    print(f"LISTENING {f'[{host}]' if ':' in host else host}:{port}", flush=True)


def configuration(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http="h11",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )


def serve(app: ASGIApp, *, listen: str, is_behind_proxy: bool) -> None:
    """Serve until SIGTERM or Ctrl-C. listen: host:port. Raises ServerFault for an address that is not allowed or taken."""
    host, port = _address(listen, is_behind_proxy=is_behind_proxy)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as trial:  # a sentence instead of uvicorn's log lines
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        raise ServerFault(f"{listen} cannot be listened on ({error.strerror}): choose another --listen.") from error
    AnnouncedServer(configuration(app, host, port)).run()


def _address(listen: str, *, is_behind_proxy: bool) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ServerFault("--listen is HOST:PORT, for instance 127.0.0.1:8740.")
    if host == "localhost":
        host = "127.0.0.1"
    try:
        is_loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback and not is_behind_proxy:
        raise ServerFault("Plain http is for loopback only: put a TLS proxy in front and say --behind-proxy.")
    return host, int(port)
