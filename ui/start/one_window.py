"""One window on one vault: a second one would show what the first has not saved yet. Commands may work beside it."""

from __future__ import annotations

import errno
from pathlib import Path

from PySide6.QtCore import QLockFile

from core.actions.office.one_window import already_open
from core.vault.durable import make_folder
from core.vault.errors import disk_errors

NAME = "window.lock"


def claim(folder: Path) -> QLockFile:
    """Return the lock of a vault folder, to be kept as long as the window is on it; it ends with the process in any case.

    Raises WindowOpen when another window has it, DiskRefused when the folder cannot be written.
    """
    with disk_errors(folder):
        make_folder(folder)
    lock = QLockFile(str(folder / NAME))
    lock.setStaleLockTime(0)  # never by age: only when its process is gone
    if lock.tryLock(0):
        return lock
    if lock.error() == QLockFile.LockError.LockFailedError:
        raise already_open(folder)
    with disk_errors(folder):
        raise PermissionError(errno.EACCES, "the lock cannot be written")
