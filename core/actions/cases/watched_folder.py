"""A folder of this laptop in which new files are looked for: photos from a phone, scans from a scanner. Nothing in it is ever changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from core.actions.cases.exhibits import files_in
from core.errors import AppError
from core.vault import local
from core.vault.vault import Vault
from core.vault.views import exhibits

Which = Literal["photo_folder", "scan_folder"]
PHOTOS: Which = "photo_folder"
SCANS: Which = "scan_folder"
UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart")
SCAN_KINDS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic")

Mark = tuple[str, int, int]  # path within the folder, size in bytes, time of the last change in nanoseconds


class FolderGone(AppError):
    code = "folder.gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderLook:
    """What a look found. new: files that are whole and not in a case yet; growing: how many are still being written."""

    folder: str
    new: tuple[Path, ...] = ()
    growing: int = 0
    trouble: AppError | None = None


def watched_folder(vault: Vault, which: Which) -> str:
    """Return the folder that was named, an empty text when none was."""
    with vault.read() as tx:
        return str(local.setting(tx, which) or "")


def watch_folder(vault: Vault, which: Which, folder: Path | None) -> None:
    """Look in this folder from now on, or in none. What lies in it already is not new. Raises FolderGone when it cannot be read."""
    there = [list(one) for one in _marks(folder, which)] if folder is not None else []
    with vault.write() as tx:
        local.keep_setting(tx, which, str(folder or ""))
        local.keep_setting(tx, f"{which}_old", there)


def put_aside(vault: Vault, which: Which, paths: Iterable[Path]) -> None:
    """These files are not new any more: taken in, or not wanted. They stay where they are; one that changes is new again."""
    if not (folder := watched_folder(vault, which)):
        return
    marks = {mark for path in paths if (mark := _mark(Path(folder), path)) is not None}
    with vault.write() as tx:
        local.keep_setting(tx, f"{which}_old", [list(one) for one in sorted(_old(local.setting(tx, f"{which}_old")) | marks)])


class FolderWatch:
    """Looks again and again; a file is whole when it is the same at two looks. For one thread at a time."""

    def __init__(self, vault: Vault, which: Which) -> None:
        self._vault, self._which = vault, which
        self._last: set[Mark] = set()

    def look(self) -> FolderLook:
        """Return what is new. A folder that is not there is told in `trouble`, never raised."""
        with self._vault.read() as tx:
            named = str(local.setting(tx, self._which) or "")
            old = _old(local.setting(tx, f"{self._which}_old"))
        if not named:
            return FolderLook(folder="")
        folder = Path(named)
        try:
            marks = _marks(folder, self._which) - old
        except FolderGone as error:
            return FolderLook(folder=named, trouble=error)
        whole, self._last = marks & self._last, marks
        growing = len(marks) - len(whole)
        if self._which == PHOTOS and whole:
            whole -= self._in_a_case(whole)
        return FolderLook(folder=named, new=tuple(folder / name for name, _size, _time in sorted(whole)), growing=growing)

    def _in_a_case(self, marks: set[Mark]) -> set[Mark]:
        """Those of which an exhibit has name and size: dropped into a case by hand, or taken before the person stopped."""
        c = exhibits.exhibits.c
        sizes = list({size for _name, size, _time in marks})
        with self._vault.read() as tx:
            known = {
                (row.file_name, row.size)
                for start in range(0, len(sizes), 500)
                for row in tx.execute(select(c.file_name, c.size).where(c.size.in_(sizes[start : start + 500])))
            }
        return {mark for mark in marks if (Path(mark[0]).name, mark[1]) in known}


def _marks(folder: Path, which: Which) -> set[Mark]:
    if not folder.is_dir():
        raise _gone(folder)
    try:
        paths = files_in([folder])
    except OSError as error:
        raise _gone(folder) from error
    wanted = [path for path in paths if which == PHOTOS or path.suffix.casefold() in SCAN_KINDS]
    found = (_mark(folder, path) for path in wanted if path.suffix.casefold() not in UNFINISHED)
    return {mark for mark in found if mark is not None and mark[1]}


def _mark(folder: Path, path: Path) -> Mark | None:
    try:
        told = path.stat()
        return path.relative_to(folder).as_posix(), told.st_size, told.st_mtime_ns
    except (OSError, ValueError):  # gone since, or no file of this folder
        return None


def _gone(folder: Path) -> FolderGone:
    return FolderGone(
        "The folder {folder} cannot be read.",
        "Plug the stick, card or phone in again, or name another folder in Settings.",
        folder=folder.name or str(folder),
    )


def _old(kept: object) -> set[Mark]:
    return {(str(one[0]), int(one[1]), int(one[2])) for one in kept} if isinstance(kept, list) else set()
