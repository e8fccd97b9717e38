"""What a paper is made from, and the blocks it consists of, as plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

PaperSize = Literal["A4", "F4"]
Regime = Literal["pemilihan", "pemilu"]


class FormVersion(Protocol):
    """What a paper needs of a form version (`forms.library`)."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def layout(self) -> Mapping[str, Any]: ...
    def open(self, answers: dict[str, Any] | None = None) -> Any: ...


# ---- what the caller gathers -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OfficeFacts:
    """The letterhead and the place. timezone is the word on papers: WIB, WITA or WIT. name: the office in sentences, else its last line."""

    name_lines: tuple[str, ...]
    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    timezone: str = "WIB"
    logo_png: bytes | None = None
    city: str = ""

    @property
    def in_sentences(self) -> str:
        return self.name or (self.name_lines[-1] if self.name_lines else "")


@dataclass(frozen=True, kw_only=True)
class ExhibitOnPaper:
    """One exhibit. picture_jpeg is the working copy, already upright; None when there is no picture to print."""

    no: str
    kind: str = ""
    title: str = ""
    caption: str = ""
    taken_at: str = ""
    place: str = ""
    taken_by: str = ""
    evidence_class: str = "alat_bukti"
    sha256: str = ""
    picture_jpeg: bytes | None = None
    note: str = ""
    why_no_picture: str = ""  # Indonesian; printed where the picture would stand


@dataclass(frozen=True, kw_only=True)
class SignerOnPaper:
    """Who stands in a signature block. drawn_png: strokes made on the screen by one who has no key (a witness)."""

    role_label: str
    name: str = ""
    position: str = ""
    drawn_png: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class PaperSource:
    """Everything one paper is made from. `answers` hold code names where a person is protected."""

    form: FormVersion
    answers: dict[str, Any]
    regime: Regime
    office: OfficeFacts
    case_title: str = ""
    record_ids: tuple[str, ...] = ()
    exhibits: tuple[ExhibitOnPaper, ...] = ()
    drill: bool = False
    paper_size: PaperSize = "A4"
    signers: tuple[SignerOnPaper, ...] = ()
    made_at: datetime
    strokes: Mapping[str, bytes] = field(default_factory=dict)  # PNG of a drawn signature, by the answer or key of its field
    form_code: str | None = None  # set by the office; None: as the form's layout has it
    wording: Mapping[str, Any] = field(default_factory=dict)  # what the office words otherwise than the form's layout; same shape
    is_blank: bool = False  # to be filled by hand: `answers` are not looked at; dotted lines and boxes to tick stand for them
    is_closed: bool = False  # the edition for the handlers: `answers` hold who the protected persons are
    log_head: str = ""  # printed on a Tanda Bukti: the reporter then holds a witness of what the office's log said that day


# ---- the blocks ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Letterhead:
    name_lines: tuple[str, ...]
    contact_lines: tuple[str, ...]
    logo_png: bytes | None = None


@dataclass(frozen=True)
class LetterHead:
    """Nomor, Sifat, Lampiran, Perihal below each other at the left, place and date of the letter at the right."""

    rows: tuple[tuple[str, str], ...]
    place_date: str


@dataclass(frozen=True)
class FormCode:
    """The model code at the top right, above the letterhead."""

    text: str


@dataclass(frozen=True)
class Title:
    """Centred bold lines, and the number below them. Without lines: only an entry of the outline."""

    lines: tuple[str, ...]
    number: str | None = None
    bookmark: str = ""


@dataclass(frozen=True)
class Heading:
    """A part ("I." "Data Pengawas Pemilu", level 0) or a point of it (level 1). Never left alone at the foot of a page."""

    marker: str
    text: str
    value: str = ""  # ": tidak ada" beside the heading
    level: int = 0


@dataclass(frozen=True)
class Row:
    """`marker label : value`. colon False is for a label that only introduces the rows below it. outer: "1." before "a."."""

    marker: str
    label: str
    value: str = ""
    level: int = 1
    colon: bool = True
    outer: str = ""
    fill: bool = False  # a dotted line instead of the value


@dataclass(frozen=True)
class Item:
    """One point of a list, over the full width: `a. Bukti-1: ...`."""

    marker: str
    text: str
    level: int = 2
    fill: bool = False  # a dotted line instead of the text


@dataclass(frozen=True)
class LongText:
    """Paragraphs over the full width, one for each line of the text."""

    text: str
    level: int = 0
    keep_with_next: bool = False
    justified: bool = True
    gap_after: bool = False  # an empty line follows
    fill: int = 0  # so many dotted lines instead of the text


@dataclass(frozen=True)
class Table:
    """widths are shares of the available width."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    level: int = 0
    fill: bool = False  # rows high enough for a pen


@dataclass(frozen=True)
class QuestionAnswer:
    """fill: so many dotted lines instead of the answer, one or two instead of the question."""

    number: int
    question: str
    answer: str
    fill: int = 0


@dataclass(frozen=True, kw_only=True)
class SignatureBlock:
    """field_name names the open signature field that waits here; one pen or one key fills it."""

    field_name: str
    heading: str
    name: str
    position: str = ""
    drawn_png: bytes | None = None
    stamp: str = ""  # what is stuck on where the pen goes: "meterai"


@dataclass(frozen=True)
class Signatures:
    """side_by_side: `across` blocks on one line; else each block stands at the right. place_date heads the last one of the first line."""

    place_date: str
    blocks: tuple[SignatureBlock, ...]
    side_by_side: bool
    across: int = 2


@dataclass(frozen=True)
class Photo:
    """details: lines of (label, value)."""

    jpeg: bytes | None
    heading: str
    caption: str
    details: tuple[tuple[tuple[str, str], ...], ...]
    why_not: str = ""  # printed where there is no picture


@dataclass(frozen=True)
class PhotoPages:
    """From a new page on, so many photos a page."""

    title: str
    photos: tuple[Photo, ...]
    per_page: int = 2


Block = FormCode | Letterhead | LetterHead | Title | Heading | Row | Item | LongText | Table | QuestionAnswer | Signatures | PhotoPages


@dataclass(frozen=True, kw_only=True)
class Content:
    """A paper before it is drawn. The same Content always gives the same bytes."""

    foot: str  # what stands at the left of every footer
    title: str
    author: str
    blocks: tuple[Block, ...]
    paper_size: PaperSize
    drill: bool
    made_at: datetime
    record_ids: tuple[str, ...]
    case_json: bytes
    closing_note: str = ""  # small print at the very end
    initials: bool = False  # a place for initials at the foot of every page
    paper: str = ""  # id of the paper: its pages then carry their codes; empty for a preview
    mark: bytes = b""  # the short facts, signed (record.paper_mark); empty where the centre has not vouched for the signer
    page_head: str = ""  # stands at the head of every page: TERTUTUP

    @property
    def fingerprint(self) -> str:
        """First 12 hex digits of the (first) record id; it stands in every footer."""
        return self.record_ids[0][:12] if self.record_ids else ""

    @property
    def signature_blocks(self) -> tuple[SignatureBlock, ...]:
        """The places for signatures, in order; `sign` takes the field_name of one."""
        return tuple(one for block in self.blocks if isinstance(block, Signatures) for one in block.blocks)
