"""POST /v1/enrol and POST /v1/roster: a laptop becomes known to the centre, or joins its office over the net."""

from __future__ import annotations

import json

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from record.errors import Unreadable
from record.header import OFFICE, UUID, record_id
from record.parcel import Item, RecordItem, frames, part_items, read_frame
from record.receipt import Signed
from record.signature import signatures_to_bytes
from server.centre import Centre
from server.json_body import base64_text, bytes_of, list_of, object_of, text_of
from server.problem import Problem, unreadable
from server.signed_request import centre_of, read_capped, spend_of_address
from server.stores import offices
from server.stores.database import reading, writing
from server.stores.judge import roster_records

_FRAMES_MAX = 64
_ROSTER_BYTES = 64 * 1024


async def enrol_device(request: Request) -> Response:
    """Answer 200 with the signed credential, after the commit. The same device with the same code gets the same credential again."""
    spend_of_address(request)
    centre = centre_of(request)
    given = object_of(await read_capped(request, centre.limits.enrol_bytes))
    office = _office(given, centre)
    asked = offices.Enrolment(
        code=text_of(given, "code"),
        office=office,
        device_name=text_of(given, "device_name"),
        device_key=bytes_of(given.get("device_key"), "device_key"),
        person=text_of(given, "person", UUID),
        sign_key=bytes_of(given.get("sign_key"), "sign_key"),
        items=await run_sync(_items, list_of(given, "roster", entries_max=_FRAMES_MAX)),
    )
    enrolled = await run_sync(_enrol, centre, asked)
    return JSONResponse(
        {
            "time": centre.now().isoformat(timespec="milliseconds"),
            "office": office,
            "drill": centre.is_drill,
            "centre_key": base64_text(centre.key.spki),
            "credential": _as_json(enrolled.credential),
            "receipt": _as_json(enrolled.receipt),
            "paper_credentials": [base64_text(one) for one in enrolled.paper_credentials],
            "successions": [_as_json(one) for one in centre.key.successions],
            "limits": centre.limits.to_json(),
        }
    )


def _enrol(centre: Centre, asked: offices.Enrolment) -> offices.Enrolled:
    with writing(centre.engine) as tx:
        return offices.enrol(tx, asked, key=centre.key, at=centre.now(), limits=centre.limits)


async def give_roster(request: Request) -> Response:
    """Answer with the office's roster to one who holds an unused one-time code; the code stays unused."""
    spend_of_address(request)
    centre = centre_of(request)
    given = object_of(await read_capped(request, _ROSTER_BYTES))
    office, code = _office(given, centre), text_of(given, "code")
    return Response(await run_sync(_roster, centre, office, code), media_type="application/octet-stream")


def _roster(centre: Centre, office: str, code: str) -> bytes:
    items: list[Item] = []
    with reading(centre.engine) as tx:
        hashed = offices.check_code(tx, centre.key, code, office)
        if offices.user_of_code(tx, hashed) is not None:
            raise Problem(403, "code.used", "This one-time code was used by another device.")
        for found in roster_records(tx, [office]):
            items.append(RecordItem(found.header_bytes, signatures_to_bytes(found.signatures)))
            for name, stored in found.parts.items():
                items += part_items(record_id(found.header_bytes), name, stored)
    return b"".join(frames(items))


def _office(given: dict[str, object], centre: Centre) -> str:
    office = text_of(given, "office", OFFICE)
    if not centre.takes(office):
        kind = "drill" if centre.is_drill else "real"
        raise Problem(403, "office.other_kind", f"This is a {kind} server; the office is of the other kind.", drill=centre.is_drill)
    return office


def _items(roster: list[object]) -> list[Item]:
    try:
        return [item for frame in roster for item in read_frame(bytes_of(frame, "roster"))]
    except Unreadable as error:
        raise unreadable(f"roster: {error}") from error


def _as_json(signed: Signed) -> object:
    return json.loads(signed.to_bytes())
