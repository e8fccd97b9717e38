"""The tray: scanned pages that wait for a person, on this laptop alone. Their pictures lie in the vault as encrypted files."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Column, Connection, Integer, String, Table, delete, func, select

from core.vault.local import local

scan_tray = Table(
    "scan_tray",
    local,
    Column("id", String, primary_key=True),
    Column("file_name", String, nullable=False),
    Column("page", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("media_type", String, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("why", String, nullable=False),
    Column("paper", String, nullable=False),
    Column("at", String, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayPage:
    """One page that waits. page: from 1, in the file it came in. why: a code of core.actions.papers.scan_back.WHY.

    paper: the stream of a paper it seems to belong to, else empty. turn: as of `ScanPage`.
    """

    id: str
    file_name: str
    page: int
    sha256: str
    size: int
    media_type: str
    turn: int
    why: str
    paper: str
    at: str


def add(tx: Connection, page: TrayPage) -> bool:
    """Returns whether it is new: the same picture waits once only."""
    if tx.scalar(select(scan_tray.c.id).where(scan_tray.c.sha256 == page.sha256)) is not None:
        return False
    tx.execute(scan_tray.insert().values(**asdict(page)))
    return True


def remove(tx: Connection, identity: str) -> bool:
    """Returns whether it was there."""
    return tx.execute(delete(scan_tray).where(scan_tray.c.id == identity)).rowcount == 1


def one(tx: Connection, identity: str) -> TrayPage | None:
    row = tx.execute(select(scan_tray).where(scan_tray.c.id == identity)).one_or_none()
    return TrayPage(**row._mapping) if row is not None else None


def all_pages(tx: Connection) -> list[TrayPage]:
    """Return what waits, in the order in which it came."""
    return [TrayPage(**row._mapping) for row in tx.execute(select(scan_tray).order_by(scan_tray.c.id))]


def count(tx: Connection) -> int:
    return tx.scalar(select(func.count()).select_from(scan_tray)) or 0
