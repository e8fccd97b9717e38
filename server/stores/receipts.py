"""Receipts of the centre: made once for a parcel and kept, so that the same parcel gets the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from record.parcel import Item
from record.receipt import HeldBlob, HeldLog, Receipt, Refused, Signed, sign_receipt
from server.centre_key import CentreKey
from server.limits import Limits
from server.metrics import RECEIPTS
from server.stores import chain
from server.stores.publishing import News, publish
from server.stores.tables import chain as chained
from server.stores.tables import province_of, quarantine, receipts, statements
from server.stores.take import Intake, Sender, still_aside

_REFUSED_MAX = 500


def stored_receipt(tx: Connection, parcel_sha256: str, office: str) -> bytes | None:
    """Return the receipt this office got for this parcel, if it came before."""
    mine = (receipts.c.province == province_of(office), receipts.c.parcel_sha256 == parcel_sha256, receipts.c.office == office)
    found = tx.scalar(select(receipts.c.signed).where(*mine))
    return None if found is None else bytes(found)


def take_parcel(
    tx: Connection,
    items: Iterable[Item],
    parcel_sha256: str,
    *,
    sender: Sender,
    key: CentreKey,
    at: datetime,
    limits: Limits,
    blobs: tuple[HeldBlob, ...] = (),
    is_settled: bool = True,
) -> bytes:
    """Keep the records of a parcel and return the receipt. Raises Problem as `Intake.take`.

    blobs: files of it that are held. is_settled: the receipt is kept too; else the same parcel may bring more another time.
    """
    taken = Intake(tx, sender, limits).take(items)
    signed = receipt_for(tx, taken.logs, office=sender.office, key=key, at=at, blobs=blobs, refused=taken.refused)
    raw = signed.to_bytes()
    if is_settled:
        keep_receipt(tx, parcel_sha256, sender.office, raw)
    keep_statement(tx, signed, office=sender.office, scope=(sender.office,))
    return raw


def keep_receipt(tx: Connection, parcel_sha256: str, office: str, signed: bytes) -> None:
    tx.execute(insert(receipts).values(province=province_of(office), parcel_sha256=parcel_sha256, office=office, signed=signed))


def receipt_for(
    tx: Connection,
    logs: Iterable[str],
    *,
    office: str,
    key: CentreKey,
    at: datetime,
    blobs: Iterable[HeldBlob] = (),
    refused: Mapping[str, str] | None = None,
) -> Signed:
    """Return a fresh receipt over what is held of these logs, with all their refused records, and over these blobs of the office."""
    held = chain.heads(tx, logs)
    named = {**(refused or {}), **refused_in(tx, held)}
    RECEIPTS.add()
    return sign_receipt(
        key.private,
        Receipt(
            by=key.id,
            at=at.isoformat(timespec="milliseconds"),
            office=office,
            logs=held,
            blobs=tuple(blobs),
            refused=tuple(Refused(record, reason) for record, reason in list(named.items())[:_REFUSED_MAX]),
        ),
    )


def refused_in(tx: Connection, held: Iterable[HeldLog]) -> dict[str, str]:
    """Return record id -> reason of the records in these logs that are held but not believed."""
    found: dict[str, str] = {}
    for run in chain.runs(sorted({item.log for item in held})):
        aside = (quarantine.c.log.in_(run), quarantine.c.is_in_log)
        if tx.scalar(select(quarantine.c.number).where(*aside).limit(1)) is None:
            continue  # as nearly always: to plan the next question over all provinces' partitions twice costs 9 ms
        chosen = select(quarantine.c.record_id, quarantine.c.reason).join(chained, chained.c.record_id == quarantine.c.record_id)
        chosen = chosen.where(*aside, still_aside()).order_by(quarantine.c.number)
        found |= {row.record_id: row.reason for row in tx.execute(chosen.limit(_REFUSED_MAX))}
    return found


def keep_statement(tx: Connection, signed: Signed, *, office: str, scope: Iterable[str]) -> None:
    """Keep a statement and publish it to the offices of `scope`; one that is kept already stays as it is."""
    digest = sha256(signed.body).hexdigest()
    mine = (statements.c.province == province_of(office), statements.c.sha256 == digest)
    if tx.scalar(select(statements.c.sha256).where(*mine)) is None:
        row = {"province": province_of(office), "office": office, "sha256": digest, "signed": signed.to_bytes()}
        tx.execute(insert(statements).values(row))
        publish(tx, [News("statement", digest, office, scope)])
