"""Keys and what opens them: passphrase slots for the data key, each person's own wrapped keys, the recovery sheet."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.vault.errors import WrongPassphrase, damaged, wrong_passphrase

DATA_KEY_BYTES = 32
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_GROUPS, _GROUP = 10, 4  # 40 characters: 190 bits of secret and 10 bits of check


@dataclass(frozen=True, slots=True)
class Hardness:
    """How costly it is to try one passphrase (Argon2id, RFC 9106). Kept beside every wrapped key."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


def root_of(passphrase: str, salt: bytes, hardness: Hardness) -> bytes:
    """Return 32 bytes from a passphrase. Different uses are kept apart by `derive`."""
    import unicodedata

    text = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=hardness.passes, lanes=hardness.lanes, memory_cost=hardness.memory_kib).derive(text)


def derive(root: bytes, purpose: str) -> bytes:
    """Return a 32-byte key for one purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(root)


def wrap(key: bytes, secret: bytes, purpose: str) -> str:
    """Return the secret under AES-256-GCM (nonce first) as Base64. purpose is bound in."""
    nonce = os.urandom(12)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, secret, purpose.encode())).decode()


def unwrap(key: bytes, wrapped: str, purpose: str) -> bytes:
    """Raises WrongPassphrase when the key does not open it."""
    try:
        raw = base64.b64decode(wrapped, validate=True)
        return AESGCM(key).decrypt(raw[:12], raw[12:], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise wrong_passphrase() from error


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """A person's private keys: to sign (P-256) and to open sealed parts (X25519)."""

    sign: ec.EllipticCurvePrivateKey
    seal: X25519PrivateKey

    @classmethod
    def fresh(cls) -> PersonKeys:
        return cls(ec.generate_private_key(ec.SECP256R1()), X25519PrivateKey.generate())


@dataclass(frozen=True, slots=True)
class Bundle:
    """A person's private keys wrapped by his own passphrase; travels with the roster."""

    salt: bytes
    hardness: Hardness
    sign: str
    seal: str

    @classmethod
    def lock(cls, keys: PersonKeys, passphrase: str, *, hardness: Hardness | None = None) -> tuple[Bundle, bytes]:
        """Return the bundle and the passphrase's root, from which this person's slot of the vault is made too."""
        hardness, salt = hardness or Hardness(), os.urandom(16)
        root = root_of(passphrase, salt, hardness)
        sign = keys.sign.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return (
            cls(
                salt,
                hardness,
                wrap(derive(root, "bukti/person/sign/1"), sign, "sign"),
                wrap(derive(root, "bukti/person/seal/1"), keys.seal.private_bytes_raw(), "seal"),
            ),
            root,
        )

    def signing_key(self, passphrase: str) -> ec.EllipticCurvePrivateKey:
        """Return the signing key. Takes about 0.3 s. Raises WrongPassphrase."""
        root = root_of(passphrase, self.salt, self.hardness)
        key = serialization.load_der_private_key(unwrap(derive(root, "bukti/person/sign/1"), self.sign, "sign"), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return key

    def seal_key(self, root: bytes) -> X25519PrivateKey:
        """Return the key for sealed parts from the passphrase's root. Raises WrongPassphrase."""
        return X25519PrivateKey.from_private_bytes(unwrap(derive(root, "bukti/person/seal/1"), self.seal, "seal"))

    def to_json(self) -> dict[str, object]:
        return {
            "salt": base64.b64encode(self.salt).decode(),
            "memory_kib": self.hardness.memory_kib,
            "passes": self.hardness.passes,
            "lanes": self.hardness.lanes,
            "sign": self.sign,
            "seal": self.seal,
        }

    @classmethod
    def from_json(cls, given: object) -> Bundle:
        """Raises VaultDamaged for another shape, or for a cost no laptop could bear."""
        if not isinstance(given, Mapping):
            raise damaged()
        return cls(_raw(given, "salt"), hardness_of(given), _text(given, "sign"), _text(given, "seal"))


def hardness_of(given: Mapping[str, object]) -> Hardness:
    """Raises VaultDamaged unless the three numbers are there and bearable (at most 1 GiB, 20 passes, 16 lanes)."""
    memory, passes, lanes = given.get("memory_kib"), given.get("passes"), given.get("lanes")
    if not (isinstance(memory, int) and isinstance(passes, int) and isinstance(lanes, int)):
        raise damaged()
    if not (8 * lanes <= memory <= 1 << 20 and 1 <= passes <= 20 and 1 <= lanes <= 16):
        raise damaged()
    return Hardness(memory, passes, lanes)


def _text(given: Mapping[str, object], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str):
        raise damaged()
    return value


def _raw(given: Mapping[str, object], key: str) -> bytes:
    try:
        return base64.b64decode(_text(given, key), validate=True)
    except ValueError as error:
        raise damaged() from error


def new_recovery_code() -> str:
    """Return a code for the recovery sheet: ten groups of four characters, the last two of which check the rest."""
    secret = int.from_bytes(os.urandom(24), "big") >> 2  # 190 bits
    body = "".join(_ALPHABET[secret >> 5 * place & 31] for place in range(38))
    code = body + _check(body)
    return "-".join(code[start : start + _GROUP] for start in range(0, _GROUPS * _GROUP, _GROUP))


def recovery_root(code: str) -> bytes:
    """Return the root of a typed code; spaces, dashes and small letters do not matter. Raises WrongPassphrase for a typing error."""
    typed = re.sub(r"[\s-]", "", code).upper().translate(str.maketrans("OIL", "011"))
    if len(typed) != _GROUPS * _GROUP or any(letter not in _ALPHABET for letter in typed) or _check(typed[:38]) != typed[38:]:
        raise WrongPassphrase("The recovery code is not right.", "Compare it with the sheet, group by group; there are ten groups of four.")
    return typed[:38].encode()


def is_recovery_code(typed: str) -> bool:
    """Return whether this can only be the code of a recovery sheet, and no passphrase: its last two characters check the rest."""
    try:
        recovery_root(typed)
    except WrongPassphrase:
        return False
    return True


def _check(body: str) -> str:
    from hashlib import sha256

    number = int.from_bytes(sha256(body.encode()).digest()[:2], "big")
    return _ALPHABET[number & 31] + _ALPHABET[number >> 5 & 31]
