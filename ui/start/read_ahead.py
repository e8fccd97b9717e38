"""Reads the vault's database through once while the person types the passphrase, so that nobody waits for a slow disk afterwards.

Nothing is kept here: what was read lies in the system's page cache, encrypted as on the disk, and makes room as soon as memory is wanted.
docs/decisions/0030.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from io import SEEK_END, FileIO
from mmap import mmap
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from core.platform import memory_bytes, read_beside_database

PIECE = 4 * 1024 * 1024  # bytes; below 1 MiB the system asks a disk for less at a time, above nothing is gained
MEMORY_PART = 0.5  # of the machine's memory: a larger file would push out its own beginning and the other programs
QUIET_MS, PATIENCE_S = 500, 1.0  # the next piece comes when no job has run for so long, or after so long in any case
OpenFile = Callable[[Path], AbstractContextManager[FileIO]]


class ReadAhead(QObject):
    """One thread, which knows neither Qt nor a key. What the disk refuses here, it refuses later to whoever opens the vault."""

    def __init__(self, *, memory: int | None = None, open_file: OpenFile = read_beside_database, patience_s: float = PATIENCE_S) -> None:
        """memory: bytes that this machine has. All three are for tests."""
        super().__init__()
        self._memory = memory_bytes() if memory is None else memory
        self._open_file, self._patience_s = open_file, patience_s
        self._stop, self._may_go_on = threading.Event(), threading.Event()
        self._may_go_on.set()
        self._path: Path | None = None
        self._reader: threading.Thread | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._may_go_on.set)

    @property
    def is_reading(self) -> bool:
        return self._reader is not None and self._reader.is_alive()

    def begin(self, folder: Path) -> None:
        """Read the database of this vault, and no other any more."""
        from core.vault.vault import DATABASE  # at the door, everything that this brings in is there

        path = folder / DATABASE
        if path == self._path and self.is_reading and not self._stop.is_set():
            return
        self.stop()
        self._path, self._stop = path, threading.Event()
        # a daemon: the program does not wait at its end for a disk that does not answer
        self._reader = threading.Thread(target=self._read, args=(path, self._stop, self._reader), name="read-ahead", daemon=True)
        self._reader.start()

    def stop(self) -> None:
        """Read no further than the piece that is under way."""
        self._stop.set()

    def give_way(self, is_idle: bool) -> None:
        """Jobs run, or none any more: what somebody waits for comes first."""
        self._may_go_on.clear()
        (self._quiet.start if is_idle else self._quiet.stop)()

    def _read(self, path: Path, stop: threading.Event, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()  # it may be at the same file
        with suppress(OSError), self._open_file(path) as file, mmap(-1, PIECE) as piece:  # mmap: it is given back whole
            if file.seek(0, SEEK_END) > self._memory * MEMORY_PART:
                return
            file.seek(0)
            while not stop.is_set() and file.readinto(piece):
                self._may_go_on.wait(self._patience_s)
