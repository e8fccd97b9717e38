"""Carrying an order of destruction out inside the vault: bodies, drafts and notes go with the order's own transaction.

What lies outside the database (files, free pages, the second copy) follows after the commit, and again at the next start when
something stopped it: core/actions/destruction/obey.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, or_, select, text, update

from core.vault import absent, local, printing, truth
from core.vault.absent import Absent
from core.vault.scan_tray import scan_tray
from core.vault.views import destroyed
from core.vault.views.destroyed import gone_files, gone_parts
from core.vault.views.file_names import file_names
from record.destruction import Order, may_go, reaches
from record.errors import Unreadable
from record.header import Header

WORDS = ("answers", "identity")  # parts with what people said: a draft of the same document holds them too
_NO_TRACE = "PRAGMA secure_delete = ON"  # what is deleted from now on by this connection is overwritten with zeros


def without_destroyed(tx: Connection, identity: str, header: Header, came: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Return the parts of a record as the vault may keep them: None for each that an order has destroyed, whether it came or not."""
    gone = destroyed.parts_gone(tx, identity, header)
    named = {ref.name for ref in header.parts}
    return {**dict(came), **dict.fromkeys(gone.keys() & named)}


def clear(tx: Connection, orders: Iterable[tuple[str, Header]]) -> None:
    """Take the bodies away that these orders name, with drafts and print lists that hold their words. Before the views are updated.

    An order that names what is not here does nothing now; what comes later is judged by `without_destroyed`.
    """
    for identity, header in orders:
        order = destroyed.order_of(tx, header, identity)
        if order is not None:
            tx.execute(text(_NO_TRACE))
            _clear_parts(tx, header, order)
            _clear_local(tx, header, order)


def _clear_parts(tx: Connection, header: Header, order: Order) -> None:
    parts = truth.parts
    for part in order.parts:
        named = _named(tx, part.record)
        if named is not None and may_go(part.name) and reaches(header, named):
            tx.execute(update(parts).where(parts.c.record_id == part.record, parts.c.name == part.name).values(stored=None))


def _named(tx: Connection, identity: str) -> Header | None:
    """The header of a record that is here, believed or set aside: what was not believed holds words too."""
    aside = select(truth.set_aside.c.header).where(truth.set_aside.c.record_id == identity)
    raw = tx.scalar(select(truth.records.c.header).where(truth.records.c.record_id == identity)) or tx.scalar(aside)
    try:
        return Header.from_bytes(raw) if raw is not None else None
    except Unreadable:
        return None


def _clear_local(tx: Connection, header: Header, order: Order) -> None:
    if any(part.name in WORDS for part in order.parts):
        tx.execute(delete(local.drafts).where(local.drafts.c.stream == header.stream))
    digests = [file.sha256 for file in order.files]
    prints = printing.prints
    tx.execute(delete(prints).where(or_(prints.c.document == header.stream, prints.c.pdf.in_(digests))))
    tx.execute(delete(scan_tray).where(scan_tray.c.sha256.in_(digests)))


def note_files(tx: Connection) -> list[str]:
    """Note every file as destroyed that orders name and that no other record names. Returns those that were noted now.

    A file that another record names too stays until that one is ordered as well. After the views were updated.
    """
    noted = [digest for digest, one in absent.all_absent(tx).items() if one.why == absent.DESTROYED]
    due = select(gone_files).where(gone_files.c.sha256.not_in(noted)).order_by(gone_files.c.sha256, gone_files.c.order_id)
    found: list[str] = []
    for row in tx.execute(due).all():
        if row.sha256 in found or not _is_due(tx, row.sha256):
            continue
        order = destroyed.order_for_file(tx, row.sha256)
        size = tx.scalar(select(file_names.c.size).where(file_names.c.sha256 == row.sha256))
        if order is not None and size is not None:
            word = Absent(sha256=row.sha256, size=size, why=absent.DESTROYED, at=order.at, person=order.person, word=order.order_id)
            absent.note(tx, word)
            found.append(row.sha256)
    return found


def all_gone(tx: Connection) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """Return what may lie nowhere any more, of what is known here: (record id, name) of parts, SHA-256 of files."""
    parts: set[tuple[str, str]] = set()
    for identity in tx.scalars(select(gone_parts.c.record_id).distinct()).all():
        if (header := _named(tx, identity)) is not None:
            parts |= {(identity, name) for name in destroyed.parts_gone(tx, identity, header)}
    noted = select(absent.absent_files.c.sha256).where(absent.absent_files.c.why == absent.DESTROYED)
    return frozenset(parts), frozenset(tx.scalars(noted))


def _is_due(tx: Connection, digest: str) -> bool:
    """Whether every record here that names a file is named by an order of its own stream and office."""
    naming = tx.execute(select(file_names).where(file_names.c.sha256 == digest)).all()
    ordered = {(row.record_id, row.stream, row.office) for row in tx.execute(select(gone_files).where(gone_files.c.sha256 == digest))}
    return bool(naming) and all((row.record_id, row.stream, row.office) in ordered for row in naming)
