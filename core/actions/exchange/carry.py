"""Other offices' parcels on their way to the centre: kept beside the vault as they came, sent unread, and forgotten once receipted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.actions.exchange.stick_receipts import CARRIED, write_receipts
from core.exchange.errors import ServerRefused
from core.exchange.link import Link
from core.exchange.parcel_out import bring_sealed
from core.exchange.part_files import read_part
from core.reporter import Reporter
from core.vault import local, truth
from core.vault.durable import write_durably
from core.vault.errors import disk_errors
from core.vault.vault import Vault, open_known
from record.errors import Unreadable
from record.receipt import Receipt

PEER = "carried"  # in local.uploads: how many bytes of a carried part the centre has taken
LANE = "carried"


@dataclass(frozen=True, slots=True)
class _Part:
    path: Path
    sha256: str
    size: int


@dataclass(slots=True)
class CarriedOn:
    """What went to the centre. refused: parts that it could not open or read."""

    parts: int = 0
    bytes: int = 0
    refused: int = 0


def is_carried(vault: Vault, part: Path) -> bool:
    """Return whether this part waits here already, or went to the centre before."""
    digest = _digest(part)
    with vault.read() as tx:
        known = local.upload_offset(tx, PEER, digest)
    return known > 0 or any(one.sha256 == digest for one in waiting_parts(vault))


def take_along(vault: Vault, laptop: str, part: Path) -> None:
    """Keep a part, unread, for the next sync. laptop: the name of its folder on the stick. Raises DiskRefused."""
    with disk_errors(part), part.open("rb") as source:
        target = vault.folder / CARRIED / laptop / f"{_digest(part)}.BUK"
        write_durably(target, iter(lambda: source.read(1024 * 1024), b""))


def waiting_parts(vault: Vault) -> list[_Part]:
    """Return the parts that wait for a line; those of one laptop in the order in which they were taken along."""
    found = []
    folder = vault.folder / CARRIED
    for path in folder.glob("*/*.BUK") if folder.is_dir() else ():
        if len(path.stem) == 64:
            facts = path.stat()
            found.append((path.parent.name, facts.st_mtime_ns, _Part(path, path.stem, facts.st_size)))
    return [part for *_order, part in sorted(found, key=lambda one: one[:2])]


def carry_on(vault: Vault, link: Link, report: Reporter) -> CarriedOn:
    """Send what is carried, frame by frame; goes on behind the last frame that was answered. The receipts are kept for the way back.

    Ends early at the limit of the line's meter; the rest goes with the next sync.

    Raises NoLine, ServerRefused, AnotherCentre, Cancelled.
    """
    done, parts = CarriedOn(), waiting_parts(vault)
    with vault.read() as tx:  # the office may not know yet that the centre has a new key, or has ended a device
        told = truth.all_statements(tx) if parts else []
        changes = [one.to_bytes() for one in told if b'"kind":"succession"' in one.body or b'"kind":"revocation"' in one.body]
    total, at = sum(part.size for part in parts), 0
    early: dict[_Part, list[int]] = {}
    for part in parts:
        with vault.read() as tx:
            start = local.upload_offset(tx, PEER, part.sha256)
        try:
            for offset, raw in _frames(part.path):
                if offset < start:
                    continue
                report.step(at + offset, total, LANE)
                if not link.meter.may(len(raw)):
                    return done
                if _bring(vault, link, part, raw, changes):
                    early.setdefault(part, []).append(offset)
                with vault.write() as tx:
                    local.keep_upload_offset(tx, PEER, part.sha256, early[part][0] if part in early else offset + len(raw))
                done.bytes += len(raw)
        except (Unreadable, ServerRefused) as error:
            if isinstance(error, ServerRefused) and error.problem.code not in ("parcel.unreadable", "parcel.not_for_centre"):
                raise
            done.refused += 1
            early.pop(part, None)
        else:
            done.parts += 1
        if part not in early:
            _forget(vault, part)
        at += part.size
    for part, offsets in early.items():  # what they wait for may have come with another laptop's part
        for offset, raw in _frames(part.path):
            if offset in offsets:
                if not link.meter.may(len(raw)):
                    return done
                _bring(vault, link, part, raw, changes)
        _forget(vault, part)
    return done


def _bring(vault: Vault, link: Link, part: _Part, raw: bytes, changes: Sequence[bytes]) -> bool:
    """Bring the centre one frame and keep the receipt for the way back. Returns whether it came early: it may do more another time."""
    link.go_on()
    taken = bring_sealed(link, raw)
    assert taken.receipt is not None
    with vault.read() as tx:
        found = open_known(taken.receipt, vault.centre_keys(tx))
    if isinstance(found, Receipt) and (found.blobs or found.logs):
        write_receipts(part.path.parent, [*changes, taken.receipt.to_bytes()])
    return taken.is_early


def _forget(vault: Vault, part: _Part) -> None:
    with vault.write() as tx:
        local.keep_upload_offset(tx, PEER, part.sha256, part.size)
    part.path.unlink(missing_ok=True)


def _frames(path: Path) -> Iterator[tuple[int, bytes]]:
    offset = 0
    for frame in read_part(path):
        yield offset, frame.raw
        offset += len(frame.raw)


def _digest(path: Path) -> str:
    with disk_errors(path), path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
