"""A signature made elsewhere and later: the paper is prepared with an empty room, its digest goes out, a CMS comes back."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO

from asn1crypto import cms, pem  # type: ignore[import-untyped]
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest

from core.errors import AppError
from core.papers.certificate_facts import CertificateUnusable, refuse_unusable
from core.papers.sign import place, signature_dictionary
from core.papers.signature_field import readable
from core.papers.stamp import stamp_pdf
from paper.check import check, claimed_time

ROOM_DIGITS = 40_000  # hex digits for a CMS from outside, twice what one with a long chain needs
HASHES = ("sha256", "sha384", "sha512")
CMS_BYTES_MAX = 1024 * 1024


class NotInserted(AppError):
    """The signature from outside was not put into the paper; the title says why."""

    code = "paper.not_inserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A paper that waits for a signature from outside.

    pdf: with the empty room. field_name, label: of the block; at: claimed time, None when unreadable. before: size of the paper before
    it was prepared. ranges: (start, end) of the two stretches that are signed.
    """

    pdf: bytes
    field_name: str
    label: str
    at: datetime | None
    before: int
    ranges: tuple[tuple[int, int], ...]

    @property
    def to_be_signed(self) -> bytes:
        """Return the bytes over which the signature is made."""
        return b"".join(self.pdf[start:end] for start, end in self.ranges)

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.to_be_signed).digest()

    @property
    def room(self) -> int:
        """Return how many bytes the CMS may have."""
        return (self.ranges[1][0] - self.ranges[0][1] - 2) // 2

    @property
    def paper(self) -> bytes:
        """Return the paper as it was before it was prepared."""
        return self.pdf[: self.before]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inserted:
    """The signed paper, and the certificate of its new signature."""

    pdf: bytes
    certificate: x509.Certificate


def prepare(pdf: bytes, *, field_name: str, name: str, reason: str, at: datetime, strokes_png: bytes | None = None) -> Prepared:
    """Return the paper with everything of a signature but the signature itself.

    name: whose signature is awaited, as shown in the block. at: aware, the time of the preparation. Raises PaperNotSigned as `sign_with`.
    Source: ETSI EN 319 142-1, level B-B.
    """
    with readable():
        picture = partial(stamp_pdf, name=name, at=at, strokes_png=strokes_png, is_prepared=True)
        blank = signature_dictionary(name=name, reason=reason, at=at, digits=ROOM_DIGITS)
        _placing, _digest, output = place(pdf, field_name=field_name, picture=picture, blank=blank)
    return read_prepared(bytes(output.getvalue()))


def read_prepared(pdf: bytes) -> Prepared:
    """Return what a prepared paper says of itself. Raises NotInserted when no signature is awaited, PaperNotSigned when unreadable."""
    with readable():
        reader = PdfFileReader(BytesIO(pdf))
        found = [(value.get_object(), ref.get_object(), str(name)) for name, value, ref in enumerate_sig_fields(reader, filled_status=True)]
        ranges = [[int(number) for number in value["/ByteRange"]] for value, _field, _name in found]
        last = max(range(len(found)), key=lambda number: ranges[number][2], default=None)
        if last is None:
            raise no_room()
        start, gap, resume, rest = ranges[last]
        value, field, name = found[last]
        room = pdf[gap:resume]
        if start != 0 or resume + rest != len(pdf) or not re.fullmatch(rb"<(00)+>", room):
            raise no_room()
        before = pdf.rfind(b"%%EOF", 0, _startxref_before(reader, pdf)) + 5
        before += pdf[before : before + 1] == b"\n"
    return Prepared(
        pdf=pdf,
        field_name=name,
        label=str(field.get("/TU", "")),
        at=claimed_time(str(value.get("/M", ""))),
        before=before,
        ranges=((0, gap), (resume, len(pdf))),
    )


