"""The centre's key, in a file of the server's folder: it signs receipts and credentials, and all its secrets follow from it."""

from __future__ import annotations

import base64
import hmac
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from record.seal import key_id
from record.signature import public_bytes
from server.fault import ServerFault

FILE = "centre-key.pem"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
FINGERPRINT_CHARACTERS = 15


@dataclass(frozen=True, slots=True)
class CentreKey:
    """The signing key with its public bytes."""

    private: ec.EllipticCurvePrivateKey

    @property
    def spki(self) -> bytes:
        return public_bytes(self.private)

    @property
    def id(self) -> str:
        return key_id(self.spki)

    @property
    def fingerprint(self) -> str:
        """The first 75 bits of the key's SHA-256 in fifteen characters, as the end of every one-time code."""
        bits = int.from_bytes(sha256(self.spki).digest(), "big") >> (256 - 5 * FINGERPRINT_CHARACTERS)
        return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(FINGERPRINT_CHARACTERS)))

    @property
    def seal(self) -> X25519PrivateKey:
        """The key to which offices seal what goes by stick; it follows from the signing key, so that one file holds all."""
        return X25519PrivateKey.from_private_bytes(self.secret("seal"))

    @property
    def seal_key(self) -> str:
        """Its public half as credentials tell it (raw X25519, Base64)."""
        return base64.b64encode(self.seal.public_key().public_bytes_raw()).decode()

    def secret(self, purpose: str) -> bytes:
        """Return a secret for one purpose, the same after every start and in every process that has the key."""
        number = self.private.private_numbers().private_value
        return hmac.new(number.to_bytes(32, "big"), b"bukti/centre/" + purpose.encode(), sha256).digest()


def load_or_make(folder: Path) -> CentreKey:
    """Return the key in this folder; a new one is made, readable by its owner only, when there is none. Raises ServerFault."""
    path = folder / FILE
    try:
        if not path.exists():
            _write_new(path, ec.generate_private_key(ec.SECP256R1()))
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise ServerFault(f"The centre key {path} cannot be read or made: put the right file there, or give another --data.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ServerFault(f"The centre key {path} is not a P-256 key.")
    return CentreKey(key)


def _write_new(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    temp = path.with_name(f".{path.name}.{os.getpid()}.new")
    handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temp, path)  # never over a key that another process made meanwhile
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            temp.replace(path)
    finally:
        temp.unlink(missing_ok=True)
