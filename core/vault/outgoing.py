"""What goes out of the vault: records and their parts as parcel items, and what a peer still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from core.vault import truth
from core.vault.truth import StoredRecord
from record.header import BlobRef, Header
from record.parcel import Item, RecordItem, part_items
from record.roster import ROSTER_TYPES

LANES = ("records", "papers", "working", "originals")
LANE_OF = {"paper": "papers", "scan": "papers", "working": "working", "thumbnail": "working"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that must reach the peer: its reference and the lane it travels in."""

    ref: BlobRef
    lane: str


def items_of(tx: Connection, stored: StoredRecord) -> Iterator[Item]:
    """Return a record as parcel items: itself, then its parts in pieces. A destroyed part is left out."""
    yield RecordItem(stored.header_bytes, stored.signatures)
    for name, body in sorted(truth.stored_parts(tx, stored.id).items()):
        if body is not None:
            yield from part_items(stored.id, name, body)


def roster_items(tx: Connection) -> Iterator[Item]:
    """Return all roster records, with which a second laptop can join."""
    chosen = select(truth.records).where(truth.records.c.type.in_(ROSTER_TYPES)).order_by(truth.records.c.arrival)
    for row in tx.execute(chosen).all():
        yield from items_of(tx, StoredRecord(row.arrival, row.record_id, row.header, row.signatures))


def own_logs(tx: Connection, own: str) -> set[str]:
    """Return the logs of this office's laptops, given this laptop's own. What other offices wrote came from the centre, or goes there by
    themselves: it is never ours to send.
    """
    root = truth.first_stream(tx, own)
    return {log for log in truth.log_ends(tx) if log == own or (root is not None and truth.first_stream(tx, log) == root)}


def files(tx: Connection, *, logs: Iterable[str] | None = None) -> list[Wanted]:
    """Return the files that records of these logs name (of all logs without), each once, lane by lane and oldest first."""
    chosen = select(truth.records.c.header).order_by(truth.records.c.arrival)
    if logs is not None:
        chosen = chosen.where(truth.records.c.log.in_(list(logs)))
    found: dict[str, Wanted] = {}
    for header in tx.scalars(chosen):
        if b'"blobs":[]' in header:
            continue
        for ref in Header.from_bytes(header).blobs:
            lane = LANE_OF.get(ref.role, "originals")
            if ref.sha256 not in found or LANES.index(lane) < LANES.index(found[ref.sha256].lane):
                found[ref.sha256] = Wanted(ref, lane)
    return sorted(found.values(), key=lambda wanted: LANES.index(wanted.lane))
