"""Checking a whole vault: every record, part, receipt, file and view - and what is no longer there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, String, func, select, text, type_coerce
from sqlalchemy.exc import DatabaseError

from core.actions.check import check_records
from core.actions.check.check_blobs import Files
from core.actions.check.check_records import Finding
from core.actions.clock import Now, wall_now
from core.reporter import Reporter
from core.vault import local, truth, views
from core.vault.database import database_errors, fold_in
from core.vault.destroying import all_gone
from core.vault.errors import VaultDamaged
from core.vault.header_file import VaultHeader
from core.vault.vault import DATABASE, Vault, open_known
from core.vault.views import destroyed, search
from core.vault.views.table import views as view_tables
from core.words import say
from record.errors import NotGenuine, Unreadable
from record.receipt import Receipt, Signed
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
    """What was looked at, and what was found. freed: files removed from here that the centre holds, receipt verified.

    coming: damaged or missing files that the centre or a colleague holds: the next exchange asks for them. came_again: those that once were
    found so and are whole here.
    """

    records: int
    blobs: int
    findings: tuple[Finding, ...]
    freed: int = 0
    destroyed: tuple[Destroyed, ...] = ()
    coming: int = 0
    came_again: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.findings


def open_to_check(folder: Path, passphrase: str) -> Vault:
    """Return a vault with `me` None: a check needs nobody's keys, and must also look at a vault whose roster was changed.

    Raises as `core.actions.office.unlock.unlock`.
    """
    header = VaultHeader.load(folder)
    return Vault.open(folder, header.open_with_passphrase(passphrase)[0], header=header)


def check_vault(vault: Vault, report: Reporter | None = None, *, now: Now = wall_now) -> VaultCheck:
    """Judge everything in a vault anew. Changes no record and no file; notes damaged files, so that the next exchange asks for them.

    Raises Cancelled when stopped, VaultBusy while another program writes.

    report: records, then under "blobs" bytes of files, then under REBUILDING the records of the views.
    """
    report = report or Reporter()
    findings: list[Finding] = [Finding("header", name, say("this file is not the one that was written")) for name in _headers(vault)]
    count, gone, files = 0, tuple[Destroyed, ...](), Files()
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
            gone = tuple(_destroyed(tx))
            findings += files.look(vault, tx, own, report)
        with database_errors():
            findings += _views(vault, report)
    except VaultDamaged as error:
        findings.append(Finding("file", DATABASE, say("the database cannot be read: {title}", title=error.title)))
        return VaultCheck(count, files.count, tuple(dict.fromkeys(findings)), files.freed, gone)
    files.note(vault, now())
    return VaultCheck(count, files.count, tuple(dict.fromkeys(findings)), files.freed, gone, len(files.coming), files.came_again)


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
