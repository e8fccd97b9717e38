"""What orders of destruction name, which of them are here, and which laptops have said that they carried them out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Connection, String, Table, Text, func, select
from sqlalchemy.dialects.sqlite import insert

from core.vault import truth
from core.vault.views.table import key, views
from record.destruction import CLEARED, DESTROYED, KEPT_TYPES, PART, Order, may_go, order_in
from record.errors import NotGenuine, Unreadable
from record.header import Header

TYPES = (DESTROYED, CLEARED)
CLEARED_PART = "cleared"

orders = Table(
    "view_destruction_orders",
    views,
    key("order_id"),
    Column("act", String, nullable=False, index=True),
    Column("case_id", String, nullable=False, index=True),
    Column("stream", String, nullable=False),
    Column("office", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("day", String, nullable=False),
    Column("schedule", String, nullable=False),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("device", String, nullable=False),
)
gone_parts = Table(
    "view_destroyed_parts",
    views,
    key("record_id"),
    key("name"),
    key("order_id"),
    Column("stream", String, nullable=False),
    Column("office", String, nullable=False),
    Column("remains", Text, nullable=False),
)
gone_files = Table(
    "view_destroyed_files",
    views,
    key("sha256"),
    key("record_id"),
    key("order_id"),
    Column("stream", String, nullable=False),
    Column("office", String, nullable=False),
)
cleared = Table(
    "view_cleared",
    views,
    key("record_id"),
    key("order_id"),
    Column("device", String, nullable=False),
    Column("log", String, nullable=False),
    Column("copy", String, nullable=False),
    Column("at", String, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order as it stands in the views. at: wall time with offset; day: of the letter, YYYY-MM-DD; schedule: id of a rule or empty."""

    order_id: str
    act: str
    case_id: str
    stream: str
    office: str
    reason: str
    reference: str
    day: str
    schedule: str
    at: str
    person: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearedBy:
    """A laptop's word that it carried an order out. copy: how its second copy stands: "none", "waiting" or "done"."""

    order_id: str
    device: str
    log: str
    copy: str
    at: str


def order_of(tx: Connection, header: Header, identity: str) -> Order | None:
    """Return what a record of type part.destroyed orders, None when its body cannot be read: then it orders nothing."""
    try:
        return order_in(truth.open_part(tx, header, identity, PART) or {})
    except (NotGenuine, Unreadable):
        return None


def update(tx: Connection, identity: str, header: Header) -> None:
    """Fold an order, or a laptop's word about orders, in. The rows do not depend on what else is here."""
    if header.type == DESTROYED:
        _order(tx, identity, header)
    elif header.type == CLEARED:
        _cleared(tx, identity, header)


def _order(tx: Connection, identity: str, header: Header) -> None:
    order = order_of(tx, header, identity)
    if order is None:
        return
    place = {"order_id": identity, "stream": header.stream, "office": header.office}
    told = {key: getattr(order, key) for key in ("act", "reason", "reference", "day", "schedule")}
    row = {**place, **told, "case_id": order.case, "at": header.at, "person": header.person, "device": header.device}
    tx.execute(insert(orders).values(**row).on_conflict_do_nothing())
    for part in order.parts:
        if may_go(part.name):
            gone = {**place, "record_id": part.record, "name": part.name, "remains": json.dumps(dict(part.remains), sort_keys=True)}
            tx.execute(insert(gone_parts).values(**gone).on_conflict_do_nothing())
    for file in order.files:
        tx.execute(insert(gone_files).values(**place, record_id=file.record, sha256=file.sha256).on_conflict_do_nothing())


def _cleared(tx: Connection, identity: str, header: Header) -> None:
    try:
        body = truth.open_part(tx, header, identity, CLEARED_PART) or {}
    except (NotGenuine, Unreadable):
        return
    named = body.get("orders")
    copy = body.get("copy")
    for order in named if isinstance(named, list) else ():
        if isinstance(order, str):
            row = {"record_id": identity, "order_id": order, "device": header.device, "log": header.log, "at": header.at}
            tx.execute(insert(cleared).values(**row, copy=copy if isinstance(copy, str) else "none").on_conflict_do_nothing())


