"""A sealed file: ciphertext under a key of its own, which lies in a sealed part; the file is named by its ciphertext's hash."""

from __future__ import annotations

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from record.errors import NotGenuine

MAGIC = b"BKS1"
KEY_BYTES, SEGMENT, TAG = 32, 1024 * 1024, 16


def seal_file(plaintext: bytes) -> tuple[bytes, bytes]:
    """Return the sealed file and its fresh key. Source: docs/format.md section 5."""
    key = os.urandom(KEY_BYTES)
    aead, out = AESGCM(key), [MAGIC]
    starts = range(0, len(plaintext) or 1, SEGMENT)
    for number, start in enumerate(starts):
        out.append(aead.encrypt(_nonce(number, last=start == starts[-1]), plaintext[start : start + SEGMENT], None))
    return b"".join(out), key


def open_file(sealed: bytes, key: bytes) -> bytes:
    """Return what a sealed file holds. Raises NotGenuine for another key, a changed, cut or reordered file."""
    if not sealed.startswith(MAGIC) or len(key) != KEY_BYTES:
        raise NotGenuine("no sealed file, or no key of one")
    aead, out = AESGCM(key), []
    starts = range(len(MAGIC), len(sealed), SEGMENT + TAG) or range(len(MAGIC), len(MAGIC) + 1)
    try:
        for number, start in enumerate(starts):
            out.append(aead.decrypt(_nonce(number, last=start == starts[-1]), sealed[start : start + SEGMENT + TAG], None))
    except InvalidTag as error:
        raise NotGenuine("the sealed file was changed or cut, or the key is another one") from error
    return b"".join(out)


def _nonce(number: int, *, last: bool) -> bytes:
    return struct.pack(">3xQB", number, last)
