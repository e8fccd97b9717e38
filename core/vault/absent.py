"""Why a file that a record names does not lie here: removed to make room (the centre holds it), destroyed by a record, or damaged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Column, Connection, Integer, Select, String, Table, select
from sqlalchemy.dialects.sqlite import insert

from core.vault import truth
from core.vault.local import local

FREED: Literal["freed"] = "freed"  # the centre has signed for it and has shown it just before; it is fetched back when somebody opens it
DESTROYED: Literal["destroyed"] = "destroyed"  # a record ordered it; it never comes back
DAMAGED: Literal["damaged"] = "damaged"  # a check found it changed, cut or missing on the disk; whoever holds it gives it again

absent_files = Table(
    "absent_files",
    local,
    Column("sha256", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("why", String, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("word", String, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A file that was taken away here. size in bytes; why: FREED, DESTROYED or DAMAGED; at: wall time with offset; person: id of who did
    it, empty of a damaged one.

    word: on whose word - of a freed one the SHA-256 of the centre's receipt, of a destroyed one the id of the record, of a damaged one
    nothing.
    """

    sha256: str
    size: int
    why: str
    at: str
    person: str
    word: str


def note(tx: Connection, one: Absent) -> None:
    """Note that a file goes, and that the vault no longer holds it. A destroyed one never becomes a freed one.

    The row stays as history when a freed file is fetched back: `why_not_here` then says nothing. The caller removes the file itself
    after the commit (`BlobStore.forget`); a damaged one stays in its place until the right bytes are here.
    """
    values = {name: getattr(one, name) for name in ("sha256", "size", "why", "at", "person", "word")}
    given = insert(absent_files).values(**values)
    changed = {name: given.excluded[name] for name in values if name != "sha256"}
    tx.execute(given.on_conflict_do_update(index_elements=["sha256"], set_=changed, where=absent_files.c.why != DESTROYED))
    truth.drop_held_blob(tx, one.sha256)


def why_not_here(tx: Connection, digest: str) -> Absent | None:
    """Return why a file is not here; None when it is here, or simply never came."""
    row = tx.execute(_away().where(absent_files.c.sha256 == digest)).one_or_none()
    return Absent(**row._mapping) if row is not None else None


def all_absent(tx: Connection) -> dict[str, Absent]:
    """Return SHA-256 -> why, of every file that was taken away and has not come back."""
    return {row.sha256: Absent(**row._mapping) for row in tx.execute(_away())}


def taken_away(tx: Connection) -> set[str]:
    """Return the files that are not here by right: nobody looks for them. One that was found damaged is to come again."""
    return {digest for digest, one in all_absent(tx).items() if one.why != DAMAGED}


def damaged_once(tx: Connection) -> set[str]:
    """Return every file that was ever found damaged here, those that have come again too."""
    return set(tx.scalars(select(absent_files.c.sha256).where(absent_files.c.why == DAMAGED)))


def may_come(tx: Connection, digest: str, *, from_own_copy: bool = False) -> bool:
    """Return whether a file that arrives unasked may be kept: a destroyed one never, a freed one only when a vault is restored."""
    why = tx.scalar(select(absent_files.c.why).where(absent_files.c.sha256 == digest))
    return why in (None, DAMAGED) or (from_own_copy and why == FREED)


def to_note(tx: Connection) -> list[dict[str, object]]:
    """Return all rows for the second copy, those of files that have come back too."""
    return [dict(row._mapping) for row in tx.execute(select(absent_files).order_by(absent_files.c.sha256))]


def from_note(tx: Connection, rows: object) -> None:
    """Keep the rows of a second copy in a vault that is being restored."""
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.keys() == {column.name for column in absent_files.columns}:
            tx.execute(insert(absent_files).values(**row).on_conflict_do_nothing())


def _away() -> Select[Any]:
    held = select(truth.held_blobs.c.sha256)
    return select(absent_files).where(absent_files.c.sha256.not_in(held)).order_by(absent_files.c.at, absent_files.c.sha256)
