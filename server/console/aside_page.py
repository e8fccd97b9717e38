"""Records that were set aside, with the reason; and logs that go on in two ways. Ids and reasons only, no bodies."""

from __future__ import annotations

from html import escape

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from server.centre import Centre
from server.console.look import Visitor, day_words, nothing, page, paging, table
from server.console.reasons import reason_words
from server.console.visit import page_number, visitor_of
from server.signed_request import centre_of
from server.stores.database import reading
from server.stores.overview import ROWS, AsideRow, Fork, forks, set_aside

_ASIDE, _FORKS = "/console/aside", "/console/forks"
_EXPLAINED = (
    "A log is written by one laptop. Two ends mean that its disk was copied or put back to an older state. Both branches are kept and "
    "receipted; nothing is lost. Ask the office which laptop is the right one, end the other under Laptops, and let it be set up anew."
)


async def show_aside(request: Request) -> Response:
    visitor, number = await visitor_of(request), page_number(request)
    rows, total = await run_sync(_aside, centre_of(request), visitor.user.area, number)
    heads = [(visitor.say(name), "") for name in ("Office", "Reason", "Record", "Brought by")]
    content = nothing(visitor.say("Nothing is set aside."))
    if rows:
        cells = [
            (
                f"<strong>{escape(one.office)}</strong>" if one.office else visitor.say("unreadable"),
                reason_words(visitor, one.reason),
                f"<code>{escape(one.record_id)}</code>",
                escape(one.by_office),
            )
            for one in rows
        ]
        content = table(heads, cells) + paging(visitor, _ASIDE, number, len(rows), total, ROWS)
    lead = visitor.say(
        "They are kept and receipted with the reason, and move over by themselves when what was missing comes. Bodies are not shown here."
    )
    return page(visitor, _ASIDE, "Records that were set aside", content, lead=lead)


def _aside(centre: Centre, area: str, number: int) -> tuple[list[AsideRow], int]:
    with reading(centre.engine) as tx:
        return set_aside(tx, area, number)


async def show_forks(request: Request) -> Response:
    visitor = await visitor_of(request)
    found = await run_sync(_forks, centre_of(request), visitor.user.area)
    content = "".join(_fork(visitor, one) for one in found) or nothing(visitor.say("No log is forked."))
    return page(visitor, _FORKS, "Logs that go on in two ways", content, lead=visitor.say(_EXPLAINED))


def _forks(centre: Centre, area: str) -> list[Fork]:
    with reading(centre.engine) as tx:
        return forks(tx, area)


def _fork(visitor: Visitor, fork: Fork) -> str:
    branches = "".join(
        f"<div class='branch'><strong>{visitor.say('Branch')} {number}</strong>: "
        f"{visitor.say('up to number {seq}, written {at} by laptop', seq=one.seq, at=day_words(one.at))} "
        f"<code>{escape(one.device[:16])}</code>"
        f"<br><code class='soft'>{escape(one.head)}</code></div>"
        for number, one in enumerate(fork.branches, 1)
    )
    head = f'{escape(fork.office)} <span class="soft">· {visitor.say("Log")} <code>{escape(fork.log)}</code></span>'
    return f'<section class="card"><h2>{head}</h2>{branches}</section>'
