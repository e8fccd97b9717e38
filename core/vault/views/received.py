"""What the centre has signed for: up to where each log, and which files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, Integer, String, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from core.vault import truth
from core.vault.views import forks
from core.vault.views.forks import Link
from core.vault.views.table import key, views
from record.receipt import HeldLog, Receipt

logs = Table(  # checked_at: when the centre made the newest receipt that covers this log
    "view_received_logs", views, key("log"), Column("seq", Integer, nullable=False), Column("checked_at", String, nullable=False)
)
heads = Table("view_received_heads", views, key("head"), Column("log", String, nullable=False, index=True))  # the ends that receipts name
blobs = Table("view_received_blobs", views, key("sha256"))
refused = Table("view_refused", views, key("record_id"), Column("reason", String, nullable=False))


def update(tx: Connection, receipt: Receipt, *, office: str) -> None:
    """Fold one checked receipt in. A head that is not ours counts for nothing: another branch of the log is held there.

    office: whose vault this is, empty while it is not known. A receipt that was given to another says nothing about files: the centre
    may hold the same file for that office alone. Those from before receipts named an office count for whoever has them.
    Of a log that it covers, the newest receipt alone says what is refused: what an older one refused may have moved over since.
    """
    for held in receipt.logs:
        if _is_ours(tx, held):
            tx.execute(insert(heads).values(head=held.head, log=held.log).on_conflict_do_nothing())
            _cover(tx, held, receipt.at)
    for blob in receipt.blobs if counts_for(receipt, office) else ():
        tx.execute(insert(blobs).values(sha256=blob.sha256).on_conflict_do_nothing())
    for item in receipt.refused:
        if not _is_outdated(tx, item.record, receipt.at):
            tx.execute(insert(refused).values(record_id=item.record, reason=item.reason).on_conflict_do_nothing())


def counts_for(receipt: Receipt, office: str) -> bool:
    """Return whether what a receipt says of files is said to this office."""
    return not (receipt.office and office) or receipt.office == office


def _is_ours(tx: Connection, held: HeldLog) -> bool:
    ours = select(truth.records.c.seq).where(truth.records.c.record_id == held.head, truth.records.c.log == held.log)
    return tx.scalar(ours) == held.seq


def _cover(tx: Connection, held: HeldLog, at: str) -> None:
    known = tx.execute(select(logs).where(logs.c.log == held.log)).one_or_none()
    if known is None:
        tx.execute(insert(logs).values(log=held.log, seq=held.seq, checked_at=at))
        is_newest = True
    else:
        is_newest = _time(at) >= _time(known.checked_at)
        values = {"seq": max(known.seq, held.seq), "checked_at": at if is_newest else known.checked_at}
        tx.execute(logs.update().where(logs.c.log == held.log).values(**values))
    if is_newest:
        covered = select(truth.records.c.record_id).where(truth.records.c.log == held.log, truth.records.c.seq <= held.seq)
        tx.execute(delete(refused).where(refused.c.record_id.in_(covered)))


def _is_outdated(tx: Connection, record_id: str, at: str) -> bool:
    newest = select(logs.c.checked_at).join(truth.records, truth.records.c.log == logs.c.log).where(truth.records.c.record_id == record_id)
    checked_at = tx.scalar(newest)
    return checked_at is not None and _time(checked_at) > _time(at)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def tells_something_new(tx: Connection, receipt: Receipt) -> bool:
    """Return whether a checked receipt covers, or refuses, anything that those kept so far did not."""
    ends = log_ends(tx)
    forked = forks.forked_logs(tx)
    for held in receipt.logs:
        if _is_ours(tx, held) and (ends.get(held.log, 0) < held.seq and not (held.log in forked and _names_end(tx, held.head))):
            return True
    if any(not has_blob(tx, blob.sha256) for blob in receipt.blobs):
        return True
    known = {row.record_id for row in tx.execute(select(refused))}
    return known != {item.record for item in receipt.refused}


def has_record(tx: Connection, record_id: str, log: str, seq: int) -> bool:
    """Return whether the centre has signed for the log up to this record. It may have set the record itself aside: `is_refused`."""
    if (tx.scalar(select(logs.c.seq).where(logs.c.log == log)) or 0) < seq:
        return False
    return log not in forks.forked_logs(tx) or record_id in covered_in(tx, forks.chain_of(tx, log), log)


def covered_in(tx: Connection, chain: dict[str, Link], log: str) -> set[str]:
    """Return the records of a forked log that stand in a branch whose end a receipt names. chain: `forks.chain_of` of that log."""
    return forks.line_to(chain, tx.scalars(select(heads.c.head).where(heads.c.log == log)))


def _names_end(tx: Connection, head: str) -> bool:
    return tx.scalar(select(heads.c.head).where(heads.c.head == head)) is not None


def is_refused(tx: Connection, record_id: str) -> bool:
    """Return whether the centre has kept this record aside, by the newest receipt that covers it."""
    return tx.scalar(select(refused.c.record_id).where(refused.c.record_id == record_id)) is not None


def has_blob(tx: Connection, digest: str) -> bool:
    return tx.scalar(select(blobs.c.sha256).where(blobs.c.sha256 == digest)) is not None


def log_ends(tx: Connection) -> dict[str, int]:
    """Return log -> number up to which every record held here, of every branch, is signed for."""
    found = {row.log: row.seq for row in tx.execute(select(logs))}
    for log in forks.forked_logs(tx) & found.keys():
        chain = forks.chain_of(tx, log)
        open_ = chain.keys() - covered_in(tx, chain, log)
        found[log] = min((chain[identity].seq - 1 for identity in open_), default=found[log])
    return found


def all_refused(tx: Connection) -> list[tuple[str, str]]:
    """Return (record id, reason) of what the centre has kept aside."""
    return [(row.record_id, row.reason) for row in tx.execute(select(refused).order_by(refused.c.record_id))]
