"""What still waits to reach the centre: everything that no verified receipt names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from core.vault import outgoing, truth
from core.vault.outgoing import LANES
from core.vault.vault import Vault
from core.vault.views import received


@dataclass(frozen=True, slots=True)
class Waiting:
    """One lane: how many records or files, and how many bytes they have here."""

    lane: str
    count: int
    size_bytes: int


def waiting(vault: Vault) -> tuple[Waiting, ...]:
    """Return what waits, one row a lane in the order of sending; files that this laptop does not hold itself are left out."""
    with vault.read() as tx:
        counts, sizes = dict.fromkeys(LANES, 0), dict.fromkeys(LANES, 0)
        held = received.log_ends(tx)
        summed = select(truth.parts.c.record_id, func.sum(func.length(truth.parts.c.stored)).label("size"))
        parts = {row.record_id: row.size for row in tx.execute(summed.group_by(truth.parts.c.record_id))}
        for stored in outgoing.lacking(tx, held):
            counts["records"] += 1
            sizes["records"] += len(stored.header_bytes) + len(stored.signatures) + int(parts.get(stored.id) or 0)
        here = set(tx.scalars(select(truth.held_blobs.c.sha256)))
        there = set(tx.scalars(select(received.blobs.c.sha256)))
        for wanted in outgoing.files(tx):
            if wanted.ref.sha256 in here and wanted.ref.sha256 not in there:
                counts[wanted.lane] += 1
                sizes[wanted.lane] += wanted.ref.size
    return tuple(Waiting(lane, counts[lane], sizes[lane]) for lane in LANES)
