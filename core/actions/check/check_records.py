"""Judging the records of a vault: each by itself, in its place, with its parts - and those that are no longer there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from core.reporter import Reporter
from core.vault import truth
from core.vault.truth import StoredRecord
from core.vault.vault import Vault
from core.vault.views import destroyed
from core.words import say
from record.errors import NotGenuine, Unreadable
from record.header import Header, record_id
from record.part import check_stored
from record.roster import Roster
from record.signature import signatures_from_bytes, signatures_to_bytes
from record.verify import check_parts, check_place, check_record


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written. kind: record, part, log, blob, receipt, view, header, file; what: its id or name."""

    kind: str
    what: str
    why: str  # in the language in use

    def line(self) -> str:
        """Return it as a person reads it: kind, id or name, reason."""
        return f"{_KINDS[self.kind]()} {self.what}: {self.why}"


_KINDS = {
    "record": lambda: say("record"),
    "part": lambda: say("part"),
    "log": lambda: say("log"),
    "blob": lambda: say("file of evidence"),
    "receipt": lambda: say("receipt"),
    "view": lambda: say("view"),
    "header": lambda: say("head of the vault"),
    "file": lambda: say("file of the vault"),
}


def as_told(error: NotGenuine | Unreadable) -> str:
    """Return what a person is told of a record that does not hold; the exact reason stays as docs/format.md words it."""
    if isinstance(error, NotGenuine):
        return say("it is not as it was signed (exactly: {reason})", reason=error)
    return say("it cannot be read (exactly: {reason})", reason=error)


def records(tx: Connection, roster: Roster, own: str | None, report: Reporter, count: int) -> Iterator[Finding]:
    """Judge every record, its parts and its place. own: this laptop's log, which must be whole. count: how many records there are."""
    places: dict[str, tuple[str, int]] = {}  # id -> (stream, lamport)
    in_log: dict[str, tuple[str, int, str]] = {}  # id -> (log, seq, device)
    judged: list[tuple[StoredRecord, Header]] = []
    seen_parts: set[tuple[str, str]] = set()
    here: set[str] = set()
    followed: dict[str, str] = {}  # id -> one that follows it
    newest = 0  # number in this laptop's own log
    for number, stored in enumerate(truth.all_records(tx)):
        if number % 200 == 0:
            report.step(number, count, "records")
        parts = truth.stored_parts(tx, stored.id)
        seen_parts |= {(stored.id, name) for name in parts}
        here.add(stored.id)
        try:
            header = check_record(stored.header_bytes, stored.signatures, roster)
        except (NotGenuine, Unreadable) as error:
            yield Finding("record", stored.id, as_told(error))
            followed |= _follows(stored, own)
            continue
        followed |= _follows(stored, own)
        judged.append((stored, header))
        places[stored.id], in_log[stored.id] = (header.stream, header.lamport), (header.log, header.seq, header.device)
        if header.log == own:
            if header.seq <= newest:
                yield Finding("record", stored.id, say("it does not lie where it was written"))
            newest = max(newest, header.seq)
            if signatures_to_bytes(signatures_from_bytes(stored.signatures)) != stored.signatures:
                yield Finding("record", stored.id, say("its signatures are not written as they were"))  # they hold, but a byte was changed
        yield from _row(tx, stored, header)
        yield from _parts(tx, header, stored.id, parts)
    for stored, header in judged:
        before = in_log.get(header.prev) if header.prev else None
        previous = (header.prev, before[1] if before else header.seq - 1) if header.prev else None
        if before is not None and before[0] != header.log:
            yield Finding("record", stored.id, say("the record before it is of another log"))
        try:
            check_place(header, previous=previous, parents=places, previous_device=before[2] if before else None)
        except NotGenuine as error:
            yield Finding("record", stored.id, as_told(error))
    for missing in sorted(followed.keys() - here):
        yield Finding("record", missing, say("it is missing; record {id} follows it", id=followed[missing]))
    aside = set(tx.scalars(select(truth.set_aside.c.record_id)))
    for row in tx.execute(select(truth.parts.c.record_id, truth.parts.c.name)):
        if (row.record_id, row.name) not in seen_parts and row.record_id not in aside:
            yield Finding("record", row.record_id, say("the record of part {name} is missing", name=row.name))


