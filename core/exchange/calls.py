"""The calls of docs/protocol.md as functions: plain values in, checked values out."""

from __future__ import annotations

import base64
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.exchange.errors import unreadable_answer
from core.exchange.link import Link
from core.exchange.request_and_answer import Answer, Body
from record.errors import Unreadable
from record.header import HEX64
from record.parcel import Item, read_file
from record.receipt import HeldBlob, HeldLog, Signed

if TYPE_CHECKING:
    import httpx

LIST_MAX = 5000
PIECE_BYTES = 32 * 1024  # what a connection that breaks may lose of a file, so small; a piece costs 36 bytes and no round trip


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who a server says it is, before anything was sent to it. centre_key: SPKI DER."""

    centre_key: bytes
    is_drill: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """Where the server stands: hints all, but for the receipt. ends: log -> the end of every branch held there.

    packs: signed files with new versions of forms or rules. known: which of the ends asked about stand in a branch that is held there
    without a gap; None from an older server.
    successions: changes of the centre's key, as it and the new one signed them. revocation: the devices around that the centre has ended.
    """

    ends: Mapping[str, tuple[HeldLog, ...]]
    blobs: Mapping[str, int]
    servable: Mapping[str, int]
    receipt: Signed
    newest: int
    packs: tuple[HeldBlob, ...] = ()
    known: frozenset[str] | None = None
    successions: tuple[Signed, ...] = ()
    revocation: Signed | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """paper_credentials: of the office's people, for the codes on their papers (record.paper_mark)."""

    credential: Signed
    receipt: Signed
    paper_credentials: tuple[bytes, ...]
    successions: tuple[Signed, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some bytes of a file, at most 64 KiB, that a server is asked to show."""

    sha256: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer to a PATCH or a parcel. receipt: once all is there; else offset is how many bytes the server holds.

    is_early: a sealed frame has a piece of a file that nothing there names yet; brought again later it may do more.
    """

    receipt: Signed | None
    offset: int
    is_early: bool = False


def greet(link: Link) -> Greeting:
    answer = link.ask("GET", "/v1/nonce", is_signed=False).json()
    return Greeting(_bytes(answer, "centre_key"), answer.get("drill") is True)


def roster(link: Link, *, code: str, office: str) -> tuple[Item, ...]:
    """Return the roster records of an office, nothing when it is not enrolled yet. Raises WrongCode."""
    answer = link.ask("POST", "/v1/roster", _json({"code": code, "office": office}), headers=_JSON, is_signed=False)
    return items_in(answer.body)


def enrol(
    link: Link, *, code: str, office: str, device_name: str, device_key: bytes, person: str, sign_key: bytes, frames: Iterable[bytes]
) -> Enrolled:
    """Make a device and a person known to the centre. Raises WrongCode, OtherKind, ServerRefused for an incomplete roster."""
    given = {
        "code": code,
        "office": office,
        "device_name": device_name,
        "device_key": base64.b64encode(device_key).decode(),
        "person": person,
        "sign_key": base64.b64encode(sign_key).decode(),
        "roster": [base64.b64encode(frame).decode() for frame in frames],
    }
    answer = link.ask("POST", "/v1/enrol", _json(given), headers=_JSON, is_signed=False).json()
    credential, receipt = _signed(answer.get("credential")), _signed(answer.get("receipt"))
    return Enrolled(credential, receipt, _paper_credentials(answer), _successions(answer))


def paper_credentials(link: Link) -> tuple[bytes, ...]:
    """Return the short credentials of the office's people, for the codes on their papers. Raises ServerRefused (404: an older server)."""
    return _paper_credentials(link.ask("GET", "/v1/credentials").json())


def hello(link: Link, *, logs: Iterable[HeldLog] = (), blobs: Iterable[HeldBlob] = (), wanted: Iterable[str] = ()) -> Hello:
    given = {
        "logs": [{"log": held.log, "seq": held.seq, "head": held.head} for held in logs][:LIST_MAX],
        "blobs": [{"sha256": held.sha256, "size": held.size} for held in blobs][:LIST_MAX],
        "wanted": list(wanted)[:LIST_MAX],
    }
    answer = link.ask("POST", "/v1/hello", _json(given), headers=_JSON).json()
    ends: dict[str, tuple[HeldLog, ...]] = {}
    for item in _list(answer, "logs"):
        if not isinstance(item, dict):
            raise unreadable_answer()
        held = HeldLog(str(item.get("log")), _whole(item, "seq"), str(item.get("head")))
        ends[held.log] = (*ends.get(held.log, ()), held)
    return Hello(
        ends=ends,
        blobs=_numbers(answer, "blobs"),
        servable=_numbers(answer, "servable"),
        receipt=_signed(answer.get("receipt")),
        newest=_whole(answer, "newest"),
        packs=tuple(_pack(item) for item in _list(answer, "packs")),
        known=frozenset(str(head) for head in _list(answer, "known")) if "known" in answer else None,
        successions=_successions(answer),
        revocation=_signed(answer["revocation"]) if answer.get("revocation") is not None else None,
    )


def proofs(link: Link, nonce: bytes, *, records: Iterable[str] = (), stretches: Iterable[Stretch] = ()) -> dict[str, str | None]:
    """Return record id or SHA-256 of a file -> what the server shows for it (record.proof); None for what it does not hold for us.

    At most 500 of each. nonce: 32 bytes, of which the first 16 count. Raises ServerRefused (404: an older server).
    """
    given = {
        "nonce": nonce.hex(),
        "records": list(records),
        "blobs": [{"sha256": one.sha256, "offset": one.offset, "length": one.length} for one in stretches],
    }
    answer = link.ask("POST", "/v1/proofs", _json(given), headers=_JSON).json()
    found: dict[str, str | None] = {}
    for name in ("records", "blobs"):
        told = answer.get(name)
        if not isinstance(told, dict):
            raise unreadable_answer()
        found |= {str(key): value if isinstance(value, str) else None for key, value in told.items()}
    return found


def _successions(answer: Mapping[str, object]) -> tuple[Signed, ...]:
    """Return what the centre says of changes of its key; an earlier server says nothing."""
    return tuple(_signed(item) for item in _list(answer, "successions")) if "successions" in answer else ()


def _pack(item: object) -> HeldBlob:
    if not isinstance(item, dict) or not HEX64.fullmatch(str(item.get("sha256"))):
        raise unreadable_answer()
    return HeldBlob(str(item["sha256"]), _whole(item, "size"))


def post(link: Link, room: str, content: bytes) -> Taken:
    """Bring the centre one frame (room `parcels`) or sealed frame (`sealed`) whole.

    Raises ServerRefused (parcel.unreadable, parcel.not_for_centre).
    """
    return _taken(link.ask("POST", f"/v1/{room}", Body.of(content), headers={"Content-Type": "application/octet-stream"}), len(content))


def patch(link: Link, name: str, *, offset: int, size: int, pieces: Callable[[], Iterator[bytes]]) -> Taken:
    """Send what follows byte `offset` of a file or parcel. name: `blobs/SHA-256`, `parcels/SHA-256` or `sealed/SHA-256`.

    pieces: yields framed pieces (`piece`), and may end early at a piece's border.
    """
    attempt = os.urandom(16).hex()
    headers = {
        "Upload-Offset": str(offset),
        "Upload-Length": str(size),
        "Upload-Attempt": attempt,
        "Content-Type": "application/vnd.bukti.pieces",
    }
    left = size - offset
    body = Body(pieces if left else b"", f"stream {offset} {size} {attempt}", left)
    answer = link.ask("PATCH", f"/v1/{name}", body, headers=headers)
    if answer.status == 204:
        return Taken(None, answer.number("upload-offset"))
    return _taken(answer, size)


def _taken(answer: Answer, size: int) -> Taken:
    return Taken(_signed(answer.json()), size, is_early=answer.headers.get("bukti-early") == "1")


def piece(content: bytes, digest: bytes) -> bytes:
    """Return a piece of a file as it travels. content: at most PIECE_BYTES bytes; digest: its SHA-256."""
    return len(content).to_bytes(4, "big") + digest + content


@contextmanager
def get(link: Link, sha256: str, *, start: int) -> Iterator[httpx.Response]:
    """Yield the answer whose raw body is the file from byte `start` on. Raises ServerRefused (404, 416)."""
    headers = {"Range": f"bytes={start}-"} if start else {}
    with link.open("GET", f"/v1/blobs/{sha256}", headers=headers) as response:
        began = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
        if response.status_code not in (200, 206) or (response.status_code == 206 and began != str(start)):
            raise unreadable_answer()
        if response.status_code == 200 and start:
            raise unreadable_answer()
        yield response


_JSON = {"Content-Type": "application/json"}


def _json(given: Mapping[str, object]) -> Body:
    return Body.of(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode())


def items_in(body: bytes) -> tuple[Item, ...]:
    """Return what the frames of an answer hold. Raises ServerRefused when they cannot be read."""
    try:
        return tuple(item for frame in read_file(io.BytesIO(body)) for item in frame)
    except Unreadable as error:
        raise unreadable_answer() from error


def _signed(given: object) -> Signed:
    try:
        return Signed.from_bytes(json.dumps(given).encode())
    except Unreadable as error:
        raise unreadable_answer() from error


def _bytes(given: Mapping[str, object], key: str) -> bytes:
    try:
        return base64.b64decode(str(given.get(key)), validate=True)
    except ValueError as error:
        raise unreadable_answer() from error


def _paper_credentials(answer: Mapping[str, object]) -> tuple[bytes, ...]:
    return tuple(_bytes({"given": one}, "given") for one in _list(answer, "paper_credentials"))


def _list(given: Mapping[str, object], key: str) -> list[object]:
    value = given.get(key, [])
    if not isinstance(value, list):
        raise unreadable_answer()
    return value


def _whole(given: Mapping[str, object], key: str) -> int:
    value = given.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise unreadable_answer()
    return value


def _numbers(given: Mapping[str, object], key: str) -> dict[str, int]:
    value = given.get(key, {})
    if not isinstance(value, dict):
        raise unreadable_answer()
    return {str(name): _whole(value, name) for name in value}
