"""How phone and laptop close what they say to each other on a network that others can read. Source: docs/decisions, "From the phone"."""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

from core.errors import AppError

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another
CODE_LETTERS = 20  # 98 bits
NONCE_BYTES, PROOF_BYTES = 12, 32

Way = Literal["to-laptop", "to-phone"]


class NotFromCode(AppError):
    """The sender does not know the code that is on the screen now."""

    code = "phone.not_from_code"


@dataclass(frozen=True, slots=True)
class PhoneKeys:
    """What both make of the code."""

    cipher: bytes
    proof: bytes


def new_code() -> str:
    """Return a fresh secret for one opening of the page: 20 letters and digits."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))


def keys_of(code: str) -> PhoneKeys:
    """Return the keys that follow from a code."""
    return PhoneKeys(*(hmac.new(code.encode(), f"bukti/phone/{use}/1".encode(), sha256).digest() for use in ("cipher", "proof")))


def close(keys: PhoneKeys, way: Way, plain: bytes, *, answers: bytes = b"") -> bytes:
    """Return nonce, ciphertext and proof. answers: the nonce of the question, of a reply. Source: ChaCha20 RFC 8439, HMAC RFC 2104."""
    nonce = os.urandom(NONCE_BYTES)
    hidden = nonce + _chacha(keys, nonce, plain)
    return hidden + _proof(keys, way, answers, hidden)


def unclose(keys: PhoneKeys, way: Way, closed: bytes, *, answers: bytes = b"") -> bytes:
    """Return what was said. Raises NotFromCode when it was not closed with this code, for this way, or was changed."""
    hidden, proof = closed[:-PROOF_BYTES], closed[-PROOF_BYTES:]
    if len(hidden) < NONCE_BYTES or not hmac.compare_digest(proof, _proof(keys, way, answers, hidden)):
        raise NotFromCode("This page belongs to another code.", "Scan the code that the laptop shows now.")
    return _chacha(keys, hidden[:NONCE_BYTES], hidden[NONCE_BYTES:])


def nonce_of(closed: bytes) -> bytes:
    """Return the nonce of a closed message, to which its answer is bound."""
    return closed[:NONCE_BYTES]


def _chacha(keys: PhoneKeys, nonce: bytes, plain: bytes) -> bytes:
    return Cipher(ChaCha20(keys.cipher, bytes(4) + nonce), mode=None).encryptor().update(plain)  # the block counter begins at 0


def _proof(keys: PhoneKeys, way: Way, answers: bytes, hidden: bytes) -> bytes:
    return hmac.new(keys.proof, b"\0".join((way.encode(), answers, hidden)), sha256).digest()
