"""The keys of centres that come with the program: a scan can then be checked without a vault."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from core.resources import resource_path
from record.signature import public_bytes


@lru_cache(maxsize=1)
def shipped_centres() -> tuple[bytes, ...]:
    """Return the public keys (SPKI) in resources/trust/centres/*.pem; none before there is a centre."""
    folder = resource_path("trust") / "centres"
    return tuple(key_in(path.read_bytes()) for path in sorted(folder.glob("*.pem"))) if folder.is_dir() else ()


def key_in(pem: bytes) -> bytes:
    """Return the P-256 public key of a PEM file as SPKI. Raises ValueError for anything else."""
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not a key of the curve P-256")
    return public_bytes(key)
