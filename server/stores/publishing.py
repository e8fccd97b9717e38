"""The feed: everything that may be read gets the next arrival number, with the offices that may read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, func, insert, select, text

from server.stores.tables import feed, feed_scopes, province_of, quarantine


@dataclass(frozen=True, slots=True)
class News:
    """A record or statement of an office, for the offices of its scope. kind: record, statement. ref: record id, statement's SHA-256."""

    kind: str
    ref: str
    office: str
    scope: Iterable[str]


def publish(tx: Connection, news: Sequence[News]) -> list[int]:
    """Give the next arrival numbers to records or statements, in this order. Returns the numbers."""
    arrivals = next_arrivals(tx, len(news))
    rows, scopes = [], []
    for arrival, one in zip(arrivals, news, strict=True):
        rows.append({"province": province_of(one.office), "office": one.office, "arrival": arrival, "kind": one.kind, "ref": one.ref})
        for entry in sorted(set(one.scope)):
            scopes.append({"province": province_of(entry), "office": one.office, "entry": entry, "arrival": arrival})
    if rows:
        tx.execute(insert(feed), rows)
    if scopes:
        tx.execute(insert(feed_scopes), scopes)
    return arrivals


def next_arrivals(tx: Connection, count: int) -> list[int]:
    """Return the next numbers of the feed. Only within `writing`: one writer at a time, so that numbers become visible in their order."""
    return _next(tx, "arrivals", feed.c.arrival, count)


def next_quarantine_numbers(tx: Connection, count: int) -> list[int]:
    return _next(tx, "quarantine_numbers", quarantine.c.number, count)


def _next(tx: Connection, sequence: str, column: Column[int], count: int) -> list[int]:
    if count == 0:
        return []
    if tx.dialect.name == "postgresql":  # the greatest number would be looked for in every partition
        found = tx.execute(text(f"SELECT nextval('{sequence}') FROM generate_series(1, :count)"), {"count": count})
        return [int(row[0]) for row in found]
    newest = int(tx.scalar(select(func.max(column))) or 0)
    return list(range(newest + 1, newest + 1 + count))
