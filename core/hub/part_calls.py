"""HEAD and PATCH /v1/parts/{sha256}: a sealed part comes in pieces, and is acknowledged once it is whole and durable."""

from __future__ import annotations

import errno
import re
from collections.abc import AsyncIterator, Callable
from functools import partial
from hashlib import sha256

from anyio import CancelScope
from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from core.hub.arrivals import NoRoom, OtherOffset, Superseded
from core.hub.checked_part import check_part
from core.hub.desk import HubDesk
from core.hub.problem import CLOSE, HubProblem, store_full, unreadable
from core.hub.request import caller_of, caller_of_content, desk_of, runs
from core.hub.who import Caller
from core.vault import hand_ins
from record.header import HEX64
from record.receipt import HeldBlob, Receipt, sign_receipt

_NUMBER, _ATTEMPT = re.compile(r"[0-9]{1,12}"), re.compile(r"[0-9a-f]{32}")
_PIECE_HEAD = 36  # length (4 bytes, big-endian), SHA-256


async def tell_offset(request: Request) -> Response:
    """How many bytes of a part are here; all of them once it was acknowledged."""
    desk = desk_of(request)
    caller = await caller_of(request, b"")
    return Response(headers={"Upload-Offset": str(await run_sync(_offset, desk, caller, _digest(request)))})


async def take_pieces(request: Request) -> Response:
    """Append pieces as they come. 201 with the hub's own receipt once the part is whole and durable, 204 with the offset before."""
    desk, digest = desk_of(request), _digest(request)
    offset, size, attempt, number = _part_headers(request)
    caller = await caller_of_content(request, f"stream {offset} {size} {attempt} {number}")
    if int(size) > desk.limits.part_bytes or not int(size):
        raise HubProblem(413, "blob.too_large", "The part is above the limit.", headers=CLOSE)
    whole = partial(_receipt, desk, digest, int(size))
    if await run_sync(_is_acknowledged, desk, caller, digest):
        return Response(await run_sync(whole), 200, {"Upload-Offset": size, **CLOSE}, media_type="application/json")
    at = int(offset)

    def held() -> int:
        return at

    desk.heard(caller.device)
    try:
        await run_sync(partial(desk.arrivals.begin, caller.device, digest, attempt, offset=at, size=int(size)))
        async for piece in _pieces(request, desk.limits.piece_bytes, desk.limits.silence_s, held):
            if at + len(piece) > int(size):
                raise _at("piece.damaged", 422, "More bytes came than Upload-Length says.", at)
            at = await run_sync(partial(desk.arrivals.append, caller.device, digest, attempt, piece, at=at))
            desk.heard(caller.device)
        if at < int(size):
            return Response(status_code=204, headers={"Upload-Offset": str(at)})
        if not await run_sync(partial(_finish, desk, caller, digest, attempt, number=int(number), size=int(size))):
            raise HubProblem(422, "blob.hash_differs", "The bytes are not those of this name; begin at 0.", headers={"Upload-Offset": "0"})
        return Response(await run_sync(whole), 201, {"Upload-Offset": size}, media_type="application/json")
    except OtherOffset as other:
        raise _at("upload.offset", 409, "The hub is at another offset.", other.offset) from other
    except Superseded as error:
        raise HubProblem(409, "upload.superseded", "A newer attempt for this part has begun.", headers=CLOSE) from error
    except NoRoom as error:
        desk.is_full = True
        desk.changed()
        raise store_full() from error
    except ClientDisconnect:
        return Response(status_code=204)  # nobody reads it; what came whole is kept
    except OSError as error:
        raise _disk_problem(desk, error) from error
    finally:
        with CancelScope(shield=True):
            await run_sync(desk.arrivals.rest, caller.device, digest, attempt)


def _finish(desk: HubDesk, caller: Caller, digest: str, attempt: str, *, number: int, size: int) -> bool:
    check = partial(check_part, desk.vault, office=caller.office)
    if not desk.arrivals.finish(caller.device, digest, attempt, number=number, check=check):
        return False
    desk.keep_part(caller, digest, number=number, size=size)
    return True


def _receipt(desk: HubDesk, digest: str, size: int) -> bytes:
    """Return the hub's own receipt: it holds this part. Only the centre's says that something is received."""
    key = desk.vault.log.device_key
    at = desk.now().isoformat(timespec="milliseconds")
    return sign_receipt(key, Receipt(by=desk.vault.log.device, at=at, blobs=(HeldBlob(digest, size),))).to_bytes()


def _offset(desk: HubDesk, caller: Caller, digest: str) -> int:
    with desk.vault.read() as tx:
        known = hand_ins.part(tx, caller.device, digest)
    return known.size if known is not None else desk.arrivals.offset(caller.device, digest)


def _is_acknowledged(desk: HubDesk, caller: Caller, digest: str) -> bool:
    with desk.vault.read() as tx:
        return hand_ins.part(tx, caller.device, digest) is not None


async def _pieces(request: Request, piece_max: int, silence_s: float, offset: Callable[[], int]) -> AsyncIterator[bytes]:
    """Return the checked pieces of a body. Raises HubProblem 422 for a damaged or cut one, 408 for a silent client."""
    waiting = bytearray()
    async for run in runs(request, silence_s):
        waiting += run
        while len(waiting) >= _PIECE_HEAD:
            length = int.from_bytes(waiting[:4], "big")
            if not 1 <= length <= piece_max:
                raise _at("piece.damaged", 422, "A piece has a length that is not allowed.", offset())
            if len(waiting) < _PIECE_HEAD + length:
                break
            piece = bytes(waiting[_PIECE_HEAD : _PIECE_HEAD + length])
            if sha256(piece).digest() != bytes(waiting[4:_PIECE_HEAD]):
                raise _at("piece.damaged", 422, "The SHA-256 of a piece differs.", offset())
            del waiting[: _PIECE_HEAD + length]
            yield piece
    if waiting:
        raise _at("piece.damaged", 422, "The last piece is cut.", offset())


def _digest(request: Request) -> str:
    digest = str(request.path_params["sha256"])
    if not HEX64.fullmatch(digest):
        raise unreadable("the name of a part is its SHA-256")
    return digest


def _part_headers(request: Request) -> tuple[str, str, str, str]:
    offset, size, attempt, number = (
        request.headers.get(name, "") for name in ("upload-offset", "upload-length", "upload-attempt", "part-number")
    )
    if not all(_NUMBER.fullmatch(one) for one in (offset, size, number)) or not _ATTEMPT.fullmatch(attempt) or int(number) > 99_999_999:
        raise unreadable("Upload-Offset, Upload-Length, Upload-Attempt or Part-Number is missing or has a wrong form")
    return offset, size, attempt, number


def _at(code: str, status: int, title: str, offset: int) -> HubProblem:
    return HubProblem(status, code, title, headers={"Upload-Offset": str(offset), **CLOSE})


def _disk_problem(desk: HubDesk, error: OSError) -> HubProblem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        desk.is_full = True
        desk.changed()
    return store_full()
