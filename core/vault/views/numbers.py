"""Numbers that were given from the books of an office, and voided ones. The books: number_books.py; typed by hand: typed_numbers.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, String, Table, func, insert, select

from core.vault.views import number_books
from core.vault.views.number_books import Book, book
from core.vault.views.said import Said, text_of, whole_of
from core.vault.views.table import key, views

GIVEN, VOIDED = "number.given", "number.voided"
TYPES = (*number_books.ACTS, GIVEN, VOIDED)

given = Table(
    "view_numbers_given",
    views,
    key("record_id"),
    Column("stream", String, nullable=False, index=True),  # the book
    Column("office", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("period", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("text", String, nullable=False),
    Column("same", String, nullable=False, index=True),
    Column("day", String, nullable=False),
    Column("case_id", String, nullable=False, index=True),
    Column("document", String, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("log", String, nullable=False),
)
voids = Table(
    "view_numbers_void",
    views,
    key("record_id"),
    Column("number", String, nullable=False, index=True),  # the record that gave it
    Column("reason", String, nullable=False),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A number that was given from a book; day: YYYY-MM-DD; at: wall time with offset; void_reason and void_at: empty while it holds."""

    record_id: str
    stream: str
    office: str
    kind: str
    period: str
    seq: int
    text: str
    same: str
    day: str
    case_id: str
    document: str
    at: str
    person: str
    log: str
    void_reason: str = ""
    void_at: str = ""

    @property
    def is_void(self) -> bool:
        return bool(self.void_at)


def sameness(number: str) -> str:
    """Return what two writings of one number have in common: capitals and spaces do not matter."""
    return "".join(number.casefold().split())


def update(tx: Connection, said: Said) -> str:
    """Fold one record of a book in. The rows do not depend on the order of arrival. Returns its case, empty for none."""
    header = said.header
    if header.type in number_books.ACTS:
        number_books.update(tx, said)
        return ""
    if header.type == VOIDED:
        body = said.body("void")
        tx.execute(
            insert(voids).values(
                record_id=said.id, number=text_of(body, "number"), reason=text_of(body, "reason"), at=header.at, person=header.person
            )
        )
        return text_of(body, "case")
    body = said.body("number")
    text = text_of(body, "text")
    tx.execute(
        insert(given).values(
            record_id=said.id,
            stream=header.stream,
            office=header.office,
            kind=text_of(body, "kind"),
            period=text_of(body, "period"),
            seq=whole_of(body, "seq"),
            text=text,
            same=sameness(text),
            day=text_of(body, "day"),
            case_id=text_of(body, "case"),
            document=text_of(body, "document"),
            at=header.at,
            person=header.person,
            log=header.log,
        )
    )
    return text_of(body, "case")


def last_given(tx: Connection, book: Book, period: str) -> int:
    """Return the highest sequence number known here to be in use in a book and period, 0 for none."""
    known = tx.scalar(select(func.max(given.c.seq)).where(given.c.stream == book.stream, given.c.period == period)) or 0
    return max(known, book.last.get(period, 0))


def periods_given(tx: Connection, stream: str) -> dict[str, int]:
    """Return period -> highest sequence number known here, of what was given and of what acts name."""
    chosen = select(given.c.period, func.max(given.c.seq).label("seq")).where(given.c.stream == stream).group_by(given.c.period)
    found = {row.period: row.seq for row in tx.execute(chosen)}
    kept = book(tx, stream)
    for period, seq in kept.last.items() if kept is not None else ():
        found[period] = max(seq, found.get(period, 0))
    return found


def sequences_given(tx: Connection, office: str, kind: str) -> dict[str, set[int]]:
    """Return period -> sequence numbers given in an office, also voided ones."""
    found: dict[str, set[int]] = {}
    for row in tx.execute(select(given.c.period, given.c.seq).where(given.c.office == office, given.c.kind == kind)):
        found.setdefault(row.period, set()).add(row.seq)
    return found


def numbers(tx: Connection, office: str, *, kind: str | None = None, period: str | None = None, stream: str | None = None) -> list[Given]:
    """Return the numbers given in an office, in the order of the sequence."""
    chosen = select(given).where(given.c.office == office).order_by(given.c.kind, given.c.period, given.c.seq, given.c.record_id)
    for column, wanted in ((given.c.kind, kind), (given.c.period, period), (given.c.stream, stream)):
        if wanted is not None:
            chosen = chosen.where(column == wanted)
    return with_voids(tx, list(tx.execute(chosen)))


def number(tx: Connection, record_id: str) -> Given | None:
    found = with_voids(tx, list(tx.execute(select(given).where(given.c.record_id == record_id))))
    return found[0] if found else None


def of_case(tx: Connection, case_id: str) -> list[Given]:
    """Return the numbers that were given in a case, also voided ones."""
    return with_voids(tx, list(tx.execute(select(given).where(given.c.case_id == case_id).order_by(given.c.at, given.c.record_id))))


def of_document(tx: Connection, stream: str) -> list[Given]:
    return with_voids(tx, list(tx.execute(select(given).where(given.c.document == stream).order_by(given.c.at, given.c.record_id))))


def with_voids(tx: Connection, rows: Sequence[object]) -> list[Given]:
    ids = [row.record_id for row in rows]  # type: ignore[attr-defined]
    found: dict[str, object] = {}
    for start in range(0, len(ids), 500):
        chosen = select(voids).where(voids.c.number.in_(ids[start : start + 500])).order_by(voids.c.at.desc(), voids.c.record_id.desc())
        found |= {row.number: row for row in tx.execute(chosen)}  # the first void stays: it comes last
    return [
        Given(
            **row._mapping,  # type: ignore[attr-defined]
            void_reason=found[row.record_id].reason if row.record_id in found else "",  # type: ignore[attr-defined]
            void_at=found[row.record_id].at if row.record_id in found else "",  # type: ignore[attr-defined]
        )
        for row in rows
    ]
