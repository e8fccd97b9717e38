"""The hub as a Starlette application: a few calls, each small, each signed on both sides."""

from __future__ import annotations

import base64
import re
from functools import partial
from hashlib import sha256

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from core.hub import give
from core.hub.desk import HubDesk, count
from core.hub.part_calls import take_pieces, tell_offset
from core.hub.problem import (
    HubProblem,
    answer_fault,
    answer_problem,
    answer_unknown_method,
    answer_unknown_path,
    store_full,
    unreadable,
)
from core.hub.proven import ProvenAnswers, target_of
from core.hub.request import address_of, caller_of, desk_of, json_of, read_capped
from core.hub.who import Caller, admit, check_kind, check_signature, claim_of
from core.rules.regions import is_drill_code
from core.vault import hand_ins
from core.vault.errors import DiskRefused
from record.header import UUID
from record.seal import key_id
from record.signature import is_p256, public_bytes

_NAME_MAX = 80
_FILES_MAX = 100
_GIVEN_AT_ONCE = 2  # answers with files that are made at once: the others wait, so that handing in goes on meanwhile
_NUMBER = re.compile(r"[0-9]{1,9}")


def build_app(desk: HubDesk) -> ASGIApp:
    """Return the application over an open vault."""
    app = Starlette(
        routes=[
            Route("/v1/hub", show_face),
            Route("/v1/meet", meet, methods=["POST"]),
            Route("/v1/parts/{sha256}", tell_offset, methods=["HEAD"]),
            Route("/v1/parts/{sha256}", take_pieces, methods=["PATCH"]),
            Route("/v1/receipts", give_receipts),
            Route("/v1/fetch", give_records, methods=["POST"]),
            Route("/v1/files", give_files, methods=["POST"]),
            Route("/v1/done", finish_round, methods=["POST"]),
        ],
        exception_handlers={
            HubProblem: answer_problem,
            DiskRefused: _answer_disk,
            404: answer_unknown_path,
            405: answer_unknown_method,
            500: answer_fault,
        },
    )
    app.state.desk = desk
    app.state.files_door = CapacityLimiter(_GIVEN_AT_ONCE)
    app.router.redirect_slashes = False
    return ProvenAnswers(app, desk.vault.log.device_key, desk.nonces)


async def show_face(request: Request) -> Response:
    """Who this hub is: what a laptop compares with the code on the screen."""
    desk = desk_of(request)
    desk.unsigned.spend(address_of(request))
    return JSONResponse(await run_sync(_face, desk))


async def meet(request: Request) -> Response:
    """Let a laptop in, or say why not; answers how far its parts have come."""
    desk = desk_of(request)
    desk.unsigned.spend(address_of(request))
    body = await read_capped(request, desk.limits.body_bytes)
    return JSONResponse(await run_sync(_meet, desk, request.headers.get("authorization", ""), target_of(request.scope), body))


async def give_receipts(request: Request) -> Response:
    """The centre's statements that wait here for the asking laptop."""
    caller = await caller_of(request, b"")
    after = request.query_params.get("after", "0")
    if not _NUMBER.fullmatch(after):
        raise unreadable("after is no number")
    found, has_more = await run_sync(partial(give.statements_for, desk_of(request).vault, caller, after=int(after)))
    return _frames(give.packed(found), has_more)


async def give_records(request: Request) -> Response:
    """What the hub holds that the laptop's office may read and the laptop lacks, sealed to that office."""
    desk = desk_of(request)
    body = await read_capped(request, desk.limits.body_bytes)
    caller = await caller_of(request, body)
    given = json_of(body).get("held")
    held = {str(log): count(seq) for log, seq in given.items()} if isinstance(given, dict) else {}
    frames, has_more = await run_sync(give.records_for, desk.vault, caller, held)
    return _frames(frames, has_more)


async def give_files(request: Request) -> Response:
    """What follows the named byte of files that the hub holds and the laptop's office may read, sealed to that office."""
    desk = desk_of(request)
    body = await read_capped(request, desk.limits.body_bytes)
    caller = await caller_of(request, body)
    given = json_of(body).get("files")
    asked = [(str(digest), count(offset)) for digest, offset in given.items()] if isinstance(given, dict) else []
    found = await run_sync(give.files_for, desk.vault, caller, asked[:_FILES_MAX], limiter=request.app.state.files_door)
    return _frames(*found)


def _frames(frames: bytes, has_more: bool) -> Response:
    return Response(frames, headers={"Bukti-More": "1" if has_more else "0"}, media_type="application/octet-stream")


async def finish_round(request: Request) -> Response:
    """A laptop has handed in all it could this time."""
    desk = desk_of(request)
    body = await read_capped(request, desk.limits.body_bytes)
    caller = await caller_of(request, body)
    given = json_of(body)
    left = given.get("left")
    told = left if isinstance(left, dict) else {}
    documents, photos = count(given.get("documents")), count(given.get("photos"))
    await run_sync(partial(desk.keep_done, caller, documents=documents, photos=photos, left=told))
    return JSONResponse({})


def _face(desk: HubDesk) -> dict[str, object]:
    vault = desk.vault
    with vault.read() as tx:
        office_name = str(vault.roster(tx).offices.get(vault.office, {}).get("name", ""))
    return {
        "v": 1,
        "kind": "hub",
        "key": base64.b64encode(public_bytes(vault.log.device_key)).decode(),
        "office": vault.office,
        "office_name": office_name,
        "name": desk.name,
        "drill": is_drill_code(vault.office),
        "time": desk.now().isoformat(timespec="seconds"),
    }


def _meet(desk: HubDesk, authorization: str, target: str, body: bytes) -> dict[str, object]:
    claim, given = claim_of(authorization), json_of(body)
    try:
        spki = base64.b64decode(str(given.get("key")), validate=True)
    except ValueError as error:
        raise unreadable("the key is not Base64") from error
    log = given.get("log")
    if not is_p256(spki) or key_id(spki) != claim.device or not isinstance(log, dict) or not UUID.fullmatch(str(log.get("log"))):
        raise unreadable("the key is not that of the device, or its log is no log")
    check_signature(claim, spki, desk.nonces, method="POST", target=target, content=sha256(body).hexdigest())
    desk.signed.spend(claim.device)
    name = _printable(given.get("name"))
    try:
        office = admit(desk.vault, spki, _list(given, "credentials"), [_raw(one) for one in _list(given, "roster")])
        check_kind(desk.vault, office)
    except HubProblem:
        desk.keep_refused(claim.device, spki, name)
        raise
    left = given.get("left")
    caller = Caller(claim.device, office, str(log["log"]))
    desk.keep_met(spki, caller, name=name, seq=count(log.get("seq")), left=left if isinstance(left, dict) else {})
    with desk.vault.read() as tx:
        last = hand_ins.last_number(tx, caller.device)
    return {"last": last, "receipts": give.receipts_count(desk.vault, caller)}


async def _answer_disk(request: Request, _error: Exception) -> Response:
    desk_of(request).is_full = True
    return store_full().response()


def _list(given: dict[str, object], name: str) -> list[object]:
    value = given.get(name)
    return value if isinstance(value, list) else []


def _raw(value: object) -> bytes:
    try:
        return base64.b64decode(str(value), validate=True)
    except ValueError:
        return b""


def _printable(value: object) -> str:
    """Return a laptop's name as it may be shown: what it says of itself is a word on a screen and nothing else."""
    text = value if isinstance(value, str) else ""
    return "".join(one if one.isprintable() else " " for one in text)[:_NAME_MAX].strip()
