"""What the people at the centre look at: who has handed in, what was set aside, logs with two branches, devices. Never a body."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, literal, or_, select

from record.errors import Unreadable
from record.header import Header
from record.roster import FOUNDED
from server.stores.tables import blob_names, chain, contacts, devices, holdings, parts, province_of, quarantine, records, revocations
from server.stores.take import still_aside

ROWS = 100  # on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """name: as its founding record says. papers: signed ones held. to_come: files that records name and that are not here."""

    office: str
    name: str
    devices: int
    last_at: str | None
    papers: int
    to_come: int
    to_come_bytes: int


@dataclass(frozen=True, slots=True)
class Asked:
    """area: the offices of a code and below, "" for all. silent_days: only those not here for so long; 0: today; None: all."""

    area: str = ""
    silent_days: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Handed:
    """today: offices of the area that were here since midnight; total: all of them; found: how many the filter leaves."""

    rows: tuple[OfficeRow, ...]
    found: int
    today: int
    total: int


def handed_in(tx: Connection, asked: Asked, *, midnight: datetime, now: datetime) -> Handed:
    """Return a page of offices, the longest silent first."""
    last = select(contacts.c.office, func.max(contacts.c.at).label("at")).group_by(contacts.c.office).subquery()
    known = select(devices.c.office, func.count().label("devices")).where(within(devices.c.office, asked.area)).group_by(devices.c.office)
    known_rows = known.subquery()
    joined = select(known_rows.c.office, known_rows.c.devices, last.c.at).outerjoin(last, last.c.office == known_rows.c.office)
    today = last.c.at >= _text(midnight)
    if asked.silent_days == 0:
        wanted = joined.where(today)
    elif asked.silent_days is not None:
        wanted = joined.where(or_(last.c.at.is_(None), last.c.at < _text(now - timedelta(days=asked.silent_days))))
    else:
        wanted = joined
    page = wanted.order_by(last.c.at.is_not(None), last.c.at, known_rows.c.office).limit(ROWS).offset((asked.page - 1) * ROWS)
    rows = tx.execute(page).all()
    offices = [row.office for row in rows]
    names, papers, to_come = _names(tx, offices), _papers(tx, offices), _to_come(tx, offices)
    return Handed(
        tuple(
            OfficeRow(
                office=row.office,
                name=names.get(row.office, ""),
                devices=int(row.devices),
                last_at=row.at,
                papers=papers.get(row.office, 0),
                to_come=to_come.get(row.office, (0, 0))[0],
                to_come_bytes=to_come.get(row.office, (0, 0))[1],
            )
            for row in rows
        ),
        found=_count(tx, wanted),
        today=_count(tx, joined.where(today)),
        total=_count(tx, joined),
    )


def within(column: ColumnElement[str], area: str) -> ColumnElement[bool]:
    """The condition that an office lies in an area."""
    return or_(column == area, column.like(area + ".%")) if area else literal(True)


def _count(tx: Connection, chosen: Select[tuple[str, int, str]]) -> int:
    return tx.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def _text(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _names(tx: Connection, offices: Iterable[str]) -> dict[str, str]:
    asked = list(offices)
    places = (parts.c.province == records.c.province) & (parts.c.record_id == records.c.record_id) & (parts.c.name == "office")
    chosen = select(records.c.office, parts.c.stored).join(parts, places)
    chosen = chosen.where(
        records.c.province.in_({province_of(one) for one in asked}), records.c.office.in_(asked), records.c.type == FOUNDED
    )
    found = {}
    for row in tx.execute(chosen.order_by(records.c.arrival)):
        try:
            found[row.office] = str(json.loads(row.stored).get("name", ""))
        except (ValueError, AttributeError):
            continue  # it was destroyed: the code says enough
    return found


def _papers(tx: Connection, offices: Iterable[str]) -> dict[str, int]:
    asked = list(offices)
    chosen = select(records.c.office, func.count()).where(
        records.c.province.in_({province_of(one) for one in asked}), records.c.office.in_(asked), records.c.type == "paper.signed"
    )
    return {office: int(count) for office, count in tx.execute(chosen.group_by(records.c.office))}


def _to_come(tx: Connection, offices: Iterable[str]) -> dict[str, tuple[int, int]]:
    asked = list(offices)
    provinces = {province_of(one) for one in asked}
    here = exists().where(holdings.c.province == blob_names.c.province, holdings.c.sha256 == blob_names.c.sha256)
    files = select(blob_names.c.sha256, blob_names.c.office, blob_names.c.size).distinct()
    files = files.where(blob_names.c.province.in_(provinces), blob_names.c.office.in_(asked), ~here)
    found = files.subquery()
    rows = tx.execute(select(found.c.office, func.count(), func.sum(found.c.size)).group_by(found.c.office))
    return {office: (int(count), int(size)) for office, count, size in rows}


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A record that was not believed: whose it says it is (None: unreadable), who brought it, and why it is aside."""

    number: int
    record_id: str
    office: str | None
    by_office: str
    reason: str


