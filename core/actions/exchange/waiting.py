"""What still waits to reach the centre: everything of this office that no verified receipt names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, or_, select

from core.vault import outgoing, truth
from core.vault.outgoing import LANES
from core.vault.vault import Vault
from core.vault.views import received
from core.vault.views.file_names import file_names

EXACT = 5_000  # records whose bytes are counted one by one; of more, those of the newest thousand stand for all
SAMPLE = 1_000


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
        for lane, count, size, of_these_received in _files(tx, logs):
            if of_these_received:
                done[lane] += count
            else:
                counts[lane] += count
                sizes[lane] += size
    return tuple(Waiting(lane, counts[lane], sizes[lane], done[lane]) for lane in LANES)


def _files(tx: Connection, logs: set[str]) -> Iterator[tuple[str, int, int, bool]]:
    """Yield lane, how many files, their bytes, and whether the centre has them: counted by the database, each file in its first lane."""
    is_there = received.blobs.c.sha256.is_not(None)
    order = case(
        {role: outgoing.LANES.index(lane) for role, lane in outgoing.LANE_OF.items()}, value=file_names.c.role, else_=len(LANES) - 1
    )
    joined = file_names.outerjoin(received.blobs, received.blobs.c.sha256 == file_names.c.sha256).outerjoin(
        truth.held_blobs, truth.held_blobs.c.sha256 == file_names.c.sha256
    )
    each = (
        select(func.min(order).label("lane"), func.max(file_names.c.size).label("size"), func.max(is_there).label("is_there"))
        .select_from(joined)
        .where(file_names.c.log.in_(logs), or_(is_there, truth.held_blobs.c.sha256.is_not(None)))
        .group_by(file_names.c.sha256)
        .subquery()
    )
    counted = select(each.c.lane, each.c.is_there, func.count().label("n"), func.sum(each.c.size).label("size"))
    for row in tx.execute(counted.group_by(each.c.lane, each.c.is_there)):
        yield LANES[row.lane], row.n, row.size, bool(row.is_there)


def _records(tx: Connection, logs: set[str]) -> tuple[int, int]:
    """Return how many records wait and their bytes with their parts; of very many the bytes are reckoned from the newest."""
    held, count, size = received.log_ends(tx), 0, 0
    for log, end in truth.log_ends(tx).items():
        if log not in logs or end <= held.get(log, 0):
            continue
        after = held.get(log, 0)
        waiting = tx.scalar(select(func.count()).where(truth.records.c.log == log, truth.records.c.seq > after)) or 0
        first = after if waiting <= EXACT else end - SAMPLE
        mine = (truth.records.c.log == log, truth.records.c.seq > first)
        own = func.length(truth.records.c.header) + func.length(truth.records.c.signatures)
        row = tx.execute(select(func.count().label("n"), func.sum(own).label("size")).where(*mine)).one()
        joined = truth.parts.join(truth.records, truth.parts.c.record_id == truth.records.c.record_id)
        bodies = tx.scalar(select(func.sum(func.length(truth.parts.c.stored))).select_from(joined).where(*mine))
        seen = (row.size or 0) + (bodies or 0)
        count, size = count + waiting, size + (seen if row.n == waiting else seen * waiting // max(1, row.n))
    return count, size
