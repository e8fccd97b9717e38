"""The sheet that lies on top of a set of papers: what it is, which of how many sets, and what belongs in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from core.papers.content import PaperSize
from core.papers.flowables import BODY, MARGIN, SIZES, SMALL, TITLE
from core.papers.fonts import BOLD, REGULAR, glyphs, markup
from core.papers.words import date_id

LARGE = ParagraphStyle("set", parent=TITLE, fontSize=22, leading=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSheet:
    """office: its name; bundle: what the set is of ("001/TM/...: Netralitas ASN"); papers: (title, number, copies)."""

    office: str
    bundle: str
    set_no: int
    sets: int
    papers: Sequence[tuple[str, str, int]]
    paper_size: PaperSize
    is_drill: bool


def draw_cover(sheet: CoverSheet, *, at: datetime) -> bytes:
    """Return the sheet as PDF. at: when it is printed, as the office's clock shows it."""
    glyphs()
    rl_config.useA85 = 0
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=SIZES[sheet.paper_size], leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        initialFontName=REGULAR, invariant=1,
    )  # fmt: skip
    rows: list[list[str | Paragraph]] = [["No.", "Dokumen", "Nomor", "Lembar"]]
    for number, (title, official, copies) in enumerate(sheet.papers, 1):
        rows.append([str(number), Paragraph(markup(title), SMALL), Paragraph(markup(official or "-"), SMALL), f"{copies} ×"])
    table = Table(rows, colWidths=[10 * mm, 62 * mm, 70 * mm, 18 * mm], repeatRows=1)
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, 0), BOLD, 9),
            ("FONT", (0, 1), (-1, -1), REGULAR, 9),
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    story = [
        Paragraph(markup(sheet.office.upper()), TITLE),
        Spacer(1, 30 * mm),
        Paragraph("LEMBAR SAMPUL", TITLE),
        Spacer(1, 6 * mm),
        Paragraph(f"Rangkap {sheet.set_no} dari {sheet.sets}", LARGE),
        Spacer(1, 10 * mm),
        Paragraph(markup(sheet.bundle), TITLE),
        Spacer(1, 12 * mm),
        table,
        Spacer(1, 8 * mm),
        Paragraph(f"Dicetak {date_id(at.date())}, pukul {at:%H.%M}. Lembar ini bukan bagian dari dokumen.", BODY),
    ]
    if sheet.is_drill:
        story.append(Paragraph("LATIHAN", TITLE))
    document.build(story)
    return out.getvalue()
