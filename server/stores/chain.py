"""Which logs the centre holds from number 1 without a gap, and where their branches end: what receipts may say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from record.receipt import HeldLog
from server.stores.tables import chain, province_of, quarantine, records

_RUN = 500  # names in one question; databases limit the number of their parameters


@dataclass(frozen=True, slots=True)
class Linked:
    """A record that is held, with its number and the one before it, as in its header."""

    id: str
    log: str
    seq: int
    prev: str | None
    office: str


def extend(tx: Connection, held: Iterable[Linked]) -> None:
    """Note that records are held; where their log reaches them now, it reaches those behind them too."""
    waiting = sorted(held, key=lambda one: (one.log, one.seq))
    while waiting:
        reached = _reached(tx, {*(one.id for one in waiting), *(one.prev for one in waiting if one.prev is not None)})
        added: dict[str, Linked] = {}
        for one in waiting:
            before = (one.log, one.seq - 1)
            if one.id not in reached and (one.seq == 1 if one.prev is None else reached.get(one.prev) == before):
                reached[one.id] = (one.log, one.seq)
                added[one.id] = one
        if not added:
            return
        passed = {one.prev for one in added.values() if one.prev is not None}
        for run in runs(sorted(passed - added.keys())):
            tx.execute(update(chain).where(chain.c.record_id.in_(run)).values(is_head=False))
        rows = [{"record_id": one.id, "log": one.log, "seq": one.seq, "is_head": one.id not in passed} for one in added.values()]
        tx.execute(insert(chain), rows)
        waiting = _behind(tx, added)


def _reached(tx: Connection, identities: Iterable[str]) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for run in runs(sorted(identities)):
        rows = tx.execute(select(chain.c.record_id, chain.c.log, chain.c.seq).where(chain.c.record_id.in_(run)))
        found |= {row.record_id: (row.log, row.seq) for row in rows}
    return found


def _behind(tx: Connection, added: Mapping[str, Linked]) -> list[Linked]:
    """Return what is held and follows one of these records. A log is of one device: all of it lies in the province of its office."""
    found: dict[str, Linked] = {}
    for province in sorted({province_of(one.office) for one in added.values()}):
        for run in runs([one.id for one in added.values() if province_of(one.office) == province]):
            for table in (records, quarantine):
                chosen = select(table.c.record_id, table.c.log, table.c.seq, table.c.prev, table.c.office)
                chosen = chosen.where(table.c.province == province, table.c.prev.in_(run))
                for row in tx.execute(chosen if table is records else chosen.where(quarantine.c.is_in_log)):
                    if row.record_id not in added:
                        found[row.record_id] = Linked(row.record_id, row.log, row.seq, row.prev, row.office)
    return sorted(found.values(), key=lambda one: (one.log, one.seq))


def heads(tx: Connection, logs: Iterable[str]) -> tuple[HeldLog, ...]:
    """Return the end of every branch of these logs that is held without a gap, in a fixed order."""
    found = []
    for run in runs(sorted(set(logs))):
        rows = tx.execute(select(chain.c.log, chain.c.seq, chain.c.record_id).where(chain.c.log.in_(run), chain.c.is_head))
        found += [HeldLog(row.log, row.seq, row.record_id) for row in rows]
    return tuple(sorted(found, key=lambda held: (held.log, held.seq, held.head)))


def reached(tx: Connection, identities: Iterable[str]) -> list[str]:
    """Return those of these records that stand in a branch of their log that is held without a gap."""
    return sorted(_reached(tx, set(identities)))


def runs(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _RUN):
        yield names[start : start + _RUN]
