"""Registers of numbers: which were given, voided or typed, and which stand there twice. Their books: number_books.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, Integer, String, Table, delete, exists, func, insert, or_, select, union_all

from core.vault import truth
from core.vault.views import documents, number_books
from core.vault.views.number_books import Book, book
from core.vault.views.said import Said, all_of, text_of, whole_of
from core.vault.views.table import key, views

GIVEN, VOIDED = "number.given", "number.voided"
TYPES = (*number_books.ACTS, GIVEN, VOIDED)
PROVISIONAL = "SEMENTARA-"  # what a paper bears while its number waits for the laptop that holds the book
_CASE_KINDS = {"laporan": "case.laporan"}  # origin of the case -> under which form its own number is listed; else case.temuan

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
typed = Table(
    "view_numbers_typed",
    views,
    key("stream"),  # the document, or the case for its own number
    Column("office", String, nullable=False),
    Column("form_id", String, nullable=False, index=True),
    Column("text", String, nullable=False),
    Column("same", String, nullable=False, index=True),
    Column("case_id", String, nullable=False, index=True),
    Column("document", String, nullable=False),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A number that a person typed or an import brought: it stands in the answers of a document, or in the case itself."""

    stream: str
    office: str
    form_id: str
    text: str
    same: str
    case_id: str
    document: str
    at: str
    person: str

    @property
    def is_provisional(self) -> bool:
        return is_provisional(self.text)


def is_provisional(number: str) -> bool:
    """Return whether this is no number but the reference that a paper bears until it gets one."""
    return number.startswith(PROVISIONAL)


def sameness(number: str) -> str:
    """Return what two writings of one number have in common: capitals and spaces do not matter."""
    return "".join(number.casefold().split())


# folding records in


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


def update_document(tx: Connection, stream: str) -> None:
    """Enter the number that stands in a document, after the view of documents was computed anew."""
    tx.execute(delete(typed).where(typed.c.stream == stream))
    document = documents.one(tx, stream)
    if document is None or not document.number.strip() or document.is_withdrawn:
        return
    stored = truth.record(tx, document.record_id)
    assert stored is not None  # the document was computed from it
    text = document.number.strip()
    tx.execute(
        insert(typed).values(
            stream=stream,
            office=stored.header.office,
            form_id=document.form_id,
            text=text,
            same=sameness(text),
            case_id=document.case_id,
            document=stream,
            at=stored.header.at,
            person=stored.header.person,
        )
    )


def update_case(tx: Connection, case_id: str) -> None:
    """Enter the number that was typed or imported for a case as a whole."""
    tx.execute(delete(typed).where(typed.c.stream == case_id))
    told = [one for one in all_of(tx, case_id) if one.header.type in ("case.opened", "case.changed")]
    text = text_of(told[-1].body("case"), "number").strip() if told else ""
    if not text:
        return
    origin = next((found for one in told if (found := text_of(one.body("case"), "origin"))), "")
    header = told[-1].header
    tx.execute(
        insert(typed).values(
            stream=case_id,
            office=header.office,
            form_id=_CASE_KINDS.get(origin, "case.temuan"),
            text=text,
            same=sameness(text),
            case_id=case_id,
            document="",
            at=header.at,
            person=header.person,
        )
    )


# reading numbers


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


def numbers(tx: Connection, office: str, *, kind: str | None = None, period: str | None = None, stream: str | None = None) -> list[Given]:
    """Return the numbers given in an office, in the order of the sequence."""
    chosen = select(given).where(given.c.office == office).order_by(given.c.kind, given.c.period, given.c.seq, given.c.record_id)
    for column, wanted in ((given.c.kind, kind), (given.c.period, period), (given.c.stream, stream)):
        if wanted is not None:
            chosen = chosen.where(column == wanted)
    return _with_voids(tx, list(tx.execute(chosen)))


def number(tx: Connection, record_id: str) -> Given | None:
    found = _with_voids(tx, list(tx.execute(select(given).where(given.c.record_id == record_id))))
    return found[0] if found else None


def of_case(tx: Connection, case_id: str) -> list[Given]:
    """Return the numbers that were given in a case, also voided ones."""
    return _with_voids(tx, list(tx.execute(select(given).where(given.c.case_id == case_id).order_by(given.c.at, given.c.record_id))))


def of_document(tx: Connection, stream: str) -> list[Given]:
    return _with_voids(tx, list(tx.execute(select(given).where(given.c.document == stream).order_by(given.c.at, given.c.record_id))))


def _with_voids(tx: Connection, rows: Sequence[object]) -> list[Given]:
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


def typed_numbers(tx: Connection, office: str, forms: Sequence[str], *, per_case: bool) -> list[Typed]:
    """Return what was typed for these forms and is not the number that a book gave to the same document (or case, per_case)."""
    chosen = select(typed).where(typed.c.office == office, typed.c.form_id.in_(forms), ~_came_from_a_book(per_case))
    return [Typed(**row._mapping) for row in tx.execute(chosen.order_by(typed.c.at, typed.c.stream))]


def _came_from_a_book(per_case: bool) -> ColumnElement[bool]:
    of_it = given.c.document == typed.c.stream
    return exists().where(given.c.same == typed.c.same, or_(of_it, given.c.case_id == typed.c.case_id) if per_case else of_it)


def twice(tx: Connection, office: str, kind: str, forms: Sequence[str], *, per_case: bool) -> dict[str, tuple[list[Given], list[Typed]]]:
    """Return the numbers that stand in a register more than once for different things, by their `same` text: given ones and typed ones.

    Voided numbers, provisional references and documents that another took the place of do not count; typed in several papers of one
    case counts once where a case has one number.
    """
    of_given = select(given.c.same).where(
        given.c.office == office, given.c.kind == kind, ~exists().where(voids.c.number == given.c.record_id)
    )
    of_typed = select(typed.c.same).where(typed.c.office == office, typed.c.form_id.in_(forms), ~_came_from_a_book(per_case))
    both = union_all(of_given, of_typed).subquery()
    found: dict[str, tuple[list[Given], list[Typed]]] = {}
    for same in tx.scalars(select(both.c.same).group_by(both.c.same).having(func.count() > 1).order_by(both.c.same)).all():
        rows = tx.execute(
            select(given).where(given.c.same == same, given.c.office == office, given.c.kind == kind).order_by(given.c.record_id)
        )
        held = [one for one in _with_voids(tx, list(rows)) if not one.is_void]
        things: dict[str, Typed] = {}
        for row in tx.execute(
            select(typed)
            .where(typed.c.same == same, typed.c.office == office, typed.c.form_id.in_(forms), ~_came_from_a_book(per_case))
            .order_by(typed.c.at, typed.c.stream)
        ):
            one = Typed(**row._mapping)
            if not one.is_provisional and not (one.document and documents.superseded_by(tx, one.document)):
                things.setdefault(one.case_id if per_case else one.stream, one)
        if len(held) + len(things) > 1:
            found[same] = held, list(things.values())
    return found


def is_taken(tx: Connection, text: str, office: str, kind: str, forms: Sequence[str]) -> bool:
    """Return whether a number stands in the register of this kind already: given (also voided: it is never given again) or typed."""
    wanted = sameness(text)
    of_given = select(given.c.record_id).where(given.c.same == wanted, given.c.office == office, given.c.kind == kind)
    of_typed = select(typed.c.stream).where(typed.c.same == wanted, typed.c.office == office, typed.c.form_id.in_(forms))
    return tx.scalar(union_all(of_given, of_typed).limit(1)) is not None
