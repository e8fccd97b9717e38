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

from core.exchange.errors import LineBroke

NOW = datetime(2024, 10, 6, 3, 0, tzinfo=UTC)
KEYS: dict[str, Any] = {
    "root": lambda: ec.generate_private_key(ec.SECP384R1()), "issuing": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ocsp": lambda: ec.generate_private_key(ec.SECP256R1()), "tsa": lambda: rsa.generate_private_key(65537, 2048),
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()), "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "rsa": lambda: rsa.generate_private_key(65537, 2048), "gone": lambda: ec.generate_private_key(ec.SECP256R1()),
}  # fmt: skip
ISSUED = {"p256": "Lina Ujicoba", "p384": "Ratih Fiktif", "rsa": "Gilang Semata", "gone": "Dimas Rekayasa"}


LONG = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2060-01-01T00:00:00+0000"}
SHORT = {"valid-from": "2024-01-01T00:00:00+0000", "valid-to": "2027-01-01T00:00:00+0000"}


def _usage(*allowed: str) -> dict[str, Any]:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": list(allowed)}}


def _lists(repository: str) -> dict[str, Any]:
    return {"id": "crl_distribution_points", "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": [repository]}}}


def _cert(subject: str, issuer: str, validity: dict[str, str], *extensions: dict[str, Any]) -> dict[str, Any]:
    return {"subject": subject, "issuer": issuer, "validity": validity, "extensions": list(extensions)}


def _config(folder: str, url: str) -> dict[str, Any]:
    is_authority = {"id": "basic_constraints", "critical": True, "value": {"ca": True}}
    may_issue = [is_authority, _usage("digital_signature", "key_cert_sign", "crl_sign")]
    responder = {"schema": "aia-urls", "params": {"ocsp-responder-names": ["issuing"]}}
    asked = [{"id": "authority_information_access", "smart-value": responder}, _lists("issuing")]
    for_ocsp = {"id": "extended_key_usage", "value": ["ocsp_signing"]}
    for_times = {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}
    signs = _usage("digital_signature", "non_repudiation")
    certs = {
        "root": _cert("root", "root", LONG, *may_issue),
        "issuing": _cert("issuing", "root", LONG, *may_issue, _lists("root")),
        "ocsp": _cert("ocsp", "issuing", LONG, _usage("digital_signature"), {"id": "ocsp_no_check"}, for_ocsp),
        "tsa": _cert("tsa", "issuing", LONG, _usage("digital_signature"), *asked, for_times),
        **{name: _cert(name, "issuing", SHORT, signs, *asked) for name in ISSUED},
    }
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
            raise LineBroke("The line is cut.", "")


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
