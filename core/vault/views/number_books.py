"""Number books: who holds each, with which pattern, and from which number on, by what was said of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, String, Table, func, insert, select

from core.vault.views import heads
from core.vault.views.said import Said, text_of, whole_of
from core.vault.views.table import key, views

OPENED, CHANGED, MOVED = "number.book_opened", "number.book_changed", "number.book_moved"
TAKEN, CLOSED = "number.book_taken", "number.book_closed"
ACTS = (OPENED, CHANGED, MOVED, TAKEN, CLOSED)

acts = Table(
    "view_book_acts",
    views,
    key("record_id"),
    Column("stream", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("lamport", Integer, nullable=False),
    Column("office", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("body", String, nullable=False),  # JSON of the part
    Column("log", String, nullable=False),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A number book as it stands. holder: the log that may write into it; heads above 1: two laptops wrote into it at once.

    last: period -> highest sequence number that a person or a laptop has named as used. No pattern is judged here.
    """

    stream: str
    office: str
    kind: str
    pattern: str
    values: Mapping[str, str]
    restart: str
    holder: str
    heads: int
    is_closed: bool
    last: Mapping[str, int]
    opened_at: str


def update(tx: Connection, said: Said) -> None:
    """Fold one act of a book in. The rows do not depend on the order of arrival."""
    header = said.header
    body = said.body("book")
    kept = json.dumps({name: value for name, value in sorted(body.items()) if name != "salt"}, ensure_ascii=False)
    tx.execute(
        insert(acts).values(
            record_id=said.id,
            stream=header.stream,
            type=header.type,
            lamport=header.lamport,
            office=header.office,
            kind=text_of(body, "kind"),
            body=kept,
            log=header.log,
            at=header.at,
            person=header.person,
        )
    )


def books(tx: Connection, office: str, *, kind: str | None = None) -> list[Book]:
    """Return the books of an office, also closed ones, the oldest first."""
    chosen = select(acts).where(acts.c.office == office).order_by(acts.c.lamport, acts.c.record_id)
    if kind is not None:
        chosen = chosen.where(acts.c.kind == kind)
    return _books(tx, tx.execute(chosen).all())


def book(tx: Connection, stream: str) -> Book | None:
    rows = tx.execute(select(acts).where(acts.c.stream == stream).order_by(acts.c.lamport, acts.c.record_id)).all()
    return next(iter(_books(tx, rows)), None)


def _books(tx: Connection, rows: Sequence[object]) -> list[Book]:
    """rows: acts of one or several books in their common order."""
    by_stream: dict[str, list[object]] = {}
    for row in rows:
        by_stream.setdefault(row.stream, []).append(row)  # type: ignore[attr-defined]
    standing = select(heads.heads.c.stream, func.count().label("n")).where(heads.heads.c.stream.in_(list(by_stream)))
    counted = {row.stream: row.n for row in tx.execute(standing.group_by(heads.heads.c.stream))} if by_stream else {}
    found = [one for stream, told in by_stream.items() if (one := _book(stream, told, counted.get(stream, 0))) is not None]
    return sorted(found, key=lambda one: (one.opened_at, one.stream))


def _book(stream: str, rows: Sequence[object], heads_now: int) -> Book | None:
    """rows: the acts in their common order. None while the act that opened the book has not arrived."""
    first = next((row for row in rows if row.type == OPENED), None)  # type: ignore[attr-defined]
    if first is None:
        return None
    made = json.loads(first.body)  # type: ignore[attr-defined]
    holder, is_closed = str(first.log), False  # type: ignore[attr-defined]
    last: dict[str, int] = {}
    for row in rows:
        body = json.loads(row.body)  # type: ignore[attr-defined]
        if row.type == CHANGED:  # type: ignore[attr-defined]
            made = body
        if row.type == MOVED:  # type: ignore[attr-defined]
            holder = text_of(body, "to_log")
        if row.type == TAKEN:  # type: ignore[attr-defined]
            holder = str(row.log)  # type: ignore[attr-defined]
        is_closed = is_closed or row.type == CLOSED  # type: ignore[attr-defined]
        for period, seq in last_of(body).items():
            last[period] = max(seq, last.get(period, 0))
    values = made.get("values")
    return Book(
        stream=stream,
        office=first.office,  # type: ignore[attr-defined]
        kind=first.kind,  # type: ignore[attr-defined]
        pattern=text_of(made, "pattern"),
        values={str(name): str(value) for name, value in values.items()} if isinstance(values, Mapping) else {},
        restart=text_of(made, "restart"),
        holder=holder,
        heads=heads_now,
        is_closed=is_closed,
        last=last,
        opened_at=first.at,  # type: ignore[attr-defined]
    )


def last_of(body: Mapping[str, object]) -> dict[str, int]:
    """Return period -> highest sequence number in use, as an act of a book names it."""
    told = body.get("last")
    return {str(period): whole_of(told, period) for period in told} if isinstance(told, Mapping) else {}


def book_acts(tx: Connection, stream: str) -> list[tuple[str, Mapping[str, object], str, str, str]]:
    """Return (type, body, log, at, person) of the acts of a book in their common order."""
    chosen = select(acts).where(acts.c.stream == stream).order_by(acts.c.lamport, acts.c.record_id)
    return [(row.type, json.loads(row.body), row.log, row.at, row.person) for row in tx.execute(chosen)]
