"""One window on one vault: a second one would show what the first has not saved yet. Commands may work beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile

from core.errors import AppError
from core.vault.durable import make_folder
from core.vault.errors import DiskRefused, disk_errors

NAME = "window.lock"


class WindowOpen(AppError):
    code = "window.open"


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
        raise WindowOpen("Bukti is already open on this vault.", "Switch to that window; it may be hidden behind others.", path=str(folder))
    raise DiskRefused(
        "Nothing was saved: the folder cannot be written.", "Choose another folder, or ask for the right to write there.", path=str(folder)
    )
