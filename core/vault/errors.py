"""What can go wrong with a vault, as sentences for the person in front of it."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import AppError


class WrongPassphrase(AppError):
    code = "vault.wrong_passphrase"


class VaultMissing(AppError):
    code = "vault.missing"


class VaultDamaged(AppError):
    code = "vault.damaged"


class VaultNewer(AppError):
    code = "vault.newer"


class VaultExists(AppError):
    code = "vault.exists"


class VaultBusy(AppError):
    code = "vault.busy"


class DiskRefused(AppError):
    code = "disk.refused"


class NoRoom(DiskRefused):
    code = "disk.no_room"


class AccessEnded(AppError):
    code = "person.access_ended"


class NotSealedToMe(AppError):
    code = "part.not_for_me"


def wrong_passphrase() -> WrongPassphrase:
    return WrongPassphrase("The passphrase is wrong.", "Type it again; capital letters count. If it is forgotten, use the recovery sheet.")


def vault_busy() -> VaultBusy:
    return VaultBusy("The vault is busy with another program.", "Wait a moment and try again; close other Bukti windows.")


def damaged() -> VaultDamaged:
    return VaultDamaged(
        "The vault is damaged and was not opened.",
        "Nothing was changed. Copy the whole folder to a safe place and restore the second copy.",
    )


def newer() -> VaultNewer:
    return VaultNewer(
        "The vault was made by a newer version of Bukti and was not opened.",
        "Nothing was changed. Install the newest version, then open it again.",
    )


_KEPT_FREE = 64 * 1024 * 1024  # bytes, so that records can go on being written


def check_room(folder: Path, size: int) -> None:
    """Raises NoRoom, before anything is written, when a file of `size` bytes would fill the disk of `folder`."""
    with disk_errors(folder):
        free = shutil.disk_usage(next(one for one in (folder, *folder.parents) if one.exists())).free
    if size + _KEPT_FREE > free:
        raise NoRoom(
            "There is no room for this file of {size_mb} MB: {free_mb} MB are free, of which {kept_mb} MB stay free for forms.",
            "Nothing was written. Free some space, or keep the file on another disk and note that as an exhibit.",
            size_mb=-(-size // 1_000_000),
            free_mb=free // 1_000_000,
            kept_mb=_KEPT_FREE // 1_000_000,
        )


_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def disk_errors(where: Path) -> Iterator[None]:
    """Turn the system's refusals to write into sentences. where: the folder or file that is being written."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskRefused("Nothing was saved: the disk is full.", "Free some space, then try again.", path=str(where)) from error
        if error.errno in _REFUSED:
            raise DiskRefused(
                "Nothing was saved: the folder cannot be written.",
                "Choose another folder, or ask for the right to write there.",
                path=str(where),
            ) from error
        if error.errno == errno.EFBIG:
            raise DiskRefused(
                "Nothing was saved: the file is larger than this disk can hold.",
                "A stick with FAT32 holds files of up to 4 GiB: use another disk, or have it formatted as exFAT.",
                path=str(where),
            ) from error
        raise DiskRefused(
            "Nothing was saved: the disk reports an error.",
            "Check the disk or stick, then try again.",
            path=str(where),
            errno=error.errno or 0,
        ) from error
