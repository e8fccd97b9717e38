"""Pieces of files in a parcel: small files travel together, and a stick brings all of its files so."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial

from sqlalchemy import Connection

from record.parcel import BlobItem
from record.receipt import HeldBlob
from server.centre import Centre
from server.stores import holdings
from server.stores.database import reading
from server.stores.destruction import is_file_gone
from server.stores.spool import Superseded


def take_pieces(centre: Centre, pieces: Iterable[BlobItem], office: str, spool: str) -> tuple[tuple[HeldBlob, ...], bool]:
    """Keep pieces of files that a held record of the office names, each behind those that came before.

    spool: under whose name unfinished files wait. Returns which are whole now, and whether every piece was of use.
    """
    whole, finished, is_settled = list[HeldBlob](), list[HeldBlob](), True
    for item in pieces:
        with reading(centre.engine) as tx:
            before = holdings.whole(tx, office, item.sha256)
            named = holdings.named_sizes(tx, office, item.sha256)
            is_gone = is_file_gone(tx, office, item.sha256)
        if is_gone:
            continue  # destroyed by order: not taken in again, and nothing more is to come
        if before is not None:
            whole.append(HeldBlob(item.sha256, before[0]))
        elif item.total not in named or item.total > centre.limits.blob_bytes or (came := _append(centre, item, spool)) is None:
            is_settled = False
        elif came:
            finished.append(HeldBlob(item.sha256, item.total))

    def note(tx: Connection) -> None:
        for one in finished:
            holdings.keep_holding(tx, office, one.sha256, one.size, key=centre.key, at=centre.now())

    if finished:
        centre.turns.write(note)
    return (*whole, *finished), is_settled


def _append(centre: Centre, item: BlobItem, spool: str) -> bool | None:
    """Return whether the file is whole now; None when the piece could not be used (another came first, or one before it is missing)."""
    attempt = os.urandom(16).hex()
    held = centre.spool.begin(spool, item.sha256, attempt)
    try:
        if held > item.offset + len(item.piece):
            return False
        if held < item.offset:
            return None
        piece = item.piece[held - item.offset :]
        if piece:
            centre.spool.append(spool, item.sha256, attempt, piece, at=held)
        if held + len(piece) < item.total:
            return False
        keep = partial(centre.blobs.keep, item.sha256)
        return centre.spool.finish(spool, item.sha256, attempt, keep) or None
    except Superseded:
        return None
    finally:
        centre.spool.rest(spool, item.sha256, attempt)
