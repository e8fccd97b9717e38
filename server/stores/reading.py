"""What an office may read, in the order in which it arrived."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from record.parcel import Item, RecordItem, StatementItem, part_items
from server.stores import packs
from server.stores.judge import bodies_of, is_within, line
from server.stores.tables import blob_names, feed, feed_scopes, holdings, records, statements

_ROWS = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Items after an arrival number; `next` is where to go on, has_more whether there is more by now."""

    items: tuple[Item, ...]
    next: int
    has_more: bool


def scope_entries(office: str) -> list[str]:
    """Return every scope entry that lets an office read (the reverse of record.header.may_read)."""
    return ["*", office, *(above + ".*" for above in line(office)[:-1])]


def newest(tx: Connection, office: str) -> int:
    """Return the greatest arrival number this office may read, 0 without any."""
    found = tx.scalar(select(func.max(feed_scopes.c.arrival)).where(feed_scopes.c.entry.in_(scope_entries(office))))
    return int(found or 0)


def page_after(tx: Connection, office: str, after: int, *, without: Collection[str], bytes_max: int) -> Page:
    """Return what an office may read after an arrival number, up to about bytes_max, at least one thing."""
    mine = select(feed_scopes.c.arrival).where(feed_scopes.c.entry.in_(scope_entries(office)), feed_scopes.c.arrival > after)
    chosen = select(feed).where(feed.c.arrival.in_(mine)).order_by(feed.c.arrival).limit(_ROWS + 1)
    rows = tx.execute(chosen).all()
    found: list[Item] = []
    size, reached = 0, after
    for row in rows[:_ROWS]:
        if size >= bytes_max:
            return Page(tuple(found), reached, True)
        for item in _items(tx, row.kind, row.ref, without):
            found.append(item)
            size += _size(item)
        reached = int(row.arrival)
    return Page(tuple(found), reached, len(rows) > _ROWS)


def _items(tx: Connection, kind: str, ref: str, without: Collection[str]) -> Iterator[Item]:
    if kind == "statement":
        yield StatementItem(tx.scalars(select(statements.c.signed).where(statements.c.sha256 == ref)).one())
        return
    row = tx.execute(select(records.c.log, records.c.header, records.c.signatures).where(records.c.record_id == ref)).one()
    if row.log in without:
        return
    yield RecordItem(row.header, row.signatures)
    for name, stored in bodies_of(tx, ref).items():
        yield from part_items(ref, name, stored)


def _size(item: Item) -> int:
    match item:
        case RecordItem(header, signatures):
            return len(header) + len(signatures)
        case StatementItem(signed):
            return len(signed)
        case _:
            return len(item.piece)


def readable_record(tx: Connection, office: str, identity: str) -> bool:
    """Return whether a record is here and this office may read it."""
    mine = select(feed_scopes.c.arrival).where(feed_scopes.c.entry.in_(scope_entries(office)))
    found = select(feed.c.ref).where(feed.c.kind == "record", feed.c.ref == identity, feed.c.arrival.in_(mine))
    return tx.execute(found.limit(1)).first() is not None


def readable_blob(tx: Connection, office: str, digest: str) -> int | None:
    """Return the size of a file that this office may have, None when it may not or the file is not whole here.

    A record that names it must be readable by the office, and the file must have come from the record's own office or one above:
    otherwise somebody who only knows a hash could name it in a record of his own and fetch the file. A published pack is for all.
    """
    if (size := packs.size_of(tx, digest)) is not None:
        return size
    mine = select(feed_scopes.c.arrival).where(feed_scopes.c.entry.in_(scope_entries(office)))
    readable = select(feed.c.ref).where(feed.c.kind == "record", feed.c.arrival.in_(mine))
    named_by = set(tx.scalars(select(blob_names.c.office).where(blob_names.c.sha256 == digest, blob_names.c.record_id.in_(readable))))
    for row in tx.execute(select(holdings.c.office, holdings.c.size).where(holdings.c.sha256 == digest)):
        if any(is_within(named, row.office) for named in named_by):
            return int(row.size)
    return None
