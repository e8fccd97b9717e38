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
from server.endpoints.parcel_upload import ParcelUpload, answer_parcel_in_pieces
from server.obey import obey_if_embedded
from server.problem import Problem
from server.signed_request import centre_of, read_capped, sender_of
from server.stores.database import reading
from server.stores.pieces import take_pieces
from server.stores.receipts import stored_receipt, take_parcel
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
    return await answer_parcel_in_pieces(request, _Parcel, centre_of(request).limits.frame_bytes)


class _Parcel(ParcelUpload):
    """One attempt to bring one parcel in pieces."""

    def receipt_before(self) -> bytes | None:
        with reading(self.centre.engine) as tx:
            return stored_receipt(tx, self.digest, self.sender.office)

    def take(self, content: bytes) -> bytes:
        return _take(self.centre, self.sender, content)


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
