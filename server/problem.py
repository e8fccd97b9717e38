"""A refused request, as the client gets it: application/problem+json (RFC 9457) with a stable code."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class Problem(Exception):
    """status: HTTP status. code: stable, as listed in docs/protocol.md. title: English, for logs; never personal data."""

    def __init__(self, status: int, code: str, title: str, *, headers: Mapping[str, str] | None = None, **more: object) -> None:
        super().__init__(title)
        self.status, self.code, self.title, self.headers, self.more = status, code, title, dict(headers or {}), more

    def response(self) -> Response:
        body = {"type": f"urn:bukti:problem:{self.code}", "title": self.title, "status": self.status, "code": self.code, **self.more}
        return JSONResponse(body, self.status, self.headers, media_type="application/problem+json")


async def answer_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def answer_nobody(_request: Request, _error: Exception) -> Response:
    """The line broke while a request came: nobody hears the answer, and it is no fault of the server."""
    return Response(status_code=400)


async def answer_unknown_path(_request: Request, _error: Exception) -> Response:
    return Problem(404, "path.unknown", "There is no such call.").response()


async def answer_unknown_method(_request: Request, _error: Exception) -> Response:
    return Problem(405, "method.unknown", "This call does not know that method.").response()


async def answer_unavailable(_request: Request, _error: Exception) -> Response:
    return Problem(503, "store.unavailable", "The store does not answer now.", headers={"Retry-After": "30"}).response()


async def answer_fault(_request: Request, _error: Exception) -> Response:
    """A fault of the server itself: its log has the trace, the answer says nothing more."""
    return Problem(500, "server.fault", "The server has a fault.").response()


def too_large(limit: int) -> Problem:
    return Problem(413, "body.too_large", "The body is above the limit of this call.", headers={"Connection": "close"}, limit=limit)


def unreadable(why: str) -> Problem:
    return Problem(400, "request.unreadable", f"The request is not as docs/protocol.md describes it: {why}.")
