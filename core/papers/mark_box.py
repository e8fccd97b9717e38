"""The codes as they stand on the pages: the signed one below the signatures, the small one in the margin at the foot of every page."""

from __future__ import annotations

from typing import Any

import segno
from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from core.papers.content import Content
from core.papers.flowables import MARGIN, SMALL, TINY
from core.papers.fonts import BOLD, REGULAR, markup
from core.papers.words import date_id
from record.paper_mark import make_page_code, read_mark

MODULE = 0.5 * mm  # read after two photocopies by a 200 dpi scanner; `python -m tests.rigs.scan_rig` measures it
QUIET = 4  # modules left white around a code: ISO/IEC 18004 section 6.3.8
ADVICE = "Foto atau pindaian lembar ini dapat diperiksa dengan program Bukti tanpa internet. Isi kode harus sama dengan isi surat."
PAGE_CODE_RIGHT, PAGE_CODE_FOOT = 8 * mm, 8 * mm


class MarkBox(Flowable):
    """The signed code at the left, what it says at the right. Never broken over pages."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        mark = read_mark(content.mark)
        facts, signer = mark.facts, mark.credential
        self.modules = _modules(content.mark)
        self.side = (len(self.modules) + 2 * QUIET) * MODULE
        title = "Kode pemeriksaan" + (" - LATIHAN" if content.drill else "")
        told = [
            f"Nomor: {facts.number or '-'}",
            f"Tanggal: {date_id(facts.day)}",
            f"Kantor: {facts.office}",
            f"Ditandatangani: {signer.name}",
        ]
        self.lines = [Paragraph(markup(title), ParagraphStyle("mark-title", parent=SMALL, fontName=BOLD))]
        self.lines += [Paragraph(markup(line), SMALL) for line in told]
        self.lines.append(Paragraph(markup(ADVICE), ParagraphStyle("mark-advice", parent=TINY, spaceBefore=2)))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.heights = [line.wrap(width - self.side - 2 * mm, height)[1] for line in self.lines]
        self.height = max(self.side, sum(self.heights))
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        _draw(self.canv, self.modules, QUIET * MODULE, self.height - self.side + QUIET * MODULE)
        top = self.height - max(QUIET * MODULE, (self.side - sum(self.heights)) / 2)
        for line, height in zip(self.lines, self.heights, strict=True):
            top -= height
            line.drawOn(self.canv, self.side + 2 * mm, top)


def keep_below(flow: list[Flowable], box: Flowable) -> None:
    """Put the box below the last signatures, on their page."""
    last = flow.pop()
    above = last._content if isinstance(last, KeepTogether) else [last]  # type: ignore[attr-defined]
    flow.append(KeepTogether([*above, Spacer(1, 4 * mm), box]))


def draw_page_code(canvas: Any, content: Content, page: int, pages: int, width: float) -> None:
    """Draw the small code of one page into the margin at the lower right; nothing on a preview, which is no paper yet."""
    if not content.paper:
        return
    modules = _modules(make_page_code(content.paper, page, pages))
    side = len(modules) * MODULE
    left = width - PAGE_CODE_RIGHT - side
    assert left > width - MARGIN + QUIET * MODULE
    _draw(canvas, modules, left, PAGE_CODE_FOOT)
    canvas.setFont(REGULAR, 5)
    canvas.drawCentredString(left + side / 2, PAGE_CODE_FOOT - 2.6 * mm, "kode arsip")


def _modules(content: bytes) -> list[list[bool]]:
    code = segno.make(content, error="m", mode="byte", micro=False, boost_error=False)
    return [[bool(module) for module in row] for row in code.matrix]


def _draw(canvas: Any, modules: list[list[bool]], x: float, y: float) -> None:
    """Fill the dark modules as one path, row by row; each reaches a hair into the next, so that no viewer shows seams."""
    path = canvas.beginPath()
    for row, line in enumerate(modules):
        bottom, at = y + (len(modules) - 1 - row) * MODULE, 0
        while at < len(line):
            end = at
            while end < len(line) and line[end]:
                end += 1
            if end > at:
                path.rect(x + at * MODULE, bottom - 0.01 * mm, (end - at) * MODULE, MODULE + 0.02 * mm)
            at = end + 1
    canvas.setFillColor(black)
    canvas.drawPath(path, stroke=0, fill=1)
