"""Laptops for the rig of number books: real vaults that meet by parcels, lose power in the middle of a deed, are restored and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection, event, select

from core.actions.office.setup import device_body
from core.actions.office.unlock import unlock
from core.vault import truth, views
from core.vault.ids import new_log_id
from core.vault.incoming import Unpacked, take
from core.vault.log import roster_scope
from core.vault.outgoing import items_of
from core.vault.truth import StoredRecord
from core.vault.vault import Vault
from record.parcel import frames, read_frame
from record.part import Part
from record.roster import DEVICE_ADDED
from tests.rigs.number_story import Token
from tests.ui.case_samples import PASSPHRASE

KEPT = ("vault.header", "vault.header.2", "vault.db", "vault.db-wal")  # what lies on the disk when the power goes; never -shm


class PowerCut(Exception):
    """The laptop goes dark before the commit."""


@dataclass(eq=False)
class Laptop:
    """One vault in use. holding: kind -> the book in its hands, as the rig knows; known: the numbers that have reached it.

    twin: its log, once it has met records of that log which it did not write itself: it is a copy, or was copied, and knows it.
    """

    name: str
    vault: Vault
    holding: dict[str, Token] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    voids: dict[str, str] = field(default_factory=dict)  # record that voids -> record that gave
    twice: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    twin: str = ""
    restored_from: str = ""  # the log of the laptop that died, into which nothing may be written any more
    is_extra: bool = False  # a clone, or an old laptop that turned up again
    number: int = field(default_factory=count(1).__next__)


class Disks:
    """Folders of laptops, each used once: an image is a copy of the files as they lie there."""

    def __init__(self, below: Path) -> None:
        self._below, self._count = below, count(1)

    def fresh(self) -> Path:
        return self._below / f"disk-{next(self._count)}"

    def image(self, folder: Path) -> Path:
        """Return a copy of what lies in a vault's folder at this moment, without closing anything."""
        target = self.fresh()
        target.mkdir(parents=True)
        for name in KEPT:
            if (folder / name).exists():
                shutil.copyfile(folder / name, target / name)
        (target / "blobs").mkdir()
        return target

    @staticmethod
    def forget(folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)


def open_image(folder: Path) -> Vault:
    return unlock(folder, PASSPHRASE)


def begin_anew(vault: Vault, at: datetime) -> None:
    """What a restore does: this vault goes on as a new laptop, with a key and a log of its own."""
    with vault.write() as tx:
        me = vault.person(tx)
        key = ec.generate_private_key(ec.SECP256R1())
        signing = vault.signing_key(tx, PASSPHRASE)
        log = vault.begin_log(tx, office=vault.office, log_id=new_log_id(), device_key=key)
        appended = log.append(
            tx, type=DEVICE_ADDED, stream=me.root, at=at, person=me.id, schema="roster.device_added/1",
            scope=roster_scope(vault.office), parts=(Part.fresh("device", device_body(key)),), person_key=signing,
        )  # fmt: skip
        views.update(tx, [(appended.id, appended.header)])


@contextmanager
def power_cut_at_commit(vault: Vault, disks: Disks, images: list[Path]) -> Iterator[None]:
    """Let the next commit of this vault be the moment in which the power goes; the disk as it was is the last of `images`."""

    def cut(_connection: Connection) -> None:
        images.append(disks.image(vault.folder))
        raise PowerCut

    event.listen(vault.engine, "commit", cut)
    try:
        yield
    finally:
        event.remove(vault.engine, "commit", cut)


def meet(one: Vault, other: Vault) -> tuple[int, int]:
    """Let two laptops give each other what the other lacks, as parcels. Returns how many records came to `other` and to `one`."""
    return _carry(one, other), _carry(other, one)


def _carry(giver: Vault, taker: Vault) -> int:
    with taker.read() as tx:
        heads = {log: truth.log_head(tx, log) for log in truth.log_ends(tx)}
        forked = _forked(tx)
    with giver.read() as tx:
        logs = _forked(tx) | forked
        held = {log: head[1] for log, head in heads.items() if head is not None and log not in logs and truth.record(tx, head[0])}
        packed = list(frames(item for stored in lacking(tx, held) for item in items_of(tx, stored)))
    unpacked = Unpacked()
    for frame in packed:
        unpacked.add(read_frame(frame))
    came = unpacked.take_whole()
    if not came:
        return 0
    with taker.write() as tx:
        return len(take(taker, tx, came).record_ids)


def records_of_own(vault: Vault) -> int:
    """Return how many records of its own log a laptop has."""
    with vault.read() as tx:
        return tx.scalar(select(truth.log_counts.c.count).where(truth.log_counts.c.log == vault.log.id)) or 0


def forked_logs(vault: Vault) -> set[str]:
    with vault.read() as tx:
        return _forked(tx)


def _forked(tx: Connection) -> set[str]:
    """Logs of which two records bear one number: of these everything is given, for "up to where" says nothing."""
    ends = truth.log_ends(tx)
    return {row.log for row in tx.execute(select(truth.log_counts)) if row._mapping["count"] > ends.get(row.log, 0)}


def ids_of(vault: Vault, *types: str) -> set[str]:
    """Return the ids of all records of these types, read from the records themselves and not from a view."""
    with vault.read() as tx:
        return set(tx.scalars(select(truth.records.c.record_id).where(truth.records.c.type.in_(types))))


def body_of(vault: Vault, record_id: str, part: str) -> dict[str, object]:
    with vault.read() as tx:
        stored = truth.record(tx, record_id)
        assert stored is not None
        return truth.open_part(tx, stored.header, record_id, part) or {}


def lacking(tx: Connection, held: Mapping[str, int]) -> Iterator[StoredRecord]:
    """Return the records that another vault lacks, given up to where it holds each log; in the order in which they were written."""
    for log in truth.log_ends(tx):
        yield from truth.of_log(tx, log, after=held.get(log, 0))
