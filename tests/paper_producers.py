"""Signed papers as genuine producers make them: our own keys, a P12 by pyHanko, `openssl cms -cades`; RSA, PSS, P-256, P-384."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.papers.sign import place, signature_dictionary
from core.papers.stamp import stamp_pdf
from tests.authorities import Authorities
from tests.unit.paper_samples import MADE_AT

Container = Callable[[bytes, bytes], bytes]  # digest, covered bytes -> CMS


def signed_with(pdf: bytes, field_name: str, name: str, make: Container, *, md: str = "sha256") -> bytes:
    """Return the paper with a CMS made elsewhere in a field that waited."""
    picture = partial(stamp_pdf, name=name, at=MADE_AT, strokes_png=None)
    blank = signature_dictionary(name=name, reason="Menandatangani", at=MADE_AT)
    placing, prepared, output = place(pdf, field_name=field_name, picture=picture, blank=blank, hash_name=md)
    whole = output.getvalue()
    covered = whole[: prepared.reserved_region_start] + whole[prepared.reserved_region_end :]
    placing.send(make(prepared.document_digest, covered))
    return bytes(output.getvalue())


def by_p12(authorities: Authorities, who: str, *, pss: bool = False, md: str = "sha256") -> Container:
    """pyHanko with a PKCS#12 file that holds key, certificate and chain."""
    chain = [authorities.certificate("issuing"), authorities.certificate("root")]
    secret = serialization.BestAvailableEncryption(b"rahasia")
    p12 = pkcs12.serialize_key_and_certificates(b"uji", authorities.keys[who], authorities.certificate(who), chain, secret)
    signer = signers.SimpleSigner.load_pkcs12_data(p12, other_certs=[], passphrase=b"rahasia")
    assert signer is not None
    signer.prefer_pss = pss
    return lambda digest, _covered: bytes(asyncio.run(signer.async_sign(digest, md, use_pades=True)).dump())


def by_pyhanko(key: Any, certificate: x509.Certificate, *chain: x509.Certificate, md: str = "sha256") -> Container:
    """pyHanko with a key at hand."""
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    store = SimpleCertificateStore()
    for one in chain:
        store.register(asn1_x509.Certificate.load(one.public_bytes(serialization.Encoding.DER)))
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=asn1_keys.PrivateKeyInfo.load(der), cert_registry=store,
    )  # fmt: skip
    return lambda digest, _covered: bytes(asyncio.run(signer.async_sign(digest, md, use_pades=True)).dump())


def by_openssl(key: Any, certificate: x509.Certificate, *chain: x509.Certificate, md: str = "sha256", pss: bool = False) -> Container:
    """`openssl cms -sign -cades` over the covered bytes."""

    def make(_digest: bytes, covered: bytes) -> bytes:
        with TemporaryDirectory() as name:
            folder = Path(name)
            pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            (folder / "key.pem").write_bytes(pem)
            (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
            (folder / "chain.pem").write_bytes(b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain))
            (folder / "covered").write_bytes(covered)
            command = [
                "openssl",
                "cms",
                "-sign",
                "-cades",
                "-binary",
                "-md",
                md,
                "-in",
                "covered",
                "-signer",
                "cert.pem",
                "-inkey",
                "key.pem",
            ]
            command += ["-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"] if pss else []
            command += ["-certfile", "chain.pem"] if chain else []
            subprocess.run([*command, "-outform", "DER", "-out", "cms.der"], cwd=folder, check=True, capture_output=True)
            return (folder / "cms.der").read_bytes()

    return make
