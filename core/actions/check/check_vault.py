"""Checking a whole vault: every record, part, receipt, file and view - and what is no longer there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, String, func, select, text, type_coerce
from sqlalchemy.exc import DatabaseError

from core.actions.check import check_records
from core.actions.check.check_records import Finding
from core.reporter import Reporter
from core.vault import absent, local, truth, views
from core.vault.absent import Absent
from core.vault.blobs import BlobStore
from core.vault.database import database_errors, fold_in
from core.vault.destroying import all_gone
from core.vault.errors import VaultDamaged
from core.vault.header_file import VaultHeader
from core.vault.truth import StoredRecord
from core.vault.vault import DATABASE, Vault, open_known
from core.vault.views import destroyed, received, search
from core.vault.views.table import views as view_tables
from core.words import say
from record.errors import NotGenuine, Unreadable
from record.header import Header
from record.receipt import HeldBlob, Receipt, Signed
from record.roster import Roster


@dataclass(frozen=True, slots=True)
class Destroyed:
    """A part (record and name) or file (its SHA-256, name empty) that is gone by right: reference and day of the order's letter."""

    what: str
    name: str
    reference: str
    day: str


@dataclass(frozen=True, slots=True)
class VaultCheck:
    """What was looked at, and what was found. freed: files removed from here that the centre holds, receipt verified."""

    records: int
    blobs: int
    findings: tuple[Finding, ...]
    freed: int = 0
    destroyed: tuple[Destroyed, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.findings


def open_to_check(folder: Path, passphrase: str) -> Vault:
    """Return a vault with `me` None: a check needs nobody's keys, and must also look at a vault whose roster was changed.

    Raises as `core.actions.office.unlock.unlock`.
    """
    header = VaultHeader.load(folder)
    return Vault.open(folder, header.open_with_passphrase(passphrase)[0], header=header)


def check_vault(vault: Vault, report: Reporter | None = None) -> VaultCheck:
    """Judge everything in a vault anew. Changes no record. Raises Cancelled when stopped, VaultBusy while another program writes.

    report: records, then under "blobs" bytes of files, then under REBUILDING the records of the views.
    """
    report = report or Reporter()
    findings: list[Finding] = [Finding("header", name, say("this file is not the one that was written")) for name in _headers(vault)]
    count, held, away = 0, dict[str, int](), dict[str, Absent]()
    gone: tuple[Destroyed, ...] = ()
    try:
        fold_in(vault.engine)
        with vault.read() as tx:
            findings += _pages(tx)
            roster, own = _roster(vault, tx), _own_log(tx)
            count = tx.scalar(select(func.count()).select_from(truth.records)) or 0
            findings += check_records.records(tx, roster, own, report, count)
            findings += check_records.set_aside(tx)
            findings += check_records.logs(tx)
            findings += check_records.laptop(vault, roster, own)
            findings += _receipts(vault, tx)
            held = {row.sha256: row.size for row in tx.execute(select(truth.held_blobs))}
            away = absent.all_absent(tx)
            findings += _away(vault, tx, away)
            gone = tuple(_destroyed(tx))
            findings += _files(tx, vault.blobs, own, held, away.keys(), report)
        with database_errors():
            findings += _views(vault, report)
    except VaultDamaged as error:
        findings.append(Finding("file", DATABASE, say("the database cannot be read: {title}", title=error.title)))
    freed = sum(one.why == absent.FREED for one in away.values())
    return VaultCheck(count, len(held), tuple(dict.fromkeys(findings)), freed, gone)


def _headers(vault: Vault) -> list[str]:
    """Both copies must be authentic; the one the vault was opened with may have been changed since by another program of ours."""
    return VaultHeader.load(vault.folder).check(vault.folder, vault.data_key)


def _pages(tx: Connection) -> Iterator[Finding]:
    """The pages as they lie in the file. A checkpoint came before: after a power cut the whole ones may lie in the log beside it."""
    for (fault,) in tx.execute(text("PRAGMA cipher_integrity_check")):
        yield Finding("file", DATABASE, say("a page of the database was changed or damaged (exactly: {reason})", reason=fault))


def _roster(vault: Vault, tx: Connection) -> Roster:
    """Return the roster of this vault, without its records that cannot be read: those are named like any other."""
    try:
        return vault.roster(tx)
    except (NotGenuine, Unreadable):
        return Roster()


def _own_log(tx: Connection) -> str | None:
    kept = local.setting(tx, "device")
    return str(kept.get("log")) if isinstance(kept, dict) else None


def _receipts(vault: Vault, tx: Connection) -> Iterator[Finding]:
    keys = vault.centre_keys(tx)
    rows = tx.execute(select(truth.statements)).all()
    for row in rows:
        identity = sha256(row.body).hexdigest()
        statement = open_known(Signed(row.body, row.der), keys)
        if identity != row.sha256 or statement is None:
            yield Finding("receipt", row.sha256, say("no known centre signed this"))
        elif isinstance(statement, Receipt):
            for held in statement.logs:
                ours = tx.scalar(select(truth.records.c.record_id).where(truth.records.c.log == held.log, truth.records.c.seq == held.seq))
                if ours is None:
                    yield Finding("log", held.log, say("the centre has signed for record {number}, which is not there", number=held.seq))


def _destroyed(tx: Connection) -> Iterator[Destroyed]:
    """What is not here because an order took it away."""
    parts, files = all_gone(tx)
    for what, name in sorted(parts):
        if (order := destroyed.order_for(tx, what, name=name)) is not None:
            yield Destroyed(what, name, order.reference, order.day)
    for what in sorted(files):
        if (order := destroyed.order_for_file(tx, what)) is not None:
            yield Destroyed(what, "", order.reference, order.day)


def _away(vault: Vault, tx: Connection, away: Mapping[str, Absent]) -> Iterator[Finding]:
    """What was removed to make room must be named, with its size, by a receipt of a centre that this vault knows."""
    told = [one for one in vault.statements(tx) if isinstance(one, Receipt) and received.counts_for(one, vault.own_office)] if away else []
    signed_for = {held for one in told for held in one.blobs}
    for digest, one in away.items():
        if one.why == absent.FREED and HeldBlob(digest, one.size) not in signed_for:
            yield Finding("blob", digest, say("the file was removed from here, and no receipt of the centre names it"))


def _files(
    tx: Connection, store: BlobStore, own: str | None, held: dict[str, int], away: Collection[str], report: Reporter
) -> Iterator[Finding]:
    named: dict[str, set[int]] = {}
    mine: set[str] = set()
    for stored in truth.all_records(tx):
        header = _header(stored)
        for ref in header.blobs if header is not None else ():
            named.setdefault(ref.sha256, set()).add(ref.size)
            if header is not None and header.log == own:
                mine.add(ref.sha256)
    total, before = sum(held.values()), 0
    report.step(0, total, "blobs")

    def told(done: int) -> None:
        report.step(before + done, total, "blobs")

    for digest in sorted(held.keys() | named.keys()):
        if digest not in held:
            if digest in away:
                continue
            if digest in mine or store.has(digest):
                yield Finding("blob", digest, say("the vault no longer knows that it holds this file"))
            continue
        if digest not in named:
            yield Finding("blob", digest, say("no record names this file"))
            continue
        why = store.check(digest, held[digest], told)
        before += held[digest]
        if why is not None:
            yield Finding("blob", digest, why)
        elif named[digest] != {held[digest]}:
            yield Finding("blob", digest, say("its size is not the one that was signed"))


def _header(stored: StoredRecord) -> Header | None:
    try:
        return stored.header
    except Unreadable:
        return None


def _views(vault: Vault, report: Reporter) -> Iterator[Finding]:
    """Compute all views anew inside a transaction that is taken back, and compare row for row."""
    with vault.engine.connect() as connection:
        transaction = connection.begin()
        try:
            before = rows_of_views(connection)
            try:
                connection.execute(text("INSERT INTO view_search_fts(view_search_fts, rank) VALUES('integrity-check', 1)"))
            except DatabaseError:
                yield Finding("view", "view_search_fts", say("the search index is not what the records say"))
            keys = vault.centre_keys(connection)

            def receipt(signed: Signed) -> Receipt | None:
                found = open_known(signed, keys)
                return found if isinstance(found, Receipt) else None

            try:
                views.rebuild(connection, receipt, report, office=vault.own_office)
            except (NotGenuine, Unreadable, DatabaseError) as error:
                yield Finding("view", "all", say("the views cannot be computed: {kind}", kind=type(error).__name__))
                return
            after = rows_of_views(connection)
        finally:
            transaction.rollback()
    for table in sorted(before.keys() | after.keys()):
        for row in sorted(before.get(table, set()) ^ after.get(table, set())):
            yield Finding("view", f"{table}:{row[0]}", say("this row is not what the records say"))


def rows_of_views(tx: Connection) -> dict[str, set[tuple[str, ...]]]:
    """Return all rows of all views as text, the key first; numbers given by the database itself left out."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for table in view_tables.sorted_tables:
        columns = [column for column in table.columns if not (table is search.found_in and column.name == "id")]
        found[table.name] = {
            tuple(str(value) for value in row) for row in tx.execute(select(*(type_coerce(column, String) for column in columns)))
        }
    return found
