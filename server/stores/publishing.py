"""The feed: everything that may be read gets the next arrival number, with the offices that may read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert

from server.stores.tables import feed, feed_scopes


def publish(tx: Connection, kind: str, ref: str, scope: Iterable[str]) -> int:
    """Give the next arrival number to a record or statement, for the offices of its scope."""
    return publish_many(tx, kind, [(ref, scope)])[ref]


def publish_many(tx: Connection, kind: str, given: Sequence[tuple[str, Iterable[str]]]) -> dict[str, int]:
    """Give the next arrival numbers to records or statements, in this order. Returns ref -> its number."""
    numbered = insert(feed).returning(feed.c.arrival, sort_by_parameter_order=True)
    arrivals = tx.scalars(numbered, [{"kind": kind, "ref": ref} for ref, _ in given]).all()
    rows = [
        {"entry": entry, "arrival": arrival} for (_, scope), arrival in zip(given, arrivals, strict=True) for entry in sorted(set(scope))
    ]
    if rows:
        tx.execute(insert(feed_scopes), rows)
    return {ref: int(arrival) for (ref, _), arrival in zip(given, arrivals, strict=True)}
