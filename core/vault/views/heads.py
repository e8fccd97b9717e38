"""The last records of each stream: one where all is well, two or more where two laptops wrote at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Connection, String, Table, delete, exists, insert, select

from core.vault.truth import runs_of
from core.vault.views.table import key, views
from record.header import Header

links = Table("view_links", views, key("parent"), key("child"), Column("stream", String, nullable=False))
heads = Table("view_heads", views, key("record_id"), Column("stream", String, index=True, nullable=False))


def update(tx: Connection, new: Sequence[tuple[str, Header]]) -> None:
    """Fold records in: (id, header) of each. The rows do not depend on the order in which records arrive."""
    named = [{"parent": parent, "child": identity, "stream": header.stream} for identity, header in new for parent in header.parents]
    if named:
        tx.execute(insert(links), named)
    for some in runs_of({link["parent"] for link in named}):
        after = links.c.parent == heads.c.record_id, links.c.stream == heads.c.stream
        tx.execute(delete(heads).where(heads.c.record_id.in_(some), exists().where(*after)))
    followed: set[tuple[str, str]] = set()
    for some in runs_of(identity for identity, _ in new):
        followed |= {(row.parent, row.stream) for row in tx.execute(select(links).where(links.c.parent.in_(some)))}
    ends = [{"record_id": identity, "stream": header.stream} for identity, header in new if (identity, header.stream) not in followed]
    if ends:
        tx.execute(insert(heads), ends)


def of_stream(tx: Connection, stream: str) -> list[str]:
    """Return the ids of a stream's heads, sorted."""
    return sorted(tx.scalars(select(heads.c.record_id).where(heads.c.stream == stream)))
