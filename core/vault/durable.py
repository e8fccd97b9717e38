"""The one way in which a file of the vault reaches the disk: whole and durable, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.platform import sync_folder
from core.vault.errors import disk_errors
from core.vault.ids import new_log_id

SYNCED_EVERY = 64 * 1024 * 1024  # bytes of one file: else all of a video would wait for its end, and nobody could say how far it is


def write_durably(target: Path, pieces: Iterable[bytes]) -> None:
    """Write pieces to a temporary name, fsync, rename, fsync the folder. A crash leaves the old file or the new one.

    Raises DiskRefused when the disk is full or the folder cannot be written; whatever is raised, also by `pieces`, nothing is left behind.
    """
    temp = target.with_name(f".{new_log_id()}.new")
    with disk_errors(target.parent):
        make_folder(target.parent)
        try:
            with temp.open("xb") as file:
                waiting = 0
                for piece in pieces:
                    with _refusal_means_full():
                        file.write(piece)
                        waiting += len(piece)
                        if waiting >= SYNCED_EVERY:
                            file.flush()
                            os.fsync(file.fileno())
                            waiting = 0
                with _refusal_means_full():
                    file.flush()
                    os.fsync(file.fileno())
            temp.replace(target)
        except BaseException:
            temp.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)


@contextmanager
def _refusal_means_full() -> Iterator[None]:
    """A disk that has taken the file's name and then may not take its bytes is full: so some drivers of FAT say it."""
    try:
        yield
    except PermissionError as error:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error


def make_folder(folder: Path) -> None:
    """Make a folder and all above it, each durable in its parent."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
