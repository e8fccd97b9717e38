"""Where things lie on a stick, and what can go wrong with one, as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import AppError
from core.vault.errors import DiskRefused

STICK, COPY = "BUKTI", "BUKTI2"  # folders: parcels for others, and second copies
RECEIPT = re.compile(r"R[0-9A-F]{7}\.BUK")
_LOG = re.compile(r"[0-9A-F]{8}")


class StickMissing(AppError):
    code = "stick.missing"


class StickEmpty(AppError):
    code = "stick.empty"


class StickGone(AppError):
    code = "stick.gone"


class StickNotForUs(AppError):
    code = "stick.not_for_us"


def log_folder(folder: Path, log: str) -> Path:
    """Return the folder of one laptop's log on a stick: the first eight digits of its random id, so that it says nothing."""
    return folder / log[:8].upper()


def laptops_in(folder: Path) -> Iterator[Path]:
    """Return the folders of laptops below `folder`, by name; nothing where it is not there."""
    try:
        found = sorted(path for path in folder.iterdir() if _LOG.fullmatch(path.name.upper()) and path.is_dir())
    except OSError:
        return
    yield from found


def receipts_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if RECEIPT.fullmatch(path.name.upper()))
    except OSError:
        return []


def must_be_there(path: Path) -> None:
    """Raises StickMissing when the folder of a stick is not there: it was not put in, or its letter is another one."""
    if not path.is_dir():
        raise StickMissing("The stick or folder is not there.", "Put it in and choose it again.", path=str(path))


@contextmanager
def stick_errors(path: Path) -> Iterator[None]:
    """Turn a stick that was pulled out, or refuses, into a sentence; a full one passes."""
    try:
        yield
    except DiskRefused as error:
        if path.is_dir() and error.title != "Nothing was saved: the disk reports an error.":
            raise
        raise StickGone(
            "The stick cannot be reached any more.", "What was written whole is on it. Put it in and do the same again.", path=str(path)
        ) from error
