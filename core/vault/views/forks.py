"""Logs in which two records bear one number: the laptop's disk was copied, or put back from a copy of the whole disk, and both go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, exists, select
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


def update(tx: Connection, record_id: str, header: Header) -> None:
    """Fold one record in: its log is forked when another record bears its number. The order of arrival does not matter."""
    others = (truth.records.c.log == header.log, truth.records.c.seq == header.seq, truth.records.c.record_id != record_id)
    if tx.scalar(select(exists().where(*others))):
        tx.execute(insert(forks).values(log=header.log).on_conflict_do_nothing())


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
