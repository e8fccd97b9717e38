"""What shows that somebody still holds the bytes: a hash that begins with a number drawn by the one who asks. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

DOMAIN = b"bukti/proof/1\0"


def proof_of_bytes(nonce: bytes, pieces: Iterable[bytes]) -> str:
    """Return hex SHA-256 over the domain, the nonce and the asked stretch of a file. nonce: 16 bytes, fresh for every asking."""
    running = sha256(DOMAIN + nonce)
    for piece in pieces:
        running.update(piece)
    return running.hexdigest()


def proof_of_record(nonce: bytes, header: bytes, signatures: bytes, parts: Mapping[str, bytes]) -> str:
    """Return hex SHA-256 over the domain, the nonce, and the hashes of header, signatures and each part as stored, parts by name."""
    running = sha256(DOMAIN + nonce)
    for piece in (header, signatures, *(parts[name] for name in sorted(parts))):
        running.update(sha256(piece).digest())
    return running.hexdigest()
