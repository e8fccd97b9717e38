"""Section 4: parts, open or sealed."""

import re
from typing import Any

from .header import PartReference
from .records import Record
from .strict import Broken, from_base64, is_text, is_whole, need, parse_object, sha256

SALT = re.compile(r"[0-9a-f]{32}")
NONCE, TAG, WRAPPED = 12, 16, 80


def part_body(record: Record, name: str) -> dict[str, Any]:
    """The body of an open part whose hash was already found right."""
    return parse_object(record.parts[name, "json"])


def parts_fault(record: Record, gone: frozenset[str] = frozenset()) -> str | None:
    """The first part that is missing (but for those that are gone by an order), changed, badly formed or not named by the header."""
    kinds = {reference.name: "json" if reference.sealed_to is None else "sealed" for reference in record.header.parts}
    try:
        for name, kind in sorted(record.parts):
            need(kinds.get(name) == kind, f"part {name}.{kind}: the header does not name it")
        for reference in record.header.parts:
            stored = record.parts.get((reference.name, kinds[reference.name]))
            if stored is None and reference.name in gone:
                continue
            if stored is None:
                raise Broken(f"part {reference.name}: missing")
            _check_part(reference, stored)
    except Broken as broken:
        return str(broken)
    return None


def _check_part(reference: PartReference, stored: bytes) -> None:
    if reference.sealed_to is not None:
        need(sha256(stored) == reference.sealed_sha256, f"part {reference.name}: the sealed bytes do not have the hash")
        _check_sealed(reference, stored)
        return
    need(sha256(stored) == reference.sha256, f"part {reference.name}: the bytes do not have the hash")
    need(len(stored) == reference.size, f"part {reference.name}: the size is another")
    need(is_text(parse_object(stored).get("salt"), SALT), f"part {reference.name}: salt")


def _check_sealed(reference: PartReference, stored: bytes) -> None:
    """What can be said without a key: the form, what it is bound to, the readers, and lengths."""
    value = parse_object(stored)
    rule = f"part {reference.name}: sealed part: "
    need(set(value) == {"v", "bound_to", "to", "ciphertext"} and is_whole(value["v"], 1, 1), rule + "keys or version")
    need(value["bound_to"] == reference.sha256, rule + "bound to another part")
    need(isinstance(value["to"], dict) and tuple(sorted(value["to"])) == reference.sealed_to, rule + "its readers are not sealed_to")
    for wrapped in value["to"].values():
        need(len(from_base64(wrapped, rule + "wrapped key")) == WRAPPED, rule + "wrapped key is not of 80 bytes")
    ciphertext = from_base64(value["ciphertext"], rule + "ciphertext")
    need(len(ciphertext) == NONCE + reference.size + TAG, rule + "the ciphertext's length does not fit the size")
