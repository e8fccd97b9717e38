"""Whole files: in a folder (embedded default), or in any store that obstore knows (S3 and compatible)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from server.fault import ServerFault

_PIECE = 256 * 1024


class BlobStore(Protocol):
    """Files by their SHA-256. What is in it is whole and was checked."""

    def keep(self, sha256: str, path: Path) -> None:
        """Move a file in, durably; one that is there already stays."""

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Return the bytes from start (included) to end (excluded)."""

    def check(self) -> None:
        """Raises OSError or BaseError when the store does not answer."""


class FolderBlobs:
    """One file a blob, in folders by the first two digits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, sha256: str, path: Path) -> None:
        target = self._path(sha256)
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
        sync_folder(target.parent)
        sync_folder(self._folder)

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        with self._path(sha256).open("rb") as file:
            file.seek(start)
            while start < end and (piece := file.read(min(_PIECE, end - start))):
                start += len(piece)
                yield piece

    def check(self) -> None:
        os.stat(self._folder)  # noqa: PTH116  raises when the folder is gone

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


class ObjectBlobs:
    """A bucket; partial files stay in the spool until they are whole."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def keep(self, sha256: str, path: Path) -> None:
        self._store.put(_key(sha256), path)
        path.unlink()

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, 4 * _PIECE):
            yield bytes(self._store.get_range(_key(sha256), start=at, end=min(end, at + 4 * _PIECE)))

    def check(self) -> None:
        for _ in self._store.list("health/"):
            return


def _key(sha256: str) -> str:
    return f"blobs/{sha256[:2]}/{sha256}"


def open_blobs(url: str) -> BlobStore:
    """Return the store at an address: a folder's path, or s3://bucket/prefix and the like (credentials from the environment).

    Raises ServerFault.
    """
    try:
        return ObjectBlobs(from_url(url)) if "://" in url else FolderBlobs(Path(url))
    except (BaseError, OSError, ValueError) as error:
        raise ServerFault(f"The blob store {url.partition('?')[0]} cannot be opened: {error}") from error


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system knows how (Windows journals a rename with the file)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
