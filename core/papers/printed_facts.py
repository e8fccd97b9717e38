"""Where the facts that a code signs stand in print: by this they are drawn beside it, and by this a scan is compared with them."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

from core.papers.flowables import BODY, BODY_SIZE
from core.papers.fonts import REGULAR, glyphs, markup, printable
from core.papers.words import date_id
from record.paper_mark import PaperMark

MODULE_MM = 0.5  # read after two photocopies by a 200 dpi scanner; `python -m tests.rigs.scan_rig` measures it
QUIET = 4  # modules left white around a code: ISO/IEC 18004 section 6.3.8
TEXT_GAP_MM = 2.0
ROOM_MM = 160.0  # what the margins leave of A4; on the wider F4 the facts stand at the same places
LARGEST, SMALLEST = 11.0, 6.0  # points; a digit of 11 points is told from any other after two photocopies
LABEL_MM, VALUE_MM = -28.0, -4.0  # of the letter head's columns, seen from its values
VALUE_WIDTH_MM = ROOM_MM - 28 - 62


@dataclass(frozen=True, slots=True)
class Run:
    """Letters on one line: x to the right and y downwards in millimetres, at the beginning of the line's foot; size in points."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintedFact:
    """One fact at one place. what: number, day or office; place: beside (the code), heading or signature.

    Runs beside the code are measured from the upper left module of the code, others from the first letter: those are to be looked for.
    """

    what: str
    place: str
    runs: tuple[Run, ...]


def code_side_mm(content: bytes) -> float:
    """Return the edge of the signed code on paper, without its white border."""
    return len(modules(content)) * MODULE_MM


def modules(content: bytes) -> list[list[bool]]:
    code = segno.make(content, error="m", mode="byte", micro=False, boost_error=False)
    return [[bool(module) for module in row] for row in code.matrix]


def text_left_mm(side: float) -> float:
    """Return where the words beside a code begin, measured from its first module."""
    return side + QUIET * MODULE_MM + TEXT_GAP_MM


def beside_code(mark: PaperMark, side: float) -> tuple[PrintedFact, ...]:
    """Return number, date and office as they stand beside the code. side: of the code, `code_side_mm`."""
    left, facts = text_left_mm(side), mark.facts
    room = ROOM_MM - left - QUIET * MODULE_MM
    lines = (("number", f"Nomor: {facts.number or '-'}"), ("day", f"Tanggal: {date_id(facts.day)}"), ("office", f"Kantor: {facts.office}"))
    return tuple(
        PrintedFact(what, "beside", (Run(words := printable(told), left, 7.0 + 5.5 * row, fitting(words, room)),))
        for row, (what, told) in enumerate(lines)
    )


def fitting(text: str, room_mm: float) -> float:
    """Return the largest size in points, at most LARGEST, at which a text fits on its line."""
    glyphs()
    wide = stringWidth(text, REGULAR, LARGEST) / mm
    return max(SMALLEST, min(LARGEST, LARGEST * room_mm / wide)) if wide else LARGEST


def heading_number(mark: PaperMark, *, in_letter: bool) -> PrintedFact | None:
    """Return the number as the heading of a form, or the head of a letter, prints it. None when the paper has none, or a cut one."""
    number = printable(mark.facts.number)
    if not number:
        return None
    if not in_letter:
        return PrintedFact("number", "heading", (Run(f"Nomor: {number}", 0, 0, BODY_SIZE),))
    value = Paragraph(markup(number), BODY)
    value.wrap(VALUE_WIDTH_MM * mm, 1_000)
    set_text = value.blPara  # type: ignore[attr-defined]  # the lines as ReportLab breaks them; the stubs leave it out
    lines = [" ".join(words) for _, words in set_text.lines] if set_text.kind == 0 else [number]
    if "".join(lines).replace(" ", "") != number.replace(" ", ""):
        return None
    shift = -LABEL_MM  # the first run begins at 0
    runs = [Run("Nomor", 0, 0, BODY_SIZE), Run(":", shift + VALUE_MM, 0, BODY_SIZE)]
    runs += [Run(line, shift, row * BODY.leading / mm, BODY_SIZE) for row, line in enumerate(lines)]
    return PrintedFact("number", "heading", tuple(runs))


def signature_date(mark: PaperMark) -> PrintedFact:
    """Return the date as it stands after the place, above the signatures or in the head of a letter."""
    return PrintedFact("day", "signature", (Run(f", {date_id(mark.facts.day)}", 0, 0, BODY_SIZE),))
