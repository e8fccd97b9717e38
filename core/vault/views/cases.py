"""The list of cases: one row a case, computed from its own records and its documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Select,
    String,
    Table,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
)

from core.vault.views import documents, exhibits
from core.vault.views.case_days import clock_of
from core.vault.views.id_list import IdList
from core.vault.views.said import Said, heads_of, text_of
from core.vault.views.table import key, views
from core.vault.views.typed_numbers import is_provisional

OPENED, CHANGED, DECIDED = "case.opened", "case.changed", "case.decided"
HANDED_OVER, TAKEN_OVER = "case.handed_over", "case.taken_over"
TYPES = (OPENED, CHANGED, DECIDED, HANDED_OVER, TAKEN_OVER)
IDS_AT_ONCE = 500

cases = Table(
    "view_cases",
    views,
    key("case_id"),
    Column("office", String, nullable=False),  # that handles it now
    Column("regime", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("title", String, nullable=False),
    Column("number", String, nullable=False, index=True),
    Column("status", String, nullable=False, index=True),
    Column("reported", String, nullable=False),
    Column("place", String, nullable=False),
    Column("village", String, nullable=False),  # as written
    Column("village_code", String, nullable=False),
    Column("event_date", String, nullable=False, index=True),
    Column("documents", Integer, nullable=False),
    Column("exhibits", Integer, nullable=False),
    Column("heads", Integer, nullable=False),
    Column("source", String, nullable=False, index=True),
    Column("opened_at", String, nullable=False),
    Column("changed_at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("clock", String, nullable=False),  # JSON: from what the deadlines of the case are counted
    Index("ix_view_cases_changed_at", "changed_at", "case_id"),  # holds all that the whole list needs in its usual order
    Index("ix_view_cases_words", "number", "title", "reported", "place"),  # what is looked for inside of words: no row is read for it
)
SORTS = {
    "changed_at": cases.c.changed_at,
    "number": cases.c.number,
    "title": cases.c.title,
    "status": cases.c.status,
    "event_date": cases.c.event_date,
    "reported": cases.c.reported,
    "place": cases.c.place,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row; office: code of the one that handles the case now. Times are wall time with offset, event_date YYYY-MM-DD or empty.
    village and its code as in views/documents.py.

    clock is JSON (views/case_days.py).
    """

    case_id: str
    office: str
    regime: str
    origin: str
    title: str
    number: str
    status: str
    reported: str
    place: str
    village: str
    village_code: str
    event_date: str
    documents: int
    exhibits: int
    heads: int
    source: str
    opened_at: str
    changed_at: str
    person: str
    clock: str = "{}"


def update(tx: Connection, case_id: str, said: Sequence[Said]) -> None:
    """Compute the row of one case anew; the views of its documents and exhibits come first. said: the records of its own stream."""
    tx.execute(delete(cases).where(cases.c.case_id == case_id))
    opened = next((one for one in said if one.header.type == OPENED), None)
    if opened is None:
        return
    told = [one for one in said if one.header.type in TYPES]
    body = {**opened.body("case"), **told[-1].body("case")}
    papers = [one for one in documents.of_case(tx, case_id) if not one.is_withdrawn]
    kept, last_added = exhibits.kept_of_case(tx, case_id)
    first = _first(papers)
    placed = next((one for one in ([first] if first else []) + papers if one.village or one.village_code), None)
    tx.execute(
        insert(cases).values(
            case_id=case_id,
            office=_handler(opened, told),
            regime=text_of(body, "regime"),
            origin=text_of(body, "origin"),
            title=text_of(body, "title") or (first.summary if first else ""),
            number=text_of(body, "number") or (first.number if first and not is_provisional(first.number) else ""),
            status=text_of(body, "status") or "draft",
            reported=next((one.reported for one in papers if one.reported), ""),
            place=first.place if first else "",
            village=placed.village if placed else "",
            village_code=placed.village_code if placed else "",
            event_date=first.event_date if first else "",
            documents=len(papers),
            exhibits=kept,
            heads=len(heads_of(said)),
            source=text_of(opened.body("case"), "source"),
            opened_at=opened.header.at,
            changed_at=max([one.header.at for one in said] + [one.saved_at for one in papers] + [last_added]),
            person=opened.header.person,
            clock=json.dumps(clock_of(tx, body, papers), ensure_ascii=False, separators=(",", ":")),
        )
    )


