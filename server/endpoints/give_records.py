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
    """Answer 200 with frames one after another; Bukti-Next says where to go on, Bukti-Left how many things there are then."""
    centre, sender = centre_of(request), await sender_of(request)
    after, most = _number(request, "after", 0), _number(request, "most", centre.limits.records_bytes)
    without = frozenset(request.query_params.getlist("without"))
    body, reached, left = await run_sync(_read, centre, sender, after, without, min(most, centre.limits.records_bytes))
    headers = {"Bukti-Next": str(reached), "Bukti-More": "1" if left else "0", "Bukti-Left": str(left)}
    return Response(body, headers=headers, media_type="application/octet-stream")


def _number(request: Request, key: str, default: int) -> int:
    given = request.query_params.get(key, str(default))
    if not given.isascii() or not given.isdigit() or len(given) > 15:
        raise unreadable(f"{key} is not a number")
    return int(given)


def _read(centre: Centre, sender: Sender, after: int, without: frozenset[str], most: int) -> tuple[bytes, int, int]:
    with reading(centre.engine) as tx:
        page = page_after(tx, sender.office, after, without=without, bytes_max=most)
    return b"".join(frames(page.items)), page.next, page.left
