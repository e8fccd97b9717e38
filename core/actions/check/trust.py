"""Whom this office believes to certify signers and times: the certificates of authorities, shipped ones and its own."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization

from core.errors import AppError
from core.resources import resource_path
from core.vault import local
from core.vault.vault import Vault

if TYPE_CHECKING:
    from paper.trust import Trust

BELIEVED = "believed_authorities"  # setting: list of certificates, Base64 of DER


class NoAuthority(AppError):
    code = "trust.no_authority"


@dataclass(frozen=True, slots=True)
class Authority:
    """sha256: of the certificate. until: the last day, ISO 8601. is_shipped: it came with the program."""

    sha256: str
    name: str
    until: str
    is_shipped: bool


def trust_of(vault: Vault | None) -> Trust:
    """Return whom to believe; without a vault only the authorities that came with the program."""
    from paper.trust import Trust

    return Trust((*_shipped(), *(_own(vault) if vault is not None else ())))


def authorities(vault: Vault) -> list[Authority]:
    """Return the authorities that are believed, the shipped ones first."""
    return [_told(der, is_shipped=True) for der in _shipped()] + [_told(der, is_shipped=False) for der in _own(vault)]


def believe_authority(vault: Vault, raw: bytes) -> Authority:
    """Believe an authority from now on. raw: its certificate, PEM or DER. Raises NoAuthority when it is none that may issue others."""
    from cryptography import x509

    try:
        load = x509.load_pem_x509_certificate if b"-----BEGIN" in raw[:4096] else x509.load_der_x509_certificate
        certificate = load(raw)
        may_issue = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (ValueError, x509.ExtensionNotFound):
        may_issue = False
    if not may_issue:
        hint = "Take the certificate file (.crt, .cer, .pem) that the authority itself publishes."
        raise NoAuthority("This is no certificate of an issuing authority.", hint)
    der = certificate.public_bytes(serialization.Encoding.DER)
    _keep(vault, [*(one for one in _own(vault) if one != der), der])
    return _told(der, is_shipped=False)


def doubt_authority(vault: Vault, certificate_sha256: str) -> None:
    """Believe an authority no longer. Raises NoAuthority when it is not in the office's own list."""
    own = _own(vault)
    left = [one for one in own if sha256(one).hexdigest() != certificate_sha256]
    if len(left) == len(own):
        raise NoAuthority("This authority is not in the list of this office.", "Authorities that came with the program stay.")
    _keep(vault, left)


def _shipped() -> list[bytes]:
    from cryptography import x509

    found = []
    for path in sorted(resource_path("trust").glob("*.crt")):
        found.append(x509.load_pem_x509_certificate(path.read_bytes()).public_bytes(serialization.Encoding.DER))
    return found


def _own(vault: Vault) -> list[bytes]:
    with vault.read() as tx:
        kept = local.setting(tx, BELIEVED)
    return [base64.b64decode(str(one)) for one in kept] if isinstance(kept, list) else []


def _keep(vault: Vault, certificates: list[bytes]) -> None:
    with vault.write() as tx:
        local.keep_setting(tx, BELIEVED, [base64.b64encode(one).decode() for one in certificates])


def _told(der: bytes, *, is_shipped: bool) -> Authority:
    from cryptography import x509

    certificate = x509.load_der_x509_certificate(der)
    name = ", ".join(str(one.value) for one in certificate.subject)
    return Authority(sha256(der).hexdigest(), name, certificate.not_valid_after_utc.date().isoformat(), is_shipped)
