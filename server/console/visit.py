"""Who looks at the console: sessions, languages, and forms that only our own pages can send."""

from __future__ import annotations

import hmac
import ipaddress
import re
from hashlib import sha256
from urllib.parse import parse_qsl, urlsplit

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.centre import Centre
from server.console.look import Visitor
from server.console.words import LANGUAGES
from server.problem import Problem
from server.signed_request import centre_of, read_capped
from server.stores import console_accounts
from server.stores.database import reading

SESSION, LANGUAGE = "bukti_session", "bukti_language"
FORM_BYTES = 16 * 1024
UPLOAD_BYTES = 1024 * 1024
_BOUNDARY = re.compile(r'multipart/form-data;.*boundary="?([A-Za-z0-9\'()+_,./:=? -]{1,70}?)"?\s*')


class SentElsewhere(Exception):
    """The visitor is shown another page instead."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class NotAllowed(Exception):
    """text: English, of server.console.words; visitor: to whom it is said."""

    def __init__(self, status: int, text: str, visitor: Visitor) -> None:
        super().__init__(text)
        self.status, self.text, self.visitor = status, text, visitor


async def visitor_of(request: Request) -> Visitor:
    """Return who looks. Raises SentElsewhere when nobody is signed in."""
    centre, token = centre_of(request), request.cookies.get(SESSION, "")
    user = await run_sync(_user, centre, token) if token else None
    if user is None:
        raise SentElsewhere("/console/sign-in")
    return Visitor(user, language_of(request), form_key(centre, token), centre.is_drill)


def _user(centre: Centre, token: str) -> console_accounts.User | None:
    with reading(centre.engine) as tx:
        return console_accounts.user_of(tx, token, now=centre.now())


def language_of(request: Request) -> str:
    given = request.cookies.get(LANGUAGE, "")
    return given if given in LANGUAGES else LANGUAGES[0]


def form_key(centre: Centre, token: str) -> str:
    """Return what every form of a session bears: it follows from the session and from the centre's key."""
    return hmac.new(centre.key.secret("console"), token.encode(), sha256).hexdigest()


async def form_of(request: Request, visitor: Visitor | None, *, bytes_max: int = FORM_BYTES) -> dict[str, bytes]:
    """Return the fields of a form that our own page sent. Raises NotAllowed, or Problem 403 where nobody is signed in yet."""
    body = await read_capped(request, bytes_max)
    fields = _fields(body, request.headers.get("content-type", ""))
    is_ours = _is_same_origin(request)
    if visitor is None:
        if not is_ours:
            raise Problem(403, "form.foreign", "The form came from another page.")
        return fields
    if not is_ours or not hmac.compare_digest(fields.get("form_key", b""), visitor.form_key.encode()):
        raise NotAllowed(403, "The page was too old, or came from elsewhere. Nothing was done; try again.", visitor)
    return fields


def _is_same_origin(request: Request) -> bool:
    """Browsers say where a form was sent from (Fetch, "Origin"); what says nothing is no browser and has no cookie of a person."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def _fields(body: bytes, content_type: str) -> dict[str, bytes]:
    """Return name -> value of a form, either way in which browsers send it. Source: RFC 7578."""
    if (found := _BOUNDARY.fullmatch(content_type)) is None:
        try:
            pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
        except ValueError:  # a form of another shape
            return {}
        return {name: value.encode("utf-8", "replace") for name, value in pairs}
    boundary, fields = b"--" + found.group(1).encode(), dict[str, bytes]()
    for piece in body.split(b"\r\n" + boundary) if body.startswith(boundary) else ():
        head, between, content = piece.removeprefix(boundary).partition(b"\r\n\r\n")
        named = re.search(rb'name="([a-z_]{1,40})"', head)
        if between and named is not None:
            fields[named.group(1).decode()] = content
    return fields


def with_cookie(answer: Response, request: Request, name: str, value: str, *, seconds: int | None) -> Response:
    """Set a cookie that no script reads and that other sites do not send; over https only, but on loopback."""
    answer.set_cookie(name, value, max_age=seconds, path="/console", httponly=True, samesite="strict", secure=not _is_loopback(request))
    return answer


def _is_loopback(request: Request) -> bool:
    host = request.url.hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def send_elsewhere(_request: Request, error: Exception) -> Response:
    assert isinstance(error, SentElsewhere)
    return RedirectResponse(error.path, 303)


def page_number(request: Request) -> int:
    given = request.query_params.get("page", "1")
    return int(given) if given.isascii() and given.isdigit() and 0 < len(given) <= 6 and int(given) > 0 else 1
