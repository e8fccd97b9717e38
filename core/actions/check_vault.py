"""Checking a whole vault: every record, part, receipt, file and view - and what is no longer there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError

from core.reporter import Reporter
from core.vault import truth, views
from core.vault.blobs import BlobStore
from core.vault.errors import VaultDamaged
from core.vault.header_file import VaultHeader
from core.vault.truth import StoredRecord
from core.vault.vault import DATABASE, Vault, open_known
from core.vault.views import search
from core.vault.views.table import views as view_tables
from record.errors import NotGenuine, Unreadable
from record.header import Header, record_id
from record.part import check_stored
from record.receipt import Receipt, Signed
from record.roster import Roster
from record.verify import check_parts, check_place, check_record


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written. kind: record, part, log, blob, receipt, view, header, file; what: its id or name."""

    kind: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class VaultCheck:
    """What was looked at, and what was found."""

    records: int
    blobs: int
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        return not self.findings


def open_to_check(folder: Path, passphrase: str) -> Vault:
    """Return a vault with `me` None: a check needs nobody's keys, and must also look at a vault whose roster was changed.

    Raises as `core.actions.unlock.unlock`.
    """
    header = VaultHeader.load(folder)
    return Vault.open(folder, header.open_with_passphrase(passphrase)[0], header=header)


def check_vault(vault: Vault, report: Reporter | None = None) -> VaultCheck:
    """Judge everything in a vault anew. Changes nothing. Raises Cancelled when stopped."""
    report = report or Reporter()
    findings: list[Finding] = [Finding("header", name, "this file is not the one that was written") for name in _headers(vault)]
    try:
        with vault.read() as tx:
            findings += _pages(tx)
            roster = vault.roster(tx)
            count = tx.scalar(select(func.count()).select_from(truth.records)) or 0
            findings += _records(tx, roster, report, count)
            findings += _logs(tx)
            findings += _receipts(vault, tx)
            held = {row.sha256: row.size for row in tx.execute(select(truth.held_blobs))}
            findings += _files(tx, vault, held, report)
        findings += _views(vault)
    except VaultDamaged as error:
        return VaultCheck(0, 0, (*findings, Finding("file", DATABASE, f"the database cannot be read: {error.title}")))
    return VaultCheck(count, len(held), tuple(dict.fromkeys(findings)))


def _headers(vault: Vault) -> list[str]:
    """Both copies must be authentic; the one the vault was opened with may have been changed since by another program of ours."""
    return VaultHeader.load(vault.folder).check(vault.folder, vault.data_key)


def _pages(tx: Connection) -> Iterator[Finding]:
    for (fault,) in tx.execute(text("PRAGMA cipher_integrity_check")):
        yield Finding("file", DATABASE, str(fault))


def _records(tx: Connection, roster: Roster, report: Reporter, count: int) -> Iterator[Finding]:
    places: dict[str, tuple[str, int]] = {}  # id -> (stream, lamport)
    in_log: dict[str, tuple[str, int, str]] = {}  # id -> (log, seq, device)
    judged: list[tuple[StoredRecord, Header]] = []
    seen_parts: set[tuple[str, str]] = set()
    for number, stored in enumerate(truth.all_records(tx)):
        if number % 200 == 0:
            report.step(number, count, "records")
        parts = truth.stored_parts(tx, stored.id)
        seen_parts |= {(stored.id, name) for name in parts}
        try:
            header = check_record(stored.header_bytes, stored.signatures, roster)
        except (NotGenuine, Unreadable) as error:
            yield Finding("record", stored.id, str(error))
            continue
        judged.append((stored, header))
        places[stored.id], in_log[stored.id] = (header.stream, header.lamport), (header.log, header.seq, header.device)
        yield from _row(tx, stored, header)
        yield from _parts(header, stored.id, parts)
    for stored, header in judged:
        before = in_log.get(header.prev) if header.prev else None
        previous = (header.prev, before[1] if before else header.seq - 1) if header.prev else None
        if before is not None and before[0] != header.log:
            yield Finding("record", stored.id, "the record before it is of another log")
        try:
            check_place(header, previous=previous, parents=places, previous_device=before[2] if before else None)
        except NotGenuine as error:
            yield Finding("record", stored.id, str(error))
    aside = set(tx.scalars(select(truth.set_aside.c.record_id)))
    for row in tx.execute(select(truth.parts.c.record_id, truth.parts.c.name)):
        if (row.record_id, row.name) not in seen_parts and row.record_id not in aside:
            yield Finding("record", row.record_id, f"the record of part {row.name} is missing")


def _row(tx: Connection, stored: StoredRecord, header: Header) -> Iterator[Finding]:
    """The columns beside the signed header must say what it says, and the id must be its hash."""
    row = tx.execute(select(truth.records).where(truth.records.c.arrival == stored.arrival)).one()
    if record_id(stored.header_bytes) != stored.id:
        yield Finding("record", stored.id, "the id is not the hash of the record")
    if (row.log, row.seq, row.stream, row.type) != (header.log, header.seq, header.stream, header.type):
        yield Finding("record", stored.id, "the row does not say what the record says")


