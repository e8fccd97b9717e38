"""Whether the centre holds less than it has signed for: a server that was put back to an older state, or that lost its disk."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from core.vault.views import received
from record.receipt import HeldLog, Receipt


def records_lost(tx: Connection, asked: Iterable[HeldLog], receipt: Receipt) -> int:
    """Return how many records of these logs earlier receipts cover and this one, signed over the same logs just now, does not.

    A rogue server gains nothing by telling less: what it is said to have lost is sent again, and nothing is removed here.
    """
    signed_for = received.log_ends(tx)
    now: dict[str, int] = {}
    for held in receipt.logs:
        now[held.log] = max(now.get(held.log, 0), held.seq)
    return sum(max(0, signed_for.get(one.log, 0) - now.get(one.log, 0)) for one in asked)
