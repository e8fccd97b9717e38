"""The centre's key, in a folder of its own: it signs receipts and credentials, and all its secrets follow from it.

In the folder: the key (encrypted where there is a passphrase), those it followed, and what was signed when it took their place.
"""

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

from record.receipt import Signed
from record.seal import key_id
from record.signature import public_bytes
from server.fault import ServerFault

FILE, NEXT = "centre-key.pem", "centre-key-next.pem"
FORMER, SUCCESSIONS = "former-*.pem", "succession-*.json"
CREDENTIAL = "centre-key-passphrase"  # as systemd hands it over: systemd.exec(5), LoadCredentialEncrypted
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
FINGERPRINT_CHARACTERS = 15


@dataclass(frozen=True, slots=True)
class CentreKey:
    """The signing key with its public bytes. former: those whose place it took, newest first; successions: what tells so, oldest first."""

    private: ec.EllipticCurvePrivateKey
    former: tuple[CentreKey, ...] = ()
    successions: tuple[Signed, ...] = ()

    @property
    def spki(self) -> bytes:
        return public_bytes(self.private)

    @property
    def id(self) -> str:
        return key_id(self.spki)

    @property
    def all(self) -> tuple[CentreKey, ...]:
        return (self, *self.former)

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

    def seal_named_in(self, readers: object) -> X25519PrivateKey | None:
        """Return which of the keys, today's or a former one, stands among the readers of a stick's frame (key ids)."""
        held = list(readers) if isinstance(readers, (list, tuple, set, frozenset, dict)) else []
        return next((one.seal for one in self.all if key_id(one.seal.public_key().public_bytes_raw()) in held), None)

    def secret(self, purpose: str) -> bytes:
        """Return a secret for one purpose, the same after every start and in every process that has the key."""
        number = self.private.private_numbers().private_value
        return hmac.new(number.to_bytes(32, "big"), b"bukti/centre/" + purpose.encode(), sha256).digest()


def load(folder: Path, passphrase: bytes | None = None) -> CentreKey:
    """Return the key in this folder. Raises ServerFault when there is none, or when the passphrase does not open it."""
    key = _read(folder / FILE, passphrase)
    former = [_read(path, passphrase) for path in sorted(folder.glob(FORMER), reverse=True)]
    try:
        told = [Signed.from_bytes(path.read_bytes()) for path in sorted(folder.glob(SUCCESSIONS))]
    except OSError as error:
        raise ServerFault(f"The folder {folder} of the centre key cannot be read.") from error
    return CentreKey(key, tuple(CentreKey(one) for one in former), tuple(told))


def load_or_make(folder: Path, passphrase: bytes | None = None) -> CentreKey:
    """Return the key in this folder; a new one is made when there is none, so that a server starts at once. Raises ServerFault."""
    if not (folder / FILE).exists():
        try:
            write_new(folder / FILE, ec.generate_private_key(ec.SECP256R1()), passphrase)
        except OSError as error:
            raise _unusable(folder / FILE) from error
    return load(folder, passphrase)


def _read(path: Path, passphrase: bytes | None) -> ec.EllipticCurvePrivateKey:
    try:
        raw = path.read_bytes()
        is_encrypted = b"ENCRYPTED" in raw
        if is_encrypted and not passphrase:
            raise ServerFault(f"The centre key {path} needs its passphrase: give --key-passphrase FILE, or the credential {CREDENTIAL}.")
        key = serialization.load_pem_private_key(raw, passphrase if is_encrypted else None)
    except FileNotFoundError as error:
        raise ServerFault(f"There is no centre key in {path.parent}: make it with `python -m server key make`, or restore it.") from error
    except (OSError, ValueError, TypeError) as error:
        raise _unusable(path) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ServerFault(f"The centre key {path} is not a P-256 key.")
    return key


def _unusable(path: Path) -> ServerFault:
    return ServerFault(f"The centre key {path} cannot be read or made: put the right file there, or give another --key or passphrase.")


def key_bytes(key: ec.EllipticCurvePrivateKey, passphrase: bytes | None) -> bytes:
    """Return the key as PKCS#8 (PEM), encrypted where there is a passphrase."""
    locked = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)


def write_new(path: Path, key: ec.EllipticCurvePrivateKey, passphrase: bytes | None) -> None:
    """Write a key where none is, readable by its owner only; one that is there already stays."""
    write_once(path, key_bytes(key, passphrase))


def write_once(path: Path, content: bytes) -> None:
    temp = path.with_name(f".{path.name}.{os.getpid()}.new")
    handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
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
