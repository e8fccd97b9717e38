"""Laptops whose disk was copied, or put back from a copy of the whole disk: what happened, told so that a person can do something."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import forks, received


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One of the branches. at: when its last record was written, wall time with offset; person: who wrote it; records: since they parted.

    is_received: the centre has signed for all of it.
    """

    at: str
    person: str
    records: int
    is_received: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedLaptop:
    """A log that goes on in two or more places. laptop: its name in the roster; is_this: this very laptop is one of them.

    parted_after: number of the last record that all have in common; parted_at: when it was written, empty when there is none.
    """

    log: str
    laptop: str
    is_this: bool
    parted_after: int
    parted_at: str
    branches: tuple[Branch, ...]


def copied_laptops(vault: Vault) -> tuple[CopiedLaptop, ...]:
    """Return every forked log that is known here, this laptop's own first."""
    with vault.read() as tx:
        return tuple(_told(vault, tx, log) for log in sorted(forks.forked_logs(tx), key=lambda log: (log != vault.own_log, log)))


def _told(vault: Vault, tx: Connection, log: str) -> CopiedLaptop:
    chain = forks.chain_of(tx, log)
    ends = forks.ends_of(chain)
    lines = [forks.line_to(chain, [end.id]) for end in ends]
    common = set.intersection(*lines)
    last = max((chain[identity] for identity in common), key=lambda link: link.seq, default=None)
    covered, roster = received.covered_in(tx, chain, log), vault.roster(tx)
    branches, device_id = [], ""
    for end, line in zip(ends, lines, strict=True):
        stored = truth.record(tx, end.id)
        assert stored is not None
        device_id = stored.header.device
        person = roster.people.get(stored.header.person)
        name = person.name if person is not None else ""
        branches.append(Branch(at=stored.header.at, person=name, records=len(line - common), is_received=line <= covered))
    at = truth.record(tx, last.id) if last is not None else None
    device = roster.devices.get(device_id)
    return CopiedLaptop(
        log=log,
        laptop=device.name if device is not None and device.name else device_id[:8],
        is_this=log == vault.own_log,
        parted_after=last.seq if last is not None else 0,
        parted_at=at.header.at if at is not None else "",
        branches=tuple(branches),
    )
