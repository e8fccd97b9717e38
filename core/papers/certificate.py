"""The certificate a person signs papers with until the centre issues one: self-signed, and never expiring in practice."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes

if TYPE_CHECKING:
    from cryptography import x509

NO_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)  # RFC 5280 section 4.1.2.5: no well-defined expiration
COMMON_NAME_MAX = 64  # RFC 5280 appendix A.1, ub-common-name; longer names are cut here and stand whole on the paper


def spki_sha256(public_key: CertificatePublicKeyTypes) -> str:
    """Return the hex SHA-256 of the key's SubjectPublicKeyInfo (DER): the name under which a key is known."""
    der = public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def self_signed(key: ec.EllipticCurvePrivateKey, *, name: str, office_code: str, not_before: datetime) -> x509.Certificate:
    """Return a certificate over the key: CN the person, OU the office, usable to sign papers.

    The same arguments give the same bytes (serial from the key, deterministic ECDSA). not_before must be aware.
    Raises ValueError for a naive time. Source: RFC 5280; RFC 6979.
    """
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    if not_before.tzinfo is None:
        raise ValueError("not_before has no zone")
    public = key.public_key()
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, office_code[:COMMON_NAME_MAX] or "-"),
            x509.NameAttribute(NameOID.COMMON_NAME, name.strip()[:COMMON_NAME_MAX].strip() or "-"),
        ]
    )
    serial = int.from_bytes(bytes.fromhex(spki_sha256(public))[:16]) >> 1 or 1
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(serial)
        .not_valid_before(not_before.astimezone(UTC).replace(microsecond=0))
        .not_valid_after(NO_END)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return builder.sign(key, hashes.SHA256(), ecdsa_deterministic=True)
