"""HEAD and GET of /v1/blobs/{sha256}: how far an upload is, and fetching a file."""

from __future__ import annotations

import re

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from record.header import HEX64
from server.centre import Centre
from server.problem import Problem
from server.signed_request import centre_of, sender_of
from server.stores import holdings
from server.stores.database import reading
from server.stores.reading import readable_blob
from server.stores.take import Sender

_RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{1,15})?")


def digest_of(request: Request) -> str:
    digest = str(request.path_params["sha256"])
    if not HEX64.fullmatch(digest):
        raise Problem(404, "path.unknown", "A file is named by its SHA-256 in lower-case hex.")
    return digest


async def answer_offset(request: Request) -> Response:
    """Answer 200 with Upload-Offset: how many bytes this office has delivered of a file."""
    sender, digest = await sender_of(request), digest_of(request)
    held, size = await run_sync(_progress, centre_of(request), sender, digest)
    headers = {"Upload-Offset": str(held)} | ({} if size is None else {"Upload-Length": str(size)})
    return Response(headers=headers)


def _progress(centre: Centre, sender: Sender, digest: str) -> tuple[int, int | None]:
    with reading(centre.engine) as tx:
        if (whole := holdings.whole(tx, sender.office, digest)) is not None:
            return whole[0], whole[0]
        size = holdings.size_of(tx, sender.office, digest)
    return centre.spool.held(sender.office, digest), size


async def answer_blob(request: Request) -> Response:
    """Answer 200 or 206 with the file, 404 unless a record readable by the asking office names it."""
    centre, sender, digest = centre_of(request), await sender_of(request), digest_of(request)
    size = await run_sync(_readable, centre, sender, digest)
    if size is None:
        raise Problem(404, "blob.unknown", "This file is not held here for your office.")
    start, end, is_part = 0, size, False
    if (asked := _RANGE.fullmatch(request.headers.get("range", ""))) is not None:
        start, is_part = int(asked[1]), True
        end = size if asked[2] is None else min(size, int(asked[2]) + 1)
        if start >= end:
            raise Problem(416, "range.unsatisfiable", "The range begins behind the end.", headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Length": str(end - start), "Accept-Ranges": "bytes"}
    if is_part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    pieces = centre.blobs.read(digest, start, end)
    return StreamingResponse(pieces, 206 if is_part else 200, headers, media_type="application/octet-stream")


def _readable(centre: Centre, sender: Sender, digest: str) -> int | None:
    with reading(centre.engine) as tx:
        return readable_blob(tx, sender.office, digest)
