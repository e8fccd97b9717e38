"""A case goes to another office: what belongs to it is given to that office too, what is there already and what comes later.

The record names the streams and, in its scope, who may read them from then on. It counts only for records that its own office may read:
nobody hands on what he was not given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, insert, select

from record.header import Header, may_read
from server.stores.chain import runs
from server.stores.publishing import News, publish
from server.stores.tables import feed, feed_scopes, handed_streams, province_of, records

TYPES = frozenset({"case.handed_over", "case.taken_over"})
STREAMS_MAX = 20_000


def streams_named(bodies: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the streams that a record of this kind names; none when its part is missing or of another shape."""
    try:
        body = json.loads(bodies.get("handed", b"{}"))
    except ValueError:
        return ()
    named = body.get("streams") if isinstance(body, dict) else None
    return tuple(str(stream) for stream in named[:STREAMS_MAX]) if isinstance(named, list) else ()


def hand_on(tx: Connection, header: Header, streams: Iterable[str]) -> None:
    """Let the offices in the scope of `header` read these streams: records that are here come to them anew, in the order of arrival."""
    for stream in dict.fromkeys(streams):
        known = set(tx.scalars(select(handed_streams.c.entry).where(_of(stream, header.office))))
        for entry in set(header.scope) - known:
            tx.execute(insert(handed_streams).values(stream=stream, entry=entry, by_office=header.office))
        again = []
        for row in tx.execute(select(records.c.record_id, records.c.office).where(records.c.stream == stream).order_by(records.c.arrival)):
            readers = _all_readers(tx, row.record_id, row.office)
            if may_read(readers, header.office) and (new := set(header.scope) - set(readers)):
                again.append(News("record", row.record_id, row.office, new))
        publish(tx, again)


def handed(tx: Connection, streams: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return those of these streams that went to another office: stream -> who may read it since (scope entry), by whose leave."""
    found: dict[str, list[tuple[str, str]]] = {}
    for run in runs(sorted(set(streams))):
        chosen = select(handed_streams.c.stream, handed_streams.c.entry, handed_streams.c.by_office)
        for row in tx.execute(chosen.where(handed_streams.c.stream.in_(run))):
            found.setdefault(row.stream, []).append((row.entry, row.by_office))
    return found


def readers_of(header: Header, entries: Iterable[tuple[str, str]]) -> set[str]:
    """Return who may read a record that comes now. entries: of its stream, as `handed` returns them."""
    readers, given = set(header.scope), list(entries)
    while more := {entry for entry, by_office in given if may_read(tuple(readers), by_office)} - readers:
        readers |= more
    return readers


def _of(stream: str, office: str) -> ColumnElement[bool]:
    return (handed_streams.c.stream == stream) & (handed_streams.c.by_office == office)


def _all_readers(tx: Connection, record: str, office: str) -> tuple[str, ...]:
    told = (feed.c.province == province_of(office), feed.c.kind == "record", feed.c.ref == record)
    return tuple(tx.scalars(select(feed_scopes.c.entry).join(feed, feed.c.arrival == feed_scopes.c.arrival).where(*told)))
