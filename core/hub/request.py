"""What every call of a hub needs of its request: who asks, the body within its limit, and nothing that keeps it waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from hashlib import sha256

from anyio.to_thread import run_sync
from starlette.requests import Request

from core.hub.desk import HubDesk
from core.hub.problem import CLOSE, HubProblem, unreadable
from core.hub.proven import target_of
from core.hub.who import Caller, check_signature, claim_of, known_caller
from record.errors import Unreadable
from record.strict_json import parse_object


def desk_of(request: Request) -> HubDesk:
    desk = request.app.state.desk
    assert isinstance(desk, HubDesk)
    return desk


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


async def caller_of(request: Request, body: bytes) -> Caller:
    return await caller_of_content(request, sha256(body).hexdigest())


async def caller_of_content(request: Request, content: str) -> Caller:
    desk = desk_of(request)
    desk.unsigned.spend(address_of(request)) if "authorization" not in request.headers else None
    claim = claim_of(request.headers.get("authorization", ""))
    caller, spki = await run_sync(known_caller, desk.vault, claim.device)
    check_signature(claim, spki, desk.nonces, method=request.method, target=target_of(request.scope), content=content)
    desk.signed.spend(claim.device)
    return caller


async def read_capped(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for run in runs(request, desk_of(request).limits.silence_s):
        body += run
        if len(body) > limit:
            raise HubProblem(413, "body.too_large", "The body is above the limit of this call.", headers=CLOSE)
    return bytes(body)


async def runs(request: Request, silence_s: float) -> AsyncIterator[bytes]:
    stream = request.stream()
    while True:
        try:
            yield await asyncio.wait_for(anext(stream), silence_s)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise HubProblem(408, "request.slow", "Nothing came for too long.", headers=CLOSE) from error


def json_of(body: bytes) -> dict[str, object]:
    try:
        return parse_object(body)
    except Unreadable as error:
        raise unreadable("no JSON object") from error
