"""The states a signed PDF went through: where each ends, and whether each later one holds a signature and nothing else."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

SIGNATURE_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name", "/Reason"}
UPPER, LOWER = frozenset(b"0123456789ABCDEF"), frozenset(b"0123456789abcdef")
# A parser over hostile bytes may raise any of these; AppError and programming errors of another kind pass.
PARSER_ERRORS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError, PdfError, RecursionError,
    RuntimeError, TypeError, ValueError, struct.error, zlib.error,
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


@dataclass(frozen=True, kw_only=True)
class SignedRevision:
    """One signature and the state it signed: the file from its first byte to `end`, without the hex string of the signature."""

    field_name: str
    label: str
    reason: str
    claimed_at: str
    cms_der: bytes
    signed_bytes: tuple[tuple[int, int], ...]  # (start, end) of the two stretches
    end: int


def signed_revisions(pdf: bytes) -> tuple[int, tuple[SignedRevision, ...]]:
    """Return the end of the unsigned state, and the signatures in the order in which they were made.

    Raises Refused unless the file is: one plain state, then for each signature one update that fills its waiting field and does nothing
    else, each signature covering everything up to its own end, and the file ending where the last one ends.
    """
    with foreign_bytes():
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        if reader.trailer.flatten().get("/Encrypt") is not None or reader.xrefs.hybrid_xrefs_present:
            raise Refused("intact.unreadable", "encrypted or hybrid")
        found = [(name, value, ref) for name, value, ref in enumerate_sig_fields(reader, filled_status=True)]
        found.sort(key=lambda item: int(item[1].get_object()["/ByteRange"][2]))
        states = reader.xrefs.total_revisions
        signed: list[SignedRevision] = []
        for name, _value, ref in found:
            signed.append(covered(pdf, str(name), ref))
        first_end = end_of_first_state(pdf, reader)
        if not signed:
            if states != 1 or first_end != len(pdf):
                raise Refused("intact.tail")
            return first_end, ()
        if signed[-1].end != len(pdf):
            raise Refused("intact.tail")
        if states != len(signed) + 1:
            raise Refused("intact.changed_later", "states without a signature")
        ends = [first_end, *(revision.end for revision in signed)]
        for number, (_name, _value, ref) in enumerate(found, start=1):
            if not ends[number - 1] <= reader.xrefs.get_startxref_for_revision(number) < ends[number]:
                raise Refused("intact.changed_later", "a cross-reference table stands elsewhere")
            only_fills(reader, number, ref.reference)
        return first_end, tuple(signed)


def end_of_first_state(pdf: bytes, reader: PdfFileReader) -> int:
    mark = pdf.find(b"%%EOF", reader.xrefs.get_startxref_for_revision(0))
    if mark < 0:
        raise Refused("intact.unreadable", "no end of file")
    return mark + 5 + (pdf[mark + 5 : mark + 6] == b"\n")


def covered(pdf: bytes, name: str, ref: Any) -> SignedRevision:
    """Return the signature of a field. Raises Refused unless exactly its own hex string is left out of what it covers."""
    field = ref.get_object()
    value = field["/V"]
    start, gap, resume, rest = (int(number) for number in value["/ByteRange"])
    end = resume + rest
    if len(value["/ByteRange"]) != 4 or start != 0 or not 0 < gap < resume <= end <= len(pdf) or rest <= 0:
        raise Refused("intact.range")
    if pdf[gap : gap + 1] != b"<" or pdf[resume - 1 : resume] != b">":
        raise Refused("intact.range")
    digits = pdf[gap + 1 : resume - 1]
    if not (UPPER.issuperset(digits) or LOWER.issuperset(digits)) or len(digits) % 2:
        raise Refused("intact.range", "other things than one hex string are left out")
    contents = bytes.fromhex(digits.decode("ascii"))
    if value.raw_get("/Contents").original_bytes != contents:
        raise Refused("intact.range", "another signature is left out than the field's own")
    if value.get("/Type") != "/Sig" or value.get("/SubFilter") != "/ETSI.CAdES.detached" or "/Reference" in value:
        raise Refused("intact.signature", "not a signature as this program makes them")
    size = der_size(contents)
    if any(contents[size:]):
        raise Refused("intact.signature", "something hides behind the signature")
    if not pdf[:end].endswith((b"%%EOF\n", b"%%EOF")):
        raise Refused("intact.range", "the covered part does not end a file")
    return SignedRevision(
        field_name=name, label=str(field.get("/TU", "")), reason=str(value.get("/Reason", "")), claimed_at=str(value.get("/M", "")),
        cms_der=contents[:size], signed_bytes=((0, gap), (resume, end)), end=end,
    )  # fmt: skip


def der_size(contents: bytes) -> int:
    """Return the size of the DER value at the beginning."""
    if len(contents) < 4 or contents[0] != 0x30 or not 0x81 <= contents[1] <= 0x84:
        raise Refused("intact.signature", "no signature in DER")
    count = contents[1] & 0x7F
    size = 2 + count + int.from_bytes(contents[2 : 2 + count])
    if size > len(contents):
        raise Refused("intact.signature", "the signature is cut off")
    return size


def only_fills(reader: PdfFileReader, number: int, field_ref: generic.Reference) -> None:
    """Raise Refused unless state `number` differs from the one before by this field's signature and picture alone."""
    xrefs = reader.xrefs
    before, after = reader.get_historical_resolver(number - 1), reader.get_historical_resolver(number)
    if any(reference.idnum for reference in xrefs.refs_freed_in_revision(number)):
        raise Refused("intact.changed_later", "objects were removed")
    trailer_before, trailer_after = reader.trailer.flatten(number - 1), reader.trailer.flatten(number)
    for key in ("/Root", "/Info"):
        if plain(trailer_before.raw_get(key)) != plain(trailer_after.raw_get(key)):
            raise Refused("intact.changed_later", f"another {key}")
    written = {(reference.idnum, reference.generation) for reference in xrefs.explicit_refs_in_revision(number)}
    own = (field_ref.idnum, field_ref.generation)
    existed: set[tuple[int, int]] = set()
    for state in range(number):
        existed |= {(reference.idnum, reference.generation) for reference in xrefs.explicit_refs_in_revision(state)}
    if written & existed != {own}:
        raise Refused("intact.changed_later", "other objects than the signature's field were rewritten")
    old, new = before.get_object(field_ref), after.get_object(field_ref)
    if "/V" in old or set(new) != set(old) | {"/V", "/AP"}:
        raise Refused("intact.changed_later", "the field is not the one that waited")
    if any(plain(old.raw_get(key)) != plain(new.raw_get(key)) for key in old if key != "/AP"):
        raise Refused("intact.changed_later", "the field was moved or renamed")
    if set(new["/V"]) - SIGNATURE_KEYS or set(new["/AP"]) != {"/N"}:
        raise Refused("intact.changed_later", "the signature does more than sign")
    reached: set[tuple[int, int]] = set()
    for key in ("/V", "/AP"):
        reach(after, new.raw_get(key), reached, stop=existed)
    if written - existed != reached - existed:
        raise Refused("intact.changed_later", "objects were added that are no part of the signature")


def reach(resolver: Any, value: Any, reached: set[tuple[int, int]], *, stop: set[tuple[int, int]]) -> None:
    """Collect the objects reachable from value, not going on into objects that stood there before."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, generic.IndirectObject):
            at = (value.idnum, value.generation)
            if at in reached or at in stop:
                continue
            reached.add(at)
            value = resolver.get_object(value.reference)
        if isinstance(value, generic.DictionaryObject):
            waiting += [value.raw_get(key) for key in value]
        elif isinstance(value, generic.ArrayObject):
            waiting += [value.raw_get(index) for index in range(len(value))]


def plain(value: Any) -> Any:
    """Return a PDF value as something that compares by content; a reference is its number."""
    if isinstance(value, generic.IndirectObject):
        return ("ref", value.idnum, value.generation)
    if isinstance(value, generic.DictionaryObject):
        return {str(key): plain(value.raw_get(key)) for key in value}
    if isinstance(value, generic.ArrayObject):
        return [plain(value.raw_get(index)) for index in range(len(value))]
    return value
