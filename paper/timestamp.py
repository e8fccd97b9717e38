"""Verify one timestamp token of a paper: which moment an authority vouches for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from paper.algorithms import hash_name
from paper.cms_signature import Digests, Verified, signed_data, verify_signer
from paper.refused import Refused, foreign_bytes


@dataclass(frozen=True)
class Stamped:
    """at: the moment, with its zone. by: the authority, by what its certificate claims."""

    at: datetime
    by: Verified


def verify_timestamp(token_der: bytes, digest_of: Digests) -> Stamped:
    """Return what a token says about the covered bytes.

    Raises Refused("intact.timestamp") for a token over other bytes, not signed by a key for timestamps, or with anything unprotected in
    it. Whether the authority is to be believed is another question (`trust`). Source: RFC 3161, RFC 5816, ETSI EN 319 422.
    """
    try:
        with foreign_bytes():
            signed = signed_data(token_der)
            content = signed["encap_content_info"]
            attributes, by = verify_signer(signed, content_type="tst_info", version="v3")
            said = content["content"].parsed
            hash_of = hash_name(signed["signer_infos"][0]["digest_algorithm"])
            if content["content_type"].native != "tst_info" or said["version"].native != "v1":
                raise Refused("intact.timestamp", "no timestamp")
            if attributes["message_digest"].native != hashlib.new(hash_of, content["content"].contents).digest():
                raise Refused("intact.timestamp", "the token was changed")
            imprint = said["message_imprint"]
            if imprint["hashed_message"].native != digest_of(hash_name(imprint["hash_algorithm"])):
                raise Refused("intact.timestamp", "it is about another file")
            usage = x509.load_der_x509_certificate(by.certificate).extensions.get_extension_for_class(x509.ExtendedKeyUsage)
            if not usage.critical or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
                raise Refused("intact.timestamp", "the key is not for timestamps")
            at: datetime = said["gen_time"].native
            return Stamped(at if at.tzinfo is not None else at.replace(tzinfo=UTC), by)
    except Refused as refusal:
        raise Refused("intact.timestamp", str(refusal)) from refusal