def set_aside(tx: Connection, area: str, page: int) -> tuple[list[AsideRow], int]:
    """Return a page of the records kept aside in an area, newest first, and how many there are."""
    mine = and_(still_aside(), or_(within(quarantine.c.office, area), within(quarantine.c.by_office, area)))
    columns = (quarantine.c.number, quarantine.c.record_id, quarantine.c.office, quarantine.c.by_office, quarantine.c.reason)
    chosen = select(*columns).where(mine).order_by(quarantine.c.number.desc()).limit(ROWS).offset((page - 1) * ROWS)
    total = tx.scalar(select(func.count()).select_from(quarantine).where(mine)) or 0
    return [AsideRow(*row) for row in tx.execute(chosen)], total


@dataclass(frozen=True, slots=True)
class Branch:
    """The end of one branch. at: what the laptop's clock said; device: who wrote it."""

    seq: int
    head: str
    at: str
    device: str


@dataclass(frozen=True, slots=True)
class Fork:
    log: str
    office: str
    branches: tuple[Branch, ...]


def forks(tx: Connection, area: str) -> list[Fork]:
    """Return the logs of an area that go on in more than one way, at most a page of them."""
    split = select(chain.c.log).where(chain.c.is_head).group_by(chain.c.log).having(func.count() > 1)
    found: dict[str, tuple[str, list[Branch]]] = {}
    for table in (records, quarantine):
        chosen = select(chain.c.log, chain.c.seq, chain.c.record_id, table.c.office, table.c.header)
        chosen = chosen.join(table, table.c.record_id == chain.c.record_id)
        chosen = chosen.where(chain.c.is_head, chain.c.log.in_(split), within(table.c.office, area)).order_by(chain.c.log, chain.c.seq)
        for row in tx.execute(chosen):
            try:
                header = Header.from_bytes(row.header)
            except Unreadable:
                continue
            _, branches = found.setdefault(row.log, (row.office, []))
            if all(one.head != row.record_id for one in branches):
                branches.append(Branch(int(row.seq), row.record_id, header.at, header.device))
    return [Fork(log, office, tuple(branches)) for log, (office, branches) in list(found.items())[:ROWS] if len(branches) > 1]


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """name: as the office called it. last_at, revoked_at: None when never."""

    device: str
    office: str
    name: str
    enrolled_at: str
    last_at: str | None
    revoked_at: str | None


def device_rows(tx: Connection, area: str, page: int, *, device: str | None = None) -> tuple[list[DeviceRow], int]:
    """Return a page of the devices of an area, and how many there are; with `device` that one only."""
    mine = within(devices.c.office, area)
    if device is not None:
        mine = and_(mine, devices.c.device == device)
    last = and_(contacts.c.office == devices.c.office, contacts.c.device == devices.c.device)
    columns = (
        devices.c.device,
        devices.c.office,
        devices.c.name,
        devices.c.at,
        contacts.c.at.label("last_at"),
        revocations.c.at.label("over"),
    )
    chosen = select(*columns).outerjoin(contacts, last).outerjoin(revocations, revocations.c.device == devices.c.device).where(mine)
    chosen = chosen.order_by(devices.c.office, devices.c.at, devices.c.device).limit(ROWS).offset((page - 1) * ROWS)
    total = tx.scalar(select(func.count()).select_from(devices).where(mine)) or 0
    return [DeviceRow(*row) for row in tx.execute(chosen)], total
