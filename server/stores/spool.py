"""Files on their way: bytes are appended as they come; how far is the length of the partial file; the newest attempt wins."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from server.stores.blobs import sync_folder

_SYNC_EVERY = 4 * 1024 * 1024
PARCELS = "~"  # behind an office's code: its parcels on their way; a file of the same name lies apart
_PARCELS_MAX, _PARCEL_DAYS = 32, 2  # of an office: what its laptops have given up is not kept for ever


class Superseded(Exception):
    """A newer attempt for the same file has begun."""


class Spool:
    """Partial files by office and SHA-256. One process serves one spool; a proxy before several keeps an office on one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._newest: dict[Path, tuple[str, Lock]] = {}
        self._door = Lock()

    def held(self, office: str, sha256: str) -> int:
        """Return how many bytes of a file are here."""
        path = self._path(office, sha256)
        return path.stat().st_size if path.exists() else 0

    def begin(self, office: str, sha256: str, attempt: str) -> int:
        """Make this attempt the one that may write. Returns the offset; older attempts write nothing from now on."""
        path = self._path(office, sha256)
        with self._door:
            lock = self._newest[path][1] if path in self._newest else Lock()
            self._newest[path] = (attempt, lock)
        with lock:
            return self.held(office, sha256)

    def append(self, office: str, sha256: str, attempt: str, piece: bytes, *, at: int) -> int:
        """Append at offset `at` and return the new length; every 4 MiB are made durable. Raises Superseded."""
        path = self._path(office, sha256)
        with self._lock_of(path, attempt):
            self._check_newest(path, attempt)
            with path.open("ab") as file:
                if file.tell() != at:
                    raise Superseded
                file.write(piece)
                file.flush()
                length = at + len(piece)
                if at // _SYNC_EVERY != length // _SYNC_EVERY:
                    os.fsync(file.fileno())
            return length

    def rest(self, office: str, sha256: str, attempt: str) -> None:
        """Make durable what came; the attempt ends here."""
        path = self._path(office, sha256)
        if path.exists():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
            sync_folder(self.folder)
        with self._door:
            if path in self._newest and self._newest[path][0] == attempt:
                del self._newest[path]

    def finish(self, office: str, sha256: str, attempt: str, keep: Callable[[Path], None]) -> bool:
        """Hand the whole file to `keep`, which moves it away. Returns False, and drops it, when its bytes are not those of its name.

        Raises Superseded.
        """
        path = self._path(office, sha256)
        with self._lock_of(path, attempt):
            self._check_newest(path, attempt)
            with path.open("ab") as file:  # makes a file of 0 bytes, which has had no piece
                os.fsync(file.fileno())
            with path.open("rb") as file:
                is_right = hashlib.file_digest(file, "sha256").hexdigest() == sha256
            if is_right:
                keep(path)
            else:
                path.unlink()
            return is_right

    def whole(self, office: str, sha256: str, attempt: str) -> bytes | None:
        """Return all bytes, which stay here until they are dropped; None, and dropped, when they are not those of their name.

        Raises Superseded.
        """
        path = self._path(office, sha256)
        with self._lock_of(path, attempt):
            content = path.read_bytes() if path.exists() else b""
            if hashlib.sha256(content).hexdigest() == sha256:
                return content
            path.unlink(missing_ok=True)
            return None

    def make_room(self, office: str) -> None:
        """Remove what was left lying under this name: the oldest of many, and what nobody has gone on with for days."""
        with suppress(FileNotFoundError):  # another thread was quicker
            lying = sorted(((path.stat().st_mtime, path) for path in self.folder.glob(f"{office}_*.part")), reverse=True)
            for place, (at, path) in enumerate(lying):
                if place >= _PARCELS_MAX or at < time.time() - _PARCEL_DAYS * 86_400:
                    path.unlink(missing_ok=True)

    def drop(self, office: str, sha256: str) -> None:
        self._path(office, sha256).unlink(missing_ok=True)

    def drop_all(self, sha256: str) -> None:
        """Remove what has come of a file from whomever: it was ordered to be destroyed."""
        for path in self.folder.glob(f"*_{sha256}.part"):
            path.unlink(missing_ok=True)

    def drop_parcels(self) -> None:
        """Remove all parcels on their way: any of them may hold what was just ordered to be destroyed. They begin anew."""
        for path in self.folder.glob(f"*{PARCELS}_*.part"):
            path.unlink(missing_ok=True)

    def _check_newest(self, path: Path, attempt: str) -> None:
        if path not in self._newest or self._newest[path][0] != attempt:
            raise Superseded

    def _lock_of(self, path: Path, attempt: str) -> Lock:
        with self._door:
            self._check_newest(path, attempt)
            return self._newest[path][1]

    def _path(self, office: str, sha256: str) -> Path:
        return self.folder / f"{office}_{sha256}.part"
