"""Sealing: a content key wrapped to each reader's HPKE key, so that only named people can open a part or a blob."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from record.errors import NotGenuine, Unreadable
from record.strict_json import parse_object, to_bytes

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
WRAPPED_BYTES = 32 + 32 + 16  # a wrapped content key: HPKE's enc, the key, the tag
SEAL_BYTES = 12 + 16  # what a ciphertext is longer than its plaintext: nonce and tag
PART, FRAME = b"bukti/seal/1\0", b"bukti/frame/1\0"  # what is sealed: a part of a record, a frame of a parcel
_HEX64 = re.compile(r"[0-9a-f]{64}")
_ANY = X25519PrivateKey.from_private_bytes(bytes([9]) * 32)  # whatever the private key, a point of small order gives zero


def key_id(public_key: bytes) -> str:
    """Return the id of a key: the SHA-256 of its public bytes (SPKI DER for P-256, the raw 32 bytes for X25519)."""
    return sha256(public_key).hexdigest()


def can_seal_to(public_key: bytes) -> bool:
    """Return whether a raw X25519 key can be sealed to: 32 bytes, and no point of small order (RFC 7748 section 6.1)."""
    try:
        _ANY.exchange(X25519PublicKey.from_public_bytes(public_key))
    except ValueError:
        return False
    return True


def wrap_key(content_key: bytes, public_key: bytes, *, bound_to: str, purpose: bytes = PART) -> bytes:
    """Return the content key encrypted to one reader (RFC 9180, base mode). bound_to: SHA-256 of the plaintext it opens.

    purpose keeps a key wrapped for one thing from standing for another.
    """
    return _SUITE.encrypt(content_key, X25519PublicKey.from_public_bytes(public_key), info=purpose + bytes.fromhex(bound_to))


def unwrap_key(wrapped: bytes, private_key: X25519PrivateKey, *, bound_to: str, purpose: bytes = PART) -> bytes:
    """Return the content key. Raises NotGenuine when it was not wrapped to this key for this plaintext."""
    try:
        return _SUITE.decrypt(wrapped, private_key, info=purpose + bytes.fromhex(bound_to))
    except (InvalidTag, ValueError) as error:
        raise NotGenuine("the seal cannot be opened with this key") from error


@dataclass(frozen=True, slots=True)
class Sealed:
    """Sealed bytes: wrapped content keys by reader's key id, and the ciphertext (12-byte nonce first)."""

    to: Mapping[str, bytes]
    bound_to: str
    ciphertext: bytes

    def to_bytes(self) -> bytes:
        return to_bytes(
            {
                "v": 1,
                "bound_to": self.bound_to,
                "to": {reader: _b64(wrapped) for reader, wrapped in sorted(self.to.items())},
                "ciphertext": _b64(self.ciphertext),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Sealed:
        """Raises Unreadable for anything but docs/format.md "Sealed part"."""
        given = parse_object(raw)
        to, bound_to, ciphertext = given.get("to"), given.get("bound_to"), given.get("ciphertext")
        if given.keys() != {"v", "bound_to", "to", "ciphertext"} or given["v"] is True or given["v"] != 1 or not isinstance(to, dict):
            raise Unreadable("not a sealed part of version 1")
        if not isinstance(bound_to, str) or not _HEX64.fullmatch(bound_to):
            raise Unreadable("the seal is bound to nothing")
        if any(not _HEX64.fullmatch(reader) for reader in to):
            raise Unreadable("a reader of the seal is not a key id")
        return cls({reader: _unb64(wrapped) for reader, wrapped in to.items()}, bound_to, _unb64(ciphertext))

    def open(self, private_key: X25519PrivateKey, *, wrapped: bytes | None = None) -> bytes:
        """Return the plaintext. wrapped: the key from a later re-seal. Raises NotGenuine when it is not sealed to this key."""
        return open_with(self.content_key(private_key, wrapped=wrapped), self.ciphertext, bound_to=self.bound_to)

    def content_key(self, private_key: X25519PrivateKey, *, wrapped: bytes | None = None) -> bytes:
        """Return the content key, to wrap it again for another reader. Raises NotGenuine."""
        found = self.to.get(key_id(private_key.public_key().public_bytes_raw())) or wrapped  # nobody can put a later one before mine
        if found is None:
            raise NotGenuine("not sealed to this key")
        return unwrap_key(found, private_key, bound_to=self.bound_to)


def seal(plaintext: bytes, readers: Mapping[str, bytes], *, bound_to: str) -> Sealed:
    """Return plaintext sealed to the readers (key id -> raw X25519 public key). Raises Unreadable without any reader."""
    if not readers:
        raise Unreadable("sealed to nobody")
    content_key, nonce = os.urandom(32), os.urandom(12)
    ciphertext = nonce + AESGCM(content_key).encrypt(nonce, plaintext, bytes.fromhex(bound_to))
    return Sealed({reader: wrap_key(content_key, key, bound_to=bound_to) for reader, key in readers.items()}, bound_to, ciphertext)


def open_with(content_key: bytes, ciphertext: bytes, *, bound_to: str) -> bytes:
    """Return the plaintext under a content key. Raises NotGenuine."""
    try:
        plaintext = AESGCM(content_key).decrypt(ciphertext[:12], ciphertext[12:], bytes.fromhex(bound_to))
    except (InvalidTag, ValueError) as error:
        raise NotGenuine("the sealed bytes were changed") from error
    if sha256(plaintext).hexdigest() != bound_to:
        raise NotGenuine("the sealed bytes are not what was signed")
    return plaintext


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unb64(text: object) -> bytes:
    if not isinstance(text, str):
        raise Unreadable("not Base64")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:  # also for text that is not ASCII
        raise Unreadable("not Base64") from error
