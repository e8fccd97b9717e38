"""A stick that is put in at the centre itself: its sealed parts taken, the receipts laid onto it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from record.errors import NotGenuine, Unreadable
from record.parcel import StatementItem, frames
from record.receipt import Signed
from record.sealed_frame import read_sealed_file
from server.centre import Centre
from server.fault import ServerFault
from server.obey import obey_if_embedded
from server.stores.sealed import NotForCentre, take_sealed

_LAPTOP, _PART = re.compile(r"[0-9A-F]{8}"), re.compile(r"P[0-9]{7}\.BUK")
_BY = "stick"  # in `brought_by`: no device, but the centre's own people


@dataclass(slots=True)
class StickTaken:
    """frames: how many were taken; faults: parts that are damaged or for others (path: reason)."""

    frames: int = 0
    faults: dict[str, str] | None = None


def take_stick(centre: Centre, path: Path) -> StickTaken:
    """Take every part on a stick that is sealed to this centre. Raises ServerFault when there is none to read."""
    root = path / "BUKTI"
    if not root.is_dir():
        raise ServerFault(f"There are no parcels in {path}: name the folder in which BUKTI lies.")
    taken = StickTaken(faults={})
    assert taken.faults is not None
    for laptop in sorted(one for one in root.iterdir() if _LAPTOP.fullmatch(one.name.upper())):
        receipts: list[bytes] = []
        for part in sorted(one for one in laptop.glob("*/*") if _PART.fullmatch(one.name.upper())):  # FAT may show capitals as small
            try:
                for receipt in _take(centre, part):
                    taken.frames += 1
                    receipts.append(receipt)
            except NotForCentre:
                taken.faults[str(part)] = "not sealed to this centre"
            except (Unreadable, NotGenuine, OSError) as error:
                taken.faults[str(part)] = str(error)
        _lay_down(laptop, receipts, [one.to_bytes() for one in centre.key.successions])
    obey_if_embedded(centre)
    return taken


def _take(centre: Centre, part: Path) -> Iterator[bytes]:
    with part.open("rb") as source:
        for frame in read_sealed_file(source):
            yield take_sealed(centre, frame.raw, brought_by=_BY, spool_of=_BY)


def _lay_down(laptop: Path, receipts: list[bytes], successions: list[bytes]) -> None:
    """Lay the receipts down, behind what tells of changes of the centre's key: else a laptop might not know who signed them."""
    telling = [one for one in receipts if b'"log"' in (body := Signed.from_bytes(one).body) or b'"size"' in body]
    if not telling:
        return
    packed = b"".join(frames(StatementItem(one) for one in (*successions, *telling)))
    target = laptop / f"R{sha256(packed).hexdigest()[:7].upper()}.BUK"
    temp = target.with_suffix(".new")
    with temp.open("wb") as file:
        file.write(packed)
        file.flush()
        os.fsync(file.fileno())
    temp.replace(target)
