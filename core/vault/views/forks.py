"""Logs in which two records bear one number: the laptop's disk was copied, or put back from a copy of the whole disk, and both go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects.sqlite import insert

from core.vault import truth
from core.vault.views.table import key, views
from record.header import Header

forks = Table("view_forks", views, key("log"))


@dataclass(frozen=True, slots=True)
class Link:
    """A record as a link of its chain. prev: the record before it, None for the first."""

    id: str
    seq: int
    prev: str | None


def update(tx: Connection, new: Iterable[Header]) -> None:
    """Fold records in: a log is forked when two of its records bear one number. The order of arrival does not matter."""
    numbers: dict[str, list[int]] = {}
    for header in new:
        numbers.setdefault(header.log, []).append(header.seq)
    log, seq = truth.records.c.log, truth.records.c.seq
    for one, seqs in numbers.items():
        twice = select(seq).where(log == one, seq.between(min(seqs), max(seqs))).group_by(seq).having(func.count() > 1).limit(1)
        if tx.scalar(twice) is not None:
            tx.execute(insert(forks).values(log=one).on_conflict_do_nothing())


def forked_logs(tx: Connection) -> set[str]:
    return set(tx.scalars(select(forks.c.log)))


def chain_of(tx: Connection, log: str) -> dict[str, Link]:
    """Return id -> link of every record of a log that is held, all branches. Reads each header: for forked logs, which are few."""
    rows = tx.execute(select(truth.records.c.record_id, truth.records.c.seq, truth.records.c.header).where(truth.records.c.log == log))
    return {row.record_id: Link(row.record_id, row.seq, Header.from_bytes(row.header).prev) for row in rows}


def ends_of(chain: dict[str, Link]) -> list[Link]:
    """Return the last record of every branch, the longest first."""
    followed = {link.prev for link in chain.values()}
    return sorted((link for link in chain.values() if link.id not in followed), key=lambda link: (-link.seq, link.id))


def line_to(chain: dict[str, Link], heads: Iterable[str]) -> set[str]:
    """Return the ids of these records and of all before them, as far as they are held."""
    found: set[str] = set()
    for head in heads:
        at: str | None = head
        while at is not None and at in chain and at not in found:
            found.add(at)
            at = chain[at].prev
    return found


def is_gapless(chain: dict[str, Link], head: str) -> bool:
    """Return whether every record of a branch is held, from number 1 on."""
    return len(line_to(chain, [head])) == chain[head].seq
