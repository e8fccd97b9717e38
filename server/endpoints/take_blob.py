"""PATCH /v1/blobs/{sha256}: a file comes in pieces."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from server.endpoints.give_blob import digest_of
from server.endpoints.piece_stream import CLOSE, Upload, answer_stream, stream_headers
from server.problem import Problem
from server.signed_request import centre_of, sender_of_content
from server.stores import holdings
from server.stores.database import reading, writing


class _File(Upload):
    """One attempt to bring one file."""

    _is_named = False

    def receipt_before(self) -> bytes | None:
        with reading(self.centre.engine) as tx:
            before = holdings.whole(tx, self.sender.office, self.digest)
            self._is_named = holdings.is_named(tx, self.sender.office, self.digest, size=self.size)
        return None if before is None else before[1]

    def admit(self) -> None:
        if not self._is_named:
            with writing(self.centre.engine) as tx:
                holdings.admit_upload(tx, self.sender.office, self.digest, size=self.size, attempt=self.attempt, limits=self.centre.limits)

    def finish(self) -> bytes:
        keep = partial(self.centre.blobs.keep, self.digest)
        if not self.centre.spool.finish(self.place, self.digest, self.attempt, keep):
            raise Problem(422, "blob.hash_differs", "The bytes are not those of this name; begin at 0.", headers={"Upload-Offset": "0"})

        def note(tx: Connection) -> bytes:
            at = self.centre.now()
            return holdings.keep_holding(tx, self.sender.office, self.digest, self.size, key=self.centre.key, at=at)

        return self.centre.turns.write(note)


async def answer_piece_stream(request: Request) -> Response:
    """Answer as `answer_stream`. A file may come before the record that names it, and is kept when its bytes are those of its name."""
    centre, digest = centre_of(request), digest_of(request)
    offset, size, attempt = stream_headers(request)
    sender = await sender_of_content(request, f"stream {offset} {size} {attempt}")
    if int(size) > centre.limits.blob_bytes:
        raise Problem(413, "blob.too_large", "The file is above the limit.", headers=CLOSE, limit=centre.limits.blob_bytes)
    return await answer_stream(request, _File(centre, sender, sender.office, digest, size=int(size), attempt=attempt), int(offset))
