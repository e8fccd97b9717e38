"""The index behind the search field: open words of cases, documents and exhibits; sealed ones never enter it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, String, Table, delete, func, insert, select, text

from core.vault.truth import runs_of
from core.vault.views import exhibits
from core.vault.views.documents import Document
from core.vault.views.said import Said, text_of
from core.vault.views.table import views

found_in = Table(
    "view_search",
    views,
    Column("id", Integer, primary_key=True),
    Column("stream", String, unique=True, nullable=False),
    Column("case_id", String, nullable=False),
    Column("body", String, nullable=False),
)
FTS = """CREATE VIRTUAL TABLE IF NOT EXISTS view_search_fts USING fts5(
    body, content='view_search', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix='1 2 3')"""


def create(tx: Connection) -> None:
    tx.execute(text(FTS))
    tx.execute(text("INSERT INTO view_search_fts(view_search_fts, rank) VALUES('secure-delete', 1)"))


def drop(tx: Connection) -> None:
    tx.execute(text("DROP TABLE IF EXISTS view_search_fts"))


@dataclass(frozen=True, slots=True)
class Told:
    """What the index holds of one stream: its newest words that stand open, nothing when there are none."""

    stream: str
    case_id: str
    words: str


def update(tx: Connection, told: Sequence[Told]) -> None:
    """Index streams anew, in this order."""
    for some in runs_of(one.stream for one in told):
        old = [{"id": row.id, "body": row.body} for row in tx.execute(select(found_in).where(found_in.c.stream.in_(some)))]
        if old:
            tx.execute(text("INSERT INTO view_search_fts(view_search_fts, rowid, body) VALUES('delete', :id, :body)"), old)
            tx.execute(delete(found_in).where(found_in.c.stream.in_(some)))
    last = tx.scalar(select(func.max(found_in.c.id))) or 0
    rows = [
        {"id": last + number, "stream": one.stream, "case_id": one.case_id, "body": one.words}
        for number, one in enumerate((one for one in told if one.words), 1)
    ]
    if rows:
        tx.execute(insert(found_in), rows)
        tx.execute(text("INSERT INTO view_search_fts(rowid, body) VALUES (:id, :body)"), rows)


def of_document(document: Document, said: Sequence[Said]) -> str:
    """Return the open words of a document. said: the records of its stream."""
    shown = next(one for one in said if one.id == document.record_id)
    return " ".join(_texts(shown.body("answers").get("answers")))


def of_exhibit(tx: Connection, stream: str) -> str:
    """Return the open words of an exhibit; empty when the stream is none."""
    found = exhibits.one(tx, stream)
    if found is None:
        return ""
    return " ".join((found.no, found.title, found.caption, found.place, found.taken_by, found.note, found.file_name))


def of_case(said: Sequence[Said]) -> str:
    """Return the words of a case itself. said: the records of its stream."""
    return " ".join(text_of(one.body("case"), name) for one in said for name in ("title", "number"))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if not str(name).startswith("_"):
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def streams(tx: Connection, words: str, *, limit: int = 200) -> list[tuple[str, str]]:
    """Return (stream, case id) of what holds all the words, each also as a beginning; newest first. No words: nothing."""
    asked = re.findall(r"\w+", words)
    if not asked:
        return []
    query = " ".join(f'"{word}"*' for word in asked)
    rows = tx.execute(
        text(
            "SELECT s.stream, s.case_id FROM view_search_fts f JOIN view_search s ON s.id = f.rowid"
            " WHERE view_search_fts MATCH :query ORDER BY f.rowid DESC LIMIT :limit"
        ),
        {"query": query, "limit": limit},
    )
    return [(row.stream, row.case_id) for row in rows]


def cases(tx: Connection, words: str, *, limit: int = 200) -> list[str]:
    """Return the ids of cases in which the words occur, the one written last first."""
    return list(dict.fromkeys(case_id for _, case_id in streams(tx, words, limit=limit)))