def _follows(stored: StoredRecord, own: str | None) -> dict[str, str]:
    """Return what must be here because a record of this laptop follows it; another laptop's log may be known only in part."""
    try:
        header = stored.header
    except Unreadable:
        return {}
    if header.log != own or record_id(stored.header_bytes) != stored.id:
        return {}
    return {identity: stored.id for identity in (*header.parents, header.prev) if identity is not None}


def set_aside(tx: Connection) -> Iterator[Finding]:
    """What was not believed when it came must at least still be what came."""
    for row in tx.execute(select(truth.set_aside)):
        if record_id(row.header) != row.record_id:
            yield Finding("record", row.record_id, say("the id is not the hash of the record that was set aside"))
            continue
        try:
            check_parts(Header.from_bytes(row.header), truth.stored_parts(tx, row.record_id))
        except Unreadable:
            continue
        except NotGenuine as error:
            if str(error) != row.reason:  # with that reason it came: no damage of this vault
                yield Finding("record", row.record_id, as_told(error))


def _row(tx: Connection, stored: StoredRecord, header: Header) -> Iterator[Finding]:
    """The columns beside the signed header must say what it says, and the id must be its hash."""
    row = tx.execute(select(truth.records).where(truth.records.c.arrival == stored.arrival)).one()
    if record_id(stored.header_bytes) != stored.id:
        yield Finding("record", stored.id, say("the id is not the hash of the record"))
    if (row.log, row.seq, row.stream, row.type) != (header.log, header.seq, header.stream, header.type):
        yield Finding("record", stored.id, say("the row does not say what the record says"))


def _parts(tx: Connection, header: Header, identity: str, parts: dict[str, bytes | None]) -> Iterator[Finding]:
    for ref in header.parts:
        body = parts.get(ref.name)
        if ref.name in parts and body is not None:
            try:
                check_stored(ref, body)
            except NotGenuine as error:
                yield Finding("record", identity, as_told(error))
    try:
        check_parts(header, dict.fromkeys(parts))
    except NotGenuine as error:
        yield Finding("record", identity, as_told(error))
    gone = destroyed.parts_gone(tx, identity, header)
    for name, body in parts.items():
        if body is None and name not in gone:
            yield Finding("record", identity, say("part {name} is gone without a record that destroyed it", name=name))
        if body is not None and name in gone:
            yield Finding("record", identity, say("part {name} was ordered to be destroyed and is still here", name=name))


def logs(tx: Connection) -> Iterator[Finding]:
    """A record that vanished from the end of a log leaves no gap: the count taken at its arrival still knows it."""
    counted = {row.log: row.count for row in tx.execute(select(truth.log_counts))}
    numbers: dict[str, Counter[int]] = {}
    for row in tx.execute(select(truth.records.c.log, truth.records.c.seq)):
        numbers.setdefault(row.log, Counter())[row.seq] += 1
    for log in sorted(counted.keys() | numbers.keys()):
        here = sum(numbers.get(log, Counter()).values())
        if here != counted.get(log, 0):
            yield Finding(
                "log", log, say("{taken} records were taken into this log, {here} are there", taken=counted.get(log, 0), here=here)
            )
        for seq, times in numbers.get(log, Counter()).items():
            if times > 1:
                yield Finding("log", log, say("the log is forked at number {number}: {times} records bear it", number=seq, times=times))


def laptop(vault: Vault, roster: Roster, own: str | None) -> Iterator[Finding]:
    """What this laptop writes next must be believed: its key must stand in the roster."""
    if own is not None and vault.log.device not in roster.devices:
        yield Finding("log", own, say("the key with which this laptop writes is not in the roster"))
