"""Sign a paper: one PAdES B-B signature in its open field, as an incremental update that touches nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any

from asn1crypto import cms, keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData, PreparedByteRangeDigest
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.papers.certificate import spki_sha256
from core.papers.signature_field import PaperNotSigned, readable, signature_fields
from core.papers.stamp import stamp_pdf

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
CONTENTS_BYTES = 16_384  # hex digits kept free for one CMS; a self-signed P-256 one needs about 2,000, an issued chain more


@dataclass(frozen=True, kw_only=True)
class Hand:
    """What makes a signature: a private key behind pyHanko's Signer, and the certificate about it. kind: own_key, file or token."""

    kind: str
    certificate: x509.Certificate
    signer: Signer


def hand_of(kind: str, key: PrivateKey, certificate: x509.Certificate, others: Iterable[x509.Certificate] = ()) -> Hand:
    """Return the hand of a private key at hand. others: certificates among which those that lead upwards from this one are taken along."""
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = SimpleSigner(
        signing_cert=as_asn1(certificate), signing_key=keys.PrivateKeyInfo.load(der), cert_registry=registry_of(certificate, others)
    )
    return Hand(kind=kind, certificate=certificate, signer=signer)


def sign(
    pdf: bytes,
    *,
    key: ec.EllipticCurvePrivateKey,
    certificate: x509.Certificate,
    field_name: str,
    name: str,
    reason: str,
    at: datetime,
    strokes_png: bytes | None = None,
) -> bytes:
    """Return the paper with one signature more, made by a person's own key (P-256). As `sign_with`."""
    if spki_sha256(key.public_key()) != spki_sha256(certificate.public_key()):
        raise PaperNotSigned("The paper was not signed.", "The certificate belongs to another key.")
    hand = hand_of("own_key", key, certificate)
    return sign_with(pdf, hand, field_name=field_name, name=name, reason=reason, at=at, strokes_png=strokes_png)


def sign_with(pdf: bytes, hand: Hand, *, field_name: str, name: str, reason: str, at: datetime, strokes_png: bytes | None = None) -> bytes:
    """Return the paper with one signature more; the bytes it had stay as its beginning.

    at: aware; it is written as the claimed time and shown. strokes_png: the drawn signature.
    Raises PaperNotSigned when the field is missing or already signed, or the PDF cannot be read.
    Source: ETSI EN 319 142-1, level B-B; ISO 32000-2 section 12.8.
    """
    hash_name = hash_for(hand.certificate)
    with readable():
        picture = partial(stamp_pdf, name=name, at=at, strokes_png=strokes_png)
        blank = signature_dictionary(name=name, reason=reason, at=at)
        placing, prepared, output = place(pdf, field_name=field_name, picture=picture, blank=blank, hash_name=hash_name)
        placing.send(container_by(hand, prepared.document_digest))
    return bytes(output.getvalue())


def place(
    pdf: bytes, *, field_name: str, picture: Callable[..., bytes], blank: PdfSignedData, hash_name: str = "sha256"
) -> tuple[Any, PreparedByteRangeDigest, BytesIO]:
    """Write the update with room for a signature in its field. picture: makes the visible part as a PDF page from width and height.

    Returns pyHanko's generator, which takes the CMS, what is to be signed, and the file with the empty room.
    Raises PaperNotSigned when the field is missing or already signed.
    """
    fields = {field.name: field for field in signature_fields(pdf)}
    if field_name not in fields:
        raise PaperNotSigned("The paper was not signed.", "It has no signature block of this name.", field=field_name)
    if fields[field_name].signed:
        raise PaperNotSigned("The paper was not signed.", "This signature block is already signed.", field=field_name)
    writer = QuietWriter(BytesIO(pdf))
    placing = PdfCMSEmbedder().write_cms(field_name=field_name, writer=writer, existing_fields_only=True)
    show(writer, next(placing).get_object(), picture)
    placing.send(SigObjSetup(sig_placeholder=blank))
    prepared, output = placing.send(SigIOSetup(md_algorithm=hash_name))
    return placing, prepared, output


class QuietWriter(IncrementalPdfFileWriter):
    """Writes the update without new metadata: a signature then changes its own field and nothing else, which `check` demands."""

    def _update_meta(self) -> None:
        return


def signature_dictionary(*, name: str, reason: str, at: datetime, digits: int = CONTENTS_BYTES) -> PdfSignedData:
    """Return the empty signature object, with room for the CMS. Raises ValueError for a time without zone."""
    if at.tzinfo is None:
        raise ValueError("at has no zone")
    when = at.replace(microsecond=0)
    placeholder = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, timestamp=when, bytes_reserved=digits)
    placeholder[pdf_name("/Name")] = generic.TextStringObject(name)
    placeholder[pdf_name("/Reason")] = generic.TextStringObject(reason)
    return placeholder


def show(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject, picture: Callable[..., bytes]) -> None:
    """Give the field the picture of the signature, in the size of its rectangle."""
    left, bottom, right, top = (float(edge) for edge in field["/Rect"])
    drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(picture(width=right - left, height=top - bottom))))
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): drawn})  # type: ignore[no-untyped-call]


def container(digest: bytes, key: PrivateKey, certificate: x509.Certificate) -> bytes:
    """Return the CMS over the document's digest in DER, made with a key at hand."""
    return container_by(hand_of("own_key", key, certificate), digest)


def container_by(hand: Hand, digest: bytes) -> bytes:
    message: cms.ContentInfo = asyncio.run(hand.signer.async_sign(digest, hash_for(hand.certificate), use_pades=True))
    return bytes(message.dump())


def hash_for(certificate: x509.Certificate) -> str:
    """Return the hash that goes with a key: SHA-384 for P-384, else SHA-256. Source: ETSI TS 119 312."""
    key = certificate.public_key()
    return "sha384" if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP384R1) else "sha256"


def registry_of(certificate: x509.Certificate, others: Iterable[x509.Certificate]) -> SimpleCertificateStore:
    """Return the certificates that lead upwards from this one; any others at hand say nothing about the signer and are left out."""
    found, last, waiting = SimpleCertificateStore(), certificate, [one for one in others if one != certificate]  # type: ignore[no-untyped-call]
    while (issuer := next((one for one in waiting if issued(last, one)), None)) is not None and not issued(last, last):
        waiting.remove(issuer)
        found.register(as_asn1(issuer))
        last = issuer
    return found


def issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
