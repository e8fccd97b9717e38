"""The index behind the search field: open words of cases, documents and exhibits; sealed ones never enter it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import Column, Connection, Integer, String, Table, delete, insert, select, text

from core.vault.views import documents, exhibits
from core.vault.views.said import all_of, text_of
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
    body, content='view_search', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix='2 3')"""


def create(tx: Connection) -> None:
    tx.execute(text(FTS))
    tx.execute(text("INSERT INTO view_search_fts(view_search_fts, rank) VALUES('secure-delete', 1)"))


def drop(tx: Connection) -> None:
    tx.execute(text("DROP TABLE IF EXISTS view_search_fts"))


def update(tx: Connection, stream: str, case_id: str) -> None:
    """Index one stream anew from what its newest version says openly."""
    old = tx.execute(select(found_in).where(found_in.c.stream == stream)).one_or_none()
    if old is not None:
        tx.execute(
            text("INSERT INTO view_search_fts(view_search_fts, rowid, body) VALUES('delete', :id, :body)"), {"id": old.id, "body": old.body}
        )
        tx.execute(delete(found_in).where(found_in.c.stream == stream))
    words = " ".join(_words(tx, stream, case_id))
    if not words:
        return
    tx.execute(insert(found_in).values(stream=stream, case_id=case_id, body=words))
    tx.execute(text("INSERT INTO view_search_fts(rowid, body) SELECT id, body FROM view_search WHERE stream = :stream"), {"stream": stream})


def _words(tx: Connection, stream: str, case_id: str) -> Iterator[str]:
    if (document := documents.one(tx, stream)) is not None:
        shown = next((one for one in all_of(tx, stream) if one.id == document.record_id), None)
        if shown is not None:
            yield from _texts(shown.body("answers").get("answers"))
    elif (exhibit := exhibits.one(tx, stream)) is not None:
        yield from (exhibit.no, exhibit.title, exhibit.caption, exhibit.place, exhibit.taken_by, exhibit.note, exhibit.file_name)
    elif stream == case_id:
        for one in all_of(tx, stream):
            body = one.body("case")
            yield from (text_of(body, "title"), text_of(body, "number"))


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
