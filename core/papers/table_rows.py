"""A table of a paper, and its last row apart, so that a signature below it has a line of the table with it."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, TableStyle
from reportlab.platypus import Table as TableFlowable

from core.papers.content import Table
from core.papers.flowables import INDENT, PEN_LINE, SMALL
from core.papers.fonts import BOLD, REGULAR, markup

HEAD = ParagraphStyle("th", parent=SMALL, fontName=BOLD)
WORD_MAX, MEASURED_ROWS = 20, 60
EVERYWHERE = ((0, 0), (-1, -1))
STYLE = (
    ("FONT", *EVERYWHERE, REGULAR, SMALL.fontSize), ("GRID", *EVERYWHERE, 0.5, black), ("VALIGN", *EVERYWHERE, "TOP"),
    ("TOPPADDING", *EVERYWHERE, 2), ("BOTTOMPADDING", *EVERYWHERE, 3), ("LEFTPADDING", *EVERYWHERE, 4), ("RIGHTPADDING", *EVERYWHERE, 4),
)  # fmt: skip


class RowsTable(TableFlowable):
    """A table that knows the block it was made from; its head stands again on every page."""

    block: Table | None = None
    full_width: float = 0


def table(block: Table, width: float, *, headed: bool = True) -> RowsTable:
    """Return the block as a flowable; width: of the page, in points."""
    cells = [[Paragraph(markup(cell), HEAD) for cell in block.head]] if headed else []
    cells += [[Paragraph(markup(cell or "-"), SMALL) for cell in row] for row in block.rows]
    flowable = RowsTable(cells, columns(block, width - INDENT * block.level), repeatRows=int(headed), splitInRow=1, hAlign="RIGHT")
    pen = [("BOTTOMPADDING", (0, int(headed)), (-1, -1), PEN_LINE / 2)] if block.fill else []
    flowable.setStyle(TableStyle([*STYLE, *pen]))
    flowable.block, flowable.full_width = block, width
    return flowable


def columns(block: Table, width: float) -> list[float]:
    """Return the widths: the block's shares, but none narrower than its longest ordinary word where others have room to give."""
    wanted = [share * width for share in block.widths]
    lines = [(HEAD, block.head), *((SMALL, row) for row in block.rows[:MEASURED_ROWS])]
    least = [
        max((stringWidth(word, style.fontName, style.fontSize) for style, row in lines for word in ordinary_words(row[at])), default=0) + 10
        for at in range(len(wanted))
    ]
    lacking = sum(max(low - wide, 0) for low, wide in zip(least, wanted, strict=True))
    spare = sum(max(wide - low, 0) for low, wide in zip(least, wanted, strict=True))
    if not 0 < lacking <= spare:
        return wanted
    return [low if wide < low else wide - (wide - low) * lacking / spare for low, wide in zip(least, wanted, strict=True)]


def ordinary_words(cell: str) -> list[str]:
    return [word for word in cell.replace("\n", " ").split(" ") if len(word) <= WORD_MAX]  # a no-break space holds


class LastRow(Flowable):
    """The last row: below the table's head where it begins a page, else right below the rows before it."""

    def __init__(self, block: Table, width: float) -> None:
        super().__init__()
        last = replace(block, rows=block.rows[-1:])
        self.plain, self.headed = table(last, width, headed=False), table(last, width)
        self.hAlign = "RIGHT"

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        frame = getattr(self, "_frame", None)
        self.shown = self.headed if frame is not None and frame._atTop else self.plain
        self.width, self.height = self.shown.wrap(width, height)
        return self.width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        self.shown.drawOn(self.canv, 0, 0)


def last_row_apart(flowable: RowsTable) -> list[Flowable]:
    """Return the table without its last row, and that row; the table alone when it has but one."""
    block = flowable.block
    if block is None or len(block.rows) < 2:
        return [flowable]
    return [table(replace(block, rows=block.rows[:-1]), flowable.full_width), LastRow(block, flowable.full_width)]
