"""Section 3: whether a record is genuine, and the verdict on a whole export."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .destruction import MAY_ORDER, ORDER, destroyed
from .export import Export, read_export
from .folding import Folded, fold
from .header import place_fault
from .parts import parts_fault
from .records import Record
from .roster import PART_OF
from .signatures import RECORD, holds
from .statements import judge_statements
from .strict import Broken, need

LEGAL_ACTS = set(PART_OF) | set(
    "statement.sealed paper.signed number.given case.decided case.handed_over case.taken_over part.resealed part.destroyed".split()
)


@dataclass
class Verdict:
    """`records`: id -> None or the rule broken. `files`: file -> the rule broken. `notes` are no faults."""

    records: dict[str, str | None] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def is_genuine(self) -> bool:
        """Nothing at all is wrong."""
        return not self.files and not any(self.records.values())

    @property
    def blamed(self) -> set[str]:
        """Ids of the records that break a rule."""
        return {record for record, rule in self.records.items() if rule}


def judge_export(folder: Path, trusted: frozenset[str] = frozenset()) -> Verdict:
    """Judge the export in this folder; `trusted` are key ids of centres that were compared by another way."""
    export = read_export(folder)
    credentials, notes = judge_statements(export, trusted)
    headers = {record.id: record.header for record in export.records.values()}
    faults: dict[str, str] = {}
    for record in export.records.values():
        if rule := place_fault(record.header, headers) or parts_fault(record):
            faults[record.id] = rule
    folded = fold(export.records.values(), faults, credentials)
    gone = destroyed(export.records, lambda order: faults.get(order.id) or _fault(folded, order))
    for record in (export.records[identity] for identity in gone.keys() & faults.keys()):
        if place_fault(record.header, headers) is None:
            rule = parts_fault(record, frozenset(gone[record.id]))
            faults.pop(record.id)
            faults |= {record.id: rule} if rule else {}
    verdict = Verdict(notes=notes)
    for record in export.records.values():
        verdict.records[record.id] = faults.get(record.id) or _fault(folded, record)
    verdict.records |= export.bad_records
    _check_files(export)
    verdict.files |= export.faults
    places = Counter((record.header.log, record.header.seq) for record in export.records.values())
    verdict.notes += [f"fork: log {log} has {count} records with number {seq}" for (log, seq), count in sorted(places.items()) if count > 1]
    return verdict


def _check_files(export: Export) -> None:
    """Section 5: a file that is at hand is named by a record, and has the size that the records vouch for."""
    named = {digest for record in export.records.values() for digest, _ in record.header.blobs}
    for digest in set(export.blobs) - named:
        export.blame(f"files/{digest}", "no record names it")
    for record in export.records.values():
        for digest, size in record.header.blobs:
            if export.blobs.get(digest, size) != size:
                export.blame(f"files/{digest}", f"not the size that record {record.id} vouches for")


def _fault(folded: Folded, record: Record) -> str | None:
    """Section 3, 1 to 5, for a record whose form, place and parts hold."""
    if record.header.type in PART_OF:
        return folded.refused.get(record.id)
    try:
        _check_signers(folded, record)
    except Broken as broken:
        return str(broken)
    return None


def _check_signers(folded: Folded, record: Record) -> None:
    header = record.header
    root = folded.roster.root_of_device(header.device)
    if root is None:
        raise Broken("the device is not in the roster")
    is_of_roster = header.type.startswith("roster.")
    need(is_of_roster or root.office == header.office, "the device is of another office")
    device, message = root.devices[header.device], RECORD + record.raw
    need("device" in record.signatures, "signature of the device is missing")
    need(holds(device.spki, message, record.signatures["device"]), "signature of the device does not hold")
    need(device.counts(header.log, header.seq), "the device's key had ended")
    person = root.people.get(header.person)
    if person is None:
        raise Broken("the person is not in the device's roster")
    signature = record.signatures.get("person")
    if signature is None:
        need(header.type not in LEGAL_ACTS, "a legal act without the signature of the person")
        need(any(key.counts(header.log, header.seq) for key in person.keys.values()), "the person's keys had ended")
        return
    key = next((key for key in person.keys.values() if holds(key.spki, message, signature)), None)
    if key is None:
        raise Broken("signature of the person does not hold")
    need(key.counts(header.log, header.seq), "the person's key had ended")
    if header.type == ORDER:
        may = root.office == header.office and (person.is_founder or bool(person.roles & MAY_ORDER))
        need(may, "the person may not order destruction")
