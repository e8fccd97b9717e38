"""A stick that is put in at the centre itself: its sealed parts taken, the receipts and the ended devices laid onto it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from record.errors import NotGenuine, Unreadable
from record.parcel import StatementItem, frames
from record.receipt import Signed
from record.sealed_frame import read_sealed_file
from server.centre import Centre
from server.fault import ServerFault
from server.obey import obey_if_embedded
from server.stores.database import reading
from server.stores.offices import revocation_for
from server.stores.sealed import NotForCentre, SealedTaken, take_sealed

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
    reading_on = {laptop: _Laptop() for laptop in sorted(one for one in root.iterdir() if _LAPTOP.fullmatch(one.name.upper()))}
    early = list[tuple[Path, _Laptop]]()
    for folder, laptop in reading_on.items():
        for part in sorted(one for one in folder.glob("*/*") if _PART.fullmatch(one.name.upper())):  # FAT may show capitals as small
            try:
                for office, found in _take(centre, part):
                    taken.frames += 1
                    laptop.receipts.append(found.receipt)
                    laptop.offices.add(office)
                    if not found.is_settled and (part, laptop) not in early:
                        early.append((part, laptop))
            except NotForCentre:
                taken.faults[str(part)] = "not sealed to this centre"
            except (Unreadable, NotGenuine, OSError) as error:
                taken.faults[str(part)] = str(error)
    for part, laptop in early:  # what they wait for may have lain in another laptop's parts
        with suppress(Unreadable, NotGenuine, NotForCentre, OSError):  # named above
            for _, found in _take(centre, part):
                laptop.receipts.append(found.receipt)
    for folder, laptop in reading_on.items():
        receipts = list(dict.fromkeys(laptop.receipts))
        _lay_down(folder, receipts, [one.to_bytes() for one in centre.key.successions], _ended(centre, laptop.offices))
    obey_if_embedded(centre)
    return taken


@dataclass(slots=True)
class _Laptop:
    """What the parts of one laptop's folder brought."""

    receipts: list[bytes] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)


def _take(centre: Centre, part: Path) -> Iterator[tuple[str, SealedTaken]]:
    """Yield whose each frame is, and what became of it."""
    with part.open("rb") as source:
        for frame in read_sealed_file(source):
            yield frame.office, take_sealed(centre, frame.raw, brought_by=_BY, spool_of=_BY)


def _ended(centre: Centre, offices: set[str]) -> list[Signed]:
    with reading(centre.engine) as tx:
        told = [revocation_for(tx, office, key=centre.key, at=centre.now()) for office in sorted(offices)]
    return [one for one in told if one is not None]


def _lay_down(laptop: Path, receipts: list[bytes], successions: list[bytes], ended: list[Signed]) -> None:
    """Lay the receipts down, behind what tells of changes of the centre's key: else a laptop might not know who signed them."""
    telling = [one for one in receipts if b'"log"' in (body := Signed.from_bytes(one).body) or b'"size"' in body]
    if not (telling or ended):
        return
    kept = [*successions, *telling]
    packed = b"".join(frames(StatementItem(one) for one in (*kept, *(one.to_bytes() for one in ended))))
    named = sha256(b"".join(kept)).hexdigest()  # the ended are signed anew each time, and the same stick again gets no second file
    target = laptop / f"R{named[:7].upper()}.BUK"
    temp = target.with_suffix(".new")
    with temp.open("wb") as file:
        file.write(packed)
        file.flush()
        os.fsync(file.fileno())
    temp.replace(target)
