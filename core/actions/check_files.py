"""Checking what lies outside the vault: a paper, a parcel, an export. Works without a vault; with one it also says "as recorded"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from core.actions.check_paper import check_paper
from core.vault import truth
from core.vault.incoming import Came, Unpacked
from core.vault.vault import Vault
from record.errors import NotGenuine, Unreadable
from record.header import Header, record_id
from record.parcel import MAGIC, read_file
from record.roster import ROSTER_TYPES, Roster, RosterRecord
from record.signature import Signature, signatures_from_bytes, signatures_to_bytes
from record.verify import check_parts, check_record

MANIFEST = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Checked:
    """One path: paper, parcel, export or unknown; stable keys and sentences of what was found."""

    path: Path
    kind: str
    is_genuine: bool
    keys: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


def check_path(vault: Vault | None, path: Path) -> Checked:
    """Return what is to be said of one file or export folder. Never raises for what it finds there."""
    if path.is_dir():
        return check_export(path)
    try:
        with path.open("rb") as source:
            head = source.read(1024)
    except OSError:
        return Checked(path, "unknown", False, ["unreadable"], ["The file cannot be read."])
    if head.startswith(MAGIC):
        return check_parcel(vault, path)
    if b"%PDF-" in head:
        found = check_paper(vault, path.read_bytes())
        answers = (found.intact, found.known_signer, found.as_recorded)
        return Checked(path, "paper", found.genuine, [one.key for one in answers], [one.why_id for one in answers])
    return Checked(path, "unknown", False, ["unknown"], ["This is no paper, parcel or export of this program."])


def check_parcel(vault: Vault | None, path: Path) -> Checked:
    """Judge every record of a parcel, with the roster of the vault and its own."""
    unpacked = Unpacked()
    try:
        with path.open("rb") as source:
            for items in read_file(source):
                unpacked.add(items)
    except Unreadable as error:
        return Checked(path, "parcel", False, ["parcel.unreadable"], [str(error)])
    came = unpacked.take_whole()
    findings = [f"{identity}: a part of the record is missing" for identity in unpacked.records]
    return _verdict(path, "parcel", findings + _judge(came, _known(vault)), len(came))


def check_export(folder: Path) -> Checked:
    """Check the manifest of an export, then judge every record by the roster in it."""
    findings: list[str] = []
    listed: set[str] = set()
    try:
        for line in (folder / MANIFEST).read_text(encoding="utf-8").splitlines():
            digest, _, name = line.partition("  ")
            listed.add(name)
            target = folder / name
            if not target.is_file() or sha256(target.read_bytes()).hexdigest() != digest:
                findings.append(f"{name}: missing or changed")
    except (OSError, UnicodeDecodeError):
        return Checked(folder, "export", False, ["export.no_manifest"], ["The manifest is missing."])
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    findings += [f"{name}: not in the manifest" for name in sorted(here - listed)]
    try:
        came = [_exported(folder, item) for item in json.loads((folder / "index.json").read_bytes())]
    except (OSError, ValueError, KeyError, TypeError):
        return _verdict(folder, "export", [*findings, "index.json: cannot be read"], 0)
    for one in came:
        header = _header(one)
        for ref in header.blobs if header is not None else ():
            copied = folder / "files" / ref.sha256
            if copied.exists() and copied.stat().st_size != ref.size:
                findings.append(f"files/{ref.sha256}: not the size that was signed")
    return _verdict(folder, "export", findings + _judge(came, []), len(came))


def _exported(folder: Path, item: Mapping[str, object]) -> Came:
    identity = str(item["record"])
    header = (folder / "records" / f"{identity}.json").read_bytes()
    listed = item["signed_by"]
    assert isinstance(listed, list)
    signatures = tuple(
        Signature(str(one["by"]), str(one["key"]), (folder / "records" / f"{identity}.{one['by']}.der").read_bytes()) for one in listed
    )
    parts = {path.name.split(".")[1]: path.read_bytes() for path in (folder / "parts").glob(f"{identity}.*")}
    return Came(header, signatures_to_bytes(signatures), parts)


def _header(one: Came) -> Header | None:
    try:
        return Header.from_bytes(one.header)
    except Unreadable:
        return None


def _known(vault: Vault | None) -> list[RosterRecord]:
    if vault is None:
        return []
    with vault.read() as tx:
        return list(truth.roster_records(tx)[1])


def _judge(came: list[Came], known: list[RosterRecord]) -> list[str]:
    rosters = {record_id(one.header_bytes): one for one in known}
    for one in came:
        header = _header(one)
        if header is not None and header.type in ROSTER_TYPES:
            try:
                rosters[record_id(one.header)] = RosterRecord(one.header, signatures_from_bytes(one.signatures), one.parts)
            except Unreadable:
                continue
    roster = Roster.of(rosters.values())
    findings = []
    for one in came:
        try:
            check_parts(check_record(one.header, one.signatures, roster), one.parts)
        except (NotGenuine, Unreadable) as error:
            findings.append(f"{record_id(one.header)}: {error}")
    return findings


def _verdict(path: Path, kind: str, findings: list[str], count: int) -> Checked:
    if findings:
        return Checked(path, kind, False, [f"{kind}.changed"], findings)
    return Checked(path, kind, count > 0, [f"{kind}.genuine" if count else f"{kind}.empty"], [f"{count} records, all genuine."])
