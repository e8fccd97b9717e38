"""Why a file is not intact, and the edge where a parser meets hostile bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError

# A parser over hostile bytes may raise any of these; AppError and programming errors of another kind pass.
PARSER_ERRORS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError, PdfError, RecursionError,
    RuntimeError, TypeError, ValueError, struct.error, zlib.error, InvalidSignature, UnsupportedAlgorithm, x509.DuplicateExtension,
    x509.ExtensionNotFound, x509.InvalidVersion, x509.UnsupportedGeneralNameType,
)  # fmt: skip


class Refused(Exception):
    """The file is not intact; key says why (`answers.WORDS`)."""

    def __init__(self, key: str, why: str = "") -> None:
        super().__init__(why or key)
        self.key = key


@contextmanager
def foreign_bytes() -> Iterator[None]:
    """Turn whatever a parser raises over hostile bytes into Refused("intact.unreadable")."""
    try:
        yield
    except PARSER_ERRORS as error:
        raise Refused("intact.unreadable", str(error)) from error
