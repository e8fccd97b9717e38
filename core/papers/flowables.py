"""The pieces a page is set from: labelled rows, signature blocks, letterhead, photos. They report where fields and parts fell."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFImageXObject
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph

from core.papers.content import Letterhead, PaperSize, SignatureBlock
from core.papers.fonts import BOLD, REGULAR, markup

SIZES: dict[PaperSize, tuple[float, float]] = {"A4": A4, "F4": (215 * mm, 330 * mm)}
MARGIN = 25 * mm
BODY_SIZE = 12  # "Arial 12 or equal, 25 mm margins" (P): domain/forms.md section 0
BODY = ParagraphStyle(
    "body", fontName=REGULAR, fontSize=BODY_SIZE, leading=15.5, allowWidows=0, allowOrphans=0, splitLongWords=1, bulletFontName=REGULAR,
    bulletFontSize=BODY_SIZE,
)  # fmt: skip
STRONG = ParagraphStyle("strong", parent=BODY, fontName=BOLD)
PROSE = ParagraphStyle("prose", parent=BODY, alignment=TA_JUSTIFY, spaceAfter=3)
CENTRED = ParagraphStyle("centred", parent=BODY, alignment=TA_CENTER)
TITLE = ParagraphStyle("title", parent=CENTRED, fontName=BOLD, fontSize=13, leading=16.5)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=9.5, leading=12)
TINY = ParagraphStyle("tiny", parent=BODY, fontSize=6.5, leading=8, textColor=Color(0.35, 0.35, 0.35))

INDENT = 7 * mm  # one level of the outline; the width of "IV." and "a."
PEN_LINE = 8 * mm  # from one dotted line to the next
COLON_AT = 71 * mm  # all colons of a paper stand below each other
SIGNING_SPACE = 27 * mm  # room for a pen, a stamp, or the picture of an electronic signature
SIGNATURE_WIDTH = 72 * mm


@dataclass
class Places:
    """Where things fell while the pages were drawn: open signature fields and entries of the outline."""

    fields: list[tuple[str, str, int, tuple[float, float, float, float]]] = field(default_factory=list)
    outline: list[tuple[str, int, float]] = field(default_factory=list)


class OutlineMark(Flowable):
    """Takes no room; notes the page and height of a part for the outline."""

    def __init__(self, places: Places, title: str) -> None:
        super().__init__()
        self.places, self.title = places, title
        self.keepWithNext = 1

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        _, y = self.canv.absolutePosition(0, 0)
        self.places.outline.append((self.title, self.canv.getPageNumber() - 1, y))


class LabelledRow(Flowable):
    """`a. Label : value`, the value wrapping in its own column and breaking over pages."""

    def __init__(
        self, marker: str, label: str, value: Flowable | str, *, level: int = 1, colon: bool = True, outer: str = "",
        style: ParagraphStyle = BODY, value_left: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.outer = outer
        self.marker, self.level, self.colon, self.style = marker, level, colon, style
        self.left = INDENT * max(level - 1, 0) + (INDENT if level else 0)
        self.label_left = self.left + (INDENT if marker or style is BODY else 0)
        self.label = Paragraph(markup(label), style)
        self.value: Flowable = Paragraph(markup(value), style) if isinstance(value, str) else value
        self.value_left = value_left if value_left is not None else max(COLON_AT, self.label_left + 25 * mm) + 4 * mm
        self.colon_drawn = value_left is None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        if not self.colon:
            _, self.label_height = self.label.wrap(width - self.label_left, height)
            self.value_height = 0.0
        else:
            _, self.label_height = self.label.wrap(max(self.value_left - 5 * mm - self.label_left, INDENT), height)
            _, self.value_height = self.value.wrap(width - self.value_left, height)
        self.height = max(self.label_height, self.value_height)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        if not self.colon or self.label_height > height:
            return []
        pieces = self.value.split(width - self.value_left, height)
        if len(pieces) < 2:
            return []
        first = LabelledRow(self.marker, "", pieces[0], level=self.level, outer=self.outer, style=self.style)
        first.label = self.label
        rest = LabelledRow("", "", pieces[1], level=self.level, style=self.style)
        for piece in (first, rest):
            piece.left, piece.label_left, piece.value_left = self.left, self.label_left, self.value_left
        rest.colon_drawn = False
        return [first, rest]

    def draw(self) -> None:
        baseline = self.height - self.style.fontSize
        self.canv.setFont(self.style.fontName, self.style.fontSize)
        self.canv.setFillColor(black)
        if self.outer:
            self.canv.drawString(self.left - INDENT, baseline, self.outer)
        if self.marker:
            self.canv.drawString(self.left, baseline, self.marker)
        self.label.drawOn(self.canv, self.label_left, self.height - self.label_height)
        if self.colon:
            if self.colon_drawn:
                self.canv.setFont(self.style.fontName, self.style.fontSize)
                self.canv.drawString(self.value_left - 4 * mm, baseline, ":")
            self.value.drawOn(self.canv, self.value_left, self.height - self.value_height)


class DottedLine(Flowable):
    """A line for a pen. on_baseline: at the height of the text beside it, else at its foot."""

    def __init__(self, left: float = 0, *, on_baseline: bool = False) -> None:
        super().__init__()
        self.left, self.on_baseline = left, on_baseline

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, PEN_LINE
        return self.width, self.height

    def draw(self) -> None:
        y = self.height - BODY_SIZE - 1 if self.on_baseline else 1 * mm
        self.canv.saveState()
        self.canv.setLineWidth(0.8)
        self.canv.setLineCap(1)
        self.canv.setDash(0, 2.6)
        self.canv.line(self.left + 1, y, self.width - 1, y)
        self.canv.restoreState()


class LetterheadBox(Flowable):
    """Logo at the left, the office's name lines and contact lines centred beside it, a thick and a thin rule below."""

    LOGO = 22 * mm
    LARGEST, SMALLEST = 13.0, 9.5  # points, of the name lines

    def __init__(self, head: Letterhead) -> None:
        super().__init__()
        self.head = head

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.side = self.LOGO + 3 * mm if self.head.logo_png else 0.0
        size = self._size_that_fits(width - self.side)
        names = ParagraphStyle("kop", parent=TITLE, fontSize=size, leading=size + 3)
        contacts = ParagraphStyle("kop-contacts", parent=CENTRED, fontSize=9, leading=11.5)
        self.lines = [Paragraph(markup(line), names) for line in self.head.name_lines]
        self.lines += [Paragraph(markup(line), contacts) for line in self.head.contact_lines]
        self.heights = [line.wrap(width - self.side, height)[1] for line in self.lines]
        self.text_height = sum(self.heights)
        self.body = max(self.text_height, self.LOGO if self.head.logo_png else 0)
        return width, self.body + 7 * mm

    def _size_that_fits(self, width: float) -> float:
        """A name of the office is not broken over lines where a somewhat smaller letter helps."""
        widest = max((stringWidth(line, BOLD, self.LARGEST) for line in self.head.name_lines), default=0.0)
        return max(self.SMALLEST, min(self.LARGEST, self.LARGEST * (width - 1) / widest)) if widest else self.LARGEST

    def draw(self) -> None:
        top = self.body + 7 * mm
        if self.head.logo_png:
            draw_png(self.canv, self.head.logo_png, 0, top - self.LOGO, self.LOGO, self.LOGO)
        y = top - (self.body - self.text_height) / 2
        for line, height in zip(self.lines, self.heights, strict=True):
            y -= height
            line.drawOn(self.canv, self.side, y)
        self.canv.setStrokeColor(black)
        self.canv.setLineWidth(1.8)
        self.canv.line(0, 4.2 * mm, self.width, 4.2 * mm)
        self.canv.setLineWidth(0.5)
        self.canv.line(0, 3.3 * mm, self.width, 3.3 * mm)


