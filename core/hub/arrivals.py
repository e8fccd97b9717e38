"""Parts on their way in: pieces appended as they come, and a part acknowledged only when it is whole, checked and durable."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from threading import Lock

from core.hub.limits import HubLimits
from core.platform import sync_folder
from core.vault.durable import make_folder

_KEPT = re.compile(r"([0-9]{8})-([0-9a-f]{64})\.BUK")
_STALE_S = 3 * 24 * 3600


class Superseded(Exception):
    """A newer attempt to bring the same part has begun."""


class NoRoom(Exception):
    """The disk is full."""


class OtherOffset(Exception):
    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part that lies in the hub's folder, whole."""

    path: Path
    device: str
    number: int
    sha256: str


class Arrivals:
    """Safe to use from several threads. Names are made of checked digits only, never of what a laptop says."""

    def __init__(self, folder: Path, limits: HubLimits, *, room: Callable[[Path], int] | None = None) -> None:
        """folder: of the vault; room: bytes free there."""
        self.coming, self.kept = folder / "hub" / "coming", folder / "hub" / "kept"
        self._limits, self._room = limits, room or (lambda path: shutil.disk_usage(path).free)
        self._attempts: dict[Path, str] = {}
        self._locks: dict[Path, Lock] = {}
        self._door = Lock()  # of the two above
        for one in (self.coming, self.kept):
            make_folder(one)
        self._sweep()

    def offset(self, device: str, sha256: str) -> int:
        """Return how many bytes of a part have come."""
        path = self._unfinished(device, sha256)
        return path.stat().st_size if path.exists() else 0

    def begin(self, device: str, sha256: str, attempt: str, *, offset: int, size: int) -> None:
        """Fence off older attempts. Raises OtherOffset where the hub stands elsewhere, NoRoom."""
        path = self._unfinished(device, sha256)
        with self._of(path):
            held = path.stat().st_size if path.exists() else 0
            if held != offset:
                raise OtherOffset(held)
            if not held:
                self._forget_oldest(device)
            if self._room(self.coming) < size - offset + self._limits.room_bytes:
                raise NoRoom
            self._attempts[path] = attempt
            path.touch()

    def append(self, device: str, sha256: str, attempt: str, piece: bytes, *, at: int) -> int:
        """Return the new offset. Raises Superseded, OSError."""
        path = self._unfinished(device, sha256)
        with self._of(path):
            if self._attempts.get(path) != attempt:
                raise Superseded
            with path.open("r+b") as file:
                file.seek(at)
                file.write(piece)
        return at + len(piece)

    def rest(self, device: str, sha256: str, attempt: str) -> None:
        """An attempt has ended: what came is put on the disk."""
        path = self._unfinished(device, sha256)
        with self._of(path):
            if self._attempts.get(path) == attempt:
                del self._attempts[path]
                if path.exists() and path.stat().st_size:
                    _sync(path)
                else:
                    path.unlink(missing_ok=True)

    def finish(self, device: str, sha256: str, attempt: str, *, number: int, check: Callable[[Path], None]) -> bool:
        """Keep a part all of whose bytes are here, durably; only then it may be acknowledged. Returns False when they are not the right
        ones: what came is dropped. check: looks into it, and may raise; the part is dropped then too. Raises Superseded.
        """
        path = self._unfinished(device, sha256)
        with self._of(path):
            if self._attempts.get(path) != attempt:
                raise Superseded
            try:
                with path.open("rb") as file:
                    is_right = file_digest(file, "sha256").hexdigest() == sha256
                if is_right:
                    check(path)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
            if not is_right:
                path.unlink()
                return False
            _sync(path)
            target = self.kept / device / f"{number:08}-{sha256}.BUK"
            make_folder(target.parent)
            path.replace(target)
            sync_folder(target.parent)
        self._forget(path)
        return True

    def waiting(self) -> list[KeptPart]:
        """Return the parts that lie here, those of one laptop in its own order."""
        found = []
        for folder in sorted(self.kept.iterdir()):
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if match := _KEPT.fullmatch(path.name):
                    found.append(KeptPart(path, folder.name, int(match[1]), match[2]))
        return found

    def _of(self, path: Path) -> Lock:
        """One part is worked on by one thread at a time; others go on meanwhile."""
        with self._door:
            return self._locks.setdefault(path, Lock())

    def _forget(self, path: Path) -> None:
        with self._door:
            self._attempts.pop(path, None)
            self._locks.pop(path, None)

    def _forget_oldest(self, device: str) -> None:
        """A laptop has only so many parts on their way: what it has left behind makes room for what it brings."""
        left = sorted(self.coming.glob(f"{device}-*"), key=lambda path: path.stat().st_mtime_ns)
        for path in left[: max(0, len(left) + 1 - self._limits.unfinished)]:
            path.unlink(missing_ok=True)

    def _unfinished(self, device: str, sha256: str) -> Path:
        return self.coming / f"{device}-{sha256}"

    def _sweep(self) -> None:
        """What a laptop has left unfinished for days is forgotten."""
        for path in self.coming.iterdir():
            if time.time() - path.stat().st_mtime > _STALE_S:
                path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
