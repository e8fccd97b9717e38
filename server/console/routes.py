"""Where the pages of the console are."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.console.aside_page import show_aside, show_forks
from server.console.laptops_page import answer_ending, show_ending, show_laptops
from server.console.look import page, told
from server.console.offices_page import show_offices
from server.console.packs_page import answer_pack, show_packs
from server.console.sign_in import answer_language, answer_sign_in, answer_sign_out, show_sign_in, show_start, show_style
from server.console.visit import NotAllowed, SentElsewhere, send_elsewhere

CONSOLE_ROUTES = (
    Route("/console", show_start),
    Route("/console/style.css", show_style),
    Route("/console/language", answer_language),
    Route("/console/sign-in", show_sign_in, methods=["GET"]),
    Route("/console/sign-in", answer_sign_in, methods=["POST"]),
    Route("/console/sign-out", answer_sign_out, methods=["POST"]),
    Route("/console/offices", show_offices),
    Route("/console/aside", show_aside),
    Route("/console/forks", show_forks),
    Route("/console/laptops", show_laptops),
    Route("/console/laptops/{device}", show_ending, methods=["GET"]),
    Route("/console/laptops/{device}", answer_ending, methods=["POST"]),
    Route("/console/packs", show_packs, methods=["GET"]),
    Route("/console/packs", answer_pack, methods=["POST"]),
)


async def refuse(_request: Request, error: Exception) -> Response:
    assert isinstance(error, NotAllowed)
    note = told(error.visitor.say(error.text), is_bad=True)
    return page(error.visitor, "/console", "Nothing was done.", "", note=note, status=error.status)


CONSOLE_HANDLERS = {SentElsewhere: send_elsewhere, NotAllowed: refuse}
