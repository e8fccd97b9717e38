"""Parcels: framed, compressed runs of records, parts, blob pieces and statements, alike on the wire, on a stick and in a copy."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, TypeGuard

import zstandard

from record.errors import Unreadable
from record.header import HEADER_BYTES_MAX, HEX64, PART_BYTES_MAX, PART_NAME
from record.strict_json import parse_object, to_bytes

MAGIC = b"BKP1"
FRAME_BYTES_MAX = 256 * 1024
PAYLOAD_BYTES_MAX = 1024 * 1024  # what a frame may become when unpacked
PIECE_BYTES_MAX = 128 * 1024
NOTE_BYTES_MAX = 16 * 1024 * 1024
_NOTE_NAME = re.compile(r"[a-z][a-z0-9/._-]{0,127}")
_FILL = 200 * 1024  # a frame is closed once its payload is this long; random bytes do not shrink
_HEAD = struct.Struct(">4sI32s")  # magic, length of the compressed payload, SHA-256 of the compressed payload
_ITEM = struct.Struct(">cII")  # kind, length of meta, length of body


@dataclass(frozen=True, slots=True)
class RecordItem:
    """A record as it was signed: header bytes and signatures (JSON bytes)."""

    header: bytes
    signatures: bytes


@dataclass(frozen=True, slots=True)
class PartItem:
    """A piece of a part as vault and parcel keep it (plaintext, or sealed bytes). offset and total in bytes."""

    record: str
    name: str
    offset: int
    total: int
    piece: bytes


@dataclass(frozen=True, slots=True)
class BlobItem:
    """A piece of a file. offset and total in bytes."""

    sha256: str
    offset: int
    total: int
    piece: bytes


@dataclass(frozen=True, slots=True)
class StatementItem:
    """A signed statement of the centre (record/receipt.py `Signed.to_bytes`)."""

    signed: bytes


@dataclass(frozen=True, slots=True)
class NoteItem:
    """A piece of a JSON document that belongs to the parcel itself, or to one laptop: what a stick holds, a draft in a second copy.

    Never evidence. offset and total in bytes.
    """

    name: str
    offset: int
    total: int
    piece: bytes


Item = RecordItem | PartItem | BlobItem | StatementItem | NoteItem


def part_items(record: str, name: str, stored: bytes) -> Iterator[PartItem]:
    """Return a part in pieces of at most 128 KiB; an empty part is one empty piece."""
    for offset in range(0, max(len(stored), 1), PIECE_BYTES_MAX):
        yield PartItem(record, name, offset, len(stored), stored[offset : offset + PIECE_BYTES_MAX])


def blob_items(digest: str, content: bytes) -> Iterator[BlobItem]:
    """Return a whole file in pieces of at most 128 KiB; an empty file is one empty piece."""
    for offset in range(0, max(len(content), 1), PIECE_BYTES_MAX):
        yield BlobItem(digest, offset, len(content), content[offset : offset + PIECE_BYTES_MAX])


def note_items(name: str, document: object) -> Iterator[NoteItem]:
    """Return a JSON document in pieces of at most 128 KiB. name: lower-case letters, digits and `/._-`."""
    raw = to_bytes(document)
    for offset in range(0, len(raw), PIECE_BYTES_MAX):
        yield NoteItem(name, offset, len(raw), raw[offset : offset + PIECE_BYTES_MAX])


def frames(items: Iterable[Item], *, fill: int = _FILL) -> Iterator[bytes]:
    """Return frames of at most 256 KiB that hold the items in their order.

    fill: bytes of payload after which a frame is closed. With more than the usual, who calls must look at the length of each frame.
    """
    payload = bytearray()
    for item in items:
        encoded = _encode(item)
        if payload and len(payload) + len(encoded) > fill:
            yield _close(bytes(payload))
            payload.clear()
        payload += encoded
    if payload:
        yield _close(bytes(payload))


def _close(payload: bytes) -> bytes:
    packed = zstandard.ZstdCompressor(level=6).compress(payload)
    return _HEAD.pack(MAGIC, len(packed), sha256(packed).digest()) + packed


def _encode(item: Item) -> bytes:
    match item:
        case RecordItem(header, signatures):
            kind, meta, body = b"R", signatures, header
        case PartItem(record, name, offset, total, piece):
            kind, meta, body = b"P", to_bytes({"record": record, "name": name, "offset": offset, "total": total}), piece
        case BlobItem(digest, offset, total, piece):
            kind, meta, body = b"B", to_bytes({"sha256": digest, "offset": offset, "total": total}), piece
        case StatementItem(signed):
            kind, meta, body = b"S", b"", signed
        case NoteItem(name, offset, total, piece):
            kind, meta, body = b"N", to_bytes({"name": name, "offset": offset, "total": total}), piece
    return _ITEM.pack(kind, len(meta), len(body)) + meta + body


def read_frame(frame: bytes) -> tuple[Item, ...]:
    """Return the items of one frame. Raises Unreadable for a cut, changed, oversized or unknown frame (never a partial result)."""
    if len(frame) > FRAME_BYTES_MAX:
        raise Unreadable("the frame is longer than 256 KiB")
    if len(frame) < _HEAD.size:
        raise Unreadable("the frame is cut")
    magic, length, digest = _HEAD.unpack_from(frame)
    packed = frame[_HEAD.size :]
    if magic != MAGIC:
        raise Unreadable("not a parcel of this program")
    if len(packed) != length or sha256(packed).digest() != digest:
        raise Unreadable("the frame is cut or damaged")
    return tuple(_items(_unpack(packed)))


def _unpack(packed: bytes) -> bytes:
    try:
        size = zstandard.frame_content_size(packed)
        if not 0 <= size <= PAYLOAD_BYTES_MAX:
            raise Unreadable("the frame would unpack to more than 1 MiB")
        return zstandard.ZstdDecompressor(max_window_size=1 << 21).decompress(
            packed, max_output_size=PAYLOAD_BYTES_MAX, allow_extra_data=False
        )
    except zstandard.ZstdError as error:
        raise Unreadable("the frame cannot be unpacked") from error


def _items(payload: bytes) -> Iterator[Item]:
    at = 0
    while at < len(payload):
        if at + _ITEM.size > len(payload):
            raise Unreadable("an item of the parcel is cut")
        kind, meta_length, body_length = _ITEM.unpack_from(payload, at)
        start = at + _ITEM.size
        at = start + meta_length + body_length
        if at > len(payload):
            raise Unreadable("an item of the parcel is cut")
        if (item := _decode(kind, payload[start : start + meta_length], payload[start + meta_length : at])) is not None:
            yield item


def _decode(kind: bytes, meta: bytes, body: bytes) -> Item | None:
    if kind == b"R":
        if len(body) > HEADER_BYTES_MAX:
            raise Unreadable("a header is longer than 16 KiB")
        return RecordItem(body, meta)
    if kind == b"S":
        return StatementItem(body)
    if kind not in (b"P", b"B", b"N"):
        return None  # a kind of a later version: passed over
    given = parse_object(meta)
    offset, total = given.get("offset"), given.get("total")
    if not _is_whole(offset) or not _is_whole(total) or offset + len(body) > total:
        raise Unreadable("a piece lies outside its whole")
    if len(body) > PIECE_BYTES_MAX:
        raise Unreadable("a piece is longer than 128 KiB")
    if kind == b"B":
        return BlobItem(_text(given, "sha256", HEX64), offset, total, body)
    if kind == b"N":
        if total > NOTE_BYTES_MAX:
            raise Unreadable("a note is larger than 16 MiB")
        return NoteItem(_text(given, "name", _NOTE_NAME), offset, total, body)
    if total > 2 * PART_BYTES_MAX:  # a sealed part is Base64 of its ciphertext
        raise Unreadable("a part is larger than 1 MiB")
    return PartItem(_text(given, "record", HEX64), _text(given, "name", PART_NAME), offset, total, body)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(given: dict[str, object], key: str, pattern: re.Pattern[str]) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Unreadable(f"{key} has a wrong form")
    return value


def read_file(source: BinaryIO) -> Iterator[tuple[Item, ...]]:
    """Return the items of a parcel file (frames one after another), frame by frame. Raises Unreadable at the first bad frame."""
    while head := source.read(_HEAD.size):
        if len(head) < _HEAD.size:
            raise Unreadable("the parcel is cut")
        _, length, _ = _HEAD.unpack(head)
        if length > FRAME_BYTES_MAX:
            raise Unreadable("the frame is longer than 256 KiB")
        yield read_frame(head + source.read(length))
