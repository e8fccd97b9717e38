"""The last records of each stream: one where all is well, two or more where two laptops wrote at once."""

from __future__ import annotations

from sqlalchemy import Column, Connection, String, Table, delete, exists, insert, select

from core.vault.views.table import key, views
from record.header import Header

links = Table("view_links", views, key("parent"), key("child"), Column("stream", String, nullable=False))
heads = Table("view_heads", views, key("record_id"), Column("stream", String, index=True, nullable=False))


def update(tx: Connection, record_id: str, header: Header) -> None:
    """Fold one record in. The rows do not depend on the order in which records arrive."""
    for parent in header.parents:
        tx.execute(insert(links).values(parent=parent, child=record_id, stream=header.stream))
    if header.parents:
        tx.execute(delete(heads).where(heads.c.stream == header.stream, heads.c.record_id.in_(header.parents)))
    followed = exists().where(links.c.parent == record_id, links.c.stream == header.stream)
    if not tx.scalar(select(followed)):
        tx.execute(insert(heads).values(record_id=record_id, stream=header.stream))


def of_stream(tx: Connection, stream: str) -> list[str]:
    """Return the ids of a stream's heads, sorted."""
    return sorted(tx.scalars(select(heads.c.record_id).where(heads.c.stream == stream)))
