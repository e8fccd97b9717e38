"""Which logs the centre holds from number 1 without a gap, and where their branches end: what receipts may say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, insert, select, update

from record.receipt import HeldLog
from server.stores.tables import chain, quarantine, records

_RUN = 500  # names in one question; databases limit the number of their parameters


def extend(tx: Connection, identity: str, log: str, seq: int, prev: str | None) -> None:
    """Note that a record is held; if the log reaches it now, so are those behind it. seq and prev as in its header."""
    waiting = [(identity, log, seq, prev)]
    while waiting:
        identity, log, seq, prev = waiting.pop()
        if tx.scalar(select(chain.c.seq).where(chain.c.record_id == identity)) is not None or not _follows(tx, log, seq, prev):
            continue
        if prev is not None:
            tx.execute(update(chain).where(chain.c.record_id == prev).values(is_head=False))
        tx.execute(insert(chain).values(record_id=identity, log=log, seq=seq, is_head=True))
        behind = select(records.c.record_id, records.c.log, records.c.seq, records.c.prev).where(records.c.prev == identity)
        aside = select(quarantine.c.record_id, quarantine.c.log, quarantine.c.seq, quarantine.c.prev)
        aside = aside.where(quarantine.c.prev == identity, quarantine.c.is_in_log)
        waiting += [(row.record_id, row.log, row.seq, row.prev) for row in (*tx.execute(behind), *tx.execute(aside))]


def _follows(tx: Connection, log: str, seq: int, prev: str | None) -> bool:
    if prev is None:
        return seq == 1
    before = tx.execute(select(chain.c.log, chain.c.seq).where(chain.c.record_id == prev)).one_or_none()
    return before is not None and before.log == log and before.seq == seq - 1


def heads(tx: Connection, logs: Iterable[str]) -> tuple[HeldLog, ...]:
    """Return the end of every branch of these logs that is held without a gap, in a fixed order."""
    found = []
    for run in runs(sorted(set(logs))):
        rows = tx.execute(select(chain.c.log, chain.c.seq, chain.c.record_id).where(chain.c.log.in_(run), chain.c.is_head))
        found += [HeldLog(row.log, row.seq, row.record_id) for row in rows]
    return tuple(sorted(found, key=lambda held: (held.log, held.seq, held.head)))


def runs(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _RUN):
        yield names[start : start + _RUN]
