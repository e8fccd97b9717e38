"""Signing in and out of the console, and the choice of language."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import anyio
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.centre import Centre
from server.console.look import HEADERS, language_links, style, told, whole
from server.console.visit import LANGUAGE, SESSION, SentElsewhere, form_of, language_of, visitor_of, with_cookie
from server.console.words import LANGUAGES, say
from server.problem import Problem
from server.signed_request import centre_of, spend_of_address
from server.stores import console_accounts
from server.stores.database import reading, writing

GUESSES_AT_ONCE = 2  # each takes 64 MiB


async def show_style(_request: Request) -> Response:
    headers = {**HEADERS, "cache-control": "public, max-age=3600"}
    return Response(style(), headers=headers, media_type="text/css")


async def show_start(request: Request) -> Response:
    await visitor_of(request)
    raise SentElsewhere("/console/offices")


async def show_sign_in(request: Request) -> Response:
    return _page(request)


async def answer_sign_in(request: Request) -> Response:
    """Begin a session and show the first page; 403 for a wrong name or passphrase, 429 while a name, or an address, must wait."""
    spend_of_address(request)
    centre, fields = centre_of(request), await form_of(request, None)
    name, passphrase = (fields.get(key, b"").decode("utf-8", "replace")[:200] for key in ("name", "passphrase"))
    language = language_of(request)
    try:
        centre.sign_in_rates.spend(request.client.host if request.client else "")
    except Problem as problem:
        return _waits(request, problem.headers["Retry-After"])
    if not console_accounts.NAME.fullmatch(name):  # nobody is called so, and nothing of it is kept
        return _page(request, say(language, "Name or passphrase is wrong."), status=403)
    if wait_s := await run_sync(_wait, centre, name):
        return _waits(request, str(wait_s))
    async with _limiter():
        token = await run_sync(_begin, centre, name, passphrase)
    if token is None:
        return _page(request, say(language, "Name or passphrase is wrong."), status=403)
    seconds = int(console_accounts.SESSION.total_seconds())
    return with_cookie(RedirectResponse("/console/offices", 303), request, SESSION, token, seconds=seconds)


async def answer_sign_out(request: Request) -> Response:
    visitor = await visitor_of(request)
    await form_of(request, visitor)
    await run_sync(_end, centre_of(request), request.cookies.get(SESSION, ""))
    return with_cookie(RedirectResponse("/console/sign-in", 303), request, SESSION, "", seconds=0)


async def answer_language(request: Request) -> Response:
    chosen, back = request.query_params.get("to", ""), request.query_params.get("back", "")
    is_ours = back.startswith("/console") and not any(one in back for one in ("//", "\\", "\r", "\n"))
    answer = RedirectResponse(back if is_ours else "/console", 303)
    return with_cookie(answer, request, LANGUAGE, chosen if chosen in LANGUAGES else LANGUAGES[0], seconds=365 * 86_400)


@lru_cache(maxsize=1)
def _limiter() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(GUESSES_AT_ONCE)


def _wait(centre: Centre, name: str) -> int:
    with reading(centre.engine) as tx:
        return console_accounts.wait_s(tx, name, now=centre.now())


def _begin(centre: Centre, name: str, passphrase: str) -> str | None:
    with reading(centre.engine) as tx:
        kept = console_accounts.kept_passphrase(tx, name)
    is_right = console_accounts.is_right(kept, passphrase)
    with writing(centre.engine) as tx:
        if console_accounts.wait_s(tx, name, now=centre.now()):
            return None  # wrong ones that were tried at the same time have closed it
        if is_right:
            return console_accounts.begin_session(tx, name, now=centre.now())
        console_accounts.note_failure(tx, name, now=centre.now())
        return None


def _end(centre: Centre, token: str) -> None:
    with writing(centre.engine) as tx:
        console_accounts.end_session(tx, token)


def _waits(request: Request, seconds: str) -> Response:
    text = say(language_of(request), "Too many wrong passphrases. Try again in {seconds} seconds.", seconds=seconds)
    return _page(request, text, status=429, headers={"Retry-After": seconds})


def _page(request: Request, trouble: str = "", *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    language = language_of(request)

    def text(english: str) -> str:
        return escape(say(language, english))

    body = f"""<main class="alone"><div class="card"><h1>Bukti · {text("Centre")}</h1>
<p class="lead">{text("For the people of the centre. Accounts are made by the operator.")}</p>
{told(escape(trouble), is_bad=True) if trouble else ""}
<form method="post" action="/console/sign-in">
<p class="field"><label for="name">{text("Name")}</label><input id="name" name="name" autocomplete="username" required autofocus></p>
<p class="field"><label for="passphrase">{text("Passphrase")}</label>
<input id="passphrase" name="passphrase" type="password" autocomplete="current-password" required></p>
<button>{text("Sign in")}</button></form></div>
<p>{language_links(language, "/console/sign-in")}</p></main>"""
    return whole(language, say(language, "Sign in"), body, is_drill=centre_of(request).is_drill, status=status, headers=headers)
