"""Make a signed paper last: a timestamp, the certificates and revocation data for it, and a timestamp over all (PAdES B-T, B-LT, B-LTA)."""

# mypy: disable-error-code="no-untyped-call"
# (most of what pyHanko offers here carries no types)

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count, pairwise
from typing import Protocol

from asn1crypto import tsp  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, PreparedByteRangeDigest
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from core.errors import AppError
from core.papers.sign import QuietWriter
from paper.check import Read, read
from paper.cms_signature import Verified, issued
from paper.later_states import DSS_KINDS, ValidationData, references
from paper.revisions import history
from paper.trust import Trust

ROOMS = (16_384, 65_536)  # hex digits kept free for one token; the larger one where an authority sends a long chain
TSA_REQUEST, OCSP_REQUEST = "application/timestamp-query", "application/ocsp-request"


class PaperNotStamped(AppError):
    """The paper got no timestamp; it is as it was."""

    code = "paper.not_stamped"


class AuthorityLine(Protocol):
    """The line to timestamp and certificate authorities. What comes back is signed; both raise AppError when nothing does."""

    def post(self, url: str, body: bytes, media_type: str) -> bytes: ...

    def get(self, url: str) -> bytes: ...


def timestamped(pdf: bytes, *, tsa_url: str, line: AuthorityLine, trust: Trust | None = None) -> tuple[bytes, ...]:
    """Return the states that a signed paper goes through to PAdES B-LTA, the last one whole; each begins with the one before it.

    First a document timestamp, then the certificates of all signers and of the authority with OCSP responses or CRLs for each that names
    where to ask, then a second timestamp over all that. trust: where an issuer's certificate is found that does not lie in the paper.
    Raises PaperNotStamped when the paper is unsigned or not intact, or an authority refuses; and what `line` raises.
    Source: ETSI EN 319 142-1 section 5.4-5.5; RFC 3161; RFC 6960.
    """
    before = read(pdf)
    if before.fault or not before.signatures:
        raise PaperNotStamped("The paper got no timestamp.", "It is not signed, or not intact.", why=before.fault)
    with answered():
        first = stamped(pdf, tsa_url, line)
        found = read(first)
        if found.fault:
            raise PaperNotStamped(
                "The paper got no timestamp.", "The timestamp authority's answer does not fit the paper.", why=found.fault
            )
        second = with_validation(first, found, line, trust or Trust())
        last = stamped(second, tsa_url, line)
    after = read(last)
    if after.fault or len(after.timestamps) != len(before.timestamps) + 2 or not last.startswith(pdf):
        raise PaperNotStamped("The paper got no timestamp.", "What came back does not fit the paper.", why=after.fault)
    return first, second, last


@contextmanager
def answered() -> Iterator[None]:
    """Turn what foreign libraries raise over an authority's answer into PaperNotStamped."""
    try:
        yield
    except TimestampRequestError as error:
        raise PaperNotStamped("The paper got no timestamp.", "The timestamp authority refused; try again later.", why=str(error)) from error
    except (PdfError, SigningError, LookupError, TypeError, ValueError) as error:
        raise PaperNotStamped("The paper got no timestamp.", "The authority's answer cannot be read.", why=type(error).__name__) from error


class Authority(TimeStamper):
    """Asks over the given line."""

    def __init__(self, url: str, line: AuthorityLine) -> None:
        super().__init__()
        self._url, self._line = url, line

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(self._line.post(self._url, req.dump(), TSA_REQUEST), strict=True)


def stamped(pdf: bytes, tsa_url: str, line: AuthorityLine) -> bytes:
    """Return the paper with one document timestamp more, in a new invisible field."""
    for room in ROOMS:
        prepared, output = with_open_field(pdf, room)
        token = asyncio.run(Authority(tsa_url, line).async_timestamp(prepared.document_digest, "sha256")).dump()
        if 2 * len(token) <= room:
            prepared.fill_with_cms(output, token)
            return bytes(output.getvalue())
    raise PaperNotStamped("The paper got no timestamp.", "The timestamp authority's answer is too long.")


def with_open_field(pdf: bytes, room: int) -> tuple[PreparedByteRangeDigest, BytesIO]:
    writer = QuietWriter(BytesIO(pdf))
    form = writer.root["/AcroForm"]
    taken = {str(field.get_object().get("/T")) for field in form["/Fields"]}
    name = next(name for number in count(1) if (name := f"stempel_waktu_{number}") not in taken)
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/Widget"), pdf_name("/FT"): pdf_name("/Sig"),
            pdf_name("/T"): generic.TextStringObject(name), pdf_name("/F"): generic.NumberObject(132),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(0)] * 4), pdf_name("/P"): writer.find_page_for_modification(0)[0],
        }
    )  # fmt: skip
    form["/Fields"].append(writer.add_object(field))
    writer.update_root()
    placing = PdfCMSEmbedder().write_cms(field_name=name, writer=writer, existing_fields_only=True)
    next(placing)
    placing.send(SigObjSetup(sig_placeholder=DocumentTimestamp(bytes_reserved=room)))
    prepared, output = placing.send(SigIOSetup(md_algorithm="sha256"))
    return prepared, output


