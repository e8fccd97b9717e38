"""A body in pieces: each is checked and kept as soon as it is whole, so that a broken connection loses the piece under way."""

from __future__ import annotations

import errno
import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from hashlib import sha256

from anyio import CancelScope
from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from server.centre import Centre
from server.metrics import UPLOADS
from server.problem import Problem, unreadable
from server.stores.spool import Superseded
from server.stores.take import Sender
from server.under_way import stopping

_NUMBER, _ATTEMPT = re.compile(r"[0-9]{1,15}"), re.compile(r"[0-9a-f]{32}")
_HEAD = 36  # length (4 bytes, big-endian), SHA-256
CLOSE = {"Connection": "close"}


class Upload(ABC):
    """One attempt to bring what has this SHA-256. place: under whose name its bytes wait in the spool; size: bytes of the whole."""

    def __init__(self, centre: Centre, sender: Sender, place: str, digest: str, *, size: int, attempt: str) -> None:
        self.centre, self.sender, self.place, self.digest, self.size, self.attempt = centre, sender, place, digest, size, attempt
        self.offset = 0
        self.says: dict[str, str] = {}  # headers of the answer to the whole

    def begin(self) -> bytes | None:
        """Fence off older attempts and learn the offset. Returns the receipt when all was taken before."""
        self.offset = self.centre.spool.begin(self.place, self.digest, self.attempt)
        if (before := self.receipt_before()) is not None:  # behind the fence: an older attempt that had finished shows here
            return before
        if self.size > shutil.disk_usage(self.centre.spool.folder).free:
            raise OSError(errno.ENOSPC, "no room for the whole of it")
        self.admit()
        return None

    @abstractmethod
    def receipt_before(self) -> bytes | None:
        """Return the receipt when all was taken before."""

    @abstractmethod
    def admit(self) -> None:
        """Make room for what is to come. Raises Problem when it may not come."""

    def append(self, piece: bytes) -> None:
        self.offset = self.centre.spool.append(self.place, self.digest, self.attempt, piece, at=self.offset)

    @abstractmethod
    def finish(self) -> bytes:
        """Take the whole and return the receipt. Raises Problem 422 when its bytes are not those of its name."""

    def rest(self) -> None:
        self.centre.spool.rest(self.place, self.digest, self.attempt)


def stream_headers(request: Request) -> tuple[str, str, str]:
    """Return Upload-Offset, Upload-Length and Upload-Attempt as they stand in the request. Raises Problem 400."""
    found = tuple(request.headers.get(name, "") for name in ("upload-offset", "upload-length", "upload-attempt"))
    offset, size, attempt = found
    if not _NUMBER.fullmatch(offset) or not _NUMBER.fullmatch(size) or not _ATTEMPT.fullmatch(attempt):
        raise unreadable("Upload-Offset, Upload-Length or Upload-Attempt is missing or has a wrong form")
    return offset, size, attempt


async def answer_stream(request: Request, upload: Upload, offset: int) -> Response:
    """Answer 201 with the signed receipt once all is there, 204 with the offset before, 409 when the server is at another offset."""
    UPLOADS.move(1)
    try:
        if (receipt := await run_sync(upload.begin)) is not None:
            return _whole(receipt, upload.size, 200, headers=_end_of(request))
        if upload.offset != offset:
            raise _at("upload.offset", 409, "The server is at another offset.", upload.offset, headers=_end_of(request))
        await _append_all(request, upload)
        if upload.offset < upload.size:
            return Response(status_code=204, headers={"Upload-Offset": str(upload.offset)})
        return _whole(await run_sync(upload.finish), upload.size, 201, headers=upload.says)
    except Superseded as error:
        raise Problem(409, "upload.superseded", "A newer attempt for this file has begun.", headers=CLOSE) from error
    except ClientDisconnect:
        return Response(status_code=204)  # nobody reads it; what came whole is kept
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Problem(503, "store.full", "The store is full.", headers={"Retry-After": "600", **CLOSE}) from error
    finally:
        UPLOADS.move(-1)
        with CancelScope(shield=True):
            await run_sync(upload.rest)


async def _append_all(request: Request, upload: Upload) -> None:
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


def _end_of(request: Request) -> dict[str, str]:
    """The connection ends with an answer that did not wait for the body; one without a body is free for the next request."""
    return {} if request.headers.get("content-length") == "0" else CLOSE


def _at(code: str, status: int, title: str, offset: int, *, headers: dict[str, str] = CLOSE) -> Problem:
    return Problem(status, code, title, headers={"Upload-Offset": str(offset), **headers}, offset=offset)


def _whole(receipt: bytes, size: int, status: int, *, headers: dict[str, str] | None = None) -> Response:
    return Response(receipt, status, {"Upload-Offset": str(size), **(headers or {})}, media_type="application/json")
