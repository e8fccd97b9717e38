"""The JSON export: a folder that a stranger can verify with openssl and sha256sum (docs/verify-by-hand.md)."""

from __future__ import annotations

import base64
import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, select

from core.errors import AppError
from core.export.own_folder import whole_or_nothing
from core.reporter import Reporter
from core.vault import truth
from core.vault.durable import write_durably
from core.vault.errors import disk_errors
from core.vault.truth import StoredRecord
from core.vault.vault import Vault
from core.vault.views import history
from record.receipt import Signed
from record.roster import ROSTER_TYPES
from record.seal import key_id
from record.signature import signatures_from_bytes

MANIFEST = "SHA256SUMS"
FILES = "files"  # the lane of their bytes


class ExportRefused(AppError):
    code = "export.refused"


@dataclass(frozen=True, slots=True)
class Exported:
    """What lies in the folder now. files_away: files that records name and that do not lie on this laptop, so they are not in it.

    listed: names in the manifest.
    """

    records: int
    files: int
    sealed_parts: int
    files_away: int = 0
    listed: int = 0


def export_json(vault: Vault, folder: Path, *, case_ids: Iterable[str] | None = None, report: Reporter | None = None) -> Exported:
    """Write records, signatures, keys, parts and files of these cases (of all without) into an empty folder.

    Sealed parts stay sealed: what stands there is their ciphertext. report: steps are records, then under FILES bytes. Raises ExportRefused
    when the folder is not empty, DiskRefused, Cancelled; whatever is raised, nothing is left there.
    """
    report = report or Reporter()
    with disk_errors(folder):
        if folder.exists() and any(folder.iterdir()):
            raise ExportRefused("Nothing was exported: the folder is not empty.", "Choose an empty folder.")
        with whole_or_nothing(folder) as written:
            return _write(vault, folder, None if case_ids is None else set(case_ids), written, report)


def _write(vault: Vault, folder: Path, case_ids: set[str] | None, written: dict[str, str], report: Reporter) -> Exported:
    def keep(name: str, content: bytes) -> None:
        written[name] = sha256(content).hexdigest()
        write_durably(folder / name, [content])

    sealed = 0
    with vault.read() as tx:
        chosen = list(_chosen(tx, case_ids))
        index: list[dict[str, object]] = []
        for number, stored in enumerate(chosen):
            report.step(number, len(chosen), "records")
            index.append(_record(tx, stored, keep))
            sealed += sum(part.sealed_to is not None for part in stored.header.parts)
        for identity, spki in _keys(vault, tx).items():
            keep(f"keys/{identity}.pem", _pem(spki))
        for signed in truth.all_statements(tx):
            name = sha256(signed.body).hexdigest()
            keep(f"receipts/{name}.json", signed.body)
            keep(f"receipts/{name}.der", signed.der)
            keep(f"receipts/{name}.signed", Signed(signed.body, signed.der).to_bytes())
        keep("index.json", json.dumps(index, ensure_ascii=False, indent=1).encode())
        files, away = _copy_files(vault, folder, chosen, written, report)
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(written.items()))
    exported = Exported(len(chosen), files, sealed, away, listed=len(written))
    keep(MANIFEST, listed.encode())
    return exported


def _chosen(tx: Connection, case_ids: set[str] | None) -> Iterator[StoredRecord]:
    """The records of the cases, and always the roster, without which no signature can be judged."""
    case_of = {row.record_id: row.case_id for row in tx.execute(select(history.history.c.record_id, history.history.c.case_id))}
    for stored in truth.all_records(tx):
        if case_ids is None or stored.header.type in ROSTER_TYPES or case_of.get(stored.id) in case_ids:
            yield stored


def _record(tx: Connection, stored: StoredRecord, keep: object) -> dict[str, object]:
    assert callable(keep)
    keep(f"records/{stored.id}.json", stored.header_bytes)
    signatures = signatures_from_bytes(stored.signatures)
    for signature in signatures:
        keep(f"records/{stored.id}.{signature.by}.der", signature.der)
    header = stored.header
    for name, body in truth.stored_parts(tx, stored.id).items():
        if body is not None:
            is_sealed = any(part.name == name and part.sealed_to is not None for part in header.parts)
            keep(f"parts/{stored.id}.{name}.{'sealed' if is_sealed else 'json'}", body)
    return {
        "record": stored.id,
        "type": header.type,
        "log": header.log,
        "seq": header.seq,
        "at": header.at,
        "signed_by": [{"by": s.by, "key": s.key} for s in signatures],
    }


def _keys(vault: Vault, tx: Connection) -> dict[str, bytes]:
    roster = vault.roster(tx)
    found = {device.id: device.key.spki for device in roster.devices.values()}
    for person in roster.people.values():
        found |= {identity: key.spki for identity, key in person.keys.items()}
    return found | {key_id(spki): spki for spki in vault.centre_keys(tx).values()}


def _pem(spki: bytes) -> bytes:
    body = "\n".join(textwrap.wrap(base64.b64encode(spki).decode(), 64))
    return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n".encode()


def _copy_files(vault: Vault, folder: Path, chosen: list[StoredRecord], written: dict[str, str], report: Reporter) -> tuple[int, int]:
    names = {ref.sha256 for stored in chosen for ref in stored.header.blobs}
    here = sorted(digest for digest in names if vault.blobs.has(digest))
    with vault.read() as tx:
        held = {row.sha256: row.size for row in tx.execute(select(truth.held_blobs))}
    total, before = sum(held.get(digest, 0) for digest in here), 0

    def told(done: int) -> None:
        report.step(before + done, total, FILES)

    for digest in here:
        written[f"files/{digest}"] = digest
        vault.blobs.copy_out(digest, folder / "files" / digest, told)
        before += held.get(digest, 0)
    return len(here), len(names) - len(here)
