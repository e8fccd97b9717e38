"""POST /v1/parcels, PATCH /v1/parcels/{sha256}: one frame in, whole or in pieces; one signed receipt out, after the commit."""

from __future__ import annotations

from hashlib import sha256

from anyio.to_thread import run_sync
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from record.errors import Unreadable
from record.parcel import BlobItem, read_frame
from record.receipt import HeldBlob
from server.centre import Centre
from server.endpoints.give_blob import digest_of
from server.endpoints.piece_stream import Upload, answer_stream, stream_headers
from server.obey import obey_if_embedded
from server.problem import Problem, too_large
from server.signed_request import centre_of, read_capped, sender_of, sender_of_content
from server.stores.database import reading
from server.stores.pieces import take_pieces
from server.stores.receipts import stored_receipt, take_parcel
from server.stores.spool import PARCELS
from server.stores.take import Sender


async def answer_parcel(request: Request) -> Response:
    """Store what the parcel holds and answer 200 with the signed receipt; the same parcel gets the same stored receipt.

    A bad record is quarantined and receipted with the reason; a wrong clock rejects nothing. Files that a held record names are kept
    first and named in the receipt.
    """
    centre = centre_of(request)
    body = await read_capped(request, centre.limits.frame_bytes)
    sender = await sender_of(request, body=body)
    return Response(await run_sync(_take, centre, sender, body), media_type="application/json")


async def answer_parcel_stream(request: Request) -> Response:
    """Answer as `answer_stream`: a parcel that a broken line has cut goes on where it was."""
    centre, digest = centre_of(request), digest_of(request)
    offset, size, attempt = stream_headers(request)
    sender = await sender_of_content(request, f"stream {offset} {size} {attempt}")
    if int(size) > centre.limits.frame_bytes:
        raise too_large(centre.limits.frame_bytes)
    parcel = _Parcel(centre, sender, sender.office + PARCELS, digest, size=int(size), attempt=attempt)
    return await answer_stream(request, parcel, int(offset))


class _Parcel(Upload):
    """One attempt to bring one parcel in pieces."""

    def receipt_before(self) -> bytes | None:
        with reading(self.centre.engine) as tx:
            return stored_receipt(tx, self.digest, self.sender.office)

    def admit(self) -> None:
        if self.offset == 0:
            self.centre.spool.make_room(self.place)

    def finish(self) -> bytes:
        body = self.centre.spool.whole(self.place, self.digest, self.attempt)
        if body is None:
            raise Problem(422, "parcel.unreadable", "The bytes are not those of this name; begin at 0.", headers={"Upload-Offset": "0"})
        try:
            receipt = _take(self.centre, self.sender, body)
        except Problem:  # it will not do better another time
            self.centre.spool.drop(self.place, self.digest)
            raise
        self.centre.spool.drop(self.place, self.digest)
        return receipt


def _take(centre: Centre, sender: Sender, body: bytes) -> bytes:
    parcel_sha256 = sha256(body).hexdigest()
    try:
        items = read_frame(body)
    except Unreadable as error:
        raise Problem(422, "parcel.unreadable", f"The parcel cannot be read: {error}.") from error
    files = [item for item in items if isinstance(item, BlobItem)]
    whole, is_settled = tuple[HeldBlob, ...](), True
    if files:
        with reading(centre.engine) as tx:
            if (before := stored_receipt(tx, parcel_sha256, sender.office)) is not None:
                return before
        whole, is_settled = take_pieces(centre, files, sender.office, f"{sender.office}+")

    def keep(tx: Connection) -> bytes:
        if (before := stored_receipt(tx, parcel_sha256, sender.office)) is not None:  # the same parcel once more
            return before
        return take_parcel(
            tx,
            items,
            parcel_sha256,
            sender=sender,
            key=centre.key,
            at=centre.now(),
            limits=centre.limits,
            blobs=whole,
            is_settled=is_settled,
        )

    receipt = centre.turns.write(keep)
    obey_if_embedded(centre)
    return receipt
