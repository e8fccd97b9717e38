"""Content to the bytes of an unsigned PDF: pages set by ReportLab, made fit for the archive by pikepdf."""

from __future__ import annotations

import gc
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate, CondPageBreak, Flowable, Frame, KeepTogether, PageBreak, PageTemplate, Paragraph, Spacer, TableStyle,
)  # fmt: skip
from reportlab.platypus import Table as TableFlowable

from core.papers.archive import make_archival
from core.papers.content import (
    Block, Content, Heading, Letterhead, LongText, Photo, PhotoPages, QuestionAnswer, Row, Signatures, Table, Title,
)  # fmt: skip
from core.papers.flowables import (
    BODY, CENTRED, INDENT, PROSE, SMALL, STRONG, TINY, TITLE, LabelledRow, LetterheadBox, OutlineMark, Picture, Places, SignatureLine,
)  # fmt: skip
from core.papers.fonts import BOLD, REGULAR, glyphs, markup, printable

F4 = (215 * mm, 330 * mm)
SIZES = {"A4": A4, "F4": F4}
MARGIN = 25 * mm
FOOT_AT = 13 * mm
WATERMARK_GREY = Color(0.91, 0.91, 0.91)
TEXT_WIDTH = 155 * mm
SHORT_TAIL = 50 * mm  # what may move to the next page together with a signature
SHORT_LINES = 4  # a heading goes to the next page rather than stand above fewer lines than this


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
    document.build(story(content, places, frame_height=height - 2 * MARGIN), canvasmaker=lambda *args, **named: FootedCanvas(content, *args, **named))
    pdf = make_archival(out.getvalue(), content, places)
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
        self._startPage()

    def save(self) -> None:
        for page in self._pages:
            self.__dict__.update(page)
            foot(self, self._content, len(self._pages))
            super().showPage()
        super().save()


def foot(canvas: Canvas, content: Content, pages: int) -> None:
    width, _ = SIZES[content.paper_size]
    canvas.setFillColor(black)
    canvas.setFont(REGULAR, 8)
    left = "  ".join(part for part in (printable(content.form_code), f"Sidik {content.fingerprint}" if content.fingerprint else "") if part)
    canvas.drawString(MARGIN, FOOT_AT, left)
    canvas.drawRightString(width - MARGIN, FOOT_AT, f"Halaman {canvas.getPageNumber()} dari {pages}")
    if content.drill:
        canvas.setFont(BOLD, 8)
        canvas.drawCentredString(width / 2, FOOT_AT, "LATIHAN")
    if content.initials:
        canvas.setFont(REGULAR, 8)
        canvas.drawRightString(width - MARGIN, FOOT_AT + 5 * mm, "Paraf: ............ / ............")


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


def story(content: Content, places: Places, *, frame_height: float) -> list[Flowable]:
    """Return the flowables of a paper, in order; headings are never left alone at the foot of a page."""
    flow: list[Flowable] = []
    for index, block in enumerate(content.blocks):
        if introduces(block):
            chain = next((i for i, b in enumerate(content.blocks[index:]) if not introduces(b)), 1)
            flow.append(CondPageBreak((SHORT_LINES + chain) * BODY.leading + 4 * mm))
        if isinstance(block, Signatures):
            add_signatures(flow, block, places)
        else:
            flow += flowables(block, places, frame_height)
    if content.record_ids:
        flow.append(Spacer(1, 5 * mm))
        flow.append(Paragraph("Dibuat dari catatan: " + ", ".join(content.record_ids), TINY))
    return flow


def introduces(block: Block) -> bool:
    if isinstance(block, LongText):
        return block.keep_with_next
    return isinstance(block, Heading) or (isinstance(block, Row) and not block.colon)


def flowables(block: Block, places: Places, frame_height: float) -> list[Flowable]:
    match block:
        case Letterhead():
            return [LetterheadBox(block)]
        case Title():
            lines: list[Flowable] = [OutlineMark(places, block.bookmark or " ".join(block.lines))]
            lines += [Paragraph(markup(line), TITLE) for line in block.lines]
            if block.number is not None:
                lines.append(Paragraph(markup(f"Nomor: {block.number}"), CENTRED))
            return [*lines, Spacer(1, 6 * mm)]
        case Heading():
            return heading(block, places)
        case Row():
            return [LabelledRow(block.marker, block.label, *value_lines(block)[:1], level=block.level, colon=block.colon), *more_lines(block)]
        case LongText():
            style = ParagraphStyle("prose-in", parent=PROSE, leftIndent=INDENT * block.level)
            return [Paragraph(markup(line), style) for line in lines_of(block.text)]
        case Table():
            return [table(block), Spacer(1, 2 * mm)]
        case QuestionAnswer():
            return question_answer(block)
        case PhotoPages():
            return photo_pages(block, places, frame_height)
        case Signatures():
            raise AssertionError("signatures are placed by story()")


