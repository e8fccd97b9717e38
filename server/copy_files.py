"""Copying all files of the centre into another store: a backup and its way back, each file checked by its hash."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from obstore.exceptions import BaseError

from server.fault import ServerFault
from server.stores.blobs import BlobStore, check_ready, open_blobs


@dataclass(frozen=True, slots=True)
class Copied:
    """copied, there: how many files went over now, and lay there before. damaged: SHA-256 of files with other bytes; they stay behind."""

    copied: int
    there: int
    damaged: tuple[str, ...]


def copy_files(source_url: str, target_url: str) -> Copied:
    """Copy what the target lacks. Addresses as for --blobs. Raises ServerFault when a store does not answer; then do it again."""
    source, target = open_blobs(source_url), open_blobs(target_url)
    for store in (source, target):
        check_ready(store)
    copied, damaged = 0, list[str]()
    try:
        there = dict(target.all())
        missing = [(digest, size) for digest, size in source.all() if there.get(digest) != size]
        with tempfile.TemporaryDirectory(dir=None if "://" in target_url else target_url) as passing:
            for digest, size in missing:
                if _is_whole(source, digest, size, Path(passing) / digest):
                    target.keep(digest, Path(passing) / digest)
                    copied += 1
                else:
                    damaged.append(digest)
    except (BaseError, OSError) as error:
        raise ServerFault(f"Not all files were copied ({copied} were): a store or disk does not answer. Do it again.") from error
    return Copied(copied, len(there), tuple(damaged))


def _is_whole(source: BlobStore, digest: str, size: int, path: Path) -> bool:
    found = sha256()
    with path.open("wb") as file:
        for piece in source.read(digest, 0, size):
            found.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return found.hexdigest() == digest
