"""Packs of forms and rules: what was published, and giving a signed pack to every office."""

from __future__ import annotations

import re
import secrets
from html import escape

from anyio.to_thread import run_sync
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from record.pack import PACK_BYTES_MAX
from server.centre import Centre
from server.console.look import Visitor, day_words, key_field, nothing, page, size_words, table, told
from server.console.visit import UPLOAD_BYTES, NotAllowed, form_of, visitor_of
from server.fault import ServerFault
from server.publish import Publication, publish
from server.signed_request import centre_of
from server.stores import console_accounts
from server.stores.database import reading, writing
from server.stores.tables import packed, packs

_PATH = "/console/packs"


async def show_packs(request: Request) -> Response:
    return await _page(request, await visitor_of(request))


async def answer_pack(request: Request) -> Response:
    """Publish a pack that this centre has signed. 403 for anybody but an administrator of the whole country, 422 for any other file."""
    visitor = await visitor_of(request)
    if not visitor.user.is_administrator or visitor.user.area:
        raise NotAllowed(403, "Only an administrator may do this.", visitor)
    raw = (await form_of(request, visitor, bytes_max=UPLOAD_BYTES)).get("pack", b"")
    if not raw or len(raw) > PACK_BYTES_MAX:
        return await _page(request, visitor, told(visitor.say("Choose a file."), is_bad=True), status=422)
    try:
        done = await run_sync(_publish, centre_of(request), visitor, raw)
    except ServerFault as fault:
        text = visitor.say("The pack was not published: it is not signed by this centre, damaged, or gives a version another content.")
        return await _page(request, visitor, told(f"{text}<br><small>{escape(str(fault))}</small>", is_bad=True), status=422)
    words = visitor.say("Published: {names}", names=", ".join(done.names))
    if not done.is_new:
        words = visitor.say("All of it had been published before.")
    return await _page(request, visitor, told(words))


def _publish(centre: Centre, visitor: Visitor, raw: bytes) -> Publication:
    path = centre.spool.folder / f"console-{secrets.token_hex(8)}"
    try:
        path.write_bytes(raw)
        done = publish(centre, path)
    except OSError as error:
        raise ServerFault("Nothing was published: the disk did not take the pack.") from error
    finally:
        path.unlink(missing_ok=True)
    with writing(centre.engine) as tx:
        console_accounts.note_act(tx, visitor.user, "published", ", ".join(done.names)[:500], "", now=centre.now())
    return done


async def _page(request: Request, visitor: Visitor, note: str = "", *, status: int = 200) -> Response:
    rows = await run_sync(_read, centre_of(request))
    heads = [(visitor.say(name), kind) for name, kind in (("Published", ""), ("Holds", ""), ("Size", "number"))]
    content = table(heads, rows) if rows else nothing(visitor.say("Nothing was published yet."))
    if visitor.user.is_administrator and not visitor.user.area:
        content = f"""<div class="card"><form method="post" action="{_PATH}" enctype="multipart/form-data">{key_field(visitor)}
<p class="field"><label for="pack">{visitor.say("Signed pack")}</label><input id="pack" name="pack" type="file" required></p>
<button>{visitor.say("Publish")}</button></form></div>{content}"""
    lead = visitor.say(
        "A pack is signed with the centre's key by the command `python -m server publish FOLDER --out FILE`, where that key is. Here the "
        "signed file is given to the offices."
    )
    lead = re.sub("`(.+?)`", r"<code>\1</code>", lead)
    return page(visitor, _PATH, "Forms and rules for every office", content, lead=lead, note=note, status=status)


def _read(centre: Centre) -> list[tuple[str, str, str]]:
    with reading(centre.engine) as tx:
        names: dict[str, list[str]] = {}
        for row in tx.execute(select(packed.c.name, packed.c.pack).order_by(packed.c.name)):
            names.setdefault(row.pack, []).append(row.name)
        rows = tx.execute(select(packs).order_by(packs.c.number.desc()).limit(100)).all()
    return [(day_words(row.at), escape(", ".join(names.get(row.sha256, []))), size_words(int(row.size))) for row in rows]
