"""Numbers that a person typed or an import brought, instead of a book; and provisional references, which are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, String, Table, delete, exists, insert, or_, select

from core.vault.truth import runs_of
from core.vault.views.documents import Document
from core.vault.views.numbers import given, sameness
from core.vault.views.said import Said, text_of
from core.vault.views.table import key, views

PROVISIONAL = "SEMENTARA-"  # what a paper bears while its number waits for the laptop that holds the book
_CASE_KINDS = {"laporan": "case.laporan"}  # origin of the case -> under which form its own number is listed; else case.temuan

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


def update_documents(tx: Connection, stories: Mapping[str, Sequence[Said]], written: Mapping[str, Document]) -> None:
    """Enter the numbers that stand in documents. stories: the streams that were computed anew; written: those that are documents."""
    for some in runs_of(stories):
        tx.execute(delete(typed).where(typed.c.stream.in_(some)))
    numbered = [(one, stories[one.stream]) for one in written.values() if one.number.strip() and not one.is_withdrawn]
    if numbered:
        tx.execute(insert(typed), [_row(document, said) for document, said in numbered])


def _row(document: Document, said: Sequence[Said]) -> dict[str, object]:
    header = next(one.header for one in said if one.id == document.record_id)
    text = document.number.strip()
    return {
        "stream": document.stream,
        "office": header.office,
        "form_id": document.form_id,
        "text": text,
        "same": sameness(text),
        "case_id": document.case_id,
        "document": document.stream,
        "at": header.at,
        "person": header.person,
    }


def update_case(tx: Connection, case_id: str, said: Sequence[Said]) -> None:
    """Enter the number that was typed or imported for a case as a whole. said: its records in their common order."""
    tx.execute(delete(typed).where(typed.c.stream == case_id))
    told = [one for one in said if one.header.type in ("case.opened", "case.changed")]
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


def of_forms(tx: Connection, office: str, forms: Sequence[str], *, per_case: bool) -> list[Typed]:
    """Return what was typed for these forms and is not the number that a book gave to the same document (or case, per_case)."""
    chosen = select(typed).where(typed.c.office == office, typed.c.form_id.in_(forms), ~came_from_a_book(per_case))
    return [Typed(**row._mapping) for row in tx.execute(chosen.order_by(typed.c.at, typed.c.stream))]


def came_from_a_book(per_case: bool) -> ColumnElement[bool]:
    """Return the condition that a typed number is the one that a book gave to the same document (or case, per_case)."""
    of_it = given.c.document == typed.c.stream
    return exists().where(given.c.same == typed.c.same, or_(of_it, given.c.case_id == typed.c.case_id) if per_case else of_it)
