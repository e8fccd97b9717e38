"""POST /v1/sealed, PATCH /v1/sealed/{sha256}: one frame of a stick, whole or in pieces, brought by any enrolled device.

It is opened here, and receipted to the office whose it is.
"""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from record.errors import NotGenuine, Unreadable
from record.sealed_frame import SEALED_FRAME_BYTES_MAX
from server.centre import Centre
from server.endpoints.parcel_upload import ParcelUpload, answer_parcel_in_pieces
from server.obey import obey_if_embedded
from server.problem import Problem
from server.signed_request import centre_of, read_capped, sender_of
from server.stores.sealed import NotForCentre, SealedTaken, take_sealed
from server.stores.take import Sender


async def answer_sealed(request: Request) -> Response:
    """Answer 200 with a signed receipt over what the frame brought; the same frame again gets the same stored receipt."""
    centre = centre_of(request)
    body = await read_capped(request, SEALED_FRAME_BYTES_MAX)
    sender = await sender_of(request, body=body)
    found = await run_sync(_take, centre, sender, body)
    return Response(found.receipt, headers=_said(found), media_type="application/json")


async def answer_sealed_stream(request: Request) -> Response:
    """Answer as `answer_stream`: a frame that a broken line has cut goes on where it was."""
    return await answer_parcel_in_pieces(request, _SealedFrame, SEALED_FRAME_BYTES_MAX)


class _SealedFrame(ParcelUpload):
    """One attempt to bring one sealed frame in pieces."""

    def receipt_before(self) -> bytes | None:
        return None  # whose it is, and so where its receipt lies, shows only in the whole

    def take(self, content: bytes) -> bytes:
        found = _take(self.centre, self.sender, content)
        self.says |= _said(found)
        return found.receipt


def _said(found: SealedTaken) -> dict[str, str]:
    return {} if found.is_settled else {"Bukti-Early": "1"}


def _take(centre: Centre, sender: Sender, body: bytes) -> SealedTaken:
    try:
        found = take_sealed(centre, body, brought_by=sender.device, spool_of=sender.office)
    except NotForCentre as error:
        raise Problem(422, "parcel.not_for_centre", "The frame is not sealed to this centre.") from error
    except (Unreadable, NotGenuine) as error:
        raise Problem(422, "parcel.unreadable", f"The frame cannot be read: {error}.") from error
    obey_if_embedded(centre)
    return found
