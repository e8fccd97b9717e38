"""Requests and answers of the Internet Printing Protocol as bytes. Source: RFC 8010 (encoding), RFC 8011 (operations), STD 92."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CREATE_JOB, SEND_DOCUMENT, CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER = 0x0005, 0x0006, 0x0008, 0x0009, 0x000A, 0x000B
CUPS_GET_DEFAULT, CUPS_GET_PRINTERS = 0x4001, 0x4002
OPERATION_GROUP, JOB_GROUP, END, PRINTER_GROUP = 0x01, 0x02, 0x03, 0x04
INTEGER, BOOLEAN, ENUM, TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x21, 0x22, 0x23, 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
BEGIN_COLLECTION, END_COLLECTION = 0x34, 0x37
NOT_FOUND, NO_SUCH = 0x0406, 0x0407
NOT_POSSIBLE, NOT_ACCEPTING, BUSY = 0x0404, 0x0506, 0x0507

Value = int | bool | str
Attribute = tuple[int, str, Value | Sequence[Value]]  # tag, name, one value or several
Group = dict[str, list[Value]]


class NotIpp(Exception):
    """The bytes are no answer of a print service."""


@dataclass(frozen=True, slots=True)
class Answer:
    """status: below 0x100 when it was done. groups: (tag, attributes); a value of a kind not read here is left out."""

    status: int
    groups: tuple[tuple[int, Group], ...]

    @property
    def is_done(self) -> bool:
        return self.status < 0x0100

    def of(self, tag: int) -> list[Group]:
        return [group for kind, group in self.groups if kind == tag]


def request(operation: int, number: int, attributes: Sequence[Attribute], job: Sequence[Attribute] = ()) -> bytes:
    """Return a request; a document follows it directly. attributes: those after charset and language, the target first."""
    first: list[Attribute] = [(CHARSET, "attributes-charset", "utf-8"), (LANGUAGE, "attributes-natural-language", "en")]
    told = struct.pack(">BBHI", 2, 0, operation, number) + bytes([OPERATION_GROUP])
    told += b"".join(_encoded(one) for one in (*first, *attributes))
    if job:
        told += bytes([JOB_GROUP]) + b"".join(map(_encoded, job))
    return told + bytes([END])


def _encoded(attribute: Attribute) -> bytes:
    tag, name, given = attribute
    values = [given] if isinstance(given, int | str) else list(given)
    told = b""
    for place, value in enumerate(values):
        raw = _raw(tag, value)
        label = name.encode() if place == 0 else b""
        told += struct.pack(">BH", tag, len(label)) + label + struct.pack(">H", len(raw)) + raw
    return told


def _raw(tag: int, value: Value) -> bytes:
    if tag == BOOLEAN:
        return bytes([bool(value)])
    return struct.pack(">i", value) if isinstance(value, int) else value.encode()


def answer(raw: bytes) -> Answer:
    """Return the answer of a service. Raises NotIpp."""
    try:
        _major, _minor, status, _number = struct.unpack_from(">BBHI", raw)
        return Answer(status, tuple(_groups(raw, 8)))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise NotIpp from error


def _groups(raw: bytes, at: int) -> Iterator[tuple[int, Group]]:
    kind, group, name, depth = 0, Group(), "", 0
    while (tag := raw[at]) != END:
        at += 1
        if tag < 0x10:  # a group begins
            if kind:
                yield kind, group
            kind, group, name = tag, Group(), ""
            continue
        label, at = _piece(raw, at)
        value, at = _piece(raw, at)
        if tag in (BEGIN_COLLECTION, END_COLLECTION):
            depth += 1 if tag == BEGIN_COLLECTION else -1
            continue
        if depth:
            continue
        name = label.decode() or name
        group.setdefault(name, []).extend(_read(tag, value))
    if kind:
        yield kind, group


def _piece(raw: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", raw, at)
    if at + 2 + length > len(raw):
        raise NotIpp
    return raw[at + 2 : at + 2 + length], at + 2 + length


def _read(tag: int, value: bytes) -> list[Value]:
    if tag in (INTEGER, ENUM):
        return [int(struct.unpack(">i", value)[0])]
    if tag == BOOLEAN:
        return [value != b"\0"]
    return [value.decode()] if 0x41 <= tag <= 0x49 else []
