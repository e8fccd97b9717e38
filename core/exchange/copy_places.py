"""The second copy on its disk: the vault's header, sealed parts, and one file with what belongs to this laptop alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.errors import AppError
from core.exchange.part_files import PartFile, PartFolder
from core.exchange.stick_places import COPY, laptops_in, log_folder
from core.vault.errors import disk_errors
from core.vault.header_names import NAMES
from core.vault.keys import derive

LOCAL = "LOCAL.BUK"  # drafts and settings, written anew as a whole
SMALL, MANY = 1024 * 1024, 24  # so many parts below this size (bytes) are joined into one


class CopyMissing(AppError):
    code = "copy.missing"


class CopyBusy(AppError):
    code = "copy.busy"


class CopyUnreadable(AppError):
    code = "copy.unreadable"


def copy_key(data_key: bytes) -> X25519PrivateKey:
    """Return the key to which a second copy is sealed: whoever can open the vault can open it, and nobody else."""
    return X25519PrivateKey.from_private_bytes(derive(data_key, "bukti/copy/1"))


def copy_folder(path: Path, log: str) -> Path:
    """Return where the copy of the laptop with this log lies below a disk or stick."""
    return log_folder(path / COPY, log)


def copies_in(path: Path) -> list[Path]:
    """Return the folders of second copies on a disk or stick; also when the folder of one copy itself was chosen."""
    found = [*laptops_in(path / COPY), *laptops_in(path), path]
    return [folder for folder in found if any((folder / name).exists() for name in NAMES)]


def join_small(folder: PartFolder) -> bool:
    """Join the small parts into one when there are many: sealed frames stand alone, so that nothing is opened for it. Returns whether.

    A crash leaves the joined part beside those it was made of, which does no harm. Raises DiskRefused.
    """
    parts = folder.parts()
    small = [part for part in parts if part.size < SMALL]
    if len(small) <= MANY:
        return False
    folder.write(parts[-1].number + 1, _content(small))
    for part in small:
        folder.remove(part)
    return True


def _content(parts: list[PartFile]) -> Iterator[bytes]:
    for part in parts:
        with disk_errors(part.path):
            yield part.path.read_bytes()
