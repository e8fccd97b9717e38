"""What the centre has signed for: up to where each log, and which files."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, String, Table, select
from sqlalchemy.dialects.sqlite import insert

from core.vault import truth
from core.vault.views.table import key, views
from record.receipt import Receipt

logs = Table("view_received_logs", views, key("log"), Column("seq", Integer, nullable=False))
blobs = Table("view_received_blobs", views, key("sha256"))
refused = Table("view_refused", views, key("record_id"), Column("reason", String, nullable=False))


def update(tx: Connection, receipt: Receipt) -> None:
    """Fold one checked receipt in. A head that is not ours counts for nothing: another branch of the log is held there."""
    for held in receipt.logs:
        ours = select(truth.records.c.seq).where(truth.records.c.record_id == held.head, truth.records.c.log == held.log)
        if tx.scalar(ours) == held.seq:
            given = insert(logs).values(log=held.log, seq=held.seq)
            greater = given.on_conflict_do_update(
                index_elements=["log"], set_={"seq": given.excluded.seq}, where=logs.c.seq < given.excluded.seq
            )
            tx.execute(greater)
    for blob in receipt.blobs:
        tx.execute(insert(blobs).values(sha256=blob.sha256).on_conflict_do_nothing())
    for item in receipt.refused:
        tx.execute(insert(refused).values(record_id=item.record, reason=item.reason).on_conflict_do_nothing())


def has_record(tx: Connection, log: str, seq: int) -> bool:
    """Return whether the centre has signed for this record."""
    return (tx.scalar(select(logs.c.seq).where(logs.c.log == log)) or 0) >= seq


def has_blob(tx: Connection, digest: str) -> bool:
    return tx.scalar(select(blobs.c.sha256).where(blobs.c.sha256 == digest)) is not None


def log_ends(tx: Connection) -> dict[str, int]:
    return {row.log: row.seq for row in tx.execute(select(logs))}