class SignatureLine(Flowable):
    """A few signature blocks next to each other; never broken over pages. Each opens a signature field where the pen goes."""

    def __init__(self, places: Places, blocks: Sequence[SignatureBlock | None], place_date: str) -> None:
        super().__init__()
        self.places, self.blocks, self.place_date = places, blocks, place_date

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        column = min(SIGNATURE_WIDTH, width / max(2, len(self.blocks)) - 3 * mm)
        self.column = column
        is_narrow = len(self.blocks) > 2  # the date then ends at the margin instead of standing over its block
        self.date_width = SIGNATURE_WIDTH if is_narrow else column
        self.date = Paragraph(markup(self.place_date), AT_RIGHT if is_narrow else CENTRED) if self.place_date else None
        self.date_height = self.date.wrap(self.date_width, height)[1] + 1 * mm if self.date else 0
        self.parts: list[tuple[Paragraph, Paragraph, Paragraph | None] | None] = []
        self.head_height = self.name_height = self.position_height = 0.0
        for block in self.blocks:
            if block is None:
                self.parts.append(None)
                continue
            head = Paragraph(markup(block.heading), CENTRED)
            name = Paragraph(f"<u>{markup(block.name)}</u>", STRONG_CENTRED) if block.name else Paragraph("(" + "." * 42 + ")", CENTRED)
            position = Paragraph(markup(block.position), CENTRED) if block.position else None
            self.head_height = max(self.head_height, head.wrap(column, height)[1])
            self.name_height = max(self.name_height, name.wrap(column, height)[1])
            if position:
                self.position_height = max(self.position_height, position.wrap(column, height)[1])
            self.parts.append((head, name, position))
        self.height = self.date_height + self.head_height + SIGNING_SPACE + self.name_height + self.position_height
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        for index, (block, part) in enumerate(zip(self.blocks, self.parts, strict=True)):
            if block is None or part is None:
                continue
            right = index == len(self.blocks) - 1
            x = (self.width - self.column) * (index / (len(self.blocks) - 1) if len(self.blocks) > 1 else 1)
            top = self.height
            if self.date and right:
                self.date.drawOn(self.canv, self.width - self.date_width, top - self.date_height + 1 * mm)
            top -= self.date_height
            head, name, position = part
            head.drawOn(self.canv, x, top - head.height)
            top -= self.head_height + SIGNING_SPACE
            if block.stamp:
                self.canv.setFont(REGULAR, 8)
                self.canv.drawString(x + 6 * mm, top + SIGNING_SPACE / 2, block.stamp)
            if block.drawn_png:
                draw_png(self.canv, block.drawn_png, x + 4 * mm, top + 2 * mm, self.column - 8 * mm, SIGNING_SPACE - 4 * mm)
            left, bottom = self.canv.absolutePosition(x + 2 * mm, top + 1.5 * mm)
            rect = (left, bottom, left + self.column - 4 * mm, bottom + SIGNING_SPACE - 3 * mm)
            label = f"{block.heading.rstrip(',')}: {block.name}" if block.name else block.heading.rstrip(",")
            self.places.fields.append((block.field_name, label, self.canv.getPageNumber() - 1, rect))
            name.drawOn(self.canv, x, top - name.height)
            if position:
                position.drawOn(self.canv, x, top - self.name_height - position.height)


