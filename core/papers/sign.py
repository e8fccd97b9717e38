"""Sign a paper with a person's key: one PAdES B-B signature in its open field, as an incremental update that touches nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.errors import AppError
from core.papers.certificate import spki_sha256
from core.papers.stamp import stamp_pdf

CONTENTS_BYTES = 16_384  # hex digits kept free for one CMS; a self-signed P-256 one needs about 2,000, an issued chain more


class PaperNotSigned(AppError):
    """The paper cannot take this signature."""

    code = "paper.not_signed"


@dataclass(frozen=True)
class SignatureField:
    """One signature field of a paper. label says for whom it waits ("Penerima Laporan: Lina Ujicoba")."""

    name: str
    label: str
    signed: bool


def signature_fields(pdf: bytes) -> tuple[SignatureField, ...]:
    """Return the signature fields of a paper in their order. Raises PaperNotSigned when it is no readable PDF."""
    with readable():
        found = []
        for name, value, ref in enumerate_sig_fields(PdfFileReader(BytesIO(pdf))):
            found.append(SignatureField(str(name), str(ref.get_object().get("/TU", "")), value is not None))
        return tuple(found)


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
    """Return the paper with one signature more; the bytes it had stay as its beginning.

    key: P-256, the one the certificate is about. at: aware; it is written as the claimed time and shown. strokes_png: the drawn signature.
    Raises PaperNotSigned when the field is missing or already signed, the key is not the certificate's, or the PDF cannot be read.
    Source: ETSI EN 319 142-1, level B-B; ISO 32000-2 section 12.8.
    """
    if at.tzinfo is None:
        raise ValueError("at has no zone")
    if spki_sha256(key.public_key()) != spki_sha256(certificate.public_key()):
        raise PaperNotSigned("The paper was not signed.", "The certificate belongs to another key.")
    fields = {field.name: field for field in signature_fields(pdf)}
    if field_name not in fields:
        raise PaperNotSigned("The paper was not signed.", "It has no signature block of this name.", field=field_name)
    if fields[field_name].signed:
        raise PaperNotSigned("The paper was not signed.", "This signature block is already signed.", field=field_name)
    with readable():
        writer = QuietWriter(BytesIO(pdf))
        placing = PdfCMSEmbedder().write_cms(field_name=field_name, writer=writer, existing_fields_only=True)
        show(writer, next(placing).get_object(), name=name, at=at, strokes_png=strokes_png)
        placing.send(SigObjSetup(sig_placeholder=signature_dictionary(name=name, reason=reason, at=at)))
        prepared, output = placing.send(SigIOSetup(md_algorithm="sha256"))
        placing.send(container(prepared.document_digest, key, certificate))
    return bytes(output.getvalue())


class QuietWriter(IncrementalPdfFileWriter):
    """Writes the update without new metadata: a signature then changes its own field and nothing else, which `check` demands."""

    def _update_meta(self) -> None:
        return


def signature_dictionary(*, name: str, reason: str, at: datetime) -> PdfSignedData:
    """Return the empty signature object, with room for the CMS."""
    when = at.replace(microsecond=0)
    placeholder = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, timestamp=when, bytes_reserved=CONTENTS_BYTES)
    placeholder[pdf_name("/Name")] = generic.TextStringObject(name)
    placeholder[pdf_name("/Reason")] = generic.TextStringObject(reason)
    return placeholder


def show(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject, *, name: str, at: datetime, strokes_png: bytes | None) -> None:
    """Give the field the picture of the signature, in the size of its rectangle."""
    left, bottom, right, top = (float(edge) for edge in field["/Rect"])
    picture = stamp_pdf(width=right - left, height=top - bottom, name=name, at=at, strokes_png=strokes_png)
    drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(picture)))
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): drawn})  # type: ignore[no-untyped-call]


def container(digest: bytes, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> bytes:
    """Return the CMS over the document's digest in DER."""
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    message: cms.ContentInfo = asyncio.run(signer.async_sign(digest, "sha256", use_pades=True))
    return bytes(message.dump())


@contextmanager
def readable() -> Iterator[None]:
    """Turn what pyHanko raises over a foreign file into a PaperNotSigned."""
    try:
        yield
    except (PdfError, SigningError, LookupError, TypeError, ValueError) as error:
        hint = "The file is not a paper of this program, or it is damaged."
        raise PaperNotSigned("The paper was not signed.", hint, why=str(error)) from error
