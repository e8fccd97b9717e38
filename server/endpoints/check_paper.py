"""GET and POST /check: anybody can have a paper checked by the centre; nothing of it is kept."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from anyio.to_process import run_sync as run_in_process
from anyio.to_thread import run_sync
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from paper.answers import PaperCheck
from server.centre import Centre
from server.console.check_page import HEADERS, check_page
from server.problem import Problem
from server.signed_request import centre_of, read_capped
from server.stores import papers
from server.stores.database import reading

if TYPE_CHECKING:
    from paper.check import Read
    from paper.trust import Trust

JUDGED_AT_ONCE = 2
SECONDS_MAX = 30
_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "trust"
_NOBODY = {"-": ""}  # a list that is there and holds no such key
_BOUNDARY = re.compile(r'multipart/form-data;.*boundary="?([A-Za-z0-9\'()+_,./:=? -]{1,70}?)"?\s*')


async def show_check(_request: Request) -> Response:
    return HTMLResponse(check_page(), headers=HEADERS)


async def answer_check(request: Request) -> Response:
    """Answer 200 with the three answers: a page, or JSON where the client accepts that only.

    The body is the PDF, or a form with it. 413 above the limit, 429 for too many from one address, 503 when it takes too long.
    The PDF is read in a process of its own, which is ended when it takes too long.
    """
    centre = centre_of(request)
    wants_json = request.headers.get("accept", "").startswith("application/json")
    try:
        centre.check_rates.spend(request.client.host if request.client else "")
        pdf, name = _paper(await read_capped(request, centre.limits.paper_bytes), request.headers.get("content-type", ""))
        found = await run_sync(_judge, centre, await _read(pdf))
    except Problem as problem:
        if wants_json:
            raise
        told = {413: "File terlalu besar untuk sebuah surat.", 429: "Terlalu banyak permintaan. Coba lagi sebentar lagi."}
        page = check_page(trouble=told.get(problem.status, "File tidak dapat diperiksa. Pilih satu file PDF."))
        return HTMLResponse(page, problem.status, {**HEADERS, **problem.headers})
    if wants_json:
        return JSONResponse(_as_json(found))
    return HTMLResponse(check_page(found, name=name), headers=HEADERS)


@lru_cache(maxsize=1)
def _limiter() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(JUDGED_AT_ONCE)


async def _read(pdf: bytes) -> Read:
    await run_sync(import_module, "paper.check")  # a second at the first paper; a centre that is asked for none starts without it
    from paper.check import read

    with anyio.move_on_after(SECONDS_MAX):
        return await run_in_process(read, pdf, cancellable=True, limiter=_limiter())
    raise Problem(503, "check.too_long", "The file takes too long to read.", headers={"Retry-After": "60"})


def _judge(centre: Centre, found: Read) -> PaperCheck:
    from paper.check import judge

    with reading(centre.engine) as tx:
        recorded, offices = papers.recorded(tx, found.states)
        certificates = papers.known_certificates(tx, found.states)
        keys = [by.spki_sha256 for _number, _revision, by in found.signatures]
        known = papers.known_keys(tx, keys, offices, is_recorded=not recorded.keys().isdisjoint(found.states))
    return judge(found, known_keys=known or _NOBODY, known_certificates=certificates, recorded=recorded, trust=_trust())


@lru_cache(maxsize=1)
def _trust() -> Trust:
    """The authorities that came with the program, as on a laptop."""
    from paper.trust import Trust

    shipped = [x509.load_pem_x509_certificate(path.read_bytes()) for path in sorted(_FOLDER.glob("*.crt"))]
    return Trust(tuple(one.public_bytes(Encoding.DER) for one in shipped))


def _paper(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Return the PDF and its file name. Raises Problem 400 when there is none. Source: RFC 7578."""
    if (found := _BOUNDARY.fullmatch(content_type)) is None:
        return body, ""
    boundary = b"--" + found.group(1).encode()
    for piece in body.split(b"\r\n" + boundary) if body.startswith(boundary) else ():
        head, between, content = piece.removeprefix(boundary).partition(b"\r\n\r\n")
        if between and (named := re.search(rb'filename="([^"\r\n]{0,200})"', head)) is not None and content:
            return content, named.group(1).decode("utf-8", "replace")
    raise Problem(400, "request.unreadable", "There is no file in the form.")


def _as_json(found: PaperCheck) -> dict[str, object]:
    told = asdict(found)
    for one in (*told["signers"], *told["timestamps"]):
        one["at"] = one["at"].isoformat() if one["at"] is not None else None
    return {**told, "genuine": found.genuine, "proven": found.proven}
