"""Enrolled laptops, and ending one: by an administrator, with a reason, typed twice over."""

from __future__ import annotations

from html import escape

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from record.header import HEX64
from server.centre import Centre
from server.console.look import Visitor, day_words, key_field, nothing, page, paging, table, told
from server.console.visit import NotAllowed, form_of, page_number, visitor_of
from server.signed_request import centre_of
from server.stores import console_accounts, offices
from server.stores.database import reading, writing
from server.stores.overview import ROWS, DeviceRow, device_rows

_PATH = "/console/laptops"
_REVOKED = "revoked"
_TYPED = 8


async def show_laptops(request: Request) -> Response:
    visitor, number = await visitor_of(request), page_number(request)
    rows, total, why = await run_sync(_read, centre_of(request), visitor.user.area, number)
    heads = [(visitor.say(name), "") for name in ("Office", "Laptop", "Enrolled", "Last here", "State")]
    content = nothing(visitor.say("No laptop is enrolled."))
    if rows:
        content = table(heads, [_row(visitor, one, why.get(one.device)) for one in rows])
        content += paging(visitor, _PATH, number, len(rows), total, ROWS)
    lead = visitor.say(
        "An ended laptop is refused at its next contact. What it handed in before stays valid; what it still holds can be brought by stick."
    )
    note = told(visitor.say("The laptop was ended.")) if request.query_params.get("done") == "1" else ""
    return page(visitor, _PATH, "Enrolled laptops", content, lead=lead, note=note)


async def show_ending(request: Request) -> Response:
    visitor, found = await _chosen(request)
    return _ending(visitor, found)


async def answer_ending(request: Request) -> Response:
    """End a laptop. 403 for anybody but an administrator of its area, 422 without a reason or when the id was not typed right."""
    visitor, found = await _chosen(request)
    fields = await form_of(request, visitor)
    reason, typed = (fields.get(name, b"").decode("utf-8", "replace").strip() for name in ("reason", "typed"))
    if not 3 <= len(reason) <= 500:
        return _ending(visitor, found, "Give a reason.")
    if typed.lower() != found.device[:_TYPED]:
        return _ending(visitor, found, "The characters are not those of this laptop.")
    await run_sync(_end, centre_of(request), visitor, found, reason)
    return RedirectResponse(f"{_PATH}?done=1", 303)


async def _chosen(request: Request) -> tuple[Visitor, DeviceRow]:
    visitor, device = await visitor_of(request), str(request.path_params["device"])
    if not visitor.user.is_administrator:
        raise NotAllowed(403, "Only an administrator may do this.", visitor)
    rows = await run_sync(_one, centre_of(request), visitor.user.area, device) if HEX64.fullmatch(device) else []
    if not rows or rows[0].revoked_at is not None:
        raise NotAllowed(404, "This page is not there.", visitor)
    return visitor, rows[0]


def _read(centre: Centre, area: str, number: int) -> tuple[list[DeviceRow], int, dict[str, tuple[str, str, str]]]:
    with reading(centre.engine) as tx:
        return *device_rows(tx, area, number), console_accounts.reasons(tx, _REVOKED)


def _one(centre: Centre, area: str, device: str) -> list[DeviceRow]:
    with reading(centre.engine) as tx:
        return device_rows(tx, area, 1, device=device)[0]


def _end(centre: Centre, visitor: Visitor, found: DeviceRow, reason: str) -> None:
    with writing(centre.engine) as tx:
        offices.revoke(tx, found.device, at=centre.now())
        console_accounts.note_act(tx, visitor.user, _REVOKED, found.device, reason, now=centre.now())


def _row(visitor: Visitor, one: DeviceRow, why: tuple[str, str, str] | None) -> tuple[str, ...]:
    state = f'<span class="pill ok">{visitor.say("in use")}</span>'
    if one.revoked_at is not None:
        state = f'<span class="pill bad">{visitor.say("ended")}</span>'
        if why is not None:
            at, name, reason = why
            words = visitor.say("{name} ended it on {at}: {reason}", name=name, at=day_words(at), reason=reason)
            state += f"<small>{words}</small>"
    elif visitor.user.is_administrator:
        state += f' <a class="button calm small" href="{_PATH}/{one.device}">{visitor.say("End")}</a>'
    laptop = f"{escape(one.name)}<small><code>{one.device[:16]}</code></small>"
    return f"<strong>{escape(one.office)}</strong>", laptop, day_words(one.enrolled_at), day_words(one.last_at), state


def _ending(visitor: Visitor, found: DeviceRow, trouble: str = "") -> Response:
    content = f"""<div class="card"><h2>{escape(found.office)} · {escape(found.name)}</h2><p><code>{found.device}</code></p>
<form method="post" action="{_PATH}/{found.device}">{key_field(visitor)}
<p class="field"><label for="reason">{visitor.say("Why")}</label><input id="reason" name="reason" maxlength="500" required>
<span class="hint">{visitor.say("A sentence for those who come after: lost, stolen, replaced ...")}</span></p>
<p class="field"><label for="typed">{visitor.say("Type the first eight characters of its id")}</label>
<input id="typed" name="typed" maxlength="8" autocomplete="off" required></p>
<button class="danger">{visitor.say("End this laptop")}</button>
<a class="button calm" href="{_PATH}">{visitor.say("Back")}</a></form></div>"""
    lead = visitor.say(
        "It will be refused from its next contact on, and its office is told. This cannot be taken back: the laptop must be set up anew."
    )
    note = told(visitor.say(trouble), is_bad=True) if trouble else ""
    return page(visitor, _PATH, "End this laptop", content, lead=lead, note=note, status=422 if trouble else 200)
