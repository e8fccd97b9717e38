"""Which records name which files: a file may go only when nothing names it any more but orders of its destruction."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, Integer, String, Table, select
from sqlalchemy.dialects.sqlite import insert

from core.vault.views.table import key, views
from record.header import Header

file_names = Table(
    "view_file_names",
    views,
    key("sha256"),
    key("record_id"),
    Column("stream", String, nullable=False),
    Column("office", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("log", String, nullable=False),
    Column("role", String, nullable=False),
)


def update(tx: Connection, new: Iterable[tuple[str, Header]]) -> None:
    """Enter the files that records name: (id, header) of each."""
    rows = [
        {
            "sha256": ref.sha256, "record_id": identity, "stream": header.stream, "office": header.office, "size": ref.size,
            "log": header.log, "role": ref.role,
        }
        for identity, header in new
        for ref in header.blobs
    ]  # fmt: skip
    if rows:
        tx.execute(insert(file_names).on_conflict_do_nothing(), rows)


def records_of(tx: Connection, digest: str) -> dict[str, int]:
    """Return the records that name a file, and the size that each says."""
    return {row.record_id: row.size for row in tx.execute(select(file_names).where(file_names.c.sha256 == digest))}


def streams_of(tx: Connection, digest: str) -> set[str]:
    """Return the streams whose records name a file."""
    return set(tx.scalars(select(file_names.c.stream).where(file_names.c.sha256 == digest)))
