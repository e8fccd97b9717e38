"""Section 2: the header of a record."""

import re
from dataclasses import dataclass
from typing import Any

from .strict import HASH, NAME, REGION, UUID, is_text, is_time, is_whole, need, parse_object, sha256

LONGEST = 16_384
LARGEST_PART = 1_048_576
KEYS = set("v type stream log seq prev parents lamport at clock office scope device person schema parts blobs".split())
PART_KEYS = set("name sha256 size sealed_to sealed_sha256".split())
BLOB_KEYS = set("sha256 size media_type role sealed_to".split())
SCHEMA = re.compile(r"[a-z][a-z0-9_.]{0,63}/[0-9]{1,4}")
PART_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
TEXTS = {"type": NAME, "stream": UUID, "log": UUID, "office": REGION, "device": HASH, "person": UUID, "schema": SCHEMA}
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,127}")


@dataclass(frozen=True)
class PartReference:
    """What a header says of one part."""

    name: str
    sha256: str
    size: int
    sealed_to: tuple[str, ...] | None
    sealed_sha256: str | None


@dataclass(frozen=True)
class Header:
    """A header of which every rule of form holds."""

    id: str
    type: str
    stream: str
    log: str
    seq: int
    prev: str | None
    parents: tuple[str, ...]
    lamport: int
    office: str
    device: str
    person: str
    parts: tuple[PartReference, ...]
    blobs: tuple[tuple[str, int], ...]


def read_header(data: bytes) -> Header:
    """The header in these bytes, or `Broken`."""
    need(len(data) <= LONGEST, "header: longer than 16,384 bytes")
    value = parse_object(data)
    need(set(value) == KEYS, f"header: keys missing or unknown: {sorted(set(value) ^ KEYS)}")
    need(is_whole(value["v"], 1, 1), "header: v is not 1")
    for key, pattern in TEXTS.items():
        need(is_text(value[key], pattern), f"header: {key}")
    _check_chain(value)
    _check_clock(value)
    scope = value["scope"]
    need(isinstance(scope, list) and bool(scope) and all(_is_scope(entry) for entry in scope), "header: scope")
    need(isinstance(value["parts"], list) and isinstance(value["blobs"], list), "header: parts or blobs is no list")
    parts = tuple(_part(entry) for entry in value["parts"])
    need(len({part.name for part in parts}) == len(parts), "header: two parts of one name")
    return Header(
        id=sha256(data),
        parts=parts,
        blobs=tuple(_blob(entry) for entry in value["blobs"]),
        parents=tuple(value["parents"]),
        **{key: value[key] for key in ("type", "stream", "log", "seq", "prev", "lamport", "office", "device", "person")},
    )


def _check_chain(value: dict[str, Any]) -> None:
    need(is_whole(value["seq"], 1), "header: seq")
    need(value["prev"] is None or is_text(value["prev"], HASH), "header: prev")
    need((value["prev"] is None) == (value["seq"] == 1), "header: prev is null exactly when seq is 1")
    need(_is_hash_list(value["parents"]), "header: parents")
    need(is_whole(value["lamport"], 1), "header: lamport")
    need((value["lamport"] == 1) == (value["parents"] == []), "header: lamport is 1 exactly when there are no parents")


def _check_clock(value: dict[str, Any]) -> None:
    need(is_time(value["at"]), "header: at")
    clock = value["clock"]
    need(isinstance(clock, dict) and set(clock) == {"state", "checked_at", "checked_by"}, "header: clock")
    need(clock["state"] in ("unchecked", "checked", "stepped_back"), "header: clock.state")
    need(clock["checked_at"] is None or is_time(clock["checked_at"]), "header: clock.checked_at")
    by = clock["checked_by"]
    need(by is None or (isinstance(by, str) and 1 <= len(by) <= 100), "header: clock.checked_by")


def _is_scope(entry: Any) -> bool:
    return isinstance(entry, str) and (entry == "*" or is_text(entry.removesuffix(".*"), REGION))


def _is_hash_list(value: Any) -> bool:
    """Sorted, no two alike."""
    if not isinstance(value, list) or not all(is_text(entry, HASH) for entry in value):
        return False
    return value == sorted(set(value))


def _part(value: Any) -> PartReference:
    need(isinstance(value, dict) and set(value) == PART_KEYS, "part reference: keys")
    need(is_text(value["name"], PART_NAME), "part reference: name")
    need(is_text(value["sha256"], HASH), "part reference: sha256")
    need(is_whole(value["size"], 0, LARGEST_PART), "part reference: size")
    sealed_to, sealed_hash = value["sealed_to"], value["sealed_sha256"]
    need((sealed_to is None) == (sealed_hash is None), "part reference: sealed_to and sealed_sha256 are null together")
    if sealed_to is None:
        return PartReference(value["name"], value["sha256"], value["size"], None, None)
    need(_is_hash_list(sealed_to) and bool(sealed_to), "part reference: sealed_to")
    need(is_text(sealed_hash, HASH), "part reference: sealed_sha256")
    return PartReference(value["name"], value["sha256"], value["size"], tuple(sealed_to), str(sealed_hash))


def _blob(value: Any) -> tuple[str, int]:
    need(isinstance(value, dict) and set(value) == BLOB_KEYS, "file reference: keys")
    need(is_text(value["sha256"], HASH), "file reference: sha256")
    need(is_whole(value["size"], 0), "file reference: size")
    need(is_text(value["media_type"], MEDIA_TYPE), "file reference: media_type")
    need(is_text(value["role"], NAME), "file reference: role")
    sealed_to = value["sealed_to"]
    need(sealed_to is None or (_is_hash_list(sealed_to) and bool(sealed_to)), "file reference: sealed_to")
    return value["sha256"], value["size"]


def place_fault(header: Header, at_hand: dict[str, Header]) -> str | None:
    """Section 2, "Place in log and stream": what is at hand must fit, what is not at hand is not judged."""
    before = at_hand.get(header.prev or "")
    if before is not None and (before.log, before.seq, before.device) != (header.log, header.seq - 1, header.device):
        return "place: prev is not the record before it of this log and device"
    parents = [at_hand[parent] for parent in header.parents if parent in at_hand]
    if any(parent.stream != header.stream for parent in parents):
        return "place: a parent is of another stream"
    if parents and len(parents) == len(header.parents) and header.lamport != 1 + max(parent.lamport for parent in parents):
        return "place: lamport is not one more than the greatest of its parents"
    return None
