"""Taking a sealed frame of a stick: its records like those of a parcel of its office, its pieces of files behind those that came."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from record.parcel import BlobItem, read_frame
from record.sealed_frame import read_sealed_frame
from server.centre import Centre
from server.stores.contacts import STICK
from server.stores.database import reading, writing
from server.stores.pieces import take_pieces
from server.stores.receipts import keep_receipt, keep_statement, receipt_for, stored_receipt
from server.stores.take import Intake, Sender


class NotForCentre(Exception):
    """The frame is sealed to others only."""


@dataclass(frozen=True, slots=True)
class SealedTaken:
    """receipt: for the office whose the frame is. is_settled: all in it was of use, or will never be.

    Else a piece of a file came before the record that names it, or before an earlier piece: the frame may do more another time.
    """

    receipt: bytes
    is_settled: bool


def take_sealed(centre: Centre, sealed: bytes, *, brought_by: str, spool_of: str) -> SealedTaken:
    """Keep what a sealed frame holds and return after the commit.

    brought_by: the device that carried it. spool_of: under whose name unfinished files wait, so that nobody can spoil those of
    another carrier. Only files that a believed record of the office names are kept. Raises Unreadable, NotGenuine, NotForCentre.
    """
    frame = read_sealed_frame(sealed)
    digest = sha256(sealed).hexdigest()
    with reading(centre.engine) as tx:
        if (before := stored_receipt(tx, digest, frame.office)) is not None:
            return SealedTaken(before, is_settled=True)
    seal = centre.key.seal_named_in(frame.to)
    if not centre.takes(frame.office) or seal is None:
        raise NotForCentre
    items = read_frame(frame.open(seal))
    pieces = [item for item in items if isinstance(item, BlobItem)]
    with writing(centre.engine) as tx:
        taken = Intake(tx, Sender(brought_by, frame.office, is_carried=True), centre.limits).take(items)
    whole, is_settled = take_pieces(centre, pieces, frame.office, f"{spool_of}+")
    with writing(centre.engine) as tx:
        if (before := stored_receipt(tx, digest, frame.office)) is not None:  # it came twice at once
            return SealedTaken(before, is_settled=True)
        signed = receipt_for(tx, taken.logs, office=frame.office, key=centre.key, at=centre.now(), blobs=whole, refused=taken.refused)
        if is_settled:  # else the same frame may bring its piece once the one before it has come
            keep_receipt(tx, digest, frame.office, signed.to_bytes())
        if taken.logs or whole or taken.refused:
            keep_statement(tx, signed, office=frame.office, scope=(frame.office,))
    if taken.logs or whole:
        centre.contacts.note(frame.office, STICK)
    return SealedTaken(signed.to_bytes(), is_settled)
