"""A certificate file (PKCS#12, .p12 or .pfx): opened with its passphrase for one act of signing; nothing of it is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from core.errors import AppError
from core.papers.certificate import spki_sha256
from core.papers.certificate_facts import CertificateUnusable, refuse_unusable

if TYPE_CHECKING:
    from core.papers.sign import Hand

KEY_FILE_BYTES_MAX = 1024 * 1024


class KeyFileRefused(AppError):
    code = "key_file.refused"


class WrongFilePassphrase(KeyFileRefused):
    code = "key_file.passphrase"


def read_key_file(path: Path) -> bytes:
    """Return the bytes of a certificate file. Raises KeyFileRefused when it cannot be read, or is far too large for one."""
    try:
        if path.stat().st_size > KEY_FILE_BYTES_MAX:
            raise not_one()
        return path.read_bytes()
    except OSError as error:
        raise KeyFileRefused("The certificate file cannot be read.", "Check the disk or stick, then choose it again.") from error


def open_key_file(raw: bytes, passphrase: str, *, at: datetime) -> Hand:
    """Return the hand of the key in a certificate file, with the certificates that lead upwards from its own.

    at: aware, the moment of signing. Raises KeyFileRefused for other bytes or a file without key or certificate, WrongFilePassphrase,
    CertificateUnusable when it is expired, not valid yet or not for signing. Source: RFC 7292.
    """
    from cryptography.hazmat.primitives.serialization import pkcs12

    from core.papers.sign import hand_of

    if not is_key_file(raw):
        raise not_one()
    try:
        found = pkcs12.load_pkcs12(raw, passphrase.encode())
    except ValueError as error:
        raise WrongFilePassphrase(
            "The passphrase does not open the certificate file.", "Type the passphrase that was set for this file; nothing was signed."
        ) from error
    except (UnsupportedAlgorithm, TypeError) as error:
        raise KeyFileRefused("The certificate file is of a kind that cannot be opened here.", "Ask its issuer for a new one.") from error
    key, others = found.key, [one.certificate for one in found.additional_certs]
    if key is None:
        raise KeyFileRefused(
            "The certificate file holds no key, so nobody can sign with it.", "Export it again together with its private key."
        )
    if not isinstance(key, (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)):
        raise CertificateUnusable(
            "The certificate's key is of a kind with which papers are not signed.", "RSA from 2048 bits, P-256 and P-384 can be used."
        )
    named = [found.cert.certificate] if found.cert is not None else []
    mine = next((one for one in named + others if spki_sha256(one.public_key()) == spki_sha256(key.public_key())), None)
    if mine is None:
        raise KeyFileRefused("The certificate file holds no certificate for its key.", "Export it again together with the certificate.")
    refuse_unusable(mine, at)
    return hand_of("file", key, mine, [*named, *others])


def is_key_file(raw: bytes) -> bool:
    """Return whether the bytes have the outer form of PKCS#12; no passphrase is needed to see that."""
    from asn1crypto import pkcs12 as asn1_pkcs12  # type: ignore[import-untyped]

    try:
        outer = asn1_pkcs12.Pfx.load(raw)
        return int(outer["version"]) == 3 and outer["auth_safe"]["content_type"].native in ("data", "signed_data")
    except (ValueError, TypeError, LookupError, AttributeError):
        return False


def not_one() -> KeyFileRefused:
    return KeyFileRefused("The file is no certificate file.", "Choose a file that ends in .p12 or .pfx.")
