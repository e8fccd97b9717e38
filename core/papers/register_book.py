"""The register as a paper: a table of every number with what it was given for, as an office keeps it beside its stamp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.papers.content import PaperSize
from core.papers.flowables import SIZES
from core.papers.fonts import BOLD, REGULAR, glyphs, markup
from core.papers.footed_canvas import FootedCanvas, made_words

COLUMNS = (  # title, width in millimetres on A4 across; source: domain note forms.md section 15 [M]
    ("No.", 9), ("Nomor", 57), ("Tanggal diterima", 18), ("Tanggal registrasi", 18), ("Pelapor/Penemu", 26), ("Terlapor", 26),
    ("Peristiwa", 40), ("Jenis", 17), ("Status", 20), ("Tanggal status", 18), ("Keterangan", 24),
)  # fmt: skip
MARGIN = 12 * mm
CELL = ParagraphStyle("register", fontName=REGULAR, fontSize=7.5, leading=9, splitLongWords=1)
STRUCK = ParagraphStyle("register void", parent=CELL, textColor=Color(0.35, 0.35, 0.35))
HEAD = ParagraphStyle("register head", parent=CELL, fontName=BOLD)
TITLE = ParagraphStyle("register title", fontName=BOLD, fontSize=13, leading=16)
PLAIN = ParagraphStyle("register plain", fontName=REGULAR, fontSize=9, leading=11.5)
LONGEST = 400  # letters of one cell; a register is a list, the case holds the whole
GREY, LIGHT = Color(0.55, 0.55, 0.55), Color(0.93, 0.93, 0.93)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line, as texts in the order of COLUMNS. is_void: a voided number or a gap, set in grey."""

    cells: tuple[str, ...]
    is_void: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOnPaper:
    """What is printed. remarks: what must be settled, above the table."""

    title: str
    office_name: str
    period: str
    lines: tuple[RegisterLine, ...]
    remarks: tuple[str, ...]
    made_on: date
    is_drill: bool
    paper_size: PaperSize = "A4"


def register_pdf(given: RegisterOnPaper) -> bytes:
    """Return the register as a PDF across, every page with the heads of the columns and "Halaman x dari y". Same input, same bytes."""
    glyphs()
    size = landscape(SIZES[given.paper_size])
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=size, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=16 * mm, invariant=1, title=given.title,
        initialFontName=REGULAR,
    )  # fmt: skip
    room = size[0] - 2 * MARGIN
    told = sum(width for _, width in COLUMNS)
    rows = [[Paragraph(title, HEAD) for title, _ in COLUMNS]]
    rows += [[Paragraph(markup(_cut(cell)), STRUCK if one.is_void else CELL) for cell in one.cells] for one in given.lines]
    table = Table(rows, colWidths=[room * width / told for _, width in COLUMNS], repeatRows=1)
    table.setStyle(_style(given.lines))
    story: list[Any] = [
        Paragraph(markup(given.title.upper()), TITLE),
        Paragraph(markup(f"{given.office_name} · {given.period}"), PLAIN),
        *(Paragraph(markup(f"Perhatian: {remark}"), PLAIN) for remark in given.remarks),
        Spacer(1, 3 * mm),
        table,
    ]
    if not given.lines:
        story.append(Paragraph("Belum ada nomor dalam buku ini.", PLAIN))
    footer = partial(FootedCanvas, size=size, margin=MARGIN, left=made_words(given.made_on, is_drill=given.is_drill))
    document.build(story, canvasmaker=footer)
    return out.getvalue()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _style(lines: Sequence[RegisterLine]) -> TableStyle:
    dim = [("BACKGROUND", (0, row), (-1, row), Color(0.97, 0.97, 0.97)) for row, one in enumerate(lines, 1) if one.is_void]
    return TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.4, GREY),
            ("BACKGROUND", (0, 0), (-1, 0), LIGHT),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2.5),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            *dim,
        ]
    )
