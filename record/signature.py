"""Signatures over header bytes and receipts: ECDSA P-256 with SHA-256, which openssl alone can verify."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from record.errors import NotGenuine, Unreadable
from record.header import HEX64
from record.seal import key_id
from record.strict_json import parse_strict, to_bytes

RECORD = b"bukti/record/1\0"
RECEIPT = b"bukti/receipt/1\0"
REQUEST = b"bukti/request/1\0"
ANSWER = b"bukti/answer/1\0"  # of a hub on the LAN, which has no TLS to prove itself by
_ECDSA = ec.ECDSA(hashes.SHA256())


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: by whom ("device", "person" or "centre"), with which key (its id), DER bytes."""

    by: str
    key: str
    der: bytes


def public_bytes(key: ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey) -> bytes:
    """Return the public key as SubjectPublicKeyInfo in DER (RFC 5280)."""
    public = key.public_key() if isinstance(key, ec.EllipticCurvePrivateKey) else key
    return public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def sign(key: ec.EllipticCurvePrivateKey, by: str, message: bytes, *, purpose: bytes = RECORD) -> Signature:
    """Return the signature over purpose + message. purpose keeps a signature for one thing from standing for another."""
    return Signature(by, key_id(public_bytes(key)), key.sign(purpose + message, _ECDSA))


def verify(spki: bytes, signature: Signature, message: bytes, *, purpose: bytes = RECORD) -> None:
    """Raises NotGenuine unless the signature was made by the key in `spki` (DER) over exactly this message."""
    if key_id(spki) != signature.key:
        raise NotGenuine("the signature names another key")
    try:
        _p256(spki).verify(signature.der, purpose + message, _ECDSA)
    except (InvalidSignature, ValueError) as error:
        raise NotGenuine(f"the {signature.by}'s signature does not hold") from error


def is_p256(spki: bytes) -> bool:
    """Return whether these are the DER bytes of a P-256 public key, in the one form that has an id."""
    try:
        return public_bytes(_p256(spki)) == spki
    except NotGenuine:
        return False


def _p256(spki: bytes) -> ec.EllipticCurvePublicKey:
    try:
        public = serialization.load_der_public_key(spki)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NotGenuine("the key cannot be read") from error
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise NotGenuine("the key is not of the curve P-256")
    return public


def signatures_to_bytes(signatures: tuple[Signature, ...]) -> bytes:
    """Return signatures as JSON, as vault, parcel and export keep them."""
    return to_bytes([{"by": s.by, "key": s.key, "der": base64.b64encode(s.der).decode()} for s in signatures])


def signatures_from_bytes(raw: bytes) -> tuple[Signature, ...]:
    """Raises Unreadable unless it is a list of one to eight signatures."""
    given = parse_strict(raw)
    if not isinstance(given, list) or not 1 <= len(given) <= 8:
        raise Unreadable("not one to eight signatures")
    return tuple(_signature(item) for item in given)


def _signature(item: object) -> Signature:
    if not isinstance(item, dict) or item.keys() != {"by", "key", "der"}:
        raise Unreadable("a signature has a key too few or too many")
    by, key, der = item["by"], item["key"], item["der"]
    if by not in ("device", "person") or not isinstance(key, str) or not HEX64.fullmatch(key) or not isinstance(der, str):
        raise Unreadable("a signature has a wrong form")
    try:
        return Signature(by, key, base64.b64decode(der, validate=True))
    except ValueError as error:  # also for text that is not ASCII
        raise Unreadable("a signature is not Base64") from error
