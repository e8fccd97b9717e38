"""GET /v1/records: what others of one's scope, and the centre, have said since."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from record.parcel import frames
from server.centre import Centre
from server.problem import unreadable
from server.signed_request import centre_of, sender_of
from server.stores.database import reading
from server.stores.reading import page_after
from server.stores.take import Sender


async def answer_records(request: Request) -> Response:
    """Answer 200 with frames one after another; Bukti-Next says where to go on."""
    centre, sender = centre_of(request), await sender_of(request)
    after = request.query_params.get("after", "0")
    if not after.isascii() or not after.isdigit() or len(after) > 15:
        raise unreadable("after is not a number")
    without = frozenset(request.query_params.getlist("without"))
    body, reached, has_more = await run_sync(_read, centre, sender, int(after), without)
    headers = {"Bukti-Next": str(reached), "Bukti-More": "1" if has_more else "0"}
    return Response(body, headers=headers, media_type="application/octet-stream")


def _read(centre: Centre, sender: Sender, after: int, without: frozenset[str]) -> tuple[bytes, int, bool]:
    with reading(centre.engine) as tx:
        page = page_after(tx, sender.office, after, without=without, bytes_max=centre.limits.records_bytes)
    return b"".join(frames(page.items)), page.next, page.has_more