AT_RIGHT = ParagraphStyle("at-right", parent=BODY, alignment=TA_RIGHT)
STRONG_CENTRED = ParagraphStyle("strong-centred", parent=CENTRED, fontName=BOLD)


class Picture(Flowable):
    """A working copy, centred in a box of fixed height, embedded as it is; or a framed sentence where there is no picture."""

    def __init__(self, jpeg: bytes | None, height: float, why_not: str = "") -> None:
        super().__init__()
        self.jpeg, self.box_height, self.why_not = jpeg, height, why_not or "Gambar tidak dapat ditampilkan; lihat berkas aslinya."

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self.box_height
        return self.width, self.height

    def draw(self) -> None:
        if self.jpeg is None or not draw_jpeg(self.canv, self.jpeg, 0, 0, self.width, self.height):
            self.canv.setStrokeColor(Color(0.5, 0.5, 0.5))
            self.canv.setLineWidth(0.5)
            self.canv.rect(self.width * 0.15, 0, self.width * 0.7, self.height)
            words = Paragraph(markup(self.why_not), CENTRED)
            _, high = words.wrap(self.width * 0.6, self.height)
            words.drawOn(self.canv, self.width * 0.2, (self.height - high) / 2)


def draw_jpeg(canvas: Any, jpeg: bytes, x: float, y: float, width: float, height: float) -> bool:
    """Draw a JPEG inside the box without decoding or encoding it; return False when it is no grey or RGB JPEG."""
    name = hashlib.sha256(jpeg).hexdigest()[:32]
    document = canvas._doc
    registered = document.getXObjectName(name)
    image = document.idToObject.get(registered)
    if image is None:  # what Canvas.drawImage does, but that decodes each picture only to name it
        image = PDFImageXObject(name)
        if not image.loadImageFromJPEG(BytesIO(jpeg)) or image.colorSpace == "DeviceCMYK":
            return False
        image.name = name
        canvas._setXObjects(image)
        document.Reference(image, registered)
        document.addForm(name, image)
    scale = min(width / image.width, height / image.height)
    wide, high = image.width * scale, image.height * scale
    canvas.saveState()
    canvas.translate(x + (width - wide) / 2, y + (height - high) / 2)
    canvas.scale(wide, high)
    canvas._code.append(f"/{registered} Do")
    canvas.restoreState()
    canvas._formsinuse.append(name)
    return True


def draw_png(canvas: Any, png: bytes, x: float, y: float, width: float, height: float) -> None:
    """Draw a PNG (a logo, strokes of a pen) centred inside the box, its transparent parts kept."""
    canvas.drawImage(ImageReader(BytesIO(png)), x, y, width, height, mask="auto", preserveAspectRatio=True, anchor="c")
