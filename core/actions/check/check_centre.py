"""Does the centre still hold what it has signed for? It is asked to show it: a stretch of each file, and each record, hashed with a
number that was drawn for this asking, and compared with what lies here."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, select

from core.actions.check.check_records import Finding
from core.exchange import calls
from core.exchange.calls import Stretch
from core.exchange.errors import not_enrolled
from core.exchange.link import Link
from core.reporter import Reporter
from core.vault import absent, local, truth
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.vault import Vault
from core.vault.views import destroyed, received
from core.words import say
from record.proof import proof_of_bytes, proof_of_record

A_TIME = 200
STRETCH_BYTES = 16 * 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CentreCheck:
    """What was asked about, and what the centre could not show. unseen: files that lie no longer here, for which its word stands."""

    records: int
    blobs: int
    unseen: int
    missing: tuple[Finding, ...]


def check_centre(vault: Vault, *, url: str | None = None, link: Link | None = None, report: Reporter | None = None) -> CentreCheck:
    """Ask for proof of every record and file for which this vault has a receipt.

    url: another address of the same centre. Raises NotEnrolled, NoLine, ServerRefused, Cancelled.
    """
    report = report or Reporter()
    with vault.read() as tx:
        ids, files, server = _signed_for_records(tx), _signed_for_files(tx), local.setting(tx, "server")
        if not vault.centre_keys(tx) or not isinstance(server, str):
            raise not_enrolled()
    missing: list[Finding] = []
    unseen, done, total = 0, 0, len(ids) + len(files)
    own = None if link is not None else Link(url or server, vault.log.device_key, report=report)
    asking = link or own
    assert asking is not None
    try:
        for some in _runs(ids):
            missing += _ask_records(vault, asking, some)
            report.step(done := done + len(some), total, "records")
        for run in _runs(files):
            found, unknown = ask_files(vault, asking, run)
            missing += found
            unseen += len(unknown)
            report.step(done := done + len(run), total, "files")
    finally:
        if own is not None:
            own.close()
    return CentreCheck(len(ids), len(files), unseen, tuple(missing))


def _ask_records(vault: Vault, link: Link, ids: Sequence[str]) -> Iterator[Finding]:
    nonce = os.urandom(32)
    shown = link.persist(lambda: calls.proofs(link, nonce, records=ids))
    with vault.read() as tx:
        for identity in ids:
            stored = truth.record(tx, identity)
            assert stored is not None
            parts = {name: body for name, body in truth.stored_parts(tx, identity).items() if body is not None}
            told = shown.get(identity)
            if told is None:
                yield Finding("record", identity, say("the centre does not hold it any more"))
            elif told != proof_of_record(nonce[:16], stored.header_bytes, stored.signatures, parts) and not _is_ahead(tx, identity):
                yield Finding("record", identity, say("the centre holds it otherwise than it lies here"))


def _is_ahead(tx: Connection, identity: str) -> bool:
    """Return whether an order that the centre has not received yet has destroyed a part of this record here."""
    order = destroyed.order_for(tx, identity)
    stored = truth.record(tx, order.order_id) if order is not None else None
    return stored is not None and not received.has_record(tx, stored.id, stored.header.log, stored.header.seq)


def ask_files(vault: Vault, link: Link, files: Sequence[tuple[str, int]]) -> tuple[list[Finding], set[str]]:
    """Ask for proof of files (SHA-256, size), at most A_TIME. Returns what was not proven, and which do not lie here to compare.

    Raises NoLine, ServerRefused (404: an older server), Cancelled.
    """
    nonce, unseen, missing = os.urandom(32), set[str](), list[Finding]()
    stretches = [_stretch(digest, size) for digest, size in files]
    shown = link.persist(lambda: calls.proofs(link, nonce, stretches=stretches))
    for one in stretches:
        told = shown.get(one.sha256)
        if told is None:
            missing.append(Finding("blob", one.sha256, say("the centre does not hold it any more")))
        elif not vault.blobs.has(one.sha256):
            unseen.add(one.sha256)
        else:
            try:
                is_same = told == proof_of_bytes(nonce[:16], _some(vault, one))
            except (BlobDamaged, BlobMissing):
                missing.append(Finding("blob", one.sha256, say("the file here was changed or cut: it cannot be compared")))
                continue
            if not is_same:
                missing.append(Finding("blob", one.sha256, say("the centre holds it otherwise than it lies here")))
    return missing, unseen


def _stretch(digest: str, size: int) -> Stretch:
    """Some bytes anywhere in the file, not to be foreseen by the one who is asked."""
    length = min(size, STRETCH_BYTES)
    return Stretch(digest, secrets.randbelow(size - length + 1), length)


def _some(vault: Vault, one: Stretch) -> Iterator[bytes]:
    left = one.length
    for piece in vault.blobs.read(one.sha256, start=one.offset):
        if left <= 0:
            return
        yield piece[:left]
        left -= len(piece)


def _signed_for_records(tx: Connection) -> list[str]:
    """The records up to where the centre has signed for each log, but for those it has kept aside."""
    refused = {identity for identity, _ in received.all_refused(tx)}
    found: list[str] = []
    for log, end in received.log_ends(tx).items():
        chosen = select(truth.records.c.record_id).where(truth.records.c.log == log, truth.records.c.seq <= end)
        found += [identity for identity in tx.scalars(chosen.order_by(truth.records.c.seq)) if identity not in refused]
    return found


def _signed_for_files(tx: Connection) -> list[tuple[str, int]]:
    freed = {one.sha256: one.size for one in absent.all_absent(tx).values() if one.why != absent.DESTROYED}
    sizes = {row.sha256: row.size for row in tx.execute(select(truth.held_blobs))} | freed
    return [(digest, sizes[digest]) for digest in tx.scalars(select(received.blobs.c.sha256)) if digest in sizes]


def _runs(things: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), A_TIME):
        yield things[start : start + A_TIME]
