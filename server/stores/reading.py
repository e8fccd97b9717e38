"""What an office may read, in the order in which it arrived."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from record.parcel import Item, RecordItem, StatementItem, part_items
from server.stores import packs
from server.stores.destruction import records_without_file
from server.stores.judge import bodies_of_all, is_within, line
from server.stores.tables import blob_names, feed, feed_scopes, holdings, province_of, records, statements

_ROWS, _AT_ONCE = 500, 50


@dataclass(frozen=True, slots=True)
class Page:
    """Items after an arrival number; `next` is where to go on, left how many things there are behind it by now."""

    items: tuple[Item, ...]
    next: int
    left: int


def scope_entries(office: str) -> list[str]:
    """Return every scope entry that lets an office read (the reverse of record.header.may_read)."""
    return ["*", office, *(above + ".*" for above in line(office)[:-1])]


def newest(tx: Connection, office: str) -> int:
    """Return the greatest arrival number this office may read, 0 without any."""
    return int(tx.scalar(select(func.max(feed_scopes.c.arrival)).where(_for(office))) or 0)


def page_after(tx: Connection, office: str, after: int, *, without: Collection[str], bytes_max: int) -> Page:
    """Return what an office may read after an arrival number, up to about bytes_max, at least one thing."""
    chosen = select(feed_scopes.c.arrival, feed_scopes.c.office).where(_for(office), feed_scopes.c.arrival > after)
    told = tx.execute(chosen.distinct().order_by(feed_scopes.c.arrival).limit(_ROWS + 1)).all()
    found: list[Item] = []
    size, reached = 0, after
    for start in range(0, min(len(told), _ROWS), _AT_ONCE):
        run = told[start : min(start + _AT_ONCE, _ROWS)]
        things = _things(tx, {int(row.arrival): str(row.office) for row in run}, without)
        for row in run:
            if size >= bytes_max:
                return Page(tuple(found), reached, _count_after(tx, office, reached))
            found += things.get(row.arrival, ())
            size += sum(_size(item) for item in things.get(row.arrival, ()))
            reached = int(row.arrival)
    return Page(tuple(found), reached, _count_after(tx, office, reached) if len(told) > _ROWS else 0)


def _count_after(tx: Connection, office: str, after: int) -> int:
    counted = select(func.count(func.distinct(feed_scopes.c.arrival)))
    return int(tx.scalar(counted.where(_for(office), feed_scopes.c.arrival > after)) or 0)


def _for(office: str) -> ColumnElement[bool]:
    entries = scope_entries(office)
    return feed_scopes.c.province.in_(sorted({province_of(entry) for entry in entries})) & feed_scopes.c.entry.in_(entries)


def _things(tx: Connection, told: Mapping[int, str], without: Collection[str]) -> dict[int, list[Item]]:
    """Return arrival number -> what came then. told: arrival number -> whose it is."""
    found: dict[int, list[Item]] = {}
    for province in sorted({province_of(office) for office in told.values()}):
        mine = [arrival for arrival, office in told.items() if province_of(office) == province]
        rows = tx.execute(select(feed).where(feed.c.province == province, feed.c.arrival.in_(mine))).all()
        of_kind = {kind: [row.ref for row in rows if row.kind == kind] for kind in ("record", "statement")}
        whole = select(records.c.record_id, records.c.log, records.c.header, records.c.signatures)
        at_hand = tx.execute(whole.where(records.c.province == province, records.c.record_id.in_(of_kind["record"]))).all()
        bodies = bodies_of_all(tx, province, [row.record_id for row in at_hand if row.log not in without])
        items: dict[str, list[Item]] = {}
        for row in at_hand:
            if row.log not in without:
                items[row.record_id] = [RecordItem(row.header, row.signatures)]
                for name, stored in bodies.get(row.record_id, {}).items():
                    items[row.record_id] += part_items(row.record_id, name, stored)
        signed = select(statements.c.sha256, statements.c.signed)
        said = tx.execute(signed.where(statements.c.province == province, statements.c.sha256.in_(of_kind["statement"])))
        items |= {one.sha256: [StatementItem(one.signed)] for one in said}
        found |= {int(row.arrival): items.get(row.ref, []) for row in rows}
    return found


def _size(item: Item) -> int:
    match item:
        case RecordItem(header, signatures):
            return len(header) + len(signatures)
        case StatementItem(signed):
            return len(signed)
        case _:
            return len(item.piece)


def readable_record(tx: Connection, office: str, identity: str) -> str | None:
    """Return whose record this is, None when it is not here or this office may not read it."""
    joined = select(feed_scopes.c.office).join(feed, (feed.c.arrival == feed_scopes.c.arrival) & (feed.c.office == feed_scopes.c.office))
    chosen = joined.where(_for(office), feed.c.kind == "record", feed.c.ref == identity)
    for where in (feed.c.province == province_of(office), feed.c.province != province_of(office)):  # its own, most often
        if (found := tx.scalar(chosen.where(where).limit(1))) is not None:
            return str(found)
    return None


def readable_blob(tx: Connection, office: str, digest: str) -> int | None:
    """Return the size of a file that this office may have, None when it may not or the file is not whole here.

    A record that names it must be readable by the office, and the file must have come from the record's own office or one above:
    otherwise somebody who only knows a hash could name it in a record of his own and fetch the file. A published pack is for all.
    """
    if (size := packs.size_of(tx, digest)) is not None:
        return size
    rows = tx.execute(select(blob_names.c.office, blob_names.c.record_id).where(blob_names.c.sha256 == digest)).all()
    gone = records_without_file(tx, digest)
    named_by = {row.office for row in rows if row.record_id not in gone and readable_record(tx, office, row.record_id) is not None}
    where = (holdings.c.province.in_(sorted({province_of(one) for one in named_by})), holdings.c.sha256 == digest)
    for row in tx.execute(select(holdings.c.office, holdings.c.size).where(*where)) if named_by else ():
        if any(is_within(named, row.office) for named in named_by):
            return int(row.size)
    return None
