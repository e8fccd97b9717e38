"""GET /health and GET /v1/nonce: whether a server is there and which one. /healthz and /metrics: for the centre's own machines."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from threading import Lock

from anyio.to_thread import run_sync
from obstore.exceptions import BaseError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from server import metrics
from server.centre import Centre
from server.json_body import base64_text
from server.nonces import NONCE_SECONDS
from server.problem import Problem
from server.signed_request import centre_of, spend_of_address
from server.stores.counts import counts
from server.stores.database import reading
from server.under_way import UnderWay

_COUNTED_FOR = timedelta(seconds=30)  # counting millions of rows takes a while
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


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


# for the centre's own machines


async def answer_live(request: Request) -> Response:
    """Answer 200 as long as the process answers at all: when it does not, start it anew."""
    _check_near(request)
    return JSONResponse({"status": "ok"})


async def answer_ready(request: Request) -> Response:
    """Answer 200 when requests may be sent here; 503 while it stops, or while database or blob store do not answer."""
    _check_near(request)
    centre, under_way = centre_of(request), request.app.state.under_way
    assert isinstance(under_way, UnderWay)
    if under_way.is_stopping:
        return JSONResponse({"status": "stopping"}, 503)
    is_well = await run_sync(_is_well, centre)
    return JSONResponse({"status": "ok" if is_well else "ill"}, 200 if is_well else 503)


async def answer_metrics(request: Request) -> Response:
    """Answer 200 with the numbers of this process and of what is held, the latter counted at most 30 seconds ago."""
    _check_near(request)
    centre = centre_of(request)
    try:
        held = await run_sync(_counted.of, centre)
    except SQLAlchemyError:
        held = {}  # the rest is still worth having
    return PlainTextResponse(metrics.exposition(held), media_type=metrics.CONTENT_TYPE)


def _check_near(request: Request) -> None:
    """Raises Problem 404 unless it is asked at the listener for it, or from this machine and not through a proxy."""
    host = request.client.host if request.client else ""
    try:
        is_near = ipaddress.ip_address(host).is_loopback and not any(name in request.headers for name in _FORWARDED)
    except ValueError:
        is_near = False
    if not is_near and not getattr(request.app.state, "is_watch", False):
        raise Problem(404, "path.unknown", "There is no such call.")


class _Counted:
    """What the database counted last, for each centre of this process."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[datetime, dict[str, object]]] = {}
        self._lock = Lock()  # one counts, the others wait for it

    def of(self, centre: Centre) -> dict[str, object]:
        with self._lock:
            now, before = centre.now(), self._found.get(centre.key.id)
            if before is None or not timedelta() <= now - before[0] < _COUNTED_FOR:
                with reading(centre.engine) as tx:
                    self._found[centre.key.id] = before = (now, counts(tx))
            return before[1]


_counted = _Counted()
WATCH_ROUTES = (
    Route("/healthz", answer_ready),
    Route("/healthz/ready", answer_ready),
    Route("/healthz/live", answer_live),
    Route("/metrics", answer_metrics),
)
