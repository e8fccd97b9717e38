"""The feed: everything that may be read gets the next arrival number, with the offices that may read it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert

from server.stores.tables import feed, feed_scopes


def publish(tx: Connection, kind: str, ref: str, scope: Iterable[str]) -> int:
    """Give the next arrival number to a record or statement, for the offices of its scope."""
    arrival = tx.execute(insert(feed).values(kind=kind, ref=ref)).inserted_primary_key
    assert arrival is not None
    for entry in sorted(set(scope)):
        tx.execute(insert(feed_scopes).values(entry=entry, arrival=arrival[0]))
    return int(arrival[0])
