"""Verify one CMS signature: strictly one signer, one encoding, no unsigned extras, and certificates that lead to each other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID

from paper.algorithms import HASHES, hash_name, verify_with
from paper.refused import Refused, foreign_bytes
from record.seal import key_id

Digests = Callable[[str], bytes]  # name of a hash -> that hash over the covered bytes
CHAIN_MAX = 8  # certificates beside the signer's


@dataclass(frozen=True)
class Verified:
    """Whose key made the signature, by what the certificate claims.

    chain: the other certificates (DER), each the issuer of the one before. loose: the last of them where its own issuer is missing, so
    that nothing in the file protects its bytes; b"" when there is none such.
    """

    name: str
    office: str
    spki_sha256: str
    certificate: bytes
    chain: tuple[bytes, ...]
    loose: bytes


def verify_cms(cms_der: bytes, digest_of: Digests) -> Verified:
    """Return who signed the covered bytes.

    Raises Refused("intact.signature") for anything but a good PAdES signature in DER: everything outside the signed attributes is
    compared with what they name. Source: RFC 5652, RFC 5035, ETSI EN 319 122-1.
    """
    with foreign_bytes():
        signed = signed_data(cms_der)
        content = signed["encap_content_info"]
        if content["content_type"].native != "data" or content["content"].native is not None:
            raise Refused("intact.signature", "not a detached signature")
        attributes, verified = verify_signer(signed, content_type="data", version="v1")
        if "signing_certificate_v2" not in attributes:
            raise Refused("intact.signature", "it does not name its certificate")
        if attributes["message_digest"].native != digest_of(hash_name(signed["signer_infos"][0]["digest_algorithm"])):
            raise Refused("intact.signature", "the content was changed")
        return verified


def signed_data(cms_der: bytes) -> Any:
    """Return the SignedData in a ContentInfo. Raises Refused unless it is that, whole, and in DER."""
    message = cms.ContentInfo.load(cms_der, strict=True)
    if message["content_type"].native != "signed_data" or not is_der(cms_der):
        raise Refused("intact.signature", "not DER")
    return message["content"]


def verify_signer(signed: Any, *, content_type: str, version: str) -> tuple[dict[str, Any], Verified]:
    """Return the signed attributes and the signer, after comparing every value that the signature itself does not protect.

    version: of the SignedData where the signer is named by issuer and serial number (RFC 5652 section 5.1).
    """
    if len(signed["signer_infos"]) != 1 or len(signed["digest_algorithms"]) != 1 or len(signed["crls"]) or not len(signed["certificates"]):
        raise Refused("intact.signature", "not exactly one signer")
    info = signed["signer_infos"][0]
    if len(info["unsigned_attrs"]):
        raise Refused("intact.signature", "something that is not signed lies beside the signature")
    hash_of = hash_name(info["digest_algorithm"])
    if hash_name(signed["digest_algorithms"][0]) != hash_of:
        raise Refused("intact.signature", "two different hashes")
    if any(choice.name != "certificate" for choice in signed["certificates"]):
        raise Refused("intact.signature", "a certificate of another kind")
    certificate = signer_certificate(signed, info, version)
    attributes = signed_attributes(info)
    if attributes["content_type"].native != content_type:
        raise Refused("intact.signature", "the content is of another kind")
    names_its_certificate(attributes, certificate)
    key = certificate.public_key()
    verify_with(key, info["signature_algorithm"], hash_of, info["signature"].native, b"\x31" + info["signed_attrs"].dump()[1:])
    chain, loose = leading(certificate, [choice.chosen.dump() for choice in signed["certificates"]])
    return attributes, Verified(
        name=first(certificate, NameOID.COMMON_NAME),
        office=first(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME) or first(certificate, NameOID.ORGANIZATION_NAME),
        spki_sha256=key_id(key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)),
        certificate=certificate.public_bytes(serialization.Encoding.DER),
        chain=chain,
        loose=loose,
    )


def signer_certificate(signed: Any, info: Any, version: str) -> x509.Certificate:
    """Return the one certificate that the signer names, by issuer and serial number or by key identifier."""
    named, found = info["sid"], []
    by_number = named.name == "issuer_and_serial_number"
    if info["version"].native != ("v1" if by_number else "v3") or signed["version"].native != (version if by_number else "v3"):
        raise Refused("intact.signature", "another version than its content asks for")
    for choice in signed["certificates"]:
        one = choice.chosen
        if by_number:
            same_issuer = named.chosen["issuer"].dump() == one.issuer.dump()
            is_named = same_issuer and named.chosen["serial_number"].native == one.serial_number
        else:
            is_named = named.chosen.native == one.key_identifier
        found += [one.dump()] if is_named else []
    if len(found) != 1:
        raise Refused("intact.signature", "the signer's certificate is not there exactly once")
    return x509.load_der_x509_certificate(found[0])


def names_its_certificate(attributes: dict[str, Any], certificate: x509.Certificate) -> None:
    """Raise Refused unless the signed attributes bind exactly this certificate (RFC 5035, RFC 2634 in old timestamps)."""
    der = certificate.public_bytes(serialization.Encoding.DER)
    if (second := attributes.get("signing_certificate_v2")) is not None:
        named = second["certs"][0]
        algorithm = str(named["hash_algorithm"]["algorithm"].native)
        expected = hashlib.new(algorithm, der).digest() if algorithm in HASHES else b""
    elif (older := attributes.get("signing_certificate")) is not None:
        named = older["certs"][0]
        expected = hashlib.sha1(der, usedforsecurity=False).digest()
    else:
        raise Refused("intact.signature", "it does not name its certificate")
    if named["cert_hash"].native != expected:
        raise Refused("intact.signature", "another certificate")


def leading(certificate: x509.Certificate, given: list[bytes]) -> tuple[tuple[bytes, ...], bytes]:
    """Return the other certificates in the order in which they lead upwards, and the last one unless it is protected by a signature.

    Raises Refused for one that does not lead on from the signer's, is there twice, or does not sign what it should.
    """
    der = certificate.public_bytes(serialization.Encoding.DER)
    others = [x509.load_der_x509_certificate(one) for one in given if one != der]
    if len(others) != len(given) - 1 or len(others) > CHAIN_MAX:
        raise Refused("intact.signature", "a certificate stands twice, or there are too many")
    chain, last = [], certificate
    while others:
        issuers = [one for one in others if issued(last, one)]
        if len(issuers) != 1:
            raise Refused("intact.signature", "a certificate that has nothing to do with the signer")
        last = issuers[0]
        others.remove(last)
        chain.append(last.public_bytes(serialization.Encoding.DER))
    if not chain or issued(last, last):
        return tuple(chain), b""
    if last.issuer == last.subject:
        raise Refused("intact.signature", "a certificate was changed")
    return tuple(chain), chain[-1]


def protected_by(loose: bytes, certificates: Iterable[bytes]) -> bool:
    """Return whether one of these certificates, whose own bytes are beyond doubt, is or has issued the loose one.

    Raises Refused when one of them has the key and the name of the loose one and yet is another: then the loose one was changed.
    """
    own = x509.load_der_x509_certificate(loose)
    for der in certificates:
        one = x509.load_der_x509_certificate(der)
        if der == loose or issued(own, one):
            return True
        if one.subject == own.subject and one.public_key() == own.public_key():
            raise Refused("intact.signature", "a certificate was changed")
    return False


def issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Return whether the issuer's key signed the certificate."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


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