def _handler(opened: Said, told: Sequence[Said]) -> str:
    """The office to which the case went last; the one that opened it while it stays there."""
    went = [text_of(one.body("handed"), "to") for one in told if one.header.type in (HANDED_OVER, TAKEN_OVER)]
    return next((office for office in reversed(went) if office), opened.header.office)


def _first(papers: Sequence[documents.Document]) -> documents.Document | None:
    """The form with which the case began: Form A or the report, not a statement."""
    return next((one for one in papers if one.form_id in ("model_a", "laporan")), papers[0] if papers else None)


def keys(
    tx: Connection,
    *,
    sort: str = "changed_at",
    descending: bool = True,
    status: str | None = None,
    words: str = "",
    among: Sequence[str] | None = None,
    most: int = -1,
) -> IdList:
    """Return the ids of all cases that fit, in order. words: every word must occur in number, title, names or place.

    among: only these; most: -1 for all.
    """
    # "+": one pass over the table, then a sort. Walking the index would decrypt a page for every row: 5x slower at 100,000 cases.
    is_whole = sort == "changed_at" and status is None and not words and among is None  # its index alone is read
    order: ColumnElement[str] = literal_column(f"{'' if is_whole else '+'}{cases.name}.{SORTS[sort].name}")
    chosen = select(cases.c.case_id).order_by(order.desc() if descending else order, cases.c.case_id).limit(most)
    if status is not None:
        chosen = chosen.where(cases.c.status == status)
    if among is not None:
        chosen = chosen.where(cases.c.case_id.in_(among))
    if words.split():
        inside: Select[int] = select(literal_column("rowid", Integer)).select_from(cases)
        for word in words.split():
            fits = [col.contains(word, autoescape=True) for col in (cases.c.number, cases.c.title, cases.c.reported, cases.c.place)]
            inside = inside.where(or_(*fits))
        chosen = chosen.where(literal_column("rowid").in_(inside))
    in_order = chosen.subquery()  # as one text: seventy thousand rows one by one cost ten times as much
    return IdList(tx.scalar(select(func.group_concat(in_order.c.case_id, " "))) or "")


def with_number(tx: Connection, words: str, *, most: int) -> list[str]:
    """Return the ids of at most so many cases whose number holds all the words, also inside; the index of numbers alone is read."""
    inside: Select[int] = select(literal_column("rowid", Integer)).select_from(cases)
    for word in words.split():
        inside = inside.where(cases.c.number.contains(word, autoescape=True))
    inside = inside.order_by(literal_column("+rowid").desc()).limit(most)  # those written last; "+": else the table itself is walked
    return list(tx.scalars(select(cases.c.case_id).where(literal_column("rowid").in_(inside))))


def latest(tx: Connection, *, words: str = "", limit: int = 50) -> list[Case]:
    """Return the cases changed last, as `keys` finds them; a choice of cases, not a list of all."""
    return list(rows(tx, found).values()) if (found := keys(tx, words=words)[:limit]) else []


def rows(tx: Connection, ids: Iterable[str]) -> dict[str, Case]:
    """Return the rows of these cases by id; one page of a long list."""
    found = tx.execute(select(cases).where(cases.c.case_id.in_(list(ids))))
    return {row.case_id: Case(**row._mapping) for row in found}


def many(tx: Connection, ids: Sequence[str]) -> dict[str, Case]:
    """Return the rows of any number of cases by id; SQLite takes only so many names in one question."""
    found: dict[str, Case] = {}
    for start in range(0, len(ids), IDS_AT_ONCE):
        found |= rows(tx, ids[start : start + IDS_AT_ONCE])
    return found


def one(tx: Connection, case_id: str) -> Case | None:
    return rows(tx, [case_id]).get(case_id)


def unfinished(tx: Connection, ended: Iterable[str]) -> Iterator[Case]:
    """Yield the rows of the cases that have a clock and do not stand at one of these statuses."""
    begun = ~cases.c.clock.startswith('{"days":{},"hearings":[]')  # without a day nothing runs
    rows = tx.execute(
        select(cases).where(cases.c.status.not_in(list(ended)), begun).order_by(cases.c.case_id).execution_options(yield_per=IDS_AT_ONCE)
    )
    yield from (Case(**row._mapping) for row in rows)


def count(tx: Connection) -> int:
    return tx.scalar(select(func.count()).select_from(cases)) or 0


def statuses(tx: Connection) -> dict[str, int]:
    """Return how many cases stand at each status."""
    return {row.status: row.n for row in tx.execute(select(cases.c.status, func.count().label("n")).group_by(cases.c.status))}
