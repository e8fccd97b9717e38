"""Whole files: in a folder (embedded default), or in any store that obstore knows (S3 and compatible)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from obstore.exceptions import BaseError, GenericError
from obstore.store import ObjectStore, from_url

from server.fault import ServerFault

_PIECE = 256 * 1024
_CLIENT: Any = {"connect_timeout": "5 seconds", "timeout": "60 seconds", "user_agent": "bukti"}
_RETRY: Any = {"max_retries": 2, "retry_timeout": timedelta(seconds=15)}  # then the laptop is told to come again


class BlobStore(Protocol):
    """Files by their SHA-256. What is in it is whole and was checked."""

    def keep(self, sha256: str, path: Path) -> None:
        """Move a file in, durably; one that is there already stays."""

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Return the bytes from start (included) to end (excluded)."""

    def remove(self, sha256: str) -> bool:
        """Remove a file for good, by an order of destruction. Returns whether it was there."""

    def all(self) -> Iterator[tuple[str, int]]:
        """Return SHA-256 and size of every file that is in it."""

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

    def remove(self, sha256: str) -> bool:
        path = self._path(sha256)
        if not path.exists():
            return False
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
        return True

    def all(self) -> Iterator[tuple[str, int]]:
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/*")):
            yield path.name, path.stat().st_size

    def check(self) -> None:
        os.stat(self._folder)  # noqa: PTH116  raises when the folder is gone

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


class ObjectBlobs:
    """A bucket; partial files stay in the spool until they are whole, so that a store that is down for a while costs nobody a byte."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def keep(self, sha256: str, path: Path) -> None:
        try:
            if not self._holds(sha256, path.stat().st_size):
                self._store.put(_key(sha256), path)
        except FileNotFoundError as error:  # so obstore calls a bucket that is gone; the handler of the others answers 503 for it
            raise GenericError(f"the bucket does not take the file: {type(error).__name__}") from error
        path.unlink()

    def _holds(self, sha256: str, size: int) -> bool:
        """Return whether another office brought the same file: it is not written twice."""
        try:
            return int(self._store.head(_key(sha256))["size"]) == size
        except FileNotFoundError:
            return False

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, 4 * _PIECE):
            yield bytes(self._store.get_range(_key(sha256), start=at, end=min(end, at + 4 * _PIECE)))

    def remove(self, sha256: str) -> bool:
        try:
            self._store.head(_key(sha256))
        except FileNotFoundError:
            return False
        self._store.delete(_key(sha256))
        return True

    def all(self) -> Iterator[tuple[str, int]]:
        for run in self._store.list("blobs/"):
            for one in run:
                yield str(one["path"]).rpartition("/")[2], int(one["size"])

    def check(self) -> None:
        for _ in self._store.list("health/"):
            return


def _key(sha256: str) -> str:
    return f"blobs/{sha256[:2]}/{sha256}"


def open_blobs(url: str) -> BlobStore:
    """Return the store at an address: a folder's path, or s3://bucket/prefix and the like (credentials from the environment).

    Raises ServerFault, also for an address that carries a credential: it would stand in the list of processes.
    """
    if "://" not in url:
        try:
            return FolderBlobs(Path(url))
        except OSError as error:
            raise ServerFault(f"The blob store {url} cannot be opened: {error.strerror}.") from error
    parsed = urlsplit(url)
    if "@" in parsed.netloc or parsed.query:
        raise ServerFault("Give --blobs without key or secret: they come by the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).")
    try:
        is_plain = os.environ.get("AWS_ALLOW_HTTP", "").lower() == "true"  # options of ours would make it pass over this one
        options: Any = {**_CLIENT, "allow_http": is_plain}
        return ObjectBlobs(from_url(url, client_options=options, retry_config=_RETRY))
    except (BaseError, ValueError) as error:
        raise ServerFault(f"The blob store {url} cannot be opened: give --blobs as s3://BUCKET/PREFIX or a folder.") from error


def check_ready(blobs: BlobStore) -> None:
    """Raises ServerFault that says why a store cannot be used: no such bucket, wrong credentials, nobody there."""
    try:
        blobs.check()
    except (BaseError, OSError) as error:
        said = str(error)
        if "NoSuchBucket" in said or isinstance(error, FileNotFoundError):
            why = "the bucket (or folder) is not there: make it first, or name another with --blobs"
        elif any(code in said for code in ("403 Forbidden", "401 Unauthorized", "SignatureDoesNotMatch", "InvalidAccessKeyId")):
            why = "it refuses the credentials: look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION in the environment"
        elif "missing" in said.lower() and "credential" in said.lower():
            why = "no credentials are given: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"
        else:
            why = "it does not answer: look at AWS_ENDPOINT, and whether it runs"
        raise ServerFault(f"The blob store cannot be used: {why}.") from error


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system knows how (Windows journals a rename with the file)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
