"""The whole judgement on one record: form, hash, signatures, authority, place in its log, bodies."""

from __future__ import annotations

from collections.abc import Mapping

from record.destruction import DESTROYED, check_orderer
from record.errors import NotGenuine
from record.header import Header, record_id
from record.part import check_stored
from record.roster import ROSTER_TYPES, Roster, check_signed
from record.signature import signatures_from_bytes

LEGAL_ACTS = frozenset(
    {
        *ROSTER_TYPES,
        "statement.sealed",
        "paper.signed",
        "number.given",
        "case.decided",
        "case.handed_over",
        "case.taken_over",
        "part.resealed",
        DESTROYED,
    }
)


def check_record(header_bytes: bytes, signatures: bytes, roster: Roster) -> Header:
    """Return the header of a record that is well formed, signed and permitted. Raises Unreadable or NotGenuine with the rule it breaks."""
    header = Header.from_bytes(header_bytes)
    if (identity := record_id(header_bytes)) in roster.refused:
        raise NotGenuine(roster.refused[identity])
    check_signed(header, header_bytes, signatures_from_bytes(signatures), roster, is_legal_act=header.type in LEGAL_ACTS)
    if header.type == DESTROYED:
        check_orderer(header, roster)
    return header


def check_place(
    header: Header,
    *,
    previous: tuple[str, int] | None,
    parents: Mapping[str, tuple[str, int]],
    previous_device: str | None = None,
) -> None:
    """Check a record's place in its log and stream. Raises NotGenuine.

    previous: (id, seq) of the record before it in the log, None at the start; previous_device: its device, None when it is not at
    hand. parents: id -> (stream, lamport) of those at hand; a parent that is not at hand is not judged.
    """
    if previous_device is not None and header.device != previous_device:
        raise NotGenuine("the log belongs to another device")
    if header.prev != (previous[0] if previous else None) or header.seq != (previous[1] + 1 if previous else 1):
        raise NotGenuine("the record does not follow the one before it in its log")
    at_hand = [parents[parent] for parent in header.parents if parent in parents]
    if any(stream != header.stream for stream, _ in at_hand):
        raise NotGenuine("a parent is of another stream")
    if len(at_hand) == len(header.parents) and header.lamport != 1 + max((lamport for _, lamport in at_hand), default=0):
        raise NotGenuine("the lamport number does not follow from the parents")


def check_parts(header: Header, stored: Mapping[str, bytes | None]) -> None:
    """Check the bodies at hand; None is a part that an order has destroyed. Raises NotGenuine for a missing or changed one."""
    for ref in header.parts:
        if ref.name not in stored:
            raise NotGenuine(f"part {ref.name} is missing")
        body = stored[ref.name]
        if body is not None:
            check_stored(ref, body)
    if extra := stored.keys() - {ref.name for ref in header.parts}:
        raise NotGenuine(f"a part that was never signed: {sorted(extra)[0]}")
