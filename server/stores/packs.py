"""The packs that the centre has published, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from server.stores.tables import packed, packs

_TOLD_MAX = 500  # in one hello


@dataclass(frozen=True, slots=True)
class Published:
    """A pack's file: name and size in bytes."""

    sha256: str
    size: int


def newest(tx: Connection) -> list[Published]:
    """Return the packs published last, oldest of them first."""
    rows = tx.execute(select(packs.c.sha256, packs.c.size).order_by(packs.c.number.desc()).limit(_TOLD_MAX)).all()
    return [Published(row.sha256, int(row.size)) for row in reversed(rows)]


def size_of(tx: Connection, digest: str) -> int | None:
    """Return the size of a published pack, None for any other file."""
    found = tx.scalar(select(packs.c.size).where(packs.c.sha256 == digest))
    return None if found is None else int(found)


def known(tx: Connection) -> dict[str, str]:
    """Return what all packs hold: name ("model_a 2") -> hash of that version."""
    return {row.name: row.sha256 for row in tx.execute(select(packed))}


def add(tx: Connection, pack: Published, holds: Mapping[str, str], *, at: datetime) -> None:
    """Note a pack, and what of it is new. Its file must be kept already."""
    number = (tx.scalar(select(func.max(packs.c.number))) or 0) + 1
    tx.execute(insert(packs).values(sha256=pack.sha256, number=number, size=pack.size, at=at.isoformat(timespec="milliseconds")))
    there = known(tx)
    for name, digest in holds.items():
        if name not in there:
            tx.execute(insert(packed).values(name=name, sha256=digest, pack=pack.sha256))
