"""The header of a record: what was done, by whom, after what - the bytes that are signed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from record.errors import Unreadable
from record.strict_json import parse_object, to_bytes

HEADER_BYTES_MAX = 16 * 1024
PART_BYTES_MAX = 1024 * 1024
VERSION = 1

HEX64 = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OFFICE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
SCOPE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?(\.\*)?|\*")
NAME = re.compile(r"[a-z][a-z0-9_.]{0,63}")
PART_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_CLOCK_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
TIME = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK_TIME}:[0-5][0-9](?:\.[0-9]{{1,6}})?(?:Z|[+-]{_CLOCK_TIME})")
SCHEMA = re.compile(r"[a-z][a-z0-9_.]{0,63}/[0-9]{1,4}")
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,127}")
CLOCK_STATES = ("unchecked", "checked", "stepped_back")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRef:
    """A body bound to the header by the SHA-256 and size (bytes) of its plaintext; a sealed one also names its readers."""

    name: str
    sha256: str
    size: int
    sealed_to: tuple[str, ...] | None = None  # key ids (SHA-256 of the recipient's public key); None when anyone who holds it may read it
    sealed_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobRef:
    """A file bound to the header. For a sealed blob the hash and the size (bytes) are those of its ciphertext."""

    sha256: str
    size: int
    media_type: str
    role: str  # original, working, thumbnail, paper, scan
    sealed_to: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How far `at` can be believed: the state, and when (ISO 8601 with offset) and by whom the clock was last found right."""

    state: str = "unchecked"
    checked_at: str | None = None
    checked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a record says, without its bodies. Ids are UUID text, hashes lower-case hex, `at` is wall time with its offset."""

    v: int
    type: str  # an unknown type is kept and passed on
    stream: str  # UUIDv7
    log: str  # UUID, random
    seq: int  # 1, 2, 3 ... within the log
    prev: str | None  # record id; None when seq is 1
    parents: tuple[str, ...]  # heads of the stream as the writer saw them, sorted
    lamport: int  # 1 + the greatest of the parents' (0 without parents)
    at: str
    clock: Clock
    office: str
    scope: tuple[str, ...]  # offices that may read; "00.00.*" means all below 00.00
    device: str  # key id of the device key
    person: str  # UUID of the person's entry in the roster
    schema: str
    parts: tuple[PartRef, ...]
    blobs: tuple[BlobRef, ...]

    def to_bytes(self) -> bytes:
        """Return the bytes to sign. Called once, by the writer; others keep the bytes they got. Their SHA-256 is the record's id.

        Raises Unreadable when they would not be read back.
        """
        header_bytes = to_bytes(asdict(self))
        Header.from_bytes(header_bytes)
        return header_bytes

    @classmethod
    def from_bytes(cls, header_bytes: bytes) -> Header:
        """Raises Unreadable above 16 KiB, for a key unknown, missing or twice, a wrong type or form, a float, another version."""
        return _read(bytes(header_bytes))


@lru_cache(maxsize=2048)  # whoever judges, keeps and shows a record asks for the same bytes a dozen times; a header never changes
def _read(header_bytes: bytes) -> Header:
    if len(header_bytes) > HEADER_BYTES_MAX:
        raise Unreadable("the header is longer than 16 KiB")
    given = parse_object(header_bytes)
    if given.get("v") != VERSION or isinstance(given.get("v"), bool):
        raise Unreadable("an unknown version of the record format")
    return _header(given)


def record_id(header_bytes: bytes) -> str:
    """Return the id of the record: the SHA-256 of its header bytes, lower-case hex."""
    return sha256(header_bytes).hexdigest()


Check = Callable[[object, str], object]


def _text(pattern: re.Pattern[str]) -> Check:
    def check(value: object, key: str) -> object:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise Unreadable(f"{key} has a wrong form")
        return value

    return check


def _whole(least: int) -> Check:
    def check(value: object, key: str) -> object:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise Unreadable(f"{key} is not a whole number of at least {least}")
        return value

    return check


def _or_none(inner: Check) -> Check:
    return lambda value, key: None if value is None else inner(value, key)


def _many(inner: Check) -> Check:
    def check(value: object, key: str) -> object:
        if not isinstance(value, list):
            raise Unreadable(f"{key} is not a list")
        return tuple(inner(item, key) for item in value)

    return check


def is_time(value: object) -> bool:
    """Return whether a value is a time with its offset: docs/format.md "The record". Narrower than ISO 8601, the same on every Python."""
    if not isinstance(value, str) or not TIME.fullmatch(value):
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def _time(value: object, key: str) -> object:
    if not is_time(value):
        raise Unreadable(f"{key} is not a time with an offset")
    return value


def _state(value: object, key: str) -> object:
    if value not in CLOCK_STATES:
        raise Unreadable(f"{key} has an unknown value")
    return value


def _short(value: object, key: str) -> object:
    if not isinstance(value, str) or not 0 < len(value) <= 100:
        raise Unreadable(f"{key} is not a text of 1 to 100 characters")
    return value


def _object(build: Callable[..., object], checks: dict[str, Check]) -> Check:
    """Check exactly these keys of a JSON object and build from them."""

    def check(value: object, key: str) -> object:
        if not isinstance(value, dict):
            raise Unreadable(f"{key} is not an object")
        if value.keys() != checks.keys():
            raise Unreadable(f"{key} has a key too few or too many")
        return build(**{name: inner(value[name], f"{key}.{name}") for name, inner in checks.items()})

    return check


def _consistent(header: Header) -> Header:
    if (header.seq == 1) != (header.prev is None):
        raise Unreadable("prev must be missing exactly in the first record of a log")
    if list(header.parents) != sorted(set(header.parents)):
        raise Unreadable("parents are not sorted or not distinct")
    if (not header.parents) != (header.lamport == 1):
        raise Unreadable("lamport is 1 exactly where there are no parents")
    if len({part.name for part in header.parts}) != len(header.parts):
        raise Unreadable("two parts have one name")
    if any((part.sealed_to is None) != (part.sealed_sha256 is None) for part in header.parts):
        raise Unreadable("a sealed part names its readers and the hash of its sealed bytes, an open one neither")
    if any(part.size > PART_BYTES_MAX for part in header.parts):
        raise Unreadable("a part is larger than 1 MiB")
    sealed = [*(part.sealed_to for part in header.parts), *(blob.sealed_to for blob in header.blobs)]
    if any(readers is not None and not _is_sorted_set(readers) for readers in sealed):
        raise Unreadable("the readers of a seal are missing, not sorted or not distinct")
    if not header.scope:
        raise Unreadable("no office may read it")
    return header


def _is_sorted_set(texts: tuple[str, ...]) -> bool:
    return bool(texts) and list(texts) == sorted(set(texts))


_KEY_IDS = _or_none(_many(_text(HEX64)))
_PART = _object(
    PartRef,
    {"name": _text(PART_NAME), "sha256": _text(HEX64), "size": _whole(0), "sealed_to": _KEY_IDS, "sealed_sha256": _or_none(_text(HEX64))},
)
_BLOB = _object(
    BlobRef,
    {"sha256": _text(HEX64), "size": _whole(0), "media_type": _text(MEDIA_TYPE), "role": _text(NAME), "sealed_to": _KEY_IDS},
)
_CLOCK = _object(Clock, {"state": _state, "checked_at": _or_none(_time), "checked_by": _or_none(_short)})
_HEADER = _object(
    Header,
    {
        "v": _whole(1),
        "type": _text(NAME),
        "stream": _text(UUID),
        "log": _text(UUID),
        "seq": _whole(1),
        "prev": _or_none(_text(HEX64)),
        "parents": _many(_text(HEX64)),
        "lamport": _whole(1),
        "at": _time,
        "clock": _CLOCK,
        "office": _text(OFFICE),
        "scope": _many(_text(SCOPE)),
        "device": _text(HEX64),
        "person": _text(UUID),
        "schema": _text(SCHEMA),
        "parts": _many(_PART),
        "blobs": _many(_BLOB),
    },
)


def _header(given: dict[str, object]) -> Header:
    header = _HEADER(given, "header")
    assert isinstance(header, Header)
    return _consistent(header)


def may_read(scope: tuple[str, ...], office: str) -> bool:
    """Return whether an office (code) is among those that may read."""
    return any(entry in ("*", office) or (entry.endswith(".*") and office.startswith(entry[:-1])) for entry in scope)
