"""What goes to a server: computed from logs, receipts and what the server says it holds. There is no send queue."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from core.exchange.calls import LIST_MAX, Hello
from core.vault import absent, local, truth
from core.vault.outgoing import Wanted, files
from core.vault.truth import StoredRecord
from core.vault.views import forks, received
from record.receipt import HeldLog
from record.roster import ROSTER_TYPES


@dataclass(frozen=True, slots=True)
class Lacking:
    """Records that the server lacks, in the order in which they go. own_end: the last number of the own log when this was computed."""

    record_ids: tuple[str, ...]
    own_end: int


def held_logs(tx: Connection, own: str) -> list[HeldLog]:
    """Return the end of every log held here, of every branch of a forked one; the own log first, at most as many as one hello takes."""
    ends: list[HeldLog] = []
    forked = forks.forked_logs(tx)
    for log in sorted(truth.log_ends(tx), key=lambda one: (one != own, one)):
        if log in forked:
            ends += [HeldLog(log, end.seq, end.id) for end in forks.ends_of(forks.chain_of(tx, log))]
        elif (head := truth.log_head(tx, log)) is not None:
            ends.append(HeldLog(log, head[1], head[0]))
    return ends[:LIST_MAX]


def lacking(tx: Connection, hello: Hello, own: str) -> Lacking:
    """Return what the server lacks: roster records first, else oldest first within each log, every branch of a forked one.

    Of another laptop's log only what is held here without a gap, and nothing when the server is ahead of us.
    """
    own_head = truth.log_head(tx, own)
    found: list[tuple[bool, str]] = []
    refused = set(tx.scalars(select(received.refused.c.record_id)))
    forked = forks.forked_logs(tx)
    asked = held_logs(tx, own)
    for log in dict.fromkeys(one.log for one in asked):
        chosen = _of_forked(tx, hello, log) if log in forked else _of_log(tx, hello, next(one for one in asked if one.log == log), own)
        for stored in chosen:
            if stored.id not in refused:  # kept aside there already; it moves over by itself when the roster allows
                found.append((stored.header.type not in ROSTER_TYPES, stored.id))
    return Lacking(tuple(identity for _, identity in sorted(found, key=lambda one: one[0])), own_head[1] if own_head else 0)


def _of_log(tx: Connection, hello: Hello, asked: HeldLog, own: str) -> list[StoredRecord]:
    ends = hello.ends.get(asked.log, ())
    known = max((end.seq for end in ends if _is_ours(tx, end)), default=0)
    if hello.known is not None and asked.head in hello.known:
        return []
    is_ahead = hello.known is None and any(end.seq > asked.seq for end in ends)
    if asked.log != own and (is_ahead or not _is_gapless(tx, asked)):
        return []
    return truth.of_log(tx, asked.log, after=known)


def _of_forked(tx: Connection, hello: Hello, log: str) -> list[StoredRecord]:
    """Of each branch that is held here without a gap, what follows the last record that the server holds of it."""
    chain = forks.chain_of(tx, log)
    there = forks.line_to(chain, {end.head for end in hello.ends.get(log, ())} | (hello.known or set()) & chain.keys())
    going = forks.line_to(chain, [end.id for end in forks.ends_of(chain) if forks.is_gapless(chain, end.id)]) - there
    return [stored for stored in truth.of_log(tx, log) if stored.id in going]


def has_twin(tx: Connection, hello: Hello, own: str) -> bool:
    """Return whether the server holds a branch of this laptop's own log that was never written here: its disk was copied."""
    return any(not _is_ours(tx, end) for end in hello.ends.get(own, ()))


def own_end(tx: Connection, own: str) -> int:
    """Return the number of the last record of the own log."""
    head = truth.log_head(tx, own)
    return head[1] if head else 0


def offered(tx: Connection, peer: str, *, anew: bool = False) -> list[Wanted]:
    """Return the files held here that the server has not signed for and that did not come from it, lane by lane.

    anew: those it has signed for as well, because it has lost something since.
    """
    held = set(tx.scalars(select(truth.held_blobs.c.sha256)))
    signed_for = set() if anew else set(tx.scalars(select(received.blobs.c.sha256)))
    came_from_it = {row.sha256: row.offset for row in tx.execute(select(local.uploads).where(local.uploads.c.peer == peer))}
    return [
        wanted
        for wanted in files(tx)
        if wanted.ref.sha256 in held and wanted.ref.sha256 not in signed_for and came_from_it.get(wanted.ref.sha256, -1) < wanted.ref.size
    ]


def missing(tx: Connection) -> list[Wanted]:
    """Return the files that records name and this vault lacks, lane by lane; not those that were freed or destroyed here."""
    passed_over = set(tx.scalars(select(truth.held_blobs.c.sha256))) | absent.taken_away(tx)
    return [wanted for wanted in files(tx) if wanted.ref.sha256 not in passed_over]


def _is_ours(tx: Connection, end: HeldLog) -> bool:
    stored = truth.record(tx, end.head)
    return stored is not None and (stored.header.log, stored.header.seq) == (end.log, end.seq)


def _is_gapless(tx: Connection, held: HeldLog) -> bool:
    counted = select(func.count(func.distinct(truth.records.c.seq))).where(truth.records.c.log == held.log)
    return tx.scalar(counted) == held.seq
