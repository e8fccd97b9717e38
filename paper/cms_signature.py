"""Verify one CMS signature of a paper: strictly one signer, one certificate, one encoding, no unsigned extras."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from paper.revisions import Refused, foreign_bytes
from record.seal import key_id

PLAIN_SHA256 = (b"\x05\x00", b"")  # parameters NULL or absent, RFC 5754 section 2


@dataclass(frozen=True)
class Verified:
    """Whose key made the signature, by what the certificate claims."""

    name: str
    office: str
    spki_sha256: str


def verify_cms(cms_der: bytes, digest: bytes) -> Verified:
    """Return who signed the digest (SHA-256 of the covered bytes).

    Raises Refused("intact.signature") for anything but a good PAdES B-B signature by an ECDSA key, in DER, in which no byte is left
    unprotected: everything outside the signed attributes is compared with what they name. Source: RFC 5652, RFC 5035, ETSI EN 319 122-1.
    """
    with foreign_bytes():
        message = cms.ContentInfo.load(cms_der, strict=True)
        signed = message["content"]
        if message["content_type"].native != "signed_data" or not is_der(cms_der):
            raise Refused("intact.signature", "not DER")
        if len(signed["certificates"]) != 1 or len(signed["signer_infos"]) != 1 or len(signed["digest_algorithms"]) != 1:
            raise Refused("intact.signature", "not exactly one signer")
        info, chosen = signed["signer_infos"][0], signed["certificates"][0]
        if chosen.name != "certificate":
            raise Refused("intact.signature", "no certificate")
        certificate_der = chosen.chosen.dump()
        is_plain = (
            signed["version"].native == "v1"
            and info["version"].native == "v1"
            and signed["encap_content_info"]["content_type"].native == "data"
            and signed["encap_content_info"]["content"].native is None
            and len(signed["crls"]) == 0
            and len(info["unsigned_attrs"]) == 0
            and only_sha256(signed["digest_algorithms"][0])
            and only_sha256(info["digest_algorithm"])
            and info["signature_algorithm"]["algorithm"].native == "sha256_ecdsa"
            and info["signature_algorithm"]["parameters"].dump() in PLAIN_SHA256
            and info["sid"].name == "issuer_and_serial_number"
            and info["sid"].chosen["issuer"].dump() == chosen.chosen.issuer.dump()
            and info["sid"].chosen["serial_number"].native == chosen.chosen.serial_number
        )
        if not is_plain:
            raise Refused("intact.signature", "not a signature as this program makes them")
        attributes = signed_attributes(info)
        if attributes["message_digest"].native != digest or attributes["content_type"].native != "data":
            raise Refused("intact.signature", "the content was changed")
        named = attributes["signing_certificate_v2"]["certs"]
        if len(named) != 1 or named[0]["cert_hash"].native != hashlib.sha256(certificate_der).digest():
            raise Refused("intact.signature", "another certificate")
        certificate = x509.load_der_x509_certificate(certificate_der)
        key = certificate.public_key()
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise Refused("intact.signature", "an unknown kind of key")
        try:
            key.verify(info["signature"].native, b"\x31" + info["signed_attrs"].dump()[1:], ec.ECDSA(hashes.SHA256()))
        except InvalidSignature as error:
            raise Refused("intact.signature", "the signature is wrong") from error
        return Verified(first(certificate, NameOID.COMMON_NAME), first(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME), spki_sha256_of(key))


def is_der(encoded: bytes) -> bool:
    """Return whether every value in it has a short tag and the shortest definite length, and nothing is left over (X.690 section 10.1)."""
    ends, at = [len(encoded)], 0
    while at < len(encoded):
        tag, count = encoded[at], encoded[at + 1]
        head = 2 if count < 0x80 else 2 + (count & 0x7F)
        size = count if count < 0x80 else int.from_bytes(encoded[at + 2 : at + head])
        if tag & 0x1F == 0x1F or count == 0x80 or (count > 0x80 and (size < 0x80 or encoded[at + 2] == 0)):
            return False
        end = at + head + size
        if end > ends[-1]:
            return False
        if tag & 0x20:  # constructed: go into it
            ends.append(end)
            at += head
        else:
            at = end
        while ends and at == ends[-1]:
            ends.pop()
    return not ends


def only_sha256(algorithm: cms.DigestAlgorithm) -> bool:
    return algorithm["algorithm"].native == "sha256" and algorithm["parameters"].dump() in PLAIN_SHA256


def signed_attributes(info: cms.SignerInfo) -> dict[str, Any]:
    """Return the one value of each signed attribute; an attribute given twice is refused."""
    found: dict[str, Any] = {}
    for attribute in info["signed_attrs"]:
        name = attribute["type"].native
        if name in found or len(attribute["values"]) != 1:
            raise Refused("intact.signature", "an attribute stands twice")
        found[name] = attribute["values"][0]
    return found


def first(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    values = certificate.subject.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def spki_sha256_of(key: ec.EllipticCurvePublicKey) -> str:
    """Return the name under which a key is known: the hex SHA-256 of its SubjectPublicKeyInfo."""
    return key_id(key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo))
