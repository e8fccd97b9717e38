"""What the centre holds, in numbers."""

from __future__ import annotations

from sqlalchemy import Connection, distinct, func, select

from server.stores.tables import arriving, devices, holdings, packs, quarantine, receipts, records
from server.stores.take import still_aside


def counts(tx: Connection) -> dict[str, object]:
    """Return the numbers of records, parcels, files, their bytes, offices, devices, quarantined records and such that are not whole yet."""
    files = select(holdings.c.sha256, func.max(holdings.c.size).label("size")).group_by(holdings.c.sha256).subquery()
    aside = select(func.count(distinct(quarantine.c.record_id))).where(still_aside())
    return {
        "records": tx.scalar(select(func.count()).select_from(records)) or 0,
        "blobs": tx.scalar(select(func.count()).select_from(files)) or 0,
        "bytes": int(tx.scalar(select(func.sum(files.c.size))) or 0),
        "offices": tx.scalar(select(func.count(distinct(devices.c.office)))) or 0,
        "devices": tx.scalar(select(func.count()).select_from(devices)) or 0,
        "parcels": tx.scalar(select(func.count()).select_from(receipts)) or 0,
        "packs": tx.scalar(select(func.count()).select_from(packs)) or 0,
        "quarantined": tx.scalar(aside) or 0,
        "arriving": tx.scalar(select(func.count(distinct(arriving.c.record_id)))) or 0,
    }
