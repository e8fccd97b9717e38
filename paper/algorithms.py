"""The algorithms a signature may use, and nothing else: ECDSA on P-256 and P-384, RSA PKCS#1 v1.5 and PSS, with SHA-256, -384, -512."""

from __future__ import annotations

from typing import Any

from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from paper.refused import Refused

NULL_OR_ABSENT = (b"\x05\x00", b"")  # parameters of a hash, RFC 5754 section 2
HASHES: dict[str, type[hashes.HashAlgorithm]] = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}
CURVES = (ec.SECP256R1, ec.SECP384R1)
RSA_BITS = (2048, 8192)  # fewer are weak, more only slow


def hash_name(algorithm: cms.DigestAlgorithm) -> str:
    """Return sha256, sha384 or sha512. Raises Refused for another hash or for parameters."""
    name = str(algorithm["algorithm"].native)
    if name not in HASHES or algorithm["parameters"].dump() not in NULL_OR_ABSENT:
        raise Refused("intact.signature", "another hash than SHA-256, SHA-384 or SHA-512")
    return name


def verify_with(key: Any, algorithm: cms.SignedDigestAlgorithm, hash_of: str, signature: bytes, signed: bytes) -> None:
    """Return when the key made the signature over `signed`. Raises Refused for anything else, or for a kind of key not listed above.

    hash_of: the hash that the signer names; the algorithm must name the same. Source: RFC 5652 section 5.6, RFC 8017, RFC 5753.
    """
    chosen, name, parameters = HASHES[hash_of](), str(algorithm["algorithm"].native), algorithm["parameters"].dump()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, CURVES):
            if name != f"{hash_of}_ecdsa" or parameters not in NULL_OR_ABSENT:
                raise Refused("intact.signature", "an unknown algorithm")
            key.verify(signature, signed, ec.ECDSA(chosen))
        elif isinstance(key, rsa.RSAPublicKey) and RSA_BITS[0] <= key.key_size <= RSA_BITS[1]:
            key.verify(signature, signed, rsa_padding(algorithm, hash_of), chosen)
        else:
            raise Refused("intact.signature", "an unknown kind of key")
    except InvalidSignature as error:
        raise Refused("intact.signature", "the signature is wrong") from error


def rsa_padding(algorithm: cms.SignedDigestAlgorithm, hash_of: str) -> padding.AsymmetricPadding:
    name = str(algorithm["algorithm"].native)
    if name in ("rsassa_pkcs1v15", f"{hash_of}_rsa") and algorithm["parameters"].dump() in NULL_OR_ABSENT:
        return padding.PKCS1v15()
    if name != "rsassa_pss":
        raise Refused("intact.signature", "an unknown algorithm")
    given = algorithm["parameters"]
    mask = given["mask_gen_algorithm"]
    same = (
        hash_name(given["hash_algorithm"]) == hash_of
        and mask["algorithm"].native == "mgf1"
        and hash_name(mask["parameters"]) == hash_of
        and given["trailer_field"].native in (1, "trailer_field_bc")
    )
    if not same:
        raise Refused("intact.signature", "parameters that no honest program chooses")
    return padding.PSS(padding.MGF1(HASHES[hash_of]()), int(given["salt_length"].native))
