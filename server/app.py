"""The server as a Starlette application: which call goes where, and what every answer carries."""

from __future__ import annotations

from obstore.exceptions import BaseError
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.types import ASGIApp

from server.centre import Centre
from server.console.routes import CONSOLE_HANDLERS, CONSOLE_ROUTES
from server.door import Door
from server.endpoints.check_paper import answer_check, show_check
from server.endpoints.enrol import enrol_device, give_roster
from server.endpoints.give_blob import answer_blob, answer_offset
from server.endpoints.give_credentials import answer_credentials
from server.endpoints.give_records import answer_records
from server.endpoints.health import WATCH_ROUTES, answer_health, give_nonce
from server.endpoints.hello import answer_hello
from server.endpoints.prove import answer_proofs
from server.endpoints.take_blob import answer_piece_stream
from server.endpoints.take_parcel import answer_parcel, answer_parcel_stream
from server.endpoints.take_sealed import answer_sealed, answer_sealed_stream
from server.problem import (
    Problem,
    answer_fault,
    answer_nobody,
    answer_problem,
    answer_unavailable,
    answer_unknown_method,
    answer_unknown_path,
)
from server.under_way import UnderWay


def build_app(centre: Centre, under_way: UnderWay | None = None) -> ASGIApp:
    """Return the application over an opened centre, which the caller closes. under_way: by which the caller stops it."""
    under_way = under_way or UnderWay()
    app = Starlette(
        routes=[
            Route("/health", answer_health),
            *WATCH_ROUTES,
            *CONSOLE_ROUTES,
            Route("/check", show_check, methods=["GET"]),
            Route("/check", answer_check, methods=["POST"]),
            Route("/v1/nonce", give_nonce),
            Route("/v1/enrol", enrol_device, methods=["POST"]),
            Route("/v1/roster", give_roster, methods=["POST"]),
            Route("/v1/hello", answer_hello, methods=["POST"]),
            Route("/v1/parcels", answer_parcel, methods=["POST"]),
            Route("/v1/parcels/{sha256}", answer_parcel_stream, methods=["PATCH"]),
            Route("/v1/sealed", answer_sealed, methods=["POST"]),
            Route("/v1/sealed/{sha256}", answer_sealed_stream, methods=["PATCH"]),
            Route("/v1/records", answer_records),
            Route("/v1/proofs", answer_proofs, methods=["POST"]),
            Route("/v1/credentials", answer_credentials),
            Route("/v1/blobs/{sha256}", answer_offset, methods=["HEAD"]),
            Route("/v1/blobs/{sha256}", answer_piece_stream, methods=["PATCH"]),
            Route("/v1/blobs/{sha256}", answer_blob, methods=["GET"]),
        ],
        exception_handlers={
            Problem: answer_problem,
            ClientDisconnect: answer_nobody,
            **CONSOLE_HANDLERS,
            OperationalError: answer_unavailable,
            BaseError: answer_unavailable,
            404: answer_unknown_path,
            405: answer_unknown_method,
            500: answer_fault,
        },
    )
    app.state.centre, app.state.under_way = centre, under_way
    app.router.redirect_slashes = False
    routes = {route.endpoint: route.path for route in app.routes if isinstance(route, Route)}
    return Door(app, centre.nonces, centre.limits, under_way, routes)  # outermost, so that a fault's answer is marked too


def build_watch_app(centre: Centre, under_way: UnderWay) -> ASGIApp:
    """Return what a listener for the centre's own machines serves: health and numbers, nothing of the offices."""
    app = Starlette(routes=list(WATCH_ROUTES), exception_handlers={Problem: answer_problem, 404: answer_unknown_path})
    app.state.centre, app.state.under_way, app.state.is_watch = centre, under_way, True
    return app
