"""Content to the bytes of an unsigned PDF: pages set by ReportLab, made fit for the archive by pikepdf."""

from __future__ import annotations

import gc
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from core.papers.archive import make_archival
from core.papers.content import Content
from core.papers.flowables import MARGIN, SIZES, Places
from core.papers.fonts import BOLD, REGULAR, glyphs, printable
from core.papers.mark_box import draw_page_code
from core.papers.story import story

FOOT_AT, HEAD_AT = 13 * mm, 16 * mm
WATERMARK_GREY = Color(0.925, 0.925, 0.925)


def render(content: Content) -> bytes:
    """Return the unsigned PDF: open signature fields, embedded fonts, photos as given, case JSON attached.

    The same content gives the same bytes. Letters that the fonts lack print as a box. Source: ISO 19005-3.
    """
    glyphs()
    rl_config.useA85 = 0
    places = Places()
    width, height = SIZES[content.paper_size]
    out = BytesIO()
    document = BaseDocTemplate(
        out, pagesize=(width, height), leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        pageCompression=1, invariant=1, initialFontName=REGULAR, initialFontSize=11,
    )  # fmt: skip
    frame = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=lambda canvas, _: watermark(canvas, content))])
    document.build(story(content, places), canvasmaker=lambda *args, **named: FootedCanvas(content, *args, **named))
    pdf = make_archival(out.getvalue(), content, places)
    if gc.isenabled():  # beside a window only its own thread may collect: ui/jobs/garbage.py
        gc.collect()  # ReportLab leaves cycles that hold every photo
    return pdf


class FootedCanvas(Canvas):
    """Keeps the finished pages until their number is known, then writes the foot of each."""

    def __init__(self, content: Content, *args: Any, **named: Any) -> None:
        super().__init__(*args, **(named | {"initialFontName": REGULAR}))
        self._content = content
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # the usual way to number pages afterwards; the stubs leave it out

    def save(self) -> None:
        for page in self._pages:
            self.__dict__.update(page)
            foot(self, self._content, len(self._pages))
            super().showPage()
        super().save()


def foot(canvas: Canvas, content: Content, pages: int) -> None:
    width, _ = SIZES[content.paper_size]
    if content.page_head:
        canvas.setFillColor(black)
        canvas.setFont(BOLD, 11)
        canvas.drawCentredString(width / 2, SIZES[content.paper_size][1] - HEAD_AT, content.page_head)
    draw_page_code(canvas, content, canvas.getPageNumber(), pages, width)
    canvas.setFillColor(black)
    canvas.setFont(REGULAR, 8)
    right = f"Halaman {canvas.getPageNumber()} dari {pages}"
    canvas.drawRightString(width - MARGIN, FOOT_AT, right)
    room = width - 2 * MARGIN - stringWidth(right, REGULAR, 8) - 6 * mm
    if content.drill:
        end = width - MARGIN - stringWidth(right, REGULAR, 8) - 4 * mm
        canvas.setFont(BOLD, 8)
        canvas.drawRightString(end, FOOT_AT, "LATIHAN")
        canvas.setFont(REGULAR, 8)
        room -= stringWidth("LATIHAN", BOLD, 8) + 6 * mm
    mark = f"  ·  Sidik {content.fingerprint}" if content.fingerprint else ""
    canvas.drawString(MARGIN, FOOT_AT, cut(printable(content.foot), room - stringWidth(mark, REGULAR, 8)) + mark)
    if content.initials:
        canvas.setFont(REGULAR, 8)
        canvas.drawRightString(width - MARGIN, FOOT_AT + 5 * mm, "Paraf: ............ / ............")


def cut(text: str, room: float) -> str:
    """Return as much of the text as fits into the room in the footer's letters."""
    if stringWidth(text, REGULAR, 8) <= room:
        return text
    while text and stringWidth(text + "…", REGULAR, 8) > room:
        text = text[:-1]
    return text + "…"


# The word LATIHAN as strokes in a box 4 wide, 7 high for each letter: drawn, not written, so that a search or copy of the text
# does not meet it in the middle of a sentence. The footer carries it as text.
STROKES = {
    "L": ((0, 7, 0, 0), (0, 0, 4, 0)),
    "A": ((0, 0, 2, 7), (2, 7, 4, 0), (0.8, 2.6, 3.2, 2.6)),
    "T": ((2, 0, 2, 7), (0, 7, 4, 7)),
    "I": ((2, 0, 2, 7),),
    "H": ((0, 0, 0, 7), (4, 0, 4, 7), (0, 3.6, 4, 3.6)),
    "N": ((0, 0, 0, 7), (0, 7, 4, 0), (4, 0, 4, 7)),
}


def watermark(canvas: Canvas, content: Content) -> None:
    """Lay the drill mark under the text of a page; light enough to read black on it."""
    if not content.drill:
        return
    width, height = SIZES[content.paper_size]
    canvas.saveState()
    canvas.setStrokeColor(WATERMARK_GREY)
    canvas.setLineWidth(1.1)
    canvas.setLineCap(1)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(52)
    canvas.scale(4.2 * mm, 4.2 * mm)
    canvas.translate(-(7 * 6 - 2) / 2, -3.5)
    for place, letter in enumerate("LATIHAN"):
        for x1, y1, x2, y2 in STROKES[letter]:
            canvas.line(place * 6 + x1, y1, place * 6 + x2, y2)
    canvas.restoreState()
