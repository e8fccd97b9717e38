"""What a folder of parts holds: everything is read, opened and hashed; what cannot be believed does not count."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.exchange.part_files import PartFile, PartFolder, read_part
from core.vault.incoming import Unpacked
from record.errors import NotGenuine, Unreadable
from record.header import record_id
from record.parcel import BlobItem, NoteItem, read_frame
from record.strict_json import parse_strict


@dataclass(slots=True)
class Contents:
    """Record ids and hashes of files that are there whole; which of them each readable part tells of; parts that are damaged."""

    all: set[str] = field(default_factory=set)
    parts: list[tuple[PartFile, frozenset[str]]] = field(default_factory=list)
    damaged: list[PartFile] = field(default_factory=list)
    last: int = 0  # the highest number of a part


class _File:
    """A file whose pieces come one after another."""

    def __init__(self) -> None:
        self.offset, self._seen = 0, sha256()

    def add(self, item: BlobItem) -> bool:
        """Returns whether the file is whole now, and the right one."""
        if item.offset == self.offset:
            self._seen.update(item.piece)
            self.offset += len(item.piece)
        return self.offset == item.total and self._seen.hexdigest() == item.sha256


def look(folder: PartFolder, key: X25519PrivateKey, tell: Callable[[int, int], None], *, bodiless: Collection[str] = ()) -> Contents:
    """Return what the parts hold.

    bodiless: records of which a part was destroyed; without it they are whole. tell: hears how many bytes of all have been read; may
    raise Cancelled. Raises DiskRefused.
    """
    found, parts, files = Contents(), folder.parts(), dict[str, _File]()
    total, done = sum(part.size for part in parts), 0
    for part in parts:
        found.last = max(found.last, part.number)
        tell(done, total)
        inside, whole, unpacked = set[str](), set[str](), Unpacked()
        try:
            if not part.size:
                raise Unreadable("an empty file")
            for sealed in read_part(part.path):
                for item in read_frame(sealed.open(key)):
                    if isinstance(item, BlobItem):
                        inside.add(item.sha256)
                        if item.offset == 0:
                            files[item.sha256] = _File()
                        if item.sha256 in files and files[item.sha256].add(item):
                            whole.add(item.sha256)
                    else:
                        unpacked.add([item])
        except (Unreadable, NotGenuine):
            found.damaged.append(part)
            continue
        whole |= {record_id(one.header) for one in unpacked.take_whole()} | (unpacked.records.keys() & set(bodiless))
        found.all |= whole
        found.parts.append((part, frozenset(inside | whole)))
        done += part.size
    return found


def notes_in(path: Path, key: X25519PrivateKey) -> dict[str, object]:
    """Return the notes of one file of sealed frames. Raises Unreadable, NotGenuine."""
    pieces: dict[str, list[NoteItem]] = {}
    for sealed in read_part(path):
        for item in read_frame(sealed.open(key)):
            if isinstance(item, NoteItem):
                pieces.setdefault(item.name, []).append(item)
    return {name: parse_strict(b"".join(item.piece for item in found)) for name, found in pieces.items()}
