"""What an issued certificate says of its holder, and whether papers may be signed with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from core.errors import AppError

if TYPE_CHECKING:
    from cryptography import x509

RSA_BITS = (2048, 8192)  # fewer are weak, more only slow


class CertificateUnusable(AppError):
    """The certificate cannot sign a paper; the title says why."""

    code = "certificate.unusable"


class NameDiffers(AppError):
    """The certificate bears another name than the block. Names on certificates vary, so a person may confirm it."""

    code = "certificate.name_differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """name and issuer are the common names, "" when it has none; sha256 is over the DER; the dates are UTC."""

    name: str
    issuer: str
    sha256: str
    not_before: datetime
    not_after: datetime


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """Return what is shown of a certificate."""
    return CertificateFacts(
        name=_common_name(certificate.subject), issuer=_common_name(certificate.issuer), sha256=sha256_of(certificate),
        not_before=certificate.not_valid_before_utc, not_after=certificate.not_valid_after_utc,
    )  # fmt: skip


def sha256_of(certificate: x509.Certificate) -> str:
    return hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).hexdigest()


def read_certificate(raw: bytes) -> x509.Certificate:
    """Return a certificate in PEM or DER. Raises CertificateUnusable for other bytes."""
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificate(raw) if raw.lstrip().startswith(b"-----") else x509.load_der_x509_certificate(raw)
    except ValueError as error:
        raise CertificateUnusable("The file is no certificate.", "Choose a certificate in PEM or DER (.pem, .crt, .cer).") from error


def refuse_unusable(certificate: x509.Certificate, at: datetime) -> None:
    """Raise CertificateUnusable unless papers can be signed with it at this moment (aware).

    Source: RFC 5280 sections 4.1.2.5, 4.2.1.3, 4.2.1.9 and 4.2.1.12; ETSI TS 119 312.
    """
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at < begins:
        day = begins.astimezone(at.tzinfo).date().isoformat()
        raise CertificateUnusable(
            "The certificate is not valid yet: it begins on {day}.", "Check the date of this laptop, or wait.", day=day
        )
    if at > ends:
        day = ends.astimezone(at.tzinfo).date().isoformat()
        raise CertificateUnusable("The certificate expired on {day}.", "Ask its issuer for a new one, or sign with your own key.", day=day)
    if not _is_for_signing(certificate):
        raise CertificateUnusable("The certificate is not for signing documents.", "Choose the one that its issuer made for signing.")
    key = certificate.public_key()
    is_known = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, (ec.SECP256R1, ec.SECP384R1))
    is_known |= isinstance(key, rsa.RSAPublicKey) and RSA_BITS[0] <= key.key_size <= RSA_BITS[1]
    if not is_known:
        raise CertificateUnusable(
            "The certificate's key is of a kind with which papers are not signed.", "RSA from 2048 bits, P-256 and P-384 can be used."
        )


def refuse_other_name(certificate: x509.Certificate, name: str) -> None:
    """Raise NameDiffers when the certificate bears another name than the block; titles behind a comma and capitals count for nothing."""
    on_it = _common_name(certificate.subject)
    if name and plain_name(on_it) != plain_name(name):
        raise NameDiffers(
            "The certificate bears the name {on_it}; the signature block waits for {name}.",
            "Sign all the same only if both are the same person.",
            on_it=on_it or "-",
            name=name,
        )


def plain_name(name: str) -> str:
    """Return a name without titles after a comma, capitals and double spaces."""
    return " ".join(name.partition(",")[0].casefold().split())


def _is_for_signing(certificate: x509.Certificate) -> bool:
    """An extension that is not there restricts nothing."""
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose

    others = {Purpose.SERVER_AUTH, Purpose.CODE_SIGNING, Purpose.TIME_STAMPING, Purpose.OCSP_SIGNING}
    try:
        found = {type(one.value): one.value for one in certificate.extensions}
    except ValueError:  # two of a kind, or one that cannot be read
        return False
    usage, constraints, purposes = (found.get(kind) for kind in (x509.KeyUsage, x509.BasicConstraints, x509.ExtendedKeyUsage))
    if isinstance(usage, x509.KeyUsage) and not (usage.digital_signature or usage.content_commitment):
        return False
    if isinstance(constraints, x509.BasicConstraints) and constraints.ca:
        return False
    return not (isinstance(purposes, x509.ExtendedKeyUsage) and set(purposes) <= others)


def _common_name(name: x509.Name) -> str:
    from cryptography.x509.oid import NameOID

    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""
