"""The codes as they stand on the pages: the signed one below the signatures, the small one in the margin at the foot of every page."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from core.papers.content import Content
from core.papers.flowables import MARGIN, SMALL, TINY
from core.papers.fonts import BOLD, REGULAR, markup
from core.papers.printed_facts import MODULE_MM, QUIET, ROOM_MM, beside_code, code_side_mm, modules, text_left_mm
from record.paper_mark import make_page_code, read_mark

MODULE = MODULE_MM * mm
ADVICE = "Foto atau pindaian ini dapat diperiksa program Bukti tanpa internet. Isi kode harus sama dengan isi surat."
PAGE_CODE_RIGHT, PAGE_CODE_FOOT = 8 * mm, 8 * mm


class MarkBox(Flowable):
    """The signed code at the left, what it says at the right. Never broken over pages.

    Number, date and office stand at fixed places (core.papers.printed_facts): a scan is compared with them there.
    """

    def __init__(self, content: Content) -> None:
        super().__init__()
        mark = read_mark(content.mark)
        self.modules = modules(content.mark)
        self.side = (len(self.modules) + 2 * QUIET) * MODULE
        self.facts = beside_code(mark, code_side_mm(content.mark))
        title = "Kode pemeriksaan" + (" - LATIHAN" if content.drill else "")
        self.title = Paragraph(markup(title), ParagraphStyle("mark-title", parent=SMALL, fontName=BOLD))
        self.below = [Paragraph(markup(f"Ditandatangani: {mark.credential.name}"), SMALL)]
        self.below.append(Paragraph(markup(ADVICE), ParagraphStyle("mark-advice", parent=TINY, spaceBefore=2)))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.left = text_left_mm(self.side / mm - 2 * QUIET * MODULE_MM) * mm + QUIET * MODULE
        for line in (self.title, *self.below):
            line.wrap(min(width, ROOM_MM * mm) - self.left, height)
        self.below_at = QUIET * MODULE + self.facts[-1].runs[0].y * mm + 1.5 * mm
        self.height = max(self.side, self.below_at + sum(line.height + 2 for line in self.below))
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        _draw(self.canv, self.modules, QUIET * MODULE, self.height - self.side + QUIET * MODULE)
        top = self.height - QUIET * MODULE  # of the first row of modules
        self.title.drawOn(self.canv, self.left, top - self.title.height + 1.5 * mm)
        self.canv.setFillColor(black)
        for fact in self.facts:
            for run in fact.runs:
                self.canv.setFont(REGULAR, run.size)
                self.canv.drawString(QUIET * MODULE + run.x * mm, top - run.y * mm, run.text)
        at = self.height - self.below_at
        for line in self.below:
            at -= line.height + 2
            line.drawOn(self.canv, self.left, at)


def keep_below(flow: list[Flowable], box: Flowable) -> None:
    """Put the box below the last signatures, on their page."""
    last = flow.pop()
    above = last._content if isinstance(last, KeepTogether) else [last]  # type: ignore[attr-defined]
    flow.append(KeepTogether([*above, Spacer(1, 4 * mm), box]))


def draw_page_code(canvas: Any, content: Content, page: int, pages: int, width: float) -> None:
    """Draw the small code of one page into the margin at the lower right; nothing on a preview, which is no paper yet."""
    if not content.paper:
        return
    page_code = modules(make_page_code(content.paper, page, pages))
    side = len(page_code) * MODULE
    left = width - PAGE_CODE_RIGHT - side
    assert left > width - MARGIN + QUIET * MODULE
    _draw(canvas, page_code, left, PAGE_CODE_FOOT)
    canvas.setFont(REGULAR, 5)
    canvas.drawCentredString(left + side / 2, PAGE_CODE_FOOT - 2.6 * mm, "kode arsip")


def _draw(canvas: Any, code: list[list[bool]], x: float, y: float) -> None:
    """Fill the dark modules as one path, row by row; each reaches a hair into the next, so that no viewer shows seams."""
    path = canvas.beginPath()
    for row, line in enumerate(code):
        bottom, at = y + (len(code) - 1 - row) * MODULE, 0
        while at < len(line):
            end = at
            while end < len(line) and line[end]:
                end += 1
            if end > at:
                path.rect(x + at * MODULE, bottom - 0.01 * mm, (end - at) * MODULE, MODULE + 0.02 * mm)
            at = end + 1
    canvas.setFillColor(black)
    canvas.drawPath(path, stroke=0, fill=1)
