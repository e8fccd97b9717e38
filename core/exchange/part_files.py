"""A folder of numbered part files on a stick or second disk: each written whole or not at all, each readable by itself."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.vault.durable import make_folder, write_durably
from core.vault.errors import disk_errors
from record.errors import Unreadable
from record.sealed_frame import SealedFrame, read_sealed_file

PART_BYTES = 16 * 1024 * 1024  # what at most is lost when a stick is pulled out while a part is being written; FAT32 allows 4 GiB
A_FOLDER = 100  # parts in one folder: FAT looks through a folder from its beginning
_PART = re.compile(r"P([0-9]{7})\.BUK")
_LEFT_OVER = re.compile(r"\.[0-9a-f-]{36}\.new")  # of durable.py, when the stick was pulled out


@dataclass(frozen=True, slots=True)
class PartFile:
    """One part on the disk; size in bytes."""

    path: Path
    number: int
    size: int


class PartFolder:
    """Part files of one laptop, in folders of a hundred; plain 8.3 names in capitals, which every system can write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def parts(self) -> list[PartFile]:
        """Return the parts by number. Raises DiskRefused when the disk cannot be read."""
        with disk_errors(self.folder):
            if not self.folder.is_dir():
                return []
            found = [
                PartFile(path, int(match[1]), path.stat().st_size)
                for below in self.folder.iterdir()
                if below.is_dir()
                for path in below.iterdir()
                if (match := _PART.fullmatch(path.name.upper()))
            ]
        return sorted(found, key=lambda part: part.number)

    def write(self, number: int, pieces: Iterable[bytes]) -> PartFile:
        """Write one part durably: it is there whole afterwards, or not at all. Raises DiskRefused."""
        path = self.path(number)
        size = 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for piece in pieces:
                size += len(piece)
                yield piece

        write_durably(path, counted())
        return PartFile(path, number, size)

    def path(self, number: int) -> Path:
        return self.folder / f"D{number // A_FOLDER:05}" / f"P{number:07}.BUK"

    def sweep(self) -> None:
        """Take away what a writing that was cut off has left: files that never got their name. Raises DiskRefused."""
        with disk_errors(self.folder):
            for path in self.folder.rglob("*.new") if self.folder.is_dir() else ():
                if _LEFT_OVER.fullmatch(path.name):
                    path.unlink(missing_ok=True)

    def remove(self, part: PartFile) -> None:
        with disk_errors(part.path):
            part.path.unlink(missing_ok=True)


def read_part(path: Path) -> Iterator[SealedFrame]:
    """Return the sealed frames of a part. Raises Unreadable (record.sealed_frame.Newer) at the first bad one, or when it cannot be read."""
    try:
        with path.open("rb") as source:
            yield from read_sealed_file(source)
    except OSError as error:
        raise Unreadable("the file cannot be read") from error


def room_on(folder: Path) -> int:
    """Return how many bytes are free where the folder is; it is made if it is not there. Raises DiskRefused.

    A file system that does not tell its size (some drivers say zero of zero) is taken to have room: a full one shows when it refuses.
    """
    with disk_errors(folder):
        make_folder(folder)
        usage = shutil.disk_usage(folder)
        return usage.free if usage.total else sys.maxsize
