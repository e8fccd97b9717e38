"""The calls to an evening station (docs/protocol.md section 12) as functions: plain values in, checked values out."""

from __future__ import annotations

import base64
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from core.exchange.calls import PIECE_BYTES, Taken, piece
from core.exchange.errors import unreadable_answer
from core.exchange.hub_line import HubLine, impostor
from core.exchange.request_and_answer import Answer, Body
from record.errors import NotGenuine, Unreadable
from record.header import OFFICE
from record.parcel import StatementItem, read_file
from record.receipt import HeldBlob, HeldLog, Receipt, Signed, open_statement
from record.sealed_frame import SealedFrame, read_sealed_file

NAME_MAX = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFace:
    """Who a hub says it is; proven by its key. time: its own clock (ISO 8601)."""

    key: bytes
    office: str
    office_name: str
    name: str
    is_drill: bool
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What still waits on a laptop for this hub: shown on its board."""

    records: int = 0
    files: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """How the hub stands with this laptop. last: highest number of a part that it acknowledged; receipts: how many wait for it there."""

    last: int
    receipts: int


def face(line: HubLine) -> HubFace:
    answer = line.ask("GET", "/v1/hub", is_signed=False).json()
    office = str(answer.get("office"))
    if not OFFICE.fullmatch(office):
        raise unreadable_answer()
    return HubFace(
        key=line.key,
        office=office,
        office_name=str(answer.get("office_name", ""))[:NAME_MAX],
        name=str(answer.get("name", ""))[:NAME_MAX],
        is_drill=answer.get("drill") is True,
        time=str(answer.get("time", "")),
    )


def meet(line: HubLine, *, key: bytes, name: str, log: HeldLog, credentials: Iterable[Signed], roster: Iterable[bytes], left: Left) -> Met:
    """Say who comes. key: SPKI of this laptop; log: its own. Raises NotEnrolled (not known there), DeviceRevoked, OtherKind."""
    given = {
        "key": base64.b64encode(key).decode(),
        "name": name,
        "log": {"log": log.log, "seq": log.seq, "head": log.head},
        "credentials": [json.loads(one.to_bytes()) for one in credentials],
        "roster": [base64.b64encode(one).decode() for one in roster],
        "left": asdict(left),
    }
    answer = line.ask("POST", "/v1/meet", _json(given), headers=_JSON).json()
    return Met(last=_whole(answer, "last"), receipts=_whole(answer, "receipts"))


def part_offset(line: HubLine, sha256: str) -> int:
    """Return how many bytes of a part the hub holds."""
    return line.ask("HEAD", f"/v1/parts/{sha256}").number("upload-offset")


def put_part(line: HubLine, sha256: str, *, number: int, offset: int, size: int, pieces: Callable[[], Iterator[bytes]]) -> Taken:
    """Send what follows byte `offset` of a part. The receipt, once it is whole, is the hub's own: copied, not received."""
    attempt = os.urandom(16).hex()
    headers = {
        "Upload-Offset": str(offset),
        "Upload-Length": str(size),
        "Upload-Attempt": attempt,
        "Part-Number": str(number),
        "Content-Type": "application/vnd.bukti.pieces",
    }
    body = Body(pieces if size > offset else b"", f"stream {offset} {size} {attempt} {number}", size - offset)
    answer = line.ask("PATCH", f"/v1/parts/{sha256}", body, headers=headers)
    if answer.status == 204:
        return Taken(None, answer.number("upload-offset"))
    signed = _signed(answer)
    try:
        receipt = open_statement(signed, line.key)
    except (NotGenuine, Unreadable) as error:
        raise impostor() from error
    if not isinstance(receipt, Receipt) or HeldBlob(sha256, size) not in receipt.blobs:
        raise impostor()
    return Taken(signed, size)


def pieces_of(read: Callable[[int], bytes], digest: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """Return what `read` still gives as pieces of a body."""
    while content := read(PIECE_BYTES):
        yield piece(content, digest(content))


def receipts(line: HubLine, *, after: int) -> tuple[list[bytes], bool]:
    """Return the centre's statements that wait at the hub for this laptop, from number `after` on, and whether there are more.

    Each proves itself.
    """
    answer = line.ask("GET", f"/v1/receipts?after={after}")
    try:
        items = [item for frame in read_file(io.BytesIO(answer.body)) for item in frame]
    except Unreadable as error:
        raise unreadable_answer() from error
    return [item.signed for item in items if isinstance(item, StatementItem)], _has_more(answer)


def fetch(line: HubLine, held: Mapping[str, int]) -> tuple[Sequence[SealedFrame], bool]:
    """Return sealed frames with what the hub holds for this office and the laptop lacks, and whether there is more."""
    return _sealed_frames(line.ask("POST", "/v1/fetch", _json({"held": dict(held)}), headers=_JSON))


def files(line: HubLine, offsets: Mapping[str, int]) -> tuple[Sequence[SealedFrame], bool]:
    """Return sealed frames with pieces of those files (at most 100) that the hub can give, and whether it has more of them.

    offsets: SHA-256 -> the byte from which on the laptop lacks it.
    """
    return _sealed_frames(line.ask("POST", "/v1/files", _json({"files": dict(offsets)}), headers=_JSON))


def _sealed_frames(answer: Answer) -> tuple[Sequence[SealedFrame], bool]:
    try:
        return tuple(read_sealed_file(io.BytesIO(answer.body))), _has_more(answer)
    except Unreadable as error:
        raise unreadable_answer() from error


def done(line: HubLine, *, documents: int, photos: int, left: Left) -> None:
    """Tell the board what was handed in this time and what is left."""
    line.ask("POST", "/v1/done", _json({"documents": documents, "photos": photos, "left": asdict(left)}), headers=_JSON)


def _has_more(answer: Answer) -> bool:
    return answer.headers.get("bukti-more") == "1"


_JSON = {"Content-Type": "application/json"}


def _json(given: Mapping[str, object]) -> Body:
    return Body.of(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode())


def _signed(answer: Answer) -> Signed:
    try:
        return Signed.from_bytes(answer.body)
    except Unreadable as error:
        raise unreadable_answer() from error


def _whole(given: Mapping[str, object], key: str) -> int:
    value = given.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise unreadable_answer()
    return value
