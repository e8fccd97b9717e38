"""The states a signed PDF went through: where each ends, and whether each later one does only what may be done to a signed paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Literal

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from paper.later_states import ValidationData, only_fills, only_stamps, only_validates
from paper.refused import Refused, foreign_bytes

UPPER, LOWER = frozenset(b"0123456789ABCDEF"), frozenset(b"0123456789abcdef")
STRINGS = (generic.ByteStringObject, generic.TextStringObject)
STATES_MAX = 100  # more would only serve to keep a checker busy
KINDS = {"/Sig": "/ETSI.CAdES.detached", "/DocTimeStamp": "/ETSI.RFC3161"}


@dataclass(frozen=True, kw_only=True)
class SignedRevision:
    """One signature or timestamp and the state it covers: the file from its first byte to `end`, without the hex string of it."""

    kind: Literal["signature", "timestamp"]
    field_name: str
    label: str
    reason: str
    claimed_at: str
    contents: bytes  # the whole room, with what is left of it
    cms_der: bytes
    signed_bytes: tuple[tuple[int, int], ...]  # (start, end) of the two stretches
    end: int


@dataclass(frozen=True, kw_only=True)
class History:
    """ends: where each state ends, the unsigned one first. signed: signatures and timestamps in the order in which they were made."""

    ends: tuple[int, ...]
    signed: tuple[SignedRevision, ...]
    validation: ValidationData = field(default_factory=ValidationData)


def history(pdf: bytes) -> History:
    """Return the states of a paper.

    Raises Refused unless the file is: one plain state, then updates of which each either fills a waiting field with a signature, or adds
    a document timestamp, or adds validation data (certificates, OCSP responses, CRLs) - and nothing else; each signature and timestamp
    covering everything up to its own end, and the file ending where the last one ends. Source: ISO 32000-2 section 12.8, EN 319 142-1.
    """
    with foreign_bytes():
        if not pdf.startswith(b"%PDF-"):
            raise Refused("intact.unreadable", "something stands before the beginning")
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        ends = ends_of_states(pdf, reader)
        found = [(covered(pdf, str(name), ref), ref) for name, _value, ref in enumerate_sig_fields(reader, filled_status=True)]
        found.sort(key=lambda item: item[0].end)
        if not found:
            if len(ends) != 1 or ends[0] != len(pdf):
                raise Refused("intact.tail")
            return History(ends=ends, signed=())
        if found[-1][0].end != len(pdf) or ends[-1] != len(pdf):
            raise Refused("intact.tail")
        at_state = {revision.end: (revision, ref) for revision, ref in found}
        if len(at_state) != len(found) or not at_state.keys() <= set(ends[1:]):
            raise Refused("intact.changed_later", "two signatures in one state")
        validation, before = ValidationData(), list[SignedRevision]()
        for number in range(1, len(ends)):
            inside(reader, number, ends)
            if ends[number] not in at_state:
                validation = only_validates(reader, number, [one.contents for one in before])
                continue
            revision, ref = at_state[ends[number]]
            if revision.kind == "signature":
                only_fills(reader, number, ref.reference)
            else:
                only_stamps(reader, number, ref.reference)
            before.append(revision)
        return History(ends=ends, signed=tuple(before), validation=validation)


def ends_of_states(pdf: bytes, reader: PdfFileReader) -> tuple[int, ...]:
    """Return where each state ends. Raises Refused for what no paper has: encryption, packed objects, packed or hybrid cross-references."""
    count = reader.xrefs.total_revisions
    if reader.trailer.flatten().get("/Encrypt") is not None or reader.xrefs.hybrid_xrefs_present or count > STATES_MAX:
        raise Refused("intact.unreadable", "encrypted, hybrid or with too many states")
    ends: list[int] = []
    for number in range(count):
        start = reader.xrefs.get_startxref_for_revision(number)
        if pdf[start : start + 4] != b"xref":
            raise Refused("intact.foreign", "its objects are packed; no paper of this program is written so")
        if ends and start < ends[-1]:
            raise Refused("intact.changed_later", "a cross-reference table stands elsewhere")
        mark = pdf.find(b"%%EOF", start)
        if mark < 0:
            raise Refused("intact.unreadable", "no end of file")
        ends.append(mark + 5 + (pdf[mark + 5 : mark + 6] == b"\n"))
    return tuple(ends)


def inside(reader: PdfFileReader, number: int, ends: tuple[int, ...]) -> None:
    """Raise Refused unless every object of a state stands in the bytes of that state."""
    for reference in reader.xrefs.explicit_refs_in_revision(number):
        at = reader.xrefs.get_historical_ref(reference, number)
        if not isinstance(at, int) or not ends[number - 1] <= at < ends[number]:
            raise Refused("intact.changed_later", "an object stands elsewhere")


def covered(pdf: bytes, name: str, ref: Any) -> SignedRevision:
    """Return the signature of a field. Raises Refused unless exactly its own hex string is left out of what it covers."""
    filled = ref.get_object()
    value = filled["/V"]
    stretches, room = value.get("/ByteRange"), value.raw_get("/Contents") if "/Contents" in value else None
    if not isinstance(stretches, generic.ArrayObject) or len(stretches) != 4 or not isinstance(room, STRINGS):
        raise Refused("intact.range")
    start, gap, resume, rest = (whole(number) for number in stretches)
    end = resume + rest
    if start != 0 or not 0 < gap < resume <= end <= len(pdf) or rest <= 0:
        raise Refused("intact.range")
    if pdf[gap : gap + 1] != b"<" or pdf[resume - 1 : resume] != b">":
        raise Refused("intact.range")
    digits = pdf[gap + 1 : resume - 1]
    if not (UPPER.issuperset(digits) or LOWER.issuperset(digits)) or len(digits) % 2:
        raise Refused("intact.range", "other things than one hex string are left out")
    contents = bytes.fromhex(digits.decode("ascii"))
    if room.original_bytes != contents:
        raise Refused("intact.range", "another signature is left out than the field's own")
    if KINDS.get(str(value.get("/Type"))) != value.get("/SubFilter") or value.get("/Type") is None or "/Reference" in value:
        raise Refused("intact.signature", "not a signature as this program makes them")
    size = der_size(contents)
    if any(contents[size:]):
        raise Refused("intact.signature", "something hides behind the signature")
    if not pdf[:end].endswith((b"%%EOF\n", b"%%EOF")):
        raise Refused("intact.range", "the covered part does not end a file")
    return SignedRevision(
        kind="signature" if value["/Type"] == "/Sig" else "timestamp", field_name=name, label=str(filled.get("/TU", "")),
        reason=str(value.get("/Reason", "")), claimed_at=str(value.get("/M", "")), contents=contents, cms_der=contents[:size],
        signed_bytes=((0, gap), (resume, end)), end=end,
    )  # fmt: skip


def whole(number: Any) -> int:
    if not isinstance(number, int):
        raise Refused("intact.range", "no whole number")
    return int(number)


def der_size(contents: bytes) -> int:
    """Return the size of the DER value at the beginning."""
    if len(contents) < 4 or contents[0] != 0x30 or not 0x81 <= contents[1] <= 0x84:
        raise Refused("intact.signature", "no signature in DER")
    count = contents[1] & 0x7F
    size = 2 + count + int.from_bytes(contents[2 : 2 + count])
    if size > len(contents):
        raise Refused("intact.signature", "the signature is cut off")
    return size
