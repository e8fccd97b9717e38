"""Small tables below each other as a paper: an overview for a meeting, not an official form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any, Protocol

from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.papers.content import PaperSize
from core.papers.flowables import SIZES
from core.papers.fonts import REGULAR, glyphs, markup
from core.papers.footed_canvas import FootedCanvas, made_words
from core.papers.register_book import CELL, GREY, HEAD, LIGHT, PLAIN, TITLE

MARGIN = 16 * mm
PADDING = 6  # points that a frame of ReportLab keeps at each side
FIRST_SHARE = 0.6  # of the width: the column that says what is counted
TOGETHER = 24  # rows: a longer table may go on over the page


class TableGiven(Protocol):
    """title; (key, title) of each column; rows in the order of the columns."""

    @property
    def title(self) -> str: ...
    @property
    def columns(self) -> Sequence[tuple[str, str]]: ...
    @property
    def rows(self) -> Sequence[Sequence[str | int]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePaper:
    """What is printed. under: the line below the title; a table without rows is left out."""

    title: str
    under: str
    tables: Sequence[TableGiven]
    made_on: date
    is_drill: bool
    paper_size: PaperSize = "A4"


def table_paper(given: TablePaper) -> bytes:
    """Return the tables as a PDF with "Halaman x dari y". Same input, same bytes."""
    glyphs()
    size = SIZES[given.paper_size]
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=size, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=18 * mm, invariant=1, title=given.title,
        initialFontName=REGULAR,
    )  # fmt: skip
    story: list[Any] = [Paragraph(markup(given.title.upper()), TITLE), Paragraph(markup(given.under), PLAIN)]
    for table in given.tables:
        if table.rows:
            story += _table(table, size[0] - 2 * (MARGIN + PADDING))
    if not any(table.rows for table in given.tables):
        story.append(Paragraph("Tidak ada berkas dalam kurun ini.", PLAIN))
    footer = partial(FootedCanvas, size=size, margin=MARGIN, left=made_words(given.made_on, is_drill=given.is_drill))
    document.build(story, canvasmaker=footer)
    return out.getvalue()


def _table(given: TableGiven, room: float) -> list[Any]:
    others = len(given.columns) - 1
    widths = [room * FIRST_SHARE] + [room * (1 - FIRST_SHARE) / others] * others
    rows = [[Paragraph(markup(title), HEAD) for _, title in given.columns]]
    rows += [[Paragraph(markup(str(cell)), CELL) for cell in row] for row in given.rows]
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, GREY),
                ("BACKGROUND", (0, 0), (-1, 0), LIGHT),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    head = [Spacer(1, 4 * mm)]
    return [KeepTogether([*head, table])] if len(given.rows) <= TOGETHER else [*head, table]
