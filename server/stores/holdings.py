"""Which files an office has delivered whole, and which it may still deliver."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, insert, select

from record.receipt import HeldBlob
from server.centre_key import CentreKey
from server.limits import Limits
from server.problem import Problem
from server.stores.chain import runs
from server.stores.destruction import any_gone, is_file_gone
from server.stores.receipts import keep_statement, receipt_for
from server.stores.tables import blob_names, holdings, province_of, uploads


def whole(tx: Connection, office: str, digest: str) -> tuple[int, bytes] | None:
    """Return (size, receipt bytes) of a file this office delivered, None before."""
    row = tx.execute(select(holdings).where(_in(holdings, office), holdings.c.sha256 == digest, holdings.c.office == office)).one_or_none()
    return None if row is None else (int(row.size), bytes(row.signed))


def held_of(tx: Connection, office: str, digests: Iterable[str]) -> tuple[HeldBlob, ...]:
    """Return those of these files which the office has delivered."""
    found = []
    for run in runs(sorted(set(digests))):
        chosen = select(holdings.c.sha256, holdings.c.size)
        chosen = chosen.where(_in(holdings, office), holdings.c.office == office, holdings.c.sha256.in_(run))
        found += [HeldBlob(row.sha256, int(row.size)) for row in tx.execute(chosen.order_by(holdings.c.sha256))]
    ordered = any_gone(tx, {one.sha256 for one in found})
    return tuple(one for one in found if one.sha256 not in ordered or not is_file_gone(tx, office, one.sha256))


def named_sizes(tx: Connection, office: str, digest: str) -> set[int]:
    """Return the sizes that records of an office and those below it tell of a file; empty when none names it."""
    return set(tx.scalars(select(blob_names.c.size).where(blob_names.c.sha256 == digest, _named(office))))


def _named(office: str) -> ColumnElement[bool]:
    return _in(blob_names, office) & ((blob_names.c.office == office) | blob_names.c.office.like(office + ".%"))


def _in(table: Table, office: str) -> ColumnElement[bool]:
    return table.c.province == province_of(office)


def size_of(tx: Connection, office: str, digest: str) -> int | None:
    """Return how large a file is that a record names, or that has begun to come from this office."""
    if sizes := named_sizes(tx, office, digest):
        return min(sizes)
    found = tx.scalar(select(uploads.c.size).where(uploads.c.office == office, uploads.c.sha256 == digest))
    return None if found is None else int(found)


def is_named(tx: Connection, office: str, digest: str, *, size: int) -> bool:
    """Return whether a held record names this file. Raises Problem for another size than was named, and for a destroyed file."""
    if is_file_gone(tx, office, digest):
        raise Problem(410, "blob.destroyed", "This file was destroyed by order; it is not taken in again.")
    sizes = named_sizes(tx, office, digest)
    if sizes and size not in sizes:
        raise Problem(422, "blob.other_size", "The record that names this file tells another size.", size=min(sizes))
    return bool(sizes)


def admit_upload(tx: Connection, office: str, digest: str, *, size: int, attempt: str, limits: Limits) -> None:
    """Note that a file is coming which no record names yet. Raises Problem when that is too much."""
    named = _named(office)
    others = select(func.sum(uploads.c.size)).where(
        uploads.c.office == office, uploads.c.sha256 != digest, ~exists().where(blob_names.c.sha256 == uploads.c.sha256, named)
    )
    delivered = select(func.sum(holdings.c.size)).where(
        _in(holdings, office), holdings.c.office == office, ~exists().where(blob_names.c.sha256 == holdings.c.sha256, named)
    )
    if (tx.scalar(others) or 0) + (tx.scalar(delivered) or 0) + size > limits.unnamed_bytes:
        raise Problem(
            413, "blob.not_named", "Too many bytes that no held record names: send the records first.", limit=limits.unnamed_bytes
        )
    forget_upload(tx, office, digest)
    tx.execute(insert(uploads).values(office=office, sha256=digest, size=size, attempt=attempt))


def forget_upload(tx: Connection, office: str, digest: str) -> None:
    tx.execute(delete(uploads).where(uploads.c.office == office, uploads.c.sha256 == digest))


def keep_holding(tx: Connection, office: str, digest: str, size: int, *, key: CentreKey, at: datetime) -> bytes:
    """Note that a whole file was delivered and return the receipt; a second time, the same bytes."""
    forget_upload(tx, office, digest)
    if (before := whole(tx, office, digest)) is not None:
        return before[1]
    signed = receipt_for(tx, (), office=office, key=key, at=at, blobs=(HeldBlob(digest, size),))
    tx.execute(insert(holdings).values(province=province_of(office), sha256=digest, office=office, size=size, signed=signed.to_bytes()))
    keep_statement(tx, signed, office=office, scope=(office,))
    return signed.to_bytes()
