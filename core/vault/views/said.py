"""A record with its open bodies at hand, as the views read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from core.vault import truth
from core.vault.views import destroyed
from record.destruction import DESTROYED
from record.header import Header


@dataclass(slots=True)
class Said:
    """One record: id, header, and its open bodies, each read once. stored: its parts as they lie, None while they were not read."""

    tx: Connection
    id: str
    header: Header
    stored: Mapping[str, bytes | None] | None = None
    _bodies: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def body(self, name: str) -> Mapping[str, object]:
        """Return the body of an open part; of a destroyed one what of it stays known; empty when it is sealed or not there."""
        if name not in self._bodies:
            if self.stored is None:
                self.stored = truth.stored_parts(self.tx, self.id)
            found = truth.open_stored(self.header, name, self.stored.get(name))
            if found is None and any(part.name == name for part in self.header.parts):
                found = dict(destroyed.parts_gone(self.tx, self.id, self.header).get(name, {}))
            self._bodies[name] = found or {}
        return self._bodies[name]

    def is_sealed(self, name: str) -> bool:
        return any(part.name == name and part.sealed_to is not None for part in self.header.parts)

    @property
    def order(self) -> tuple[int, str]:
        """Sorts records of a stream so that each stands after what its writer had seen, the same on every laptop."""
        return self.header.lamport, self.id


def all_of(tx: Connection, stream: str) -> list[Said]:
    """Return the records of a stream in their common order."""
    rows = tx.execute(select(truth.records.c.record_id, truth.records.c.header).where(truth.records.c.stream == stream))
    return sorted((Said(tx, row.record_id, Header.from_bytes(row.header)) for row in rows), key=lambda said: said.order)


def read_bodies(tx: Connection, said: Iterable[Said]) -> None:
    """Read the parts of many records at once, before each is asked for its bodies."""
    unread = {one.id: one for one in said if one.stored is None}
    for identity, stored in truth.parts_of(tx, unread).items():
        unread[identity].stored = stored


def stories(tx: Connection, streams: Iterable[str], known: Iterable[Said]) -> dict[str, list[Said]]:
    """Return the records of each of these streams in their common order. known: records that are at hand already."""
    at_hand = {one.id: one for one in known}
    told: dict[str, list[Said]] = {stream: [] for stream in streams}
    records = truth.records.c
    for some in truth.runs_of(told):
        rows = tx.execute(select(records.record_id, records.stream, records.header).where(records.stream.in_(some)))
        for row in rows:
            told[row.stream].append(at_hand.get(row.record_id) or Said(tx, row.record_id, Header.from_bytes(row.header)))
    for story in told.values():
        story.sort(key=lambda one: one.order)
    return told


def heads_of(said: Iterable[Said]) -> list[Said]:
    """Return those of a stream's records that no other of them follows, in their common order.

    An order of destruction says nothing new of the thing itself: what it follows is a head still, unless a later record followed it.
    """
    said = list(said)
    orders = {one.id: one.header.parents for one in said if one.header.type == DESTROYED}
    versions = [one for one in said if one.id not in orders]
    followed, waiting = set[str](), [parent for one in versions for parent in one.header.parents]
    while waiting:
        parent = waiting.pop()
        if parent not in followed:
            followed.add(parent)
            waiting += orders.get(parent, ())
    return [one for one in versions if one.id not in followed]


def text_of(body: Mapping[str, object], key: str) -> str:
    """Return a text of a body, empty for anything else."""
    value = body.get(key)
    return value if isinstance(value, str) else ""


def whole_of(body: Mapping[str, object], key: str) -> int:
    value = body.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
