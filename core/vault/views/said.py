"""A record with its open bodies at hand, as the views read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from core.vault import truth
from core.vault.views import destroyed, heads
from record.destruction import DESTROYED
from record.header import Header


@dataclass(slots=True)
class Said:
    """One record: id, header, and its open bodies, each read once."""

    tx: Connection
    id: str
    header: Header
    _bodies: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def body(self, name: str) -> Mapping[str, object]:
        """Return the body of an open part; of a destroyed one what of it stays known; empty when it is sealed or not there."""
        if name not in self._bodies:
            found = truth.open_part(self.tx, self.header, self.id, name)
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


def heads_of(tx: Connection, stream: str, said: list[Said]) -> list[Said]:
    """Return those of the stream's records that are its heads, in their common order.

    An order of destruction says nothing new of the thing itself: what it follows is a head still, unless a later record followed it.
    """
    orders = {one.id: one.header.parents for one in said if one.header.type == DESTROYED}
    if not orders:
        ids = set(heads.of_stream(tx, stream))
        return [one for one in said if one.id in ids]
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
