"""POST /v1/hello: where both stand, in one round trip."""

from __future__ import annotations

import json

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from record.header import HEX64, UUID
from record.receipt import HeldBlob
from server.centre import Centre
from server.json_body import list_of, object_of, text_of
from server.problem import unreadable
from server.signed_request import centre_of, read_capped, sender_of
from server.stores import chain, holdings, offices, packs, reading
from server.stores.database import reading as reading_from
from server.stores.receipts import receipt_for
from server.stores.take import Sender


async def answer_hello(request: Request) -> Response:
    """Answer 200 with what is held of the logs and files asked about, and a fresh receipt over it."""
    centre = centre_of(request)
    body = await read_capped(request, centre.limits.hello_bytes)
    sender = await sender_of(request, body=body)
    await run_sync(centre.contacts.note, sender.office, sender.device)
    given, most = object_of(body), centre.limits.entries
    asked = [_object(item) for item in list_of(given, "logs", entries_max=most)]
    logs = [text_of(item, "log", UUID) for item in asked]
    ends = {text_of(item, "head", HEX64) for item in asked if "head" in item}
    blobs = [text_of(_object(item), "sha256", HEX64) for item in list_of(given, "blobs", entries_max=most)]
    wanted = [text_of({"wanted": item}, "wanted", HEX64) for item in list_of(given, "wanted", entries_max=most)]
    return JSONResponse(await run_sync(_answer, centre, sender, logs, ends, blobs, wanted))


def _answer(centre: Centre, sender: Sender, logs: list[str], ends: set[str], blobs: list[str], wanted: list[str]) -> dict[str, object]:
    with reading_from(centre.engine) as tx:
        known = chain.reached(tx, ends)
        held, whole = chain.heads(tx, logs), holdings.held_of(tx, sender.office, blobs)
        receipt = receipt_for(tx, logs, office=sender.office, key=centre.key, at=centre.now(), blobs=whole)
        sizes = {digest: reading.readable_blob(tx, sender.office, digest) for digest in wanted}
        ended = offices.revocation_for(tx, sender.office, key=centre.key, at=centre.now())
        newest = reading.newest(tx, sender.office)
        published = packs.newest(tx)
    return {
        "time": centre.now().isoformat(timespec="milliseconds"),
        "drill": centre.is_drill,
        "logs": [{"log": item.log, "seq": item.seq, "head": item.head} for item in held],
        "known": known,
        "blobs": _offsets(centre, sender.office, blobs, whole),
        "servable": {digest: size for digest, size in sizes.items() if size is not None},
        "receipt": json.loads(receipt.to_bytes()),
        "revocation": json.loads(ended.to_bytes()) if ended is not None else None,
        "newest": newest,
        "successions": [json.loads(one.to_bytes()) for one in centre.key.successions],
        "packs": [{"sha256": one.sha256, "size": one.size} for one in published],
        "limits": centre.limits.to_json(),
    }


def _offsets(centre: Centre, office: str, blobs: list[str], whole: tuple[HeldBlob, ...]) -> dict[str, int]:
    found = {item.sha256: item.size for item in whole}
    for digest in blobs:
        if digest not in found and (held := centre.spool.held(office, digest)):
            found[digest] = held
    return found


def _object(item: object) -> dict[str, object]:
    if not isinstance(item, dict):
        raise unreadable("an entry is not an object")
    return item