def insert(prepared: Prepared, raw: bytes, *, now: datetime) -> Inserted:
    """Return the paper with the signature that came back (CMS in DER or PEM).

    now: aware; the certificate must be valid now or have been so when the paper was prepared. Raises NotInserted when it is no CMS, holds
    no signature, belongs to another paper, is too long for its room, or does not verify; CertificateUnusable. Source: RFC 5652.
    """
    der = _der_of(raw)
    certificate = _belongs_to(prepared, der)
    if len(der) > prepared.room:
        raise NotInserted(
            "The signature is too long: it has {size} bytes, and there is room for {room}.",
            "Ask the provider for one without other people's certificates and without revocation data.",
            size=len(der),
            room=prepared.room,
        )
    output = BytesIO(prepared.pdf)
    gap, resume = prepared.ranges[0][1], prepared.ranges[1][0]
    PreparedByteRangeDigest(prepared.sha256, gap, resume).fill_with_cms(output, der)
    pdf = output.getvalue()
    if check(pdf, known_keys={}, recorded={}).intact.value == "no":
        raise NotInserted(
            "The signature does not verify.",
            "Ask the provider for a CAdES signature (PAdES B-B) over exactly this digest, without additions.",
        )
    try:
        refuse_unusable(certificate, now)
    except CertificateUnusable:
        if prepared.at is None or prepared.at.tzinfo is None:
            raise
        refuse_unusable(certificate, prepared.at)
    return Inserted(pdf=pdf, certificate=certificate)


def no_room() -> NotInserted:
    return NotInserted("No signature is awaited in this file.", "Take the prepared file that `digest` wrote beside the paper.")


def _startxref_before(reader: PdfFileReader, pdf: bytes) -> int:
    """Where the objects of the last update begin to be told: the end of the state before lies in front of its first object."""
    xrefs = reader.xrefs
    last = xrefs.total_revisions - 1
    places = [xrefs.get_historical_ref(ref, last) for ref in xrefs.explicit_refs_in_revision(last)]
    return min((one for one in places if isinstance(one, int)), default=len(pdf))


def _der_of(raw: bytes) -> bytes:
    if len(raw) > CMS_BYTES_MAX:
        raise not_cms()
    try:
        if pem.detect(raw):
            _kind, _headers, raw = pem.unarmor(raw)
        elif re.fullmatch(rb"[A-Za-z0-9+/=\s]+", raw):
            raw = base64.b64decode(b"".join(raw.split()), validate=True)
        return bytes(cms.ContentInfo.load(raw, strict=True).dump())
    except (ValueError, TypeError) as error:
        raise not_cms() from error


def _belongs_to(prepared: Prepared, der: bytes) -> x509.Certificate:
    """Return the signer's certificate. Raises NotInserted unless the CMS holds one signature and names the digest of this paper."""
    try:
        message = cms.ContentInfo.load(der, strict=True)
        if message["content_type"].native != "signed_data":
            raise not_cms()
        signed = message["content"]
        infos, given = signed["signer_infos"], [one.chosen for one in signed["certificates"] if one.name == "certificate"]
        if len(infos) != 1:
            raise NotInserted("The file holds no signature.", "Ask the provider for the signature, not for the certificate alone.")
        if signed["encap_content_info"]["content"].native is not None:
            raise NotInserted("The signature carries the paper inside it.", "Ask the provider for a detached CAdES signature (PAdES B-B).")
        info = infos[0]
        attributes = {one["type"].native: one["values"][0].native for one in info["signed_attrs"]}
        name = info["digest_algorithm"]["algorithm"].native
        expected = hashlib.new(name, prepared.to_be_signed).digest() if name in HASHES else None
        if "message_digest" not in attributes:
            raise NotInserted("The signature names no digest.", "Ask the provider for a CAdES signature (PAdES B-B).")
        if attributes["message_digest"] != expected:
            raise NotInserted(
                "The signature belongs to another paper.",
                "Take the prepared file for which the digest was made; each preparation has its own.",
            )
        named = info["sid"]
        mine = [
            one for one in given if named.name != "issuer_and_serial_number" or one.serial_number == named.chosen["serial_number"].native
        ]
        if not mine:
            raise NotInserted("The signature holds no certificate.", "Ask the provider to put the signer's certificate into it.")
        return x509.load_der_x509_certificate(mine[0].dump())
    except (ValueError, TypeError, LookupError) as error:
        raise not_cms() from error


def not_cms() -> NotInserted:
    return NotInserted("The file is no signature.", "Choose what the provider sent back: a CMS signature in DER or PEM (.p7s, .p7m, .der).")
