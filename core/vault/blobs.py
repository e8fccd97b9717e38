"""The folder of encrypted files beside the database: one file a blob, named so that its name says nothing."""

from __future__ import annotations

import hmac
import os
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import AppError
from core.platform import sync_folder
from core.vault.durable import make_folder, write_durably
from core.vault.errors import check_room, disk_errors
from core.vault.keys import derive
from core.words import say

MAGIC = b"BKB1"
SALT_BYTES = 16
SEGMENT = 1024 * 1024  # bytes of plaintext in a segment
TAG = 16
ASIDE = "damaged"  # folder beside the blobs: files that were found damaged, once the right ones are here
_READ = 1024 * 1024
Told = Callable[[int, int], None]  # hears how many bytes of how many are over, and may raise to stop


class BlobMissing(AppError):
    code = "blob.missing"


class BlobDamaged(AppError):
    code = "blob.damaged"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the vault: SHA-256 and size (bytes) of its plaintext."""

    sha256: str
    size: int


class BlobStore:
    """Files by SHA-256 of their plaintext. Safe to use from any thread."""

    def __init__(self, folder: Path, data_key: bytes) -> None:
        self.folder = folder
        self._name_key = derive(data_key, "bukti/blob/name/1")
        self._file_key = derive(data_key, "bukti/blob/file/1")

    def path(self, digest: str) -> Path:
        """Return where a blob lies: HMAC-SHA256 of its hash, so that a seized disk cannot be asked for a known picture."""
        name = hmac.new(self._name_key, bytes.fromhex(digest), sha256).hexdigest()
        return self.folder / name[:2] / name

    def has(self, digest: str) -> bool:
        return self.path(digest).exists()

    def put_bytes(self, content: bytes) -> Stored:
        """Store bytes durably, also in the place of a file of this hash that was damaged on the disk. Raises DiskRefused."""
        stored = Stored(sha256(content).hexdigest(), len(content))
        if not self._lies_whole(stored):
            pieces = (content[start : start + SEGMENT] for start in range(0, len(content), SEGMENT))
            write_durably(self.path(stored.sha256), self._encrypt(pieces))
        return stored

    def _lies_whole(self, stored: Stored) -> bool:
        """Return whether the file lies here already; one that was damaged makes room for it."""
        if not self.has(stored.sha256):
            return False
        if self.check(stored.sha256, stored.size) is None:
            return True
        self.put_aside(stored.sha256)
        return False

    def put_aside(self, digest: str) -> None:
        """Move what lies in the place of a file and is not that file, so that nobody's bytes are overwritten. Raises DiskRefused."""
        path, before = self.path(digest), self._put_aside(digest)
        target = self.folder.parent / ASIDE / (f"{path.name}.{len(before) + 1}" if before else path.name)
        with disk_errors(target):
            make_folder(target.parent)
            path.replace(target)
            sync_folder(target.parent)
            sync_folder(path.parent)

    def _put_aside(self, digest: str) -> list[Path]:
        return list((self.folder.parent / ASIDE).glob(f"{self.path(digest).name}*"))

    def put_file(self, source: Path, told: Told | None = None) -> Stored:
        """Store a file byte for byte, reading it twice: once for its hash (its name), once to encrypt. Raises DiskRefused.

        The second reading is hashed too, so that a file that changes meanwhile is refused. Raises NoRoom before either. told: of the
        bytes of both readings; what it raises to stop leaves nothing behind.
        """
        with disk_errors(source), source.open("rb") as file:
            check_room(self.folder, os.fstat(file.fileno()).st_size)
            stored = _hash(file, told)
            if self._lies_whole(stored):
                return stored
            file.seek(0)
            check = sha256()

            def pieces() -> Iterator[bytes]:
                while piece := file.read(SEGMENT):
                    if told is not None:
                        told(stored.size + file.tell() - len(piece), 2 * stored.size)
                    check.update(piece)
                    yield piece
                if check.hexdigest() != stored.sha256:
                    raise BlobDamaged(
                        "The file changed while it was being read; nothing was stored.", "Close other programs that use it and try again."
                    )

            write_durably(self.path(stored.sha256), self._encrypt(pieces()))
        return stored

    def take_plain_file(self, source: Path, digest: str) -> Stored:
        """Store a fetched file whose hash is known. Raises BlobDamaged when it is another file."""
        stored = self.put_file(source)
        if stored.sha256 != digest:
            self.path(stored.sha256).unlink(missing_ok=True)
            raise BlobDamaged("The file that came is not the one that was asked for.", "Fetch it again.", sha256=digest)
        return stored

    def forget(self, digest: str) -> None:
        """Remove a file that no record names."""
        self.path(digest).unlink(missing_ok=True)

    def destroy(self, digest: str) -> None:
        """Remove a file for good: first its salt is overwritten, without which no key opens it any more. Raises DiskRefused.

        A disk that writes elsewhere (SSD) may keep the old cells for a while: docs/threats.md.
        """
        for path in (self.path(digest), *self._put_aside(digest)):
            with disk_errors(path):
                if path.exists():
                    with path.open("r+b") as file:
                        file.write(os.urandom(len(MAGIC) + SALT_BYTES))
                        file.flush()
                        os.fsync(file.fileno())
                    path.unlink(missing_ok=True)
                    sync_folder(path.parent)

    def _encrypt(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the file: magic, salt, then segments under AES-256-GCM. Source: STREAM, Hoang et al. 2015; docs/format.md "Blob file"."""
        salt = os.urandom(SALT_BYTES)
        aead = self.cipher(salt)
        yield MAGIC + salt
        number, held = 0, b""
        for piece in pieces:
            if held:
                yield aead.encrypt(segment_nonce(number, last=False), held, None)
                number += 1
            held = piece
        yield aead.encrypt(segment_nonce(number, last=True), held, None)

    def cipher(self, salt: bytes) -> AESGCM:
        """Return what encrypts the segments of one blob file."""
        return AESGCM(HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"bukti/blob/1").derive(self._file_key))

    def read(self, digest: str, *, start: int = 0) -> Iterator[bytes]:
        """Yield the plaintext from byte `start`, segment by segment, each checked. Raises BlobMissing or BlobDamaged."""
        path = self.path(digest)
        try:
            file = path.open("rb")
        except FileNotFoundError as error:
            raise BlobMissing(
                "This file is not in the vault.", "Fetch it from the centre, or restore the second copy.", sha256=digest
            ) from error
        with file:
            head = file.read(len(MAGIC) + SALT_BYTES)
            if len(head) < len(MAGIC) + SALT_BYTES or not head.startswith(MAGIC):
                raise _blob_damaged(digest)
            aead = self.cipher(head[len(MAGIC) :])
            length = os.fstat(file.fileno()).st_size
            number = start // SEGMENT
            file.seek(len(head) + number * (SEGMENT + TAG))
            skip = start - number * SEGMENT
            while True:
                sealed = file.read(SEGMENT + TAG)
                is_last = file.tell() >= length
                try:
                    plain = aead.decrypt(segment_nonce(number, last=is_last), sealed, None)
                except (InvalidTag, ValueError) as error:
                    raise _blob_damaged(digest) from error
                yield plain[skip:] if skip else plain
                skip, number = 0, number + 1
                if is_last:
                    return

    def read_bytes(self, digest: str) -> bytes:
        """Return a whole small file (a picture, a paper). Raises BlobMissing or BlobDamaged, also when the hash is another."""
        content = b"".join(self.read(digest))
        if sha256(content).hexdigest() != digest:
            raise _blob_damaged(digest)
        return content

    def copy_out(self, digest: str, target: Path, told: Callable[[int], None] | None = None) -> None:
        """Write the plaintext to a file of the person's choice. told: hears how many bytes are over, and may raise to stop.

        Raises BlobMissing, BlobDamaged, DiskRefused; leaves no half file.
        """

        def checked() -> Iterator[bytes]:
            seen, length = sha256(), 0
            for piece in self.read(digest):
                if told is not None:
                    told(length)
                seen.update(piece)
                length += len(piece)
                yield piece
            if seen.hexdigest() != digest:
                raise _blob_damaged(digest)

        write_durably(target, checked())

    def check(self, digest: str, size: int, told: Callable[[int], None] | None = None) -> str | None:
        """Return what is wrong with a blob, None when it is whole. told: as in `copy_out`."""
        seen, length = sha256(), 0
        try:
            for piece in self.read(digest):
                if told is not None:
                    told(length)
                seen.update(piece)
                length += len(piece)
        except BlobMissing:
            return say("the file is missing")
        except BlobDamaged:
            return say("the file was changed or cut")
        return None if (seen.hexdigest(), length) == (digest, size) else say("the file is another one")


def segment_nonce(number: int, *, last: bool) -> bytes:
    """Return the nonce of a segment: its number, and whether it is the last."""
    return struct.pack(">3xQB", number, last)


def _hash(file: BinaryIO, told: Told | None) -> Stored:
    seen, size, whole = sha256(), 0, os.fstat(file.fileno()).st_size
    while piece := file.read(_READ):
        if told is not None:
            told(size, 2 * whole)
        seen.update(piece)
        size += len(piece)
    return Stored(seen.hexdigest(), size)


def _blob_damaged(digest: str) -> BlobDamaged:
    return BlobDamaged(
        "This file was changed or cut and cannot be opened.", "Fetch it from the centre, or restore the second copy.", sha256=digest
    )
