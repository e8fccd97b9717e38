"""Who has handed in: a row an office, the longest silent first."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from server.centre import Centre
from server.console.look import WIB, Visitor, count_words, midnight, nothing, page, paging, size_words, table
from server.console.visit import page_number, visitor_of
from server.signed_request import centre_of
from server.stores.database import reading
from server.stores.overview import ROWS, Asked, Handed, OfficeRow, handed_in

_PATH = "/console/offices"
_AREA = re.compile(r"[0-9]{2}(\.[0-9]{2}){0,3}")
_CHOICES = (("", "All offices"), ("0", "Here today"), ("1", "Silent for a day"), ("3", "Silent for 3 days"), ("7", "Silent for 7 days"))


async def show_offices(request: Request) -> Response:
    visitor, centre = await visitor_of(request), centre_of(request)
    silent = request.query_params.get("silent", "")
    silent = silent if silent in [value for value, _name in _CHOICES] else ""
    area = request.query_params.get("area", "").strip()
    chosen = area if _AREA.fullmatch(area) and visitor.user.sees(area) else visitor.user.area
    asked = Asked(chosen, int(silent) if silent else None, page_number(request))
    found, now = await run_sync(_read, centre, asked)
    heads = [
        (visitor.say(name), kind) for name, kind in (("Office", ""), ("Last here", ""), ("Papers", "number"), ("Still to come", "number"))
    ]
    rows = [_row(visitor, one, now) for one in found.rows]
    content = _filter(visitor, chosen if chosen != visitor.user.area else "", silent)
    content += table(heads, rows) if rows else nothing(visitor.say("No office fits."))
    content += paging(
        visitor, _PATH, asked.page, len(rows), found.found if rows else 0, ROWS, area=area if chosen == area else "", silent=silent
    )
    lead = visitor.say(
        "{today} of {total} offices were here today. The longest silent come first.",
        today=count_words(visitor, found.today),
        total=count_words(visitor, found.total),
    )
    return page(visitor, _PATH, "Who has handed in", content, lead=lead)


def _read(centre: Centre, asked: Asked) -> tuple[Handed, datetime]:
    now = centre.now()
    with reading(centre.engine) as tx:
        return handed_in(tx, asked, midnight=midnight(now), now=now.astimezone(UTC)), now


def _row(visitor: Visitor, one: OfficeRow, now: datetime) -> tuple[str, str, str, str]:
    to_come = visitor.say("nothing")
    if one.to_come:
        to_come = visitor.say("{count} files, {size}", count=one.to_come, size=size_words(one.to_come_bytes))
    name = f"<strong>{escape(one.office)}</strong>" + (f"<small>{escape(one.name)}</small>" if one.name else "")
    soft = "" if one.to_come else ' class="soft"'
    return name, _last(visitor, one.last_at, now), count_words(visitor, one.papers), f"<span{soft}>{to_come}</span>"


def _last(visitor: Visitor, at: str | None, now: datetime) -> str:
    if at is None:
        return f'<span class="pill bad">{visitor.say("never")}</span>'
    there = datetime.fromisoformat(at).astimezone(WIB)
    days = (now.astimezone(WIB).date() - there.date()).days
    clock = f"{there:%H:%M}"
    if days <= 0:
        return f'<span class="pill ok">{visitor.say("today {time}", time=clock)}</span>'
    words = visitor.say("yesterday {time}", time=clock) if days == 1 else visitor.say("{days} days ago", days=days)
    return f'<span class="pill {"warn" if days < 3 else "bad"}" title="{there:%d-%m-%Y %H:%M}">{words}</span>'


def _filter(visitor: Visitor, area: str, silent: str) -> str:
    chosen = {silent: " selected"}
    options = "".join(f'<option value="{value}"{chosen.get(value, "")}>{visitor.say(name)}</option>' for value, name in _CHOICES)
    return f"""<form class="filter" method="get" action="{_PATH}">
<div class="field"><label for="area">{visitor.say("Area")}</label>
<input id="area" name="area" value="{escape(area)}" placeholder="{visitor.say("Code, for instance 33 or 33.74")}" inputmode="decimal"></div>
<div class="field"><label for="silent">{visitor.say("Last here")}</label><select id="silent" name="silent">{options}</select></div>
<button class="calm">{visitor.say("Show")}</button></form>"""