def count(tx: Connection) -> int:
    """Return how many orders are known."""
    return tx.scalar(select(func.count()).select_from(orders)) or 0


def parts_gone(tx: Connection, identity: str, header: Header) -> dict[str, Mapping[str, object]]:
    """Return which parts of a record an order has destroyed -> what of them stays known. The first order's word counts."""
    if header.type.startswith(KEPT_TYPES):
        return {}
    chosen = select(gone_parts.c.name, gone_parts.c.remains).where(
        gone_parts.c.record_id == identity, gone_parts.c.stream == header.stream, gone_parts.c.office == header.office
    )
    found: dict[str, Mapping[str, object]] = {}
    for row in tx.execute(chosen.order_by(gone_parts.c.order_id)):
        found.setdefault(row.name, json.loads(row.remains))
    return found


def order_for(tx: Connection, identity: str, *, name: str | None = None) -> Ordered | None:
    """Return the first order that names a record's part (any of its parts without a name)."""
    chosen = select(orders).join(gone_parts, gone_parts.c.order_id == orders.c.order_id).where(gone_parts.c.record_id == identity)
    if name is not None:
        chosen = chosen.where(gone_parts.c.name == name)
    row = tx.execute(chosen.order_by(orders.c.order_id).limit(1)).one_or_none()
    return Ordered(**row._mapping) if row is not None else None


def order_for_file(tx: Connection, digest: str) -> Ordered | None:
    """Return the first order that names a file."""
    chosen = select(orders).join(gone_files, gone_files.c.order_id == orders.c.order_id).where(gone_files.c.sha256 == digest)
    row = tx.execute(chosen.order_by(orders.c.order_id).limit(1)).one_or_none()
    return Ordered(**row._mapping) if row is not None else None


def files_ordered(tx: Connection, identity: str) -> set[str]:
    """Return the hashes of the files that orders name as files of this record."""
    return set(tx.scalars(select(gone_files.c.sha256).where(gone_files.c.record_id == identity)))


def all_orders(tx: Connection, *, case_id: str | None = None) -> list[Ordered]:
    """Return the orders of a case, or all, the newest first."""
    chosen = select(orders).order_by(orders.c.at.desc(), orders.c.order_id)
    if case_id is not None:
        chosen = chosen.where(orders.c.case_id == case_id)
    return [Ordered(**row._mapping) for row in tx.execute(chosen)]


def parts_of(tx: Connection, order_id: str) -> list[tuple[str, str]]:
    """Return (record id, name) of the parts an order names."""
    rows = tx.execute(select(gone_parts.c.record_id, gone_parts.c.name).where(gone_parts.c.order_id == order_id).order_by(*_PART_ORDER))
    return [(row.record_id, row.name) for row in rows]


def files_of(tx: Connection, order_id: str) -> list[str]:
    """Return the hashes of the files an order names, each once."""
    chosen = select(gone_files.c.sha256).where(gone_files.c.order_id == order_id).distinct().order_by(gone_files.c.sha256)
    return list(tx.scalars(chosen))


def case_of_order(tx: Connection, order_id: str) -> str:
    return tx.scalar(select(orders.c.case_id).where(orders.c.order_id == order_id)) or ""


def all_words(tx: Connection) -> list[ClearedBy]:
    """Return what laptops have said about orders, the oldest first."""
    return words_of(tx, tx.scalars(select(orders.c.order_id)).all())


def words_of(tx: Connection, order_ids: Iterable[str]) -> list[ClearedBy]:
    """Return what laptops have said about these orders, the oldest first."""
    chosen = select(cleared).where(cleared.c.order_id.in_(list(order_ids))).order_by(cleared.c.at, cleared.c.record_id)
    return [ClearedBy(order_id=row.order_id, device=row.device, log=row.log, copy=row.copy, at=row.at) for row in tx.execute(chosen)]


_PART_ORDER = (gone_parts.c.record_id, gone_parts.c.name)
