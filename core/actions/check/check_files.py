"""Checking what lies outside the vault: a paper, a parcel, an export. Works without a vault; with one it also says "as recorded"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.actions.check.check_export import export_findings, is_tables, manifest_findings
from core.actions.check.check_paper import check_paper
from core.actions.check.check_scan import CodeCheck, ScanCheck, check_scan
from core.actions.check.check_stick_part import SEALED, check_stick_part
from core.actions.check.judge_records import Loose, judge, known_of
from core.evidence.inspect import Intake
from core.evidence.media_type import PICTURES, media_type_of
from core.evidence.read_scan import why_not_words
from core.vault.incoming import Unpacked
from core.vault.vault import Vault
from core.words import language_in_use, say
from paper.answers import Answer
from record.errors import Unreadable
from record.header import record_id
from record.parcel import MAGIC, read_file
from record.signature import signatures_from_bytes

SCANS = (*PICTURES, "image/tiff")


@dataclass(frozen=True, slots=True)
class Checked:
    """One path: paper, scan, parcel, export or unknown; stable keys and sentences of what was found. codes: of a scan, to be compared."""

    path: Path
    kind: str
    is_genuine: bool
    keys: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    codes: tuple[CodeCheck, ...] = ()


def check_path(vault: Vault | None, path: Path, *, intake: Intake | None = None, centres: Sequence[bytes] = ()) -> Checked:
    """Return what is to be said of one file or export folder. Never raises for what it finds there.

    intake: the child process that opens scans, else a new one is started for each. centres: public keys of centres to trust (SPKI).
    """
    if path.is_dir():
        return check_export(vault, path)
    try:
        with path.open("rb") as source:
            head = source.read(1024)
    except OSError:
        return Checked(path, "unknown", False, ["unreadable"], ["The file cannot be read."])
    if head.startswith(MAGIC):
        return check_parcel(vault, path)
    if head.startswith(SEALED):
        part = check_stick_part(vault, path)
        return Checked(path, "stick part", part.is_genuine, [part.key], part.sentences)
    if b"%PDF-" in head:
        pdf = path.read_bytes()
        found = check_paper(vault, pdf)
        if not found.signers and (scan := check_scan(vault, pdf, intake=intake, centres=centres)).codes:
            return checked_scan(path, scan)
        answers = (found.intact, found.known_signer, found.as_recorded)
        return Checked(
            path,
            "paper",
            found.genuine,
            [one.key for one in answers],
            in_words(answers),
        )
    if media_type_of(head) in SCANS:
        return checked_scan(path, check_scan(vault, path.read_bytes(), intake=intake, centres=centres))
    return Checked(path, "unknown", False, ["unknown"], ["This is no paper, parcel or export of this program."])


def checked_scan(path: Path, scan: ScanCheck) -> Checked:
    """Return the answers about every signed code on a scan; a scan without one is not genuine: nothing on it is signed."""
    if not scan.codes:
        key = scan.why_not or "no_code"
        told = (
            why_not_words(scan.why_not)
            if scan.why_not
            else say("No signed code of a paper could be read on it. Scan or photograph it again.")
        )
        return Checked(path, "scan", False, [f"scan.{key}"], [told])
    answers = [answer for one in scan.codes for answer in (one.intact, one.known_signer, one.as_recorded, one.as_printed)]
    return Checked(path, "scan", scan.genuine, [one.key for one in answers], in_words(answers), scan.codes)


def in_words(answers: Iterable[Answer]) -> list[str]:
    return [one.why_en if language_in_use() == "en" else one.why_id for one in answers]


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
    """Judge everything in an export folder. Tables are never called genuine: nobody signed them."""
    if is_tables(folder):
        unsigned = say("The files are as their manifest says, but tables are not signed: only records prove.")
        findings = manifest_findings(folder)
        return Checked(folder, "export", False, ["export.changed"] if findings else ["export.unsigned"], findings or [unsigned])
    try:
        count, findings = export_findings(folder, known_of(vault))
    except OSError:
        return Checked(folder, "export", False, ["export.no_manifest"], ["The manifest is missing."])
    return _verdict(folder, "export", findings, count)


def _verdict(path: Path, kind: str, findings: list[str], count: int) -> Checked:
    if findings:
        return Checked(path, kind, False, [f"{kind}.changed"], findings)
    return Checked(path, kind, count > 0, [f"{kind}.genuine" if count else f"{kind}.empty"], [f"{count} records, all genuine."])
