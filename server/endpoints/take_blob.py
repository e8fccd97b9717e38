"""PATCH /v1/blobs/{sha256}: a file comes in pieces, each checked and kept as soon as it is whole."""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import AsyncIterator, Callable
from functools import partial
from hashlib import sha256

from anyio import CancelScope
from anyio.to_thread import run_sync
from sqlalchemy import Connection
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from server.centre import Centre
from server.endpoints.give_blob import digest_of
from server.metrics import UPLOADS
from server.problem import Problem, unreadable
from server.signed_request import centre_of, sender_of_content
from server.stores import holdings
from server.stores.database import reading, writing
from server.stores.spool import Superseded
from server.stores.take import Sender
from server.under_way import stopping

_NUMBER, _ATTEMPT = re.compile(r"[0-9]{1,15}"), re.compile(r"[0-9a-f]{32}")
_HEAD = 36  # length (4 bytes, big-endian), SHA-256


class _Upload:
    """One attempt to bring one file."""

    def __init__(self, centre: Centre, sender: Sender, digest: str, *, size: int, attempt: str) -> None:
        self.centre, self.sender, self.digest, self.size, self.attempt = centre, sender, digest, size, attempt
        self.offset = 0

    def begin(self) -> bytes | None:
        """Fence off older attempts and learn the offset. Returns the receipt when the file was delivered before."""
        self.offset = self.centre.spool.begin(self.sender.office, self.digest, self.attempt)
        with reading(self.centre.engine) as tx:  # behind the fence: an older attempt that had finished shows here
            if (before := holdings.whole(tx, self.sender.office, self.digest)) is not None:
                return before[1]
            is_named = holdings.is_named(tx, self.sender.office, self.digest, size=self.size)
        if self.size > shutil.disk_usage(self.centre.spool.folder).free:
            raise OSError(errno.ENOSPC, "no room for the whole of it")
        if not is_named:
            with writing(self.centre.engine) as tx:
                holdings.admit_upload(tx, self.sender.office, self.digest, size=self.size, attempt=self.attempt, limits=self.centre.limits)
        return None

    def append(self, piece: bytes) -> None:
        self.offset = self.centre.spool.append(self.sender.office, self.digest, self.attempt, piece, at=self.offset)

    def finish(self) -> bytes:
        """Return the receipt for the whole file. Raises Problem 422 when its bytes are not those of its name."""
        keep = partial(self.centre.blobs.keep, self.digest)
        if not self.centre.spool.finish(self.sender.office, self.digest, self.attempt, keep):
            raise Problem(422, "blob.hash_differs", "The bytes are not those of this name; begin at 0.", headers={"Upload-Offset": "0"})

        def note(tx: Connection) -> bytes:
            at = self.centre.now()
            return holdings.keep_holding(tx, self.sender.office, self.digest, self.size, key=self.centre.key, at=at)

        return self.centre.turns.write(note)

    def rest(self) -> None:
        self.centre.spool.rest(self.sender.office, self.digest, self.attempt)


async def answer_piece_stream(request: Request) -> Response:
    """Answer 201 with the signed receipt once the file is whole, 204 with the offset before."""
    centre, digest = centre_of(request), digest_of(request)
    offset, size, attempt = _headers(request)
    sender = await sender_of_content(request, f"stream {offset} {size} {attempt}")
    if int(size) > centre.limits.blob_bytes:
        raise Problem(413, "blob.too_large", "The file is above the limit.", headers=_CLOSE, limit=centre.limits.blob_bytes)
    upload = _Upload(centre, sender, digest, size=int(size), attempt=attempt)
    UPLOADS.move(1)
    try:
        if (receipt := await run_sync(upload.begin)) is not None:
            return _whole(receipt, int(size), 200, headers=_CLOSE)
        if upload.offset != int(offset):
            raise _at("upload.offset", 409, "The server is at another offset.", upload.offset)
        await _append_all(request, upload)
        if upload.offset < upload.size:
            return Response(status_code=204, headers={"Upload-Offset": str(upload.offset)})
        return _whole(await run_sync(upload.finish), upload.size, 201)
    except Superseded as error:
        raise Problem(409, "upload.superseded", "A newer attempt for this file has begun.", headers=_CLOSE) from error
    except ClientDisconnect:
        return Response(status_code=204)  # nobody reads it; what came whole is kept
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Problem(503, "store.full", "The store is full.", headers={"Retry-After": "600", **_CLOSE}) from error
    finally:
        UPLOADS.move(-1)
        with CancelScope(shield=True):
            await run_sync(upload.rest)


_CLOSE = {"Connection": "close"}


async def _append_all(request: Request, upload: _Upload) -> None:
    async for piece in _pieces(request.stream(), upload.centre.limits.piece_bytes, lambda: upload.offset):
        if upload.offset + len(piece) > upload.size:
            raise _at("piece.damaged", 422, "More bytes came than Upload-Length says.", upload.offset)
        await run_sync(upload.append, piece)
        if upload.offset < upload.size and request.app.state.under_way.is_stopping:
            problem = stopping()  # at a piece's end: what came is kept, and the next server goes on there
            problem.headers["Upload-Offset"] = str(upload.offset)
            raise problem


async def _pieces(stream: AsyncIterator[bytes], piece_max: int, offset: Callable[[], int]) -> AsyncIterator[bytes]:
    """Return the checked pieces of a body. Raises Problem 422 for a damaged or cut one."""
    waiting = bytearray()
    async for run in stream:
        waiting += run
        while len(waiting) >= _HEAD:
            length = int.from_bytes(waiting[:4], "big")
            if not 1 <= length <= piece_max:
                raise _at("piece.damaged", 422, "A piece has a length that is not allowed.", offset())
            if len(waiting) < _HEAD + length:
                break
            piece = bytes(waiting[_HEAD : _HEAD + length])
            if sha256(piece).digest() != bytes(waiting[4:_HEAD]):
                raise _at("piece.damaged", 422, "The SHA-256 of a piece differs.", offset())
            del waiting[: _HEAD + length]
            yield piece
    if waiting:
        raise _at("piece.damaged", 422, "The last piece is cut.", offset())


def _headers(request: Request) -> tuple[str, str, str]:
    found = tuple(request.headers.get(name, "") for name in ("upload-offset", "upload-length", "upload-attempt"))
    offset, size, attempt = found
    if not _NUMBER.fullmatch(offset) or not _NUMBER.fullmatch(size) or not _ATTEMPT.fullmatch(attempt):
        raise unreadable("Upload-Offset, Upload-Length or Upload-Attempt is missing or has a wrong form")
    return offset, size, attempt


def _at(code: str, status: int, title: str, offset: int) -> Problem:
    return Problem(status, code, title, headers={"Upload-Offset": str(offset), **_CLOSE}, offset=offset)


def _whole(receipt: bytes, size: int, status: int, *, headers: dict[str, str] | None = None) -> Response:
    return Response(receipt, status, {"Upload-Offset": str(size), **(headers or {})}, media_type="application/json")
