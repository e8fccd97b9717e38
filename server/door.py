"""The door that every request goes through: how large, how slow, when no more; and what is counted and logged of it."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server import metrics
from server.limits import Limits
from server.nonces import Nonces
from server.problem import Problem
from server.under_way import UnderWay, stopping

DEVICE = "bukti.device"  # in a request's scope, once its signature held
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
_UNKNOWN = "-"
_log = logging.getLogger(__name__)


class _TooSlow(Exception):
    """Whoever asked does not take the answer."""


class Door:
    """Marks each answer as this program's, so that a captive portal's is told apart, and brings the next nonce and the request's id along.

    routes: endpoint -> the pattern of its path, which stands for it in numbers and log.
    """

    def __init__(self, app: ASGIApp, nonces: Nonces, limits: Limits, under_way: UnderWay, routes: Mapping[Any, str]) -> None:
        self.app, self._nonces, self._limits, self._under_way, self._routes = app, nonces, limits, under_way, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        visit = _Visit(scope, receive, send, self._limits, self._nonces)
        self._under_way.requests += 1
        metrics.UNDER_WAY.move(1)
        try:
            if (problem := self._refusal(scope)) is not None:
                await problem.response()(scope, visit.receive, visit.send)
            else:
                await self.app(scope, visit.receive, visit.send)
        except _TooSlow:
            pass  # said in the log; the connection is closed because the answer is not whole
        finally:
            self._under_way.requests -= 1
            metrics.UNDER_WAY.move(-1)
            visit.note(self._routes.get(scope.get("endpoint"), _UNKNOWN))

    def _refusal(self, scope: Scope) -> Problem | None:
        if self._under_way.is_stopping and not scope["path"].startswith(("/health", "/metrics")):
            return stopping()
        size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        size += sum(len(name) + len(value) for name, value in scope["headers"])
        if size > self._limits.head_bytes:
            close = {"Connection": "close"}
            return Problem(431, "head.too_large", "The head of the request is too large.", headers=close, limit=self._limits.head_bytes)
        return None


class _Visit:
    """One request and its answer."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, limits: Limits, nonces: Nonces) -> None:
        self._scope, self._receive, self._send, self._limits, self._nonces = scope, receive, send, limits, nonces
        self._id, self._began_s = secrets.token_hex(8), time.monotonic()
        self._status: int | None = None  # None: nobody was there any more to be answered
        self._in = self._out = 0
        self._is_body_whole = False

    async def receive(self) -> Message:
        """As ASGI's. Raises Problem 408 when the body stalls or crawls: a slow line is fine, one that only holds a place is not."""
        if self._is_body_whole or self._status is not None:
            return await self._receive()
        left_s = self._limits.stall_s + self._in / self._limits.slowest_bytes_per_s - (time.monotonic() - self._began_s)
        try:
            async with asyncio.timeout(min(self._limits.stall_s, max(left_s, 0.0))):
                message = await self._receive()
        except TimeoutError:
            raise Problem(408, "body.too_slow", "The body comes too slowly.", headers={"Connection": "close"}) from None
        if message["type"] == "http.request":
            self._in += len(message.get("body", b""))
            self._is_body_whole = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = int(message["status"])
            extra = [(b"bukti", b"1"), (b"bukti-nonce", self._nonces.fresh().encode()), (b"bukti-request", self._id.encode())]
            headers = list(message.get("headers", []))
            if all(name != b"cache-control" for name, _value in headers):
                extra.append((b"cache-control", b"no-store"))
            message = {**message, "headers": [*headers, *extra]}
        else:
            self._out += len(message.get("body", b""))
        try:
            async with asyncio.timeout(self._limits.stall_s):
                await self._send(message)
        except TimeoutError as error:
            raise _TooSlow from error

    def note(self, route: str) -> None:
        """Count the request, and write its line."""
        took_s = time.monotonic() - self._began_s
        method = self._scope["method"] if self._scope["method"] in _METHODS else _UNKNOWN
        metrics.REQUESTS.add(route, method, str(self._status or 0))
        metrics.SECONDS.add(route, took_s)
        fields: dict[str, object] = {"request": self._id, "method": method, "route": route, "status": self._status}
        fields |= {"ms": round(took_s * 1000, 1), "in": self._in, "out": self._out}
        if (device := self._scope.get(DEVICE)) is not None:
            fields["device"] = device
        _log.info("request", extra={"fields": fields})


def note_device(request: Request, device: str) -> None:
    """Let the log name the device whose signature held."""
    request.scope[DEVICE] = device
