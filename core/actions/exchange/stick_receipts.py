"""Receipts that ride on a stick: laid beside an office's parcels by whoever brought them to the centre, taken by the office."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from core.exchange.stick_places import STICK, laptops_in, log_folder, receipts_in
from core.exchange.taking import keep_statement
from core.vault import truth
from core.vault.durable import write_durably
from core.vault.vault import Vault
from record.errors import Unreadable
from record.parcel import StatementItem, frames, read_file

CARRIED = "carried"  # folder of the vault: other offices' parcels on their way, and the receipts that came for them
_FILE_BYTES_MAX = 16 * 1024 * 1024


def take_receipts(vault: Vault, path: Path) -> int:
    """Keep the receipts that lie on a stick for any laptop of this office. Returns how many were new here."""
    with vault.read() as tx:
        mine = {log_folder(path / STICK, log).name for log in truth.log_ends(tx)}
        before = len(truth.all_statements(tx))
    signed = [one for laptop in laptops_in(path / STICK) if laptop.name.upper() in mine for one in read_receipts(laptop)]
    if not signed:
        return 0
    with vault.write() as tx:
        for raw in signed:
            keep_statement(vault, tx, raw)
        return len(truth.all_statements(tx)) - before


def read_receipts(folder: Path) -> list[bytes]:
    """Return the statements in a folder's receipt files; a damaged file is passed over, for receipts prove themselves."""
    found: list[bytes] = []
    for path in receipts_in(folder):
        try:
            if path.stat().st_size <= _FILE_BYTES_MAX:
                with path.open("rb") as source:
                    found += [item.signed for items in read_file(source) for item in items if isinstance(item, StatementItem)]
        except (OSError, Unreadable):
            continue
    return found


def write_receipts(folder: Path, statements: Iterable[bytes]) -> Path | None:
    """Write statements as one open parcel, named by its content, so that the same again is one file. Raises DiskRefused."""
    packed = b"".join(frames(StatementItem(raw) for raw in statements))
    if not packed:
        return None
    target = folder / f"R{sha256(packed).hexdigest()[:7].upper()}.BUK"
    if not target.exists():
        write_durably(target, [packed])
    return target


def give_receipts(vault: Vault, path: Path) -> int:
    """Lay the receipts that came for carried parcels onto the stick they came from. Returns how many files were written."""
    written = 0
    for laptop in laptops_in(path / STICK):
        for receipt in receipts_in(vault.folder / CARRIED / laptop.name.upper()):
            target = laptop / receipt.name
            if not target.exists():
                write_durably(target, [receipt.read_bytes()])
                written += 1
    return written
