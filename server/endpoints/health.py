"""GET /health and GET /v1/nonce: whether a server is there, which one, and a nonce to sign with."""

from __future__ import annotations

from anyio.to_thread import run_sync
from obstore.exceptions import BaseError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.centre import Centre
from server.json_body import base64_text
from server.nonces import NONCE_SECONDS
from server.signed_request import centre_of, spend_of_address
from server.stores.database import reading


async def answer_health(request: Request) -> Response:
    """Answer 200 when database and blob store answer, else 503."""
    centre = centre_of(request)
    is_well = await run_sync(_is_well, centre)
    said = {"status": "ok" if is_well else "ill", "time": centre.now().isoformat(timespec="milliseconds")}
    return JSONResponse(said, 200 if is_well else 503)


def _is_well(centre: Centre) -> bool:
    try:
        with reading(centre.engine) as tx:
            tx.execute(text("SELECT 1"))
        centre.blobs.check()
    except (SQLAlchemyError, OSError, BaseError):
        return False
    return True


async def give_nonce(request: Request) -> Response:
    spend_of_address(request)
    centre = centre_of(request)
    return JSONResponse(
        {
            "nonce": centre.nonces.fresh(),
            "seconds": NONCE_SECONDS,
            "time": centre.now().isoformat(timespec="milliseconds"),
            "centre_key": base64_text(centre.key.spki),
            "drill": centre.is_drill,
        }
    )
