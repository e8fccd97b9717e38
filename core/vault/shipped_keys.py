"""The public keys that come with a build, in resources/trust: what is checked without a vault is checked against them."""

from __future__ import annotations

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from core.resources import resource_path
from record.seal import key_id
from record.signature import public_bytes


def shipped_keys(*below: str) -> dict[str, bytes]:
    """Return key id -> SPKI of the centres' keys in resources/trust/*.pem, or of those in a folder below; often none."""
    keys = [key_in(path.read_bytes()) for path in sorted(resource_path("trust", *below).glob("*.pem"))]
    return {key_id(spki): spki for spki in keys}


def key_in(pem: bytes) -> bytes:
    """Return the P-256 public key of a PEM file as SPKI. Raises ValueError for anything else."""
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not a key of the curve P-256")
    return public_bytes(key)