def with_validation(pdf: bytes, found: Read, line: AuthorityLine, trust: Trust) -> bytes:
    """Return the paper with everything that is needed to validate its signatures and timestamps later, for each of them."""
    contents = [one.contents for one in history(pdf).signed]
    signers = [(number, by) for number, _one, by in found.signatures] + [(number, one.by) for number, one in found.timestamps]
    signers.sort(key=lambda signer: signer[0])
    asked: dict[bytes, ValidationData] = {}
    writer = QuietWriter(BytesIO(pdf))
    old = writer.root["/DSS"] if "/DSS" in writer.root else generic.DictionaryObject()
    store = {kind: list(references(old[kind])) if kind in old else [] for kind in DSS_KINDS}
    held = {bytes(ref.get_object().data): ref for refs in store.values() for ref in refs}
    entries = generic.DictionaryObject({pdf_name(key): old["/VRI"].raw_get(key) for key in old["/VRI"]} if "/VRI" in old else {})

    def put(kind: str, ders: Iterable[bytes]) -> generic.ArrayObject:
        for der in ders:
            if der not in held:
                held[der] = writer.add_object(generic.StreamObject(stream_data=der))
                store[kind].append(held[der])
        return generic.ArrayObject([held[der] for der in dict.fromkeys(ders)])

    for (_, by), room in zip(signers, contents, strict=True):
        name = pdf_name("/" + hashlib.sha1(room, usedforsecurity=False).hexdigest().upper())
        if name in entries:
            continue
        data = gathered(by, line, trust, asked)
        lists = {"/Certs": put("/Certs", data.certificates), "/OCSPs": put("/OCSPs", data.ocsps), "/CRLs": put("/CRLs", data.crls)}
        entries[name] = writer.add_object(
            generic.DictionaryObject({pdf_name(DSS_KINDS[kind]): refs for kind, refs in lists.items() if refs})
        )
    made = generic.DictionaryObject({pdf_name(kind): generic.ArrayObject(refs) for kind, refs in store.items() if refs})
    made[pdf_name("/VRI")] = entries
    writer.root[pdf_name("/DSS")] = writer.add_object(made)
    writer.update_root()
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def gathered(by: Verified, line: AuthorityLine, trust: Trust, asked: dict[bytes, ValidationData]) -> ValidationData:
    """Return the certificates of one signer, and what their issuers say about each that names where to ask.

    asked: what was asked already. Raises PaperNotStamped when an authority that is named gives no answer about a certificate of its own.
    """
    path = [x509.load_der_x509_certificate(one) for one in (by.certificate, *by.chain)]
    believed = [x509.load_der_x509_certificate(one) for one in trust.authorities]
    while not issued(path[-1], path[-1]) and len(path) < 10:
        above = next((one for one in believed if issued(path[-1], one)), None)
        if above is None:
            break
        path.append(above)
    ocsps: list[bytes] = []
    crls: list[bytes] = []
    for certificate, issuer in pairwise(path):
        key = certificate.public_bytes(serialization.Encoding.DER)
        if key not in asked:
            asked[key] = revocation(certificate, issuer, line)
        ocsps += asked[key].ocsps
        crls += asked[key].crls
    return ValidationData(tuple(one.public_bytes(serialization.Encoding.DER) for one in path), tuple(ocsps), tuple(crls))


def revocation(certificate: x509.Certificate, issuer: x509.Certificate, line: AuthorityLine) -> ValidationData:
    """Return an OCSP response, else a CRL, about a certificate; neither when it names no place to ask."""
    responders, lists = places(certificate)
    if responders:
        request = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1()).build()  # what every responder knows
        answer = line.post(responders[0], request.public_bytes(serialization.Encoding.DER), OCSP_REQUEST)
        if ocsp.load_der_ocsp_response(answer).response_status == ocsp.OCSPResponseStatus.SUCCESSFUL:
            return ValidationData(ocsps=(answer,))
    if lists:
        answer = line.get(lists[0])
        return ValidationData(crls=(x509.load_der_x509_crl(answer).public_bytes(serialization.Encoding.DER),))
    if responders:
        raise PaperNotStamped("The paper got no timestamp.", "The certificate authority does not answer about its certificate.")
    return ValidationData()


def places(certificate: x509.Certificate) -> tuple[list[str], list[str]]:
    """Return the addresses of OCSP responders and of revocation lists that a certificate names."""
    responders, lists = list[str](), list[str]()
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.AuthorityInformationAccess):
            told = [one.access_location for one in extension.value if one.access_method == AuthorityInformationAccessOID.OCSP]
            responders += [one.value for one in told if isinstance(one, x509.UniformResourceIdentifier)]
        elif isinstance(extension.value, x509.CRLDistributionPoints):
            told = [name for point in extension.value for name in point.full_name or ()]
            lists += [one.value for one in told if isinstance(one, x509.UniformResourceIdentifier)]
    return [one for one in responders if is_web(one)], [one for one in lists if is_web(one)]


def is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))
