"""What still waits to reach the centre: everything of this office that no verified receipt names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from core.vault import outgoing, truth
from core.vault.outgoing import LANES
from core.vault.vault import Vault
from core.vault.views import received


@dataclass(frozen=True, slots=True)
class Waiting:
    """One lane: how many records or files wait, how many bytes they have here, and of how many the centre has signed that it holds them."""

    lane: str
    count: int
    size_bytes: int
    received: int = 0


def waiting(vault: Vault) -> tuple[Waiting, ...]:
    """Return what waits, one row a lane in the order of sending; files that this laptop does not hold itself are left out."""
    with vault.read() as tx:
        counts, sizes = dict.fromkeys(LANES, 0), dict.fromkeys(LANES, 0)
        done = dict.fromkeys(LANES, 0)
        logs = outgoing.own_logs(tx, vault.own_log)
        counts["records"], sizes["records"] = _records(tx, logs)
        mine = select(func.count()).select_from(truth.records).where(truth.records.c.log.in_(logs))
        done["records"] = (tx.scalar(mine) or 0) - counts["records"]
        here = set(tx.scalars(select(truth.held_blobs.c.sha256)))
        there = set(tx.scalars(select(received.blobs.c.sha256)))
        for wanted in outgoing.files(tx, logs=logs):
            if wanted.ref.sha256 in there:
                done[wanted.lane] += 1
            elif wanted.ref.sha256 in here:
                counts[wanted.lane] += 1
                sizes[wanted.lane] += wanted.ref.size
    return tuple(Waiting(lane, counts[lane], sizes[lane], done[lane]) for lane in LANES)


def _records(tx: Connection, logs: set[str]) -> tuple[int, int]:
    """Return how many records wait and their bytes with their parts; counted by the database, for there may be many."""
    held, count, size = received.log_ends(tx), 0, 0
    for log, end in truth.log_ends(tx).items():
        if log not in logs or end <= held.get(log, 0):
            continue
        mine = (truth.records.c.log == log, truth.records.c.seq > held.get(log, 0))
        own = func.length(truth.records.c.header) + func.length(truth.records.c.signatures)
        row = tx.execute(select(func.count().label("n"), func.sum(own).label("size")).where(*mine)).one()
        joined = truth.parts.join(truth.records, truth.parts.c.record_id == truth.records.c.record_id)
        bodies = tx.scalar(select(func.sum(func.length(truth.parts.c.stored))).select_from(joined).where(*mine))
        count, size = count + row.n, size + (row.size or 0) + (bodies or 0)
    return count, size
