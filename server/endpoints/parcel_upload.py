"""A parcel or sealed frame in pieces: small enough to be looked at as a whole, and forgotten once it was taken."""

from __future__ import annotations

from abc import abstractmethod

from starlette.requests import Request
from starlette.responses import Response

from server.endpoints.give_blob import digest_of
from server.endpoints.piece_stream import Upload, answer_stream, stream_headers
from server.problem import Problem, too_large
from server.signed_request import centre_of, sender_of_content
from server.stores.spool import PARCELS


class ParcelUpload(Upload):
    """One attempt to bring one of them."""

    def admit(self) -> None:
        if self.offset == 0:
            self.centre.spool.make_room(self.place)

    def finish(self) -> bytes:
        content = self.centre.spool.whole(self.place, self.digest, self.attempt)
        if content is None:
            raise Problem(422, "parcel.unreadable", "The bytes are not those of this name; begin at 0.", headers={"Upload-Offset": "0"})
        try:
            receipt = self.take(content)
        except Problem:  # it will not do better another time
            self.centre.spool.drop(self.place, self.digest)
            raise
        self.centre.spool.drop(self.place, self.digest)
        return receipt

    @abstractmethod
    def take(self, content: bytes) -> bytes:
        """Return the receipt, after the commit. Raises Problem."""


async def answer_parcel_in_pieces(request: Request, kind: type[ParcelUpload], limit: int) -> Response:
    """Answer as `answer_stream`. limit: bytes. Raises Problem 413 before the bytes of a larger one come."""
    centre, digest = centre_of(request), digest_of(request)
    offset, size, attempt = stream_headers(request)
    sender = await sender_of_content(request, f"stream {offset} {size} {attempt}")
    if int(size) > limit:
        raise too_large(limit)
    upload = kind(centre, sender, sender.office + PARCELS, digest, size=int(size), attempt=attempt)
    return await answer_stream(request, upload, int(offset))
