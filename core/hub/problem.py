"""A refused request, as a laptop gets it: application/problem+json (RFC 9457), with the codes of docs/protocol.md."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class HubProblem(Exception):
    """status: HTTP status; code: stable; title: English, never personal data."""

    def __init__(self, status: int, code: str, title: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(title)
        self.status, self.code, self.title, self.headers = status, code, title, dict(headers or {})

    def response(self) -> Response:
        body = {"type": f"urn:bukti:problem:{self.code}", "title": self.title, "status": self.status, "code": self.code}
        return JSONResponse(body, self.status, self.headers, media_type="application/problem+json")


async def answer_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HubProblem)
    return error.response()


async def answer_unknown_path(_request: Request, _error: Exception) -> Response:
    return HubProblem(404, "path.unknown", "There is no such call.").response()


async def answer_unknown_method(_request: Request, _error: Exception) -> Response:
    return HubProblem(405, "method.unknown", "This call does not know that method.").response()


async def answer_fault(_request: Request, _error: Exception) -> Response:
    return HubProblem(500, "server.fault", "The evening station has a fault.").response()


def unreadable(why: str) -> HubProblem:
    return HubProblem(400, "request.unreadable", f"The request is not as docs/protocol.md describes it: {why}.", headers=CLOSE)


def store_full() -> HubProblem:
    return HubProblem(503, "store.full", "The disk of the evening station is full.", headers={"Retry-After": "60", **CLOSE})


CLOSE = {"Connection": "close"}
