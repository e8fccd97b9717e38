"""Orders of destruction as the centre keeps them: what they name is hidden at once, and removed by the keeper (server/obey.py)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, insert, select

from record.destruction import KEPT_TYPES, PART, may_go, order_in
from record.errors import Unreadable
from record.header import Header
from record.strict_json import parse_object
from server.stores.chain import runs
from server.stores.tables import arriving, blob_names, destructions, holdings, province_of, quarantine, records


def note(tx: Connection, header: Header, identity: str, bodies: Mapping[str, bytes]) -> list[str]:
    """Keep what a believed order names. Returns the ids of the records that it names; none for a body of another shape."""
    try:
        order = order_in(parse_object(bodies[PART]))
    except (Unreadable, KeyError):
        return []
    place = {"province": province_of(header.office), "office": header.office, "order_id": identity, "stream": header.stream}
    named = {(one.record, one.name, "") for one in order.parts if may_go(one.name)} | {(one.record, "", one.sha256) for one in order.files}
    rows = [{**place, "record_id": record, "name": name, "sha256": digest} for record, name, digest in sorted(named)]
    if rows:
        tx.execute(insert(destructions), rows)
    return sorted({record for record, _name, _digest in named})


def any_ordered(tx: Connection, province: str, ids: Collection[str]) -> set[str]:
    """Return those of these records of a province of which an order names something: the others need no further question.

    An order reaches records of its own office only, so that it lies in their province.
    """
    found: set[str] = set()
    for run in runs(sorted(ids)):
        mine = (destructions.c.province == province, destructions.c.record_id.in_(run))
        found |= set(tx.scalars(select(destructions.c.record_id).where(*mine)))
    return found


def parts_gone(tx: Connection, headers: Mapping[str, Header]) -> dict[str, set[str]]:
    """Return record id -> names of the parts that orders have destroyed, of these records."""
    found: dict[str, set[str]] = {}
    for run in runs(sorted(headers)):
        for row in tx.execute(select(destructions).where(destructions.c.record_id.in_(run), destructions.c.name != "")):
            if _reaches(row, headers[row.record_id]):
                found.setdefault(row.record_id, set()).add(row.name)
    return found


def parts_gone_of(tx: Connection, province: str, ids: Collection[str]) -> dict[str, set[str]]:
    """As `parts_gone`, of records that are here; costs one question where nothing was ever ordered of them."""
    named: set[str] = set()
    for run in runs(sorted(ids)):
        mine = (destructions.c.province == province, destructions.c.record_id.in_(run), destructions.c.name != "")
        named |= set(tx.scalars(select(destructions.c.record_id).where(*mine)))
    return parts_gone(tx, headers_of(tx, named)) if named else {}


def records_without_file(tx: Connection, digest: str) -> set[str]:
    """Return the records here that named a file which was ordered to go."""
    rows = tx.execute(select(destructions).where(destructions.c.sha256 == digest)).all()
    headers = headers_of(tx, {row.record_id for row in rows}) if rows else {}
    return {row.record_id for row in rows if row.record_id in headers and _reaches(row, headers[row.record_id])}


def is_file_gone(tx: Connection, office: str, digest: str) -> bool:
    """Return whether every record of an office, or below it, that names a file was ordered to do without it."""
    if not (gone := records_without_file(tx, digest)):
        return False
    rows = tx.execute(select(blob_names.c.record_id, blob_names.c.office).where(blob_names.c.sha256 == digest))
    return all(row.record_id in gone for row in rows if _is_within(row.office, office))


def may_be_removed(tx: Connection, digest: str) -> bool:
    """Return whether nobody may have a file any more: no record that is not ordered to do without it lies at or below who delivered it.

    Whoever only names the hash of another's file does not keep it.
    """
    gone = records_without_file(tx, digest)
    holders = set(tx.scalars(select(holdings.c.office).where(holdings.c.sha256 == digest)))
    rows = tx.execute(select(blob_names.c.record_id, blob_names.c.office).where(blob_names.c.sha256 == digest)).all()
    return bool(gone) and not any(row.record_id not in gone and any(_is_within(row.office, one) for one in holders) for row in rows)


def any_gone(tx: Connection, digests: Collection[str]) -> set[str]:
    """Return those of these files that some order names: the others need no further question."""
    found: set[str] = set()
    for run in runs(sorted(digests)):
        found |= set(tx.scalars(select(destructions.c.sha256).where(destructions.c.sha256.in_(run))))
    return found


def headers_of(tx: Connection, ids: Iterable[str]) -> dict[str, Header]:
    """Return the headers of records that are here: believed, aside, or waiting for their rest."""
    found: dict[str, Header] = {}
    for table in (arriving, quarantine, records):
        for run in runs(sorted(set(ids))):
            for row in tx.execute(select(table.c.record_id, table.c.header).where(table.c.record_id.in_(run))):
                try:
                    found[row.record_id] = Header.from_bytes(row.header)
                except Unreadable:
                    continue
    return found


def _reaches(row: object, named: Header) -> bool:
    place = (row.stream, row.office)  # type: ignore[attr-defined]
    return place == (named.stream, named.office) and not named.type.startswith(KEPT_TYPES)


def _is_within(office: str, above: str) -> bool:
    return office == above or office.startswith(above + ".")
