"""The signature blocks of a paper as everybody sees them; what signs in them is `sign.py`, which brings in the PDF library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from core.errors import AppError


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
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    with readable():
        found = []
        for name, value, ref in enumerate_sig_fields(PdfFileReader(BytesIO(pdf))):
            found.append(SignatureField(str(name), str(ref.get_object().get("/TU", "")), value is not None))
        return tuple(found)


@contextmanager
def readable() -> Iterator[None]:
    """Turn what pyHanko raises over a foreign file into a PaperNotSigned."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError

    try:
        yield
    except (PdfError, SigningError, LookupError, TypeError, ValueError) as error:
        hint = "The file is not a paper of this program, or it is damaged."
        raise PaperNotSigned("The paper was not signed.", hint, why=str(error)) from error
