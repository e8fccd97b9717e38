"""What laptops handed in at this evening station: local tables, never sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from core.vault.local import local

KEPT, TAKEN, CARRIED = (
    "kept",
    "taken",
    "carried",
)  # of a part: lies in the hub's folder; is in this vault; waits for, or went to, the centre

hub_laptops = Table(
    "hub_laptops",
    local,
    Column("device", String, primary_key=True),
    Column("key", String, nullable=False),
    Column("office", String, nullable=False, index=True),
    Column("office_name", String, nullable=False),
    Column("name", String, nullable=False),
    Column("log", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("day", String, nullable=False),
    Column("met_at", String, nullable=False),
    Column("handed_at", String, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("photos", Integer, nullable=False),
    Column("left_records", Integer, nullable=False),
    Column("left_files", Integer, nullable=False),
    Column("left_bytes", Integer, nullable=False),
    Column("is_refused", Boolean, nullable=False),
)
hub_parts = Table(
    "hub_parts",
    local,
    Column("sha256", String, primary_key=True),
    Column("device", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("state", String, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HubLaptop:
    """A laptop that came to this hub. key: its SPKI, Base64; log and seq: its own log and how far it had come when it was last here.

    day: the evening (YYYY-MM-DD) to which documents and photos are counted; met_at, handed_at: ISO 8601 by the hub's clock, handed_at
    empty until something whole was handed in. left_*: what it said still waits on it. is_refused: it came, and was sent away.
    """

    device: str
    key: str
    office: str
    office_name: str
    name: str
    log: str
    seq: int
    day: str
    met_at: str
    handed_at: str = ""
    documents: int = 0
    photos: int = 0
    left_records: int = 0
    left_files: int = 0
    left_bytes: int = 0
    is_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HubPart:
    """A sealed part that was acknowledged. number: as its laptop counts them."""

    sha256: str
    device: str
    number: int
    size: int
    at: str
    state: str


def laptop(tx: Connection, device: str) -> HubLaptop | None:
    row = tx.execute(select(hub_laptops).where(hub_laptops.c.device == device)).one_or_none()
    return HubLaptop(**row._mapping) if row is not None else None


def laptops(tx: Connection) -> list[HubLaptop]:
    return [HubLaptop(**row._mapping) for row in tx.execute(select(hub_laptops).order_by(hub_laptops.c.office, hub_laptops.c.device))]


def keep_laptop(tx: Connection, found: HubLaptop) -> None:
    given = upsert(hub_laptops).values(**asdict(found))
    others = {name: given.excluded[name] for name in asdict(found) if name != "device"}
    tx.execute(given.on_conflict_do_update(index_elements=["device"], set_=others))


def forget_laptops(tx: Connection, *, most: int) -> None:
    """Forget the refused laptops that came longest ago, so that strangers cannot fill the vault."""
    strangers = select(hub_laptops.c.device).where(hub_laptops.c.is_refused).order_by(hub_laptops.c.met_at.desc()).offset(most).limit(-1)
    tx.execute(delete(hub_laptops).where(hub_laptops.c.device.in_(strangers)))


def part(tx: Connection, device: str, sha256: str) -> HubPart | None:
    row = tx.execute(select(hub_parts).where(hub_parts.c.sha256 == sha256, hub_parts.c.device == device)).one_or_none()
    return HubPart(**row._mapping) if row is not None else None


def parts(tx: Connection) -> list[HubPart]:
    return [HubPart(**row._mapping) for row in tx.execute(select(hub_parts).order_by(hub_parts.c.device, hub_parts.c.number))]


def keep_part(tx: Connection, found: HubPart) -> None:
    tx.execute(upsert(hub_parts).values(**asdict(found)).on_conflict_do_nothing())


def change_part(tx: Connection, device: str, sha256: str, state: str) -> None:
    tx.execute(update(hub_parts).where(hub_parts.c.sha256 == sha256, hub_parts.c.device == device).values(state=state))


def last_number(tx: Connection, device: str) -> int:
    """Return the highest number of a part that was acknowledged to a laptop."""
    return tx.scalar(select(func.max(hub_parts.c.number)).where(hub_parts.c.device == device)) or 0
