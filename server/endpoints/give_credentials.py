"""GET /v1/credentials: the short credentials of the office's people, which stand in the codes of their papers."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.centre import Centre
from server.json_body import base64_text
from server.signed_request import centre_of, sender_of
from server.stores import offices
from server.stores.database import reading
from server.stores.take import Sender


async def answer_credentials(request: Request) -> Response:
    """Answer 200 with one credential for each key in force of an active person of the sender's roster."""
    centre, sender = centre_of(request), await sender_of(request)
    found = await run_sync(_read, centre, sender)
    return JSONResponse({"paper_credentials": [base64_text(one) for one in found]})


def _read(centre: Centre, sender: Sender) -> list[bytes]:
    with reading(centre.engine) as tx:
        return offices.paper_credentials(tx, sender, centre.key)
