"""The keeper's task: removes what orders of destruction name, and says so by a signed statement. On SQLite the server does it itself."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, text

from record.destruction import reaches
from record.header import Header
from record.receipt import Cleared, sign_cleared
from server.centre import Centre
from server.stores import destruction
from server.stores.database import give_pages_back, reading, writing
from server.stores.receipts import keep_statement
from server.stores.tables import destructions, feed, feed_scopes, obeyed, parts, pieces, province_of, records


@dataclass(slots=True)
class Obeyed:
    """orders: that were carried out now; parts, files: how many bodies and files were removed."""

    orders: list[str] = field(default_factory=list)
    parts: int = 0
    files: int = 0


def obey(centre: Centre) -> Obeyed:
    """Carry out every order that is not carried out yet, and remove files that have come back since. May be done again at any time.

    The database role needs DELETE on the bodies (the keeper's), which the gateway's has not. Files go first, bodies and the statement
    in one transaction after: a crash in the midst leaves an order that is not yet said to be carried out.
    """
    done = Obeyed()
    with reading(centre.engine) as tx:
        digests = sorted(set(tx.scalars(select(destructions.c.sha256).where(destructions.c.sha256 != ""))))
        removable = [digest for digest in digests if destruction.may_be_removed(tx, digest)]
        known = select(obeyed.c.order_id)
        waiting = list(tx.scalars(select(destructions.c.order_id).where(destructions.c.order_id.not_in(known)).distinct()))
    for digest in removable:
        done.files += centre.blobs.remove(digest)
        centre.spool.drop_all(digest)
    if waiting:
        centre.spool.drop_parcels()
    for order in sorted(waiting):
        with writing(centre.engine) as tx:
            _carry_out(centre, tx, order, done)
    if done.parts:
        give_pages_back(centre.engine)
    return done


def obey_if_embedded(centre: Centre) -> None:
    """On SQLite, where there is no keeper beside the server: carry out at once what has just come. Costs one question otherwise."""
    if centre.engine.dialect.name != "sqlite":
        return
    with reading(centre.engine) as tx:
        waiting = select(destructions.c.order_id).where(destructions.c.order_id.not_in(select(obeyed.c.order_id)))
        if tx.scalar(waiting.limit(1)) is None:
            return
    obey(centre)


def obey_always(centre: Centre, seconds: float) -> None:
    """Do so again and again until the process is stopped."""
    while True:
        obey(centre)
        time.sleep(seconds)


def _carry_out(centre: Centre, tx: Connection, order: str, done: Obeyed) -> None:
    if tx.dialect.name == "sqlite":
        tx.execute(text("PRAGMA secure_delete = ON"))
    header = _header(tx, order)
    rows = tx.execute(select(destructions).where(destructions.c.order_id == order)).all()
    headers = destruction.headers_of(tx, {row.record_id for row in rows})
    for row in rows:
        if row.name and row.record_id in headers and reaches(header, headers[row.record_id]):
            done.parts += tx.execute(delete(parts).where(parts.c.record_id == row.record_id, parts.c.name == row.name)).rowcount
            tx.execute(delete(pieces).where(pieces.c.record_id == row.record_id, pieces.c.name == row.name))
    at = centre.now().isoformat(timespec="milliseconds")
    told = {"province": province_of(header.office), "office": header.office, "order_id": order, "at": at}
    tx.execute(insert(obeyed).values(told))
    signed = sign_cleared(centre.key.private, Cleared(by=centre.key.id, at=at, orders=(order,)))
    keep_statement(tx, signed, office=header.office, scope=_readers(tx, order))
    done.orders.append(order)


def _header(tx: Connection, order: str) -> Header:
    return Header.from_bytes(tx.scalars(select(records.c.header).where(records.c.record_id == order)).one())


def _readers(tx: Connection, order: str) -> Iterable[str]:
    """Whoever may read the order hears that it was carried out."""
    joined = select(feed_scopes.c.entry).join(feed, (feed.c.arrival == feed_scopes.c.arrival) & (feed.c.office == feed_scopes.c.office))
    return set(tx.scalars(joined.where(feed.c.kind == "record", feed.c.ref == order)))
