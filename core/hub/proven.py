"""Every answer of a hub carries its proof: the hub's signature over this request's challenge, and a nonce for the next request."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
import time
from collections.abc import Callable
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.exchange.hub_line import answered
from record.signature import ANSWER, sign

NONCE_S = 600
_CHALLENGE = re.compile(r"[0-9a-f]{32}")


class HubNonces:
    """Good for ten minutes of this run of the hub; the beginning names the hub, so that a request for one is of no use to another."""

    def __init__(self, hub: str, *, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._hub, self._secret, self._clock_s = hub[:16], secrets.token_bytes(32), clock_s

    def fresh(self) -> str:
        text = f"{self._hub}.{int(self._clock_s()):x}.{secrets.token_hex(6)}"
        return f"{text}.{self._mac(text)}"

    def holds(self, nonce: str) -> bool:
        """Return whether this run of the hub gave the nonce within the last ten minutes."""
        text, _, mac = nonce.rpartition(".")
        if not nonce.isascii() or not hmac.compare_digest(mac, self._mac(text)):
            return False
        return self._clock_s() - int(text.split(".")[1], 16) <= NONCE_S

    def _mac(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), sha256).hexdigest()[:32]


class ProvenAnswers:
    """Around the application: collects an answer, which is small, and signs it."""

    def __init__(self, app: ASGIApp, key: ec.EllipticCurvePrivateKey, nonces: HubNonces) -> None:
        self._app, self._key, self._nonces = app, key, nonces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        begun: list[Message] = []
        body = bytearray()

        async def prove(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            headers = [*begun[0].get("headers", [])]
            offset = next((value.decode("latin-1") for name, value in headers if name.lower() == b"upload-offset"), "")
            said = answered(scope["method"], target_of(scope), _challenge(scope), begun[0]["status"], offset, bytes(body))
            proof = base64.b64encode(sign(self._key, "device", said, purpose=ANSWER).der)
            extra = [(b"bukti", b"1"), (b"bukti-nonce", self._nonces.fresh().encode()), (b"bukti-proof", proof)]
            await send({**begun[0], "headers": [*headers, *extra, (b"cache-control", b"no-store")]})
            await send({"type": "http.response.body", "body": bytes(body)})

        await self._app(scope, receive, prove)


def target_of(scope: Scope) -> str:
    """Return path and query exactly as they stood in the request line."""
    raw = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    return bytes(raw + b"?" + query if query else raw).decode("latin-1")


def _challenge(scope: Scope) -> str:
    given = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"bukti-challenge"), "")
    return given if _CHALLENGE.fullmatch(given) else ""
