"""Who asks: every request is signed by an enrolled device over method, path, body and a nonce of this server."""

from __future__ import annotations

import base64
import re
from hashlib import sha256

from anyio.to_thread import run_sync
from starlette.requests import Request

from record.errors import NotGenuine
from record.signature import REQUEST, Signature, verify
from server.centre import Centre
from server.door import note_device
from server.problem import Problem, too_large
from server.stores import offices
from server.stores.database import reading
from server.stores.take import Sender

_NONCE = r"[\x21\x23-\x2b\x2d-\x7e]{1,100}"
_AUTHORIZATION = re.compile(rf'Bukti device="?([0-9a-f]{{64}})"?, *nonce="?({_NONCE})"?, *signature="?([A-Za-z0-9+/=]{{1,200}})"?')


def centre_of(request: Request) -> Centre:
    centre = request.app.state.centre
    assert isinstance(centre, Centre)
    return centre


async def read_capped(request: Request, limit: int) -> bytes:
    """Return the body. Raises Problem 413 as soon as it is longer than `limit` bytes."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise too_large(limit)
    return bytes(body)


async def sender_of(request: Request, *, body: bytes = b"") -> Sender:
    """Return the enrolled device that signed this request. Raises Problem 401, 403, 429."""
    return await sender_of_content(request, sha256(body).hexdigest())


async def sender_of_content(request: Request, content: str) -> Sender:
    """As `sender_of`, for a request whose body is streamed: content is the text of docs/protocol.md section 3."""
    found = _AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
    if found is None:
        raise Problem(401, "signature.wrong", "The request is not signed as docs/protocol.md describes.")
    identity, nonce, signature = found.groups()
    centre = centre_of(request)
    device = await run_sync(_device, centre, identity)
    if device is None:
        raise Problem(401, "device.unknown", "This device is not enrolled here.")
    try:
        signed = Signature("device", identity, base64.b64decode(signature, validate=True))
        verify(device.spki, signed, message(request.method, target_of(request), content, nonce), purpose=REQUEST)
    except (NotGenuine, ValueError) as error:
        raise Problem(401, "signature.wrong", "The signature does not hold for this request.") from error
    note_device(request, identity)
    if not centre.nonces.holds(nonce):
        raise Problem(401, "nonce.expired", "The nonce is too old or of another server.")
    if device.is_revoked:
        raise Problem(403, "device.revoked", "This device was revoked.")
    centre.device_rates.spend(identity)
    return Sender(identity, device.office)


def message(method: str, target: str, content: str, nonce: str) -> bytes:
    """Return what a request's signature covers, after its purpose."""
    return "\n".join((method, target, content, nonce)).encode()


def target_of(request: Request) -> str:
    """Return path and query exactly as they stood in the request line."""
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    query = request.scope.get("query_string", b"")
    return bytes(raw + b"?" + query if query else raw).decode("latin-1")


def spend_of_address(request: Request) -> None:
    """Count an unsigned request of an address. Raises Problem 429."""
    centre_of(request).address_rates.spend(request.client.host if request.client else "")


def _device(centre: Centre, identity: str) -> offices.Device | None:
    with reading(centre.engine) as tx:
        return offices.device(tx, identity)
