"""The one-time code of the centre: a secret, and the fingerprint of the key that a laptop must find at the other end."""

from __future__ import annotations

from hashlib import sha256

from core.exchange.errors import wrong_code

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
_SECRET, _FINGERPRINT = 10, 15  # characters


def read_code(typed: str) -> str:
    """Return the 25 characters of a typed code; spaces, hyphens and small letters do not matter. Raises WrongCode for another length."""
    code = "".join(typed.split()).replace("-", "").upper().translate(str.maketrans("OIL", "011"))
    if len(code) != _SECRET + _FINGERPRINT or any(letter not in _ALPHABET for letter in code):
        raise wrong_code()
    return code


def is_of_centre(code: str, spki: bytes) -> bool:
    """Return whether a code was given by the centre with this key (SPKI DER). Source: docs/protocol.md section 4."""
    return code[_SECRET:] == fingerprint(spki)


def fingerprint(spki: bytes) -> str:
    """Return the first 75 bits of the key's SHA-256 as 15 characters, most significant first."""
    bits = int.from_bytes(sha256(spki).digest(), "big") >> (256 - 75)
    return "".join(_ALPHABET[bits >> 5 * place & 31] for place in reversed(range(_FINGERPRINT)))
