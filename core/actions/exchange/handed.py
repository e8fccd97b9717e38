"""What was copied to evening stations: remembered for each, so that nothing goes twice; it frees nothing, for only the centre receives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, delete, func, select

from core.vault import local, truth

_PEER = "hub/"  # in local.uploads: then the id of the hub's key


def handed_to(tx: Connection, hub: str) -> set[str]:
    """Return the record ids and hashes of files that this hub has acknowledged."""
    return set(tx.scalars(select(local.uploads.c.sha256).where(local.uploads.c.peer == _PEER + hub)))


def hubs_met(tx: Connection) -> list[str]:
    """Return under which names the hubs that have acknowledged something stand in local.uploads, from one to the next by its key."""
    found = [_PEER]
    while (following := tx.scalar(select(func.min(local.uploads.c.peer)).where(local.uploads.c.peer > found[-1]))) is not None:
        if not following.startswith(_PEER):
            break
        found.append(following)
    return found[1:]


def handed_among(tx: Connection, hubs: Collection[str], ids: Collection[str]) -> set[str]:
    """Return those of the record ids and hashes of files that one of these hubs has acknowledged. hubs: as `hubs_met` names them."""
    return set(tx.scalars(select(local.uploads.c.sha256).where(local.uploads.c.peer.in_(hubs), local.uploads.c.sha256.in_(ids))))


def keep_handed(tx: Connection, hub: str, ids: Iterable[str]) -> None:
    for one in ids:
        local.keep_upload_offset(tx, _PEER + hub, one, 1)


def forget_handed(tx: Connection, hub: str) -> None:
    """The hub does not hold any more what it had: all of it goes again."""
    tx.execute(delete(local.uploads).where(local.uploads.c.peer == _PEER + hub))


def is_handed_in(tx: Connection, ids: Sequence[str]) -> bool:
    """Return whether some hub holds each of these records and files."""
    wanted = set(ids)
    known = select(func.count(func.distinct(local.uploads.c.sha256))).where(
        local.uploads.c.peer.startswith(_PEER), local.uploads.c.sha256.in_(wanted)
    )
    return bool(wanted) and tx.scalar(known) == len(wanted)


def kinds_of(tx: Connection, ids: Collection[str]) -> tuple[int, int]:
    """Return how many documents and how many exhibits are among these records, as people count them."""
    rows = tx.execute(select(truth.records.c.type, truth.records.c.stream).where(truth.records.c.record_id.in_(list(ids)))).all()
    documents = {row.stream for row in rows if row.type == "form.saved"}
    return len(documents), sum(row.type == "exhibit.added" for row in rows)
