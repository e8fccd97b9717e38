"""Material for the tests of signing: an authority with certificates it issued, certificate files, and a real SoftHSM2 token."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pkcs11 import Attribute, CertificateType, ObjectClass

from tests.unit.paper_samples import MADE_AT

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
MODULE = next((one for one in MODULES if Path(one).exists()), MODULES[0])
PIN, SO_PIN = "482913", "90817263"
YEAR = timedelta(days=365)
FILE_PASSPHRASE = "kunci berkas lina"


@dataclass(frozen=True)
class Issued:
    """A key, the certificate over it, and the certificates above, its issuer first."""

    key: Any
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@lru_cache
def key_of(kind: str, _number: int = 0) -> Any:
    """Return a key of a kind (RSA-2048, RSA-1024, P-256, P-384, P-521), made once for all tests."""
    name, _, size = kind.partition("-")
    if name == "RSA":
        return rsa.generate_private_key(65537, int(size))
    return ec.generate_private_key({"256": ec.SECP256R1(), "384": ec.SECP384R1(), "521": ec.SECP521R1()}[size])


def issue(
    name: str,
    key: Any,
    by: Issued | None,
    *,
    not_before: datetime = MADE_AT - YEAR,
    not_after: datetime = MADE_AT + 2 * YEAR,
    is_authority: bool = False,
    signs: bool = True,
    purposes: tuple[x509.ObjectIdentifier, ...] = (),
) -> Issued:
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=signs and not is_authority, content_commitment=signs and not is_authority, key_encipherment=not signs,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(list(purposes)), critical=False)
    return Issued(key, builder.sign(by.key if by else key, hashes.SHA256()), (by.certificate, *by.above) if by else ())


@lru_cache
def authority() -> Issued:
    """Return an issuing authority below a root."""
    root = issue("Induk Sertifikat Fiktif", key_of("P-256", 1), None, is_authority=True)
    return issue("Penerbit Sertifikat Fiktif", key_of("RSA-2048", 2), root, is_authority=True)


def certified(name: str, kind: str = "RSA-2048", **more: Any) -> Issued:
    """Return a person's certificate as an authority issues it."""
    return issue(name, key_of(kind), authority(), **more)


def key_file(
    of: Issued, passphrase: str = FILE_PASSPHRASE, *, key: bool = True, others: tuple[x509.Certificate, ...] | None = None
) -> bytes:
    """Return a PKCS#12 file with the key, its certificate and those above."""
    above = list(of.above if others is None else others)
    return pkcs12.serialize_key_and_certificates(
        b"lina", of.key if key else None, of.certificate, above, serialization.BestAvailableEncryption(passphrase.encode())
    )


@dataclass(frozen=True)
class SoftToken:
    """A token in a folder of its own. serial: hexadecimal."""

    folder: Path
    label: str
    serial: str


@contextmanager
def soft_token(folder: Path, *holds: Issued, label: str = "Kartu Lina") -> Iterator[SoftToken]:
    """Yield a fresh SoftHSM2 token that holds these keys with their certificates; the library reads its configuration anew for it."""
    (folder / "tokens").mkdir(parents=True)
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(config)
    try:
        subprocess.run(
            ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", SO_PIN], check=True, capture_output=True
        )
        library = pkcs11.lib(MODULE)
        library.reinitialize()
        token = next(slot.get_token() for slot in library.get_slots(token_present=True) if slot.get_token().label == label)
        with token.open(rw=True, user_pin=PIN) as session:
            for number, one in enumerate(holds, 1):
                _put(session, one, bytes([number]))
        yield SoftToken(folder, label, token.serial.hex())
    finally:
        os.environ.pop("SOFTHSM2_CONF") if before is None else os.environ.update(SOFTHSM2_CONF=before)
        pkcs11.lib(MODULE).finalize()


def _put(session: Any, one: Issued, key_id: bytes) -> None:
    der = one.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
    if isinstance(one.key, rsa.RSAPrivateKey):
        from pkcs11.util.rsa import decode_rsa_private_key

        attributes = decode_rsa_private_key(der)
    else:
        from pkcs11.util.ec import decode_ec_private_key

        attributes = decode_ec_private_key(der)
    session.create_object(
        {
            **attributes,
            Attribute.TOKEN: True,
            Attribute.PRIVATE: True,
            Attribute.SENSITIVE: True,
            Attribute.SIGN: True,
            Attribute.ID: key_id,
        }
    )
    for number, certificate in enumerate((one.certificate, *one.above)):
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.PRIVATE: False,
                Attribute.LABEL: f"sertifikat {number}",
                Attribute.SUBJECT: certificate.subject.public_bytes(),
                Attribute.ID: key_id if number == 0 else b"\xf0" + bytes([number]),
                Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
            }
        )
