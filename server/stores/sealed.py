"""Taking a sealed frame of a stick: its records like those of a parcel of its office, its pieces of files behind those that came."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from hashlib import sha256

from record.parcel import BlobItem, read_frame
from record.receipt import HeldBlob
from record.sealed_frame import read_sealed_frame
from server.centre import Centre
from server.stores import holdings
from server.stores.contacts import STICK
from server.stores.database import reading, writing
from server.stores.destruction import is_file_gone
from server.stores.receipts import keep_receipt, keep_statement, receipt_for, stored_receipt
from server.stores.spool import Superseded
from server.stores.take import Intake, Sender


class NotForCentre(Exception):
    """The frame is sealed to others only."""


def take_sealed(centre: Centre, sealed: bytes, *, brought_by: str, spool_of: str) -> bytes:
    """Keep what a sealed frame holds and return the receipt for the office whose it is, after the commit.

    brought_by: the device that carried it. spool_of: under whose name unfinished files wait, so that nobody can spoil those of
    another carrier. Only files that a believed record of the office names are kept. Raises Unreadable, NotGenuine, NotForCentre.
    """
    frame = read_sealed_frame(sealed)
    digest = sha256(sealed).hexdigest()
    with reading(centre.engine) as tx:
        if (before := stored_receipt(tx, digest, frame.office)) is not None:
            return before
    seal = centre.key.seal_named_in(frame.to)
    if not centre.takes(frame.office) or seal is None:
        raise NotForCentre
    items = read_frame(frame.open(seal))
    pieces = [item for item in items if isinstance(item, BlobItem)]
    with writing(centre.engine) as tx:
        taken = Intake(tx, Sender(brought_by, frame.office, is_carried=True), centre.limits).take(items)
    whole, is_settled = _take_pieces(centre, pieces, frame.office, f"{spool_of}+")
    with writing(centre.engine) as tx:
        if (before := stored_receipt(tx, digest, frame.office)) is not None:  # it came twice at once
            return before
        signed = receipt_for(tx, taken.logs, key=centre.key, at=centre.now(), blobs=whole, refused=taken.refused)
        if is_settled:  # else the same frame may bring its piece once the one before it has come
            keep_receipt(tx, digest, frame.office, signed.to_bytes())
        if taken.logs or whole or taken.refused:
            keep_statement(tx, signed, office=frame.office, scope=(frame.office,))
    if taken.logs or whole:
        centre.contacts.note(frame.office, STICK)
    return signed.to_bytes()


def _take_pieces(centre: Centre, pieces: Iterable[BlobItem], office: str, spool: str) -> tuple[tuple[HeldBlob, ...], bool]:
    whole, is_settled = list[HeldBlob](), True
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
            with writing(centre.engine) as tx:
                holdings.keep_holding(tx, office, item.sha256, item.total, key=centre.key, at=centre.now())
            whole.append(HeldBlob(item.sha256, item.total))
    return tuple(whole), is_settled


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
