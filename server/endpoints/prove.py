"""POST /v1/proofs: shows that records and files are still here, by hashes that only who holds them can compute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anyio.to_thread import run_sync
from obstore.exceptions import BaseError
from sqlalchemy import Connection, select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from record.header import HEX64
from record.proof import proof_of_bytes, proof_of_record
from server.centre import Centre
from server.json_body import list_of, object_of, text_of
from server.problem import unreadable
from server.signed_request import centre_of, read_capped, sender_of
from server.stores import holdings
from server.stores.database import reading as reading_from
from server.stores.judge import bodies_of
from server.stores.reading import readable_blob, readable_record
from server.stores.tables import province_of, records
from server.stores.take import Sender

STRETCH_MAX = 64 * 1024
OFFSET_MAX = 1 << 50  # no file is longer, and no disk can be asked beyond
ENTRIES_MAX = 500


@dataclass(frozen=True, slots=True)
class _Stretch:
    sha256: str
    offset: int
    length: int


async def answer_proofs(request: Request) -> Response:
    """Answer 200 with a proof for each record and stretch of a file asked about; null for what is not here for the asking office."""
    centre = centre_of(request)
    body = await read_capped(request, centre.limits.hello_bytes)
    sender, given = await sender_of(request, body=body), object_of(body)
    nonce = bytes.fromhex(text_of(given, "nonce", HEX64)[:32])
    ids = [text_of({"id": item}, "id", HEX64) for item in list_of(given, "records", entries_max=ENTRIES_MAX)]
    stretches = [_stretch(item) for item in list_of(given, "blobs", entries_max=ENTRIES_MAX)]
    return JSONResponse(await run_sync(_answer, centre, sender, nonce, ids, stretches))


def _stretch(item: object) -> _Stretch:
    if not isinstance(item, dict):
        raise unreadable("an entry is not an object")
    offset, length = item.get("offset"), item.get("length")
    is_whole = all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in (offset, length))
    if not is_whole or not isinstance(offset, int) or not isinstance(length, int) or length > STRETCH_MAX or offset > OFFSET_MAX:
        raise unreadable("a stretch of a file has no offset and length, or is too long")
    return _Stretch(text_of(item, "sha256", HEX64), offset, length)


def _answer(centre: Centre, sender: Sender, nonce: bytes, ids: list[str], stretches: list[_Stretch]) -> dict[str, object]:
    with reading_from(centre.engine) as tx:
        told = {identity: _record(tx, sender.office, nonce, identity) for identity in ids}
        mine = {one.sha256 for one in stretches if _may(tx, sender.office, one.sha256)}
    files = {one.sha256: _file(centre, nonce, one) if one.sha256 in mine else None for one in stretches}
    return {"records": told, "blobs": files}


def _may(tx: Connection, office: str, digest: str) -> bool:
    return holdings.whole(tx, office, digest) is not None or readable_blob(tx, office, digest) is not None


def _record(tx: Connection, office: str, nonce: bytes, identity: str) -> str | None:
    if (whose := readable_record(tx, office, identity)) is None:
        return None
    mine = (records.c.province == province_of(whose), records.c.record_id == identity)
    row = tx.execute(select(records.c.header, records.c.signatures).where(*mine)).one()
    return proof_of_record(nonce, row.header, row.signatures, bodies_of(tx, identity, whose))


def _file(centre: Centre, nonce: bytes, one: _Stretch) -> str | None:
    def whole() -> Iterator[bytes]:
        count = 0
        for piece in centre.blobs.read(one.sha256, one.offset, one.offset + one.length):
            count += len(piece)
            yield piece
        if count != one.length:
            raise OSError("the file is shorter than it was")

    try:
        return proof_of_bytes(nonce, whole())
    except OSError:
        return None  # it is gone: that is the answer
    except BaseError:
        centre.blobs.check()  # a store that does not answer has lost nothing: 503 then
        return None
