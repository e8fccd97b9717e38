"""Receipts that ride on a stick: laid beside an office's parcels by whoever brought them to the centre, taken by the office."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from core.exchange.stick_places import STICK, laptops_in, log_folder, receipts_in
from core.exchange.taking import keep_statement
from core.vault import truth
from core.vault.durable import make_folder, write_durably
from core.vault.outgoing import files, own_logs
from core.vault.vault import Vault
from core.vault.views import forks
from record.errors import Unreadable
from record.parcel import StatementItem, frames, read_file
from record.strict_json import parse_object

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


def give_receipts(vault: Vault, path: Path, *, everything: bool = False) -> int:
    """Lay receipts onto a stick: those for carried parcels, and for the laptops of this office what the centre has said of theirs.

    everything: also for laptops of this office that have no folder on the stick yet. Returns how many files were written.
    """
    written = 0
    for laptop in laptops_in(path / STICK):
        for receipt in receipts_in(vault.folder / CARRIED / laptop.name.upper()):
            target = laptop / receipt.name
            if not target.exists():
                write_durably(target, [receipt.read_bytes()])
                written += 1
    return written + _for_colleagues(vault, path, everything=everything)


def _for_colleagues(vault: Vault, path: Path, *, everything: bool) -> int:
    """A copy of this very laptop counts as a colleague: it bears the same log."""
    written = 0
    with vault.read() as tx:
        logs = own_logs(tx, vault.log.id) - ({vault.log.id} - forks.forked_logs(tx))
        folders = {log: log_folder(path / STICK, log) for log in logs}
        for log, folder in folders.items():
            if not (everything or folder.is_dir()):
                continue
            there = set(read_receipts(folder))
            if told := [raw for raw in _receipts_for(tx, log) if raw not in there]:
                make_folder(folder)
                written += write_receipts(folder, told) is not None
    return written


def _receipts_for(tx: Connection, log: str) -> list[bytes]:
    """The receipts that say something of a log that no later one of these says too: of its branches the furthest, and of each file one.

    And which devices the centre has ended.
    """
    wanted, found = {one.ref.sha256 for one in files(tx, logs=[log])}, dict[str, bytes]()
    ended = [signed.to_bytes() for signed in truth.all_statements(tx) if b'"kind":"revocation"' in signed.body]
    furthest: dict[str, int] = {}
    is_forked = log in forks.forked_logs(tx)
    for signed in truth.all_statements(tx):
        if log.encode() not in signed.body and b'"sha256"' not in signed.body:
            continue
        told = parse_object(signed.body)
        for held in _listed(told, "logs"):
            name, seq = (str(held.get("head")) if is_forked else log), held.get("seq")
            if held.get("log") == log and isinstance(seq, int) and seq >= furthest.get(name, 0):
                furthest[name], found[name] = seq, signed.to_bytes()
        for held in _listed(told, "blobs"):
            if held.get("sha256") in wanted:
                found.setdefault(str(held["sha256"]), signed.to_bytes())
    return list(dict.fromkeys([*found.values(), *ended]))


def _listed(told: dict[str, object], name: str) -> list[dict[str, object]]:
    given = told.get(name)
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