def _parts(header: Header, identity: str, parts: dict[str, bytes | None]) -> Iterator[Finding]:
    for ref in header.parts:
        body = parts.get(ref.name)
        if ref.name in parts and body is not None:
            try:
                check_stored(ref, body)
            except NotGenuine as error:
                yield Finding("record", identity, str(error))
    try:
        check_parts(header, dict.fromkeys(parts))
    except NotGenuine as error:
        yield Finding("record", identity, str(error))
    for name, body in parts.items():
        if body is None:
            yield Finding("record", identity, f"part {name} is gone without a record that destroyed it")


def _logs(tx: Connection) -> Iterator[Finding]:
    """A record that vanished from the end of a log leaves no gap: the count taken at its arrival still knows it."""
    counted = {row.log: row.count for row in tx.execute(select(truth.log_counts))}
    numbers: dict[str, Counter[int]] = {}
    for row in tx.execute(select(truth.records.c.log, truth.records.c.seq)):
        numbers.setdefault(row.log, Counter())[row.seq] += 1
    for log in sorted(counted.keys() | numbers.keys()):
        here = sum(numbers.get(log, Counter()).values())
        if here != counted.get(log, 0):
            yield Finding("log", log, f"{counted.get(log, 0)} records were taken into this log, {here} are there")
        for seq, times in numbers.get(log, Counter()).items():
            if times > 1:
                yield Finding("log", log, f"the log is forked at number {seq}: {times} records bear it")


def _receipts(vault: Vault, tx: Connection) -> Iterator[Finding]:
    keys = vault.centre_keys(tx)
    rows = tx.execute(select(truth.statements)).all()
    for row in rows:
        identity = sha256(row.body).hexdigest()
        statement = open_known(Signed(row.body, row.der), keys)
        if identity != row.sha256 or statement is None:
            yield Finding("receipt", row.sha256, "no known centre signed this")
        elif isinstance(statement, Receipt):
            for held in statement.logs:
                ours = tx.scalar(select(truth.records.c.record_id).where(truth.records.c.log == held.log, truth.records.c.seq == held.seq))
                if ours is None:
                    yield Finding("log", held.log, f"the centre has signed for record {held.seq}, which is not there")


def _files(tx: Connection, vault: Vault, held: dict[str, int], report: Reporter) -> Iterator[Finding]:
    store: BlobStore = vault.blobs
    named: dict[str, int] = {}
    mine: set[str] = set()
    for stored in truth.all_records(tx):
        header = _header(stored)
        for ref in header.blobs if header is not None else ():
            named[ref.sha256] = ref.size
            if header is not None and header.log == vault.log.id:
                mine.add(ref.sha256)
    for number, digest in enumerate(sorted(held.keys() | named.keys())):
        report.step(number, len(held), "blobs")
        if digest not in held:
            if digest in mine or store.has(digest):
                yield Finding("blob", digest, "the vault no longer knows that it holds this file")
            continue
        if digest not in named:
            yield Finding("blob", digest, "no record names this file")
            continue
        if (why := store.check(digest, named[digest])) is not None:
            yield Finding("blob", digest, why)
        elif held[digest] != named[digest]:
            yield Finding("blob", digest, "its size is not the one that was signed")


def _header(stored: StoredRecord) -> Header | None:
    try:
        return stored.header
    except Unreadable:
        return None


def _views(vault: Vault) -> Iterator[Finding]:
    """Compute all views anew inside a transaction that is taken back, and compare row for row."""
    with vault.engine.connect() as connection:
        transaction = connection.begin()
        try:
            before = rows_of_views(connection)
            try:
                connection.execute(text("INSERT INTO view_search_fts(view_search_fts, rank) VALUES('integrity-check', 1)"))
            except DatabaseError:
                yield Finding("view", "view_search_fts", "the search index is not what the records say")
            keys = vault.centre_keys(connection)

            def receipt(signed: Signed) -> Receipt | None:
                found = open_known(signed, keys)
                return found if isinstance(found, Receipt) else None

            try:
                views.rebuild(connection, receipt)
            except (NotGenuine, Unreadable) as error:
                yield Finding("view", "all", f"the views cannot be computed: {error}")
                return
            after = rows_of_views(connection)
        finally:
            transaction.rollback()
    for table in sorted(before.keys() | after.keys()):
        for row in sorted(before.get(table, set()) ^ after.get(table, set())):
            yield Finding("view", f"{table}:{row[0]}", "this row is not what the records say")


def rows_of_views(tx: Connection) -> dict[str, set[tuple[str, ...]]]:
    """Return all rows of all views as text, the key first; numbers given by the database itself left out."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for table in view_tables.sorted_tables:
        columns = [column for column in table.columns if not (table is search.found_in and column.name == "id")]
        found[table.name] = {tuple(str(value) for value in row) for row in tx.execute(select(*columns))}
    return found