def lines_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()] or ["-"]


def value_lines(row: Row) -> list[str]:
    return lines_of(row.value)


def more_lines(row: Row) -> list[Flowable]:
    """The second and later lines of a value, in the value's column."""
    return [Continued(line, level=row.level) for line in value_lines(row)[1:]] if row.colon else []


class Continued(LabelledRow):
    """A further paragraph of a value: no marker, no label, no colon."""

    colon_drawn = False

    def __init__(self, value: str, *, level: int) -> None:
        super().__init__("", "", value, level=level)


def heading(block: Heading, places: Places) -> list[Flowable]:
    if block.level == 0:
        row = LabelledRow(block.marker, block.text, "", level=0, colon=False, style=STRONG)
        return [Spacer(1, 2.5 * mm), OutlineMark(places, f"{block.marker} {block.text}".strip()), row, Spacer(1, 0.8 * mm)]
    return [LabelledRow(block.marker, block.text, "", level=block.level, colon=False)]


def table(block: Table) -> Flowable:
    width = SIZES["A4"][0] - 2 * MARGIN - INDENT * block.level
    cells: list[list[Paragraph]] = [[Paragraph(markup(cell), ParagraphStyle("th", parent=SMALL, fontName=BOLD)) for cell in block.head]]
    cells += [[Paragraph(markup(cell or "-"), SMALL) for cell in row] for row in block.rows]
    flowable = TableFlowable(cells, [share * width for share in block.widths], repeatRows=1, splitInRow=1, hAlign="RIGHT")
    flowable.setStyle(TableStyle([
        ("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3), ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]))  # fmt: skip
    return flowable


def question_answer(block: QuestionAnswer) -> list[Flowable]:
    asked = ParagraphStyle("asked", parent=PROSE, leftIndent=8 * mm, bulletIndent=0, fontName=BOLD)
    answered = ParagraphStyle("answered", parent=PROSE, leftIndent=8 * mm, spaceAfter=6)
    first, *rest = lines_of(block.question)
    return [
        CondPageBreak(3 * BODY.leading),
        Paragraph(markup(first), asked, bulletText=f"{block.number}."),
        *(Paragraph(markup(line), asked) for line in rest),
        *(Paragraph(markup(line), answered) for line in lines_of(block.answer)),
    ]


def add_signatures(flow: list[Flowable], block: Signatures, places: Places) -> None:
    """Append the blocks; the first stays on one page with the line above it, so that no signature stands on a page alone."""
    lines: list[Flowable] = []
    for index in range(0, len(block.blocks), 2 if block.side_by_side else 1):
        pair = block.blocks[index : index + 2] if block.side_by_side else (None, block.blocks[index])
        lines.append(SignatureLine(places, pair, block.place_date if index == 0 else ""))
    tail: list[Flowable] = []
    if flow and isinstance(flow[-1], Paragraph | LabelledRow) and flow[-1].wrap(TEXT_WIDTH, 10_000)[1] <= SHORT_TAIL:
        tail = [flow.pop()]
    flow.append(KeepTogether([*tail, Spacer(1, 6 * mm), *lines[:1]]))
    for line in lines[1:]:
        flow += [Spacer(1, 5 * mm), line]


def photo_pages(block: PhotoPages, places: Places, frame_height: float) -> list[Flowable]:
    title = Paragraph(markup(block.title), TITLE)
    flow: list[Flowable] = [PageBreak(), OutlineMark(places, block.title.capitalize()), title, Spacer(1, 4 * mm)]
    slot = (frame_height - 12 * mm) / block.per_page
    for index, photo in enumerate(block.photos):
        if index and index % block.per_page == 0:
            flow.append(PageBreak())
        below = photo_words(photo)
        text_height = sum(piece.wrap(TEXT_WIDTH, frame_height)[1] + 2 for piece in below)
        picture_height = max(60 * mm, slot - text_height - 9 * mm)
        flow += [CondPageBreak(picture_height + 4 * SMALL.leading), Picture(photo.jpeg, picture_height), Spacer(1, 2 * mm), *below, Spacer(1, 5 * mm)]
    return flow


def photo_words(photo: Photo) -> list[Paragraph]:
    strong = ParagraphStyle("photo-head", parent=SMALL, fontName=BOLD, alignment=1, fontSize=10, leading=13)
    under = ParagraphStyle("photo-words", parent=SMALL, alignment=1)
    words = [Paragraph(markup(photo.heading), strong)]
    words += [Paragraph(markup(line), under) for line in lines_of(photo.caption) if photo.caption.strip()]
    facts = "  ·  ".join(f"{label}: {value}" for label, value in photo.details if value.strip())
    return [*words, Paragraph(markup(facts), under)] if facts else words
