"""A certificate authority, a timestamp authority and their revocation services, all local: certomancer with keys made on the spot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml
from asn1crypto import ocsp, tsp
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, PKIArchitecture, ServiceLabel
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from core.errors import AppError

NOW = datetime(2024, 10, 6, 3, 0, tzinfo=UTC)
KEYS: dict[str, Any] = {
    "root": lambda: ec.generate_private_key(ec.SECP384R1()), "issuing": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ocsp": lambda: ec.generate_private_key(ec.SECP256R1()), "tsa": lambda: rsa.generate_private_key(65537, 2048),
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()), "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "rsa": lambda: rsa.generate_private_key(65537, 2048), "gone": lambda: ec.generate_private_key(ec.SECP256R1()),
}  # fmt: skip
ISSUED = {"p256": "Lina Ujicoba", "p384": "Ratih Fiktif", "rsa": "Gilang Semata", "gone": "Dimas Rekayasa"}


def _usage(*allowed: str) -> dict[str, Any]:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": list(allowed)}}


def _config(folder: str, url: str) -> dict[str, Any]:
    authority = [{"id": "basic_constraints", "critical": True, "value": {"ca": True}}, _usage("digital_signature", "key_cert_sign", "crl_sign")]
    asked = [
        {"id": "authority_information_access", "smart-value": {"schema": "aia-urls", "params": {"ocsp-responder-names": ["issuing"]}}},
        {"id": "crl_distribution_points", "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["issuing"]}}},
    ]
    long = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2060-01-01T00:00:00+0000"}
    certs: dict[str, Any] = {
        "root": {"subject": "root", "issuer": "root", "validity": long, "extensions": authority},
        "issuing": {
            "subject": "issuing", "issuer": "root", "validity": long,
            "extensions": [*authority, {"id": "crl_distribution_points", "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["root"]}}}],
        },
        "ocsp": {
            "subject": "ocsp", "issuer": "issuing", "validity": long,
            "extensions": [
                _usage("digital_signature"), {"id": "ocsp_no_check"},
                {"id": "extended_key_usage", "value": ["ocsp_signing"]},
            ],
        },
        "tsa": {
            "subject": "tsa", "issuer": "issuing", "validity": long,
            "extensions": [
                _usage("digital_signature"), *asked,
                {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
            ],
        },
    }  # fmt: skip
    for name in ISSUED:
        certs[name] = {
            "subject": name, "issuer": "issuing", "validity": {"valid-from": "2024-01-01T00:00:00+0000", "valid-to": "2027-01-01T00:00:00+0000"},
            "extensions": [_usage("digital_signature", "non_repudiation"), *asked],
        }  # fmt: skip
    certs["gone"]["revocation"] = {"revoked-since": "2024-09-01T00:00:00+0000", "reason": "key_compromise"}
    names = {"root": "Akar Uji", "issuing": "Penerbit Uji", "ocsp": "Penjawab Uji", "tsa": "Stempel Waktu Uji", **ISSUED}
    return {
        "external-url-prefix": url,
        "keysets": {"keys": {"path-prefix": folder, "keys": {name: {"path": f"{name}.pem"} for name in KEYS}}},
        "pki-architectures": {
            "uji": {
                "keyset": "keys",
                "entity-defaults": {"country-name": "ID", "organization-name": "Kantor Uji"},
                "entities": {name: {"common-name": told} for name, told in names.items()},
                "certs": certs,
                "services": {
                    "ocsp": {"issuing": {"for-issuer": "issuing", "responder-cert": "ocsp", "signing-key": "ocsp"}},
                    "crl-repo": {
                        name: {"for-issuer": name, "signing-key": name, "simulated-update-schedule": "P30D"} for name in ("root", "issuing")
                    },
                    "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa", "certs-to-embed": ["issuing", "root"]}},
                },
            }
        },
    }


@dataclass
class Authorities:
    """arch: the PKI. It is an AuthorityLine itself, without any network; asked: what was asked of it; cut: whether the line is cut."""

    arch: PKIArchitecture
    keys: dict[str, Any]
    config: CertomancerConfig
    now: datetime = NOW
    asked: list[str] = field(default_factory=list)
    is_cut: bool = False

    @property
    def tsa_url(self) -> str:
        return self.arch.service_registry.get_tsa_info(ServiceLabel("tsa")).url

    def certificate(self, name: str) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.arch.get_cert(CertLabel(name)).dump())

    def der(self, *names: str) -> tuple[bytes, ...]:
        return tuple(self.arch.get_cert(CertLabel(name)).dump() for name in names)

    def post(self, url: str, body: bytes, media_type: str) -> bytes:
        self._note(url)
        services = self.arch.service_registry
        if media_type == "application/timestamp-query":
            answer = services.summon_timestamper(ServiceLabel("tsa"), self.now).request_tsa_response(tsp.TimeStampReq.load(body))
        else:
            answer = services.summon_responder(ServiceLabel("issuing"), self.now).build_ocsp_response(ocsp.OCSPRequest.load(body))
        return bytes(answer.dump())

    def get(self, url: str) -> bytes:
        self._note(url)
        label = next(name for name in ("root", "issuing") if f"/{name}/" in url)
        return bytes(self.arch.service_registry.get_crl(ServiceLabel(label), self.now).dump())

    def _note(self, url: str) -> None:
        self.asked.append(url)
        if self.is_cut:
            raise AppError("The line is cut.", "")


@lru_cache(maxsize=4)
def authorities(url: str = "http://uji.invalid") -> Authorities:
    """Return one set of authorities for the whole run; `url` is where its services say that they are."""
    folder = Path(mkdtemp(prefix="bukti-uji-"))
    keys = {name: make() for name, make in KEYS.items()}
    for name, key in keys.items():
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem)
    (folder / "pki.yml").write_text(yaml.safe_dump(_config(str(folder), url)))
    config = CertomancerConfig.from_file(str(folder / "pki.yml"), str(folder))
    return Authorities(config.get_pki_arch(ArchLabel("uji")), keys, config)
