"""A file that is on its way into the vault: encrypted from its first byte on, and kept when the line breaks."""

from __future__ import annotations

import os
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from core.errors import AppError
from core.platform import close_and, hold, sync_folder
from core.vault.blobs import MAGIC, SALT_BYTES, SEGMENT, TAG, BlobDamaged, BlobStore, segment_nonce
from core.vault.durable import make_folder
from core.vault.errors import disk_errors

_HEAD = len(MAGIC) + SALT_BYTES
_TAIL_NONCE = 12
_TAIL_MAX = SEGMENT - _TAIL_NONCE - 1  # a tail is never as long as a segment, so that the length of the file tells them apart


class BlobBusy(AppError):
    code = "blob.busy"


class PartialBlob:
    """The first bytes of a blob. On disk it is the blob file itself as far as it goes: whole segments, and behind them what has
    come of the next one, under a nonce of its own. Use by one thread, as a context manager: what came is kept at the end.
    """

    def __init__(self, blobs: BlobStore, digest: str, size: int) -> None:
        """Take up what an earlier attempt left. size: bytes of the whole plaintext. Raises DiskRefused, and BlobBusy while the same file
        comes by another way (from the centre, a stick, a station, a phone): two writers would spoil each other's bytes.
        """
        self._blobs, self._digest, self._size = blobs, digest, size
        self._path = partial_folder(blobs) / blobs.path(digest).name
        self._seen, self._tail, self._number = sha256(), bytearray(), 0
        with disk_errors(self._path):
            make_folder(self._path.parent)
            self._file = self._resume() or self._afresh()

    @property
    def offset(self) -> int:
        """How many bytes of plaintext have come."""
        return self._number * SEGMENT + len(self._tail)

    def add(self, piece: bytes) -> None:
        """Take the next bytes. Raises DiskRefused, and BlobDamaged when more come than the file is long."""
        if self.offset + len(piece) > self._size:
            raise _another(self._digest)
        self._seen.update(piece)
        self._tail += piece
        with disk_errors(self._path):
            while (len(self._tail) >= SEGMENT and self.offset < self._size) or len(self._tail) > SEGMENT:
                self._file.write(self._aead.encrypt(segment_nonce(self._number, last=False), bytes(self._tail[:SEGMENT]), None))
                del self._tail[:SEGMENT]
                self._number += 1

    def finish(self) -> None:
        """Make it a blob of the vault, durably. Raises BlobDamaged when it is another file (and forgets it then), DiskRefused."""
        if self.offset != self._size or self._seen.hexdigest() != self._digest:
            self.forget()
            raise _another(self._digest)
        target = self._blobs.path(self._digest)
        with disk_errors(target):
            self._file.write(self._aead.encrypt(segment_nonce(self._number, last=True), bytes(self._tail), None))
            self._file.flush()
            os.fsync(self._file.fileno())
            make_folder(target.parent)
            if self._blobs.has(self._digest) and self._blobs.check(self._digest, self._size) is not None:
                self._blobs.put_aside(self._digest)
            close_and(self._file, partial(self._path.replace, target))
            sync_folder(target.parent)

    def forget(self) -> None:
        """Throw away what came."""
        close_and(self._file, partial(self._path.unlink, missing_ok=True))

    def __enter__(self) -> PartialBlob:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        if self._file.closed:
            return
        with disk_errors(self._path), self._file:
            if tail := bytes(self._tail[:_TAIL_MAX]):
                nonce = os.urandom(_TAIL_NONCE)  # never a segment's: the same segment will be written under that one later
                self._file.write(nonce + self._aead.encrypt(nonce, tail, b"tail"))

    def _resume(self) -> BinaryIO | None:
        """Return the open file, ready to go on; None when there is none or it cannot be read (a crash may have torn it)."""
        if not self._path.exists():
            return None
        file = self._held()
        try:
            head = file.read(_HEAD)
            if len(head) < _HEAD or not head.startswith(MAGIC):
                raise ValueError("no head")
            self._aead = self._blobs.cipher(head[len(MAGIC) :])
            whole = (self._path.stat().st_size - _HEAD) // (SEGMENT + TAG)
            for number in range(whole):
                self._seen.update(self._aead.decrypt(segment_nonce(number, last=False), file.read(SEGMENT + TAG), None))
            self._number, self._tail = whole, bytearray(self._read_tail(file.read()))
            self._seen.update(self._tail)
            if self.offset > self._size:
                raise ValueError("longer than the file")
        except (InvalidTag, ValueError):
            file.close()
            self._seen, self._tail, self._number = sha256(), bytearray(), 0
            return None
        file.seek(_HEAD + whole * (SEGMENT + TAG))
        file.truncate()
        return file

    def _read_tail(self, sealed: bytes) -> bytes:
        try:
            return self._aead.decrypt(sealed[:_TAIL_NONCE], sealed[_TAIL_NONCE:], b"tail") if sealed else b""
        except (InvalidTag, ValueError):
            return b""  # the program was killed in the middle of it: the whole segments before it hold

    def _afresh(self) -> BinaryIO:
        salt = os.urandom(SALT_BYTES)
        self._aead = self._blobs.cipher(salt)
        self._path.touch()
        file = self._held()
        file.truncate()
        file.write(MAGIC + salt)
        return file

    def _held(self) -> BinaryIO:
        file = self._path.open("r+b")
        if not hold(file, self._path):
            file.close()
            raise BlobBusy("This file is coming by another way just now.", "Try it again in a moment.", sha256=self._digest)
        return file


def partial_folder(blobs: BlobStore) -> Path:
    """Return the folder of files that are on their way."""
    return blobs.folder.parent / "partial"


def _another(digest: str) -> BlobDamaged:
    return BlobDamaged("The file that came is not the one that was asked for.", "Fetch it again.", sha256=digest)
