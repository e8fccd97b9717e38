"""Checking what lies outside the vault: a paper, a parcel, an export. Works without a vault; with one it also says "as recorded"."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from core.actions.check.check_export import export_findings
from core.actions.check.check_paper import check_paper
from core.actions.check.judge_records import Loose, judge, known_of
from core.vault.incoming import Unpacked
from core.vault.vault import Vault
from core.words import language_in_use
from record.errors import Unreadable
from record.header import record_id
from record.parcel import MAGIC, read_file
from record.signature import signatures_from_bytes


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
        return check_export(vault, path)
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
        return Checked(
            path,
            "paper",
            found.genuine,
            [one.key for one in answers],
            [one.why_en if language_in_use() == "en" else one.why_id for one in answers],
        )
    return Checked(path, "unknown", False, ["unknown"], ["This is no paper, parcel or export of this program."])


def check_parcel(vault: Vault | None, path: Path) -> Checked:
    """Judge every record of a parcel, with the roster of the vault and its own."""
    unpacked = Unpacked()
    try:
        with path.open("rb") as source:
            for items in read_file(source):
                unpacked.add(items)
        came = [Loose(record_id(one.header), one.header, signatures_from_bytes(one.signatures), one.parts) for one in unpacked.take_whole()]
    except Unreadable as error:
        return Checked(path, "parcel", False, ["parcel.unreadable"], [str(error)])
    findings = [f"{identity}: a part of the record is missing" for identity in unpacked.records]
    return _verdict(path, "parcel", findings + judge(came, known_of(vault)), len(came))


def check_export(vault: Vault | None, folder: Path) -> Checked:
    """Judge everything in an export folder."""
    try:
        count, findings = export_findings(folder, known_of(vault))
    except OSError:
        return Checked(folder, "export", False, ["export.no_manifest"], ["The manifest is missing."])
    return _verdict(folder, "export", findings, count)


def _verdict(path: Path, kind: str, findings: list[str], count: int) -> Checked:
    if findings:
        return Checked(path, kind, False, [f"{kind}.changed"], findings)
    return Checked(path, kind, count > 0, [f"{kind}.genuine" if count else f"{kind}.empty"], [f"{count} records, all genuine."])
