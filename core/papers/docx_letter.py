"""A letter that a clerk still has to edit, as .docx from the same content as its paper, marked as an unsigned working copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.papers.content import (
    Block,
    Content,
    FormCode,
    Heading,
    Item,
    LetterHead,
    Letterhead,
    LongText,
    QuestionAnswer,
    Row,
    SignatureBlock,
    Signatures,
    Table,
    Title,
)

LETTERS = ("undangan", "penerusan", "pemberitahuan_status", "kelengkapan")
MARK = "Salinan kerja - tidak ditandatangani"
SIZES_MM = {"A4": (210, 297), "F4": (215, 330)}
MARGIN_MM, INDENT_MM, LABEL_MM = 25, 7, 45
FONT = "Arial"  # what the offices have
EPOCH = (1980, 1, 1, 0, 0, 0)


def docx_letter(content: Content) -> bytes:
    """Return the letter as Office Open XML. The same content gives the same bytes.

    "Salinan kerja - tidak ditandatangani" stands at the head of every page, "Halaman x dari y" at its foot. Source: ISO/IEC 29500.
    """
    document = Document()
    wide, high = SIZES_MM[content.paper_size]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.paragraph_format.space_after = Pt(0)
    text_mm = wide - 2 * MARGIN_MM
    _line(section.header, MARK + (" - LATIHAN" if content.drill else ""), ALIGN.CENTER, bold=True, size=10)
    _pages(section.footer, content.foot)
    for block in content.blocks:
        _write(document, block, text_mm)
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.language = content.title, content.author, MARK, "id-ID"
    facts.created = facts.modified = content.made_at.replace(microsecond=0, tzinfo=None)
    facts.last_modified_by, facts.revision = content.author, 1
    out = BytesIO()
    document.save(out)
    return _reproducible(out.getvalue())


def _write(document: Any, block: Block, text_mm: int) -> None:
    match block:
        case FormCode():
            _line(document, block.text, ALIGN.RIGHT, bold=True)
        case Letterhead():
            _letterhead(document, block)
        case LetterHead():
            _letter_head(document, block, text_mm)
        case Title():
            for line in block.lines:
                _line(document, line, ALIGN.CENTER, bold=True)
            if block.number is not None:
                _line(document, f"Nomor: {block.number}", ALIGN.CENTER)
            if block.lines:
                _line(document, "")
        case Heading():
            told = " ".join(one for one in (block.marker, f"{block.text}: {block.value}" if block.value else block.text) if one)
            _line(document, told, bold=block.level == 0).paragraph_format.keep_with_next = True
        case Row():
            _row(document, block)
        case Item():
            _hanging(document, block.marker, block.text, block.level)
        case LongText():
            for line in block.text.split("\n"):
                paragraph = _line(document, line, ALIGN.JUSTIFY if block.justified else None)
                paragraph.paragraph_format.left_indent = Mm(INDENT_MM * block.level)
            if block.gap_after or block.justified:
                document.paragraphs[-1].paragraph_format.space_after = Pt(10 if block.gap_after else 6)
        case Table():
            _table(document, [block.head, *block.rows], [share * text_mm for share in block.widths])
        case QuestionAnswer():
            _hanging(document, f"{block.number}.", block.question, 0)
            _line(document, block.answer)
        case Signatures():
            _signatures(document, block, text_mm)
        case _:  # photo pages: no letter has them
            return


def _line(holder: Any, text: str, align: Any = None, *, bold: bool = False, size: float | None = None) -> Any:
    """Add one paragraph; in a head or foot the empty one that is there is used."""
    existing = holder.paragraphs[0] if hasattr(holder, "is_linked_to_previous") else None
    paragraph = existing if existing is not None and not existing.text else holder.add_paragraph()
    run = paragraph.add_run(_clean(text))
    run.bold = bold or None
    run.font.size = Pt(size) if size else None
    paragraph.alignment = align
    return paragraph


def _clean(text: str) -> str:
    """XML bears no control characters."""
    return "".join(letter for letter in text if letter in "\n\t" or (ord(letter) >= 0x20 and not 0xD800 <= ord(letter) <= 0xDFFF))


def _letterhead(document: Any, block: Letterhead) -> None:
    if block.logo_png:
        picture = document.add_paragraph()
        picture.alignment = ALIGN.CENTER
        picture.add_run().add_picture(BytesIO(block.logo_png), height=Mm(20))
    for line in block.name_lines:
        _line(document, line, ALIGN.CENTER, bold=True, size=13)
    for line in block.contact_lines:
        _line(document, line, ALIGN.CENTER, size=9)
    last = document.paragraphs[-1]
    borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "4"), ("color", "000000")):
        rule.set(qn(f"w:{key}"), value)
    borders.append(rule)
    last._p.get_or_add_pPr().append(borders)
    last.paragraph_format.space_after = Pt(10)


def _letter_head(document: Any, block: LetterHead, text_mm: int) -> None:
    """Nomor, Sifat, Lampiran, Perihal at the left, place and date at the right: a table without lines."""
    widths = (24, 4, text_mm - 90, 62)
    rows = [(label, ":", value, block.place_date if number == 0 else "") for number, (label, value) in enumerate(block.rows)]
    table = _table(document, rows, widths, lines=False)
    table.rows[0].cells[3].paragraphs[0].alignment = ALIGN.RIGHT
    _line(document, "")


def _row(document: Any, row: Row) -> None:
    left = INDENT_MM * row.level
    marker = row.marker or row.outer
    label = f"{marker}\t{row.label}" if marker else row.label
    first, *more = (row.value.split("\n") if row.colon else [""]) or [""]
    paragraph = _line(document, f"{label}\t: {first}" if row.colon else label)
    stops = paragraph.paragraph_format.tab_stops
    if marker:
        stops.add_tab_stop(Mm(left + INDENT_MM))
    stops.add_tab_stop(Mm(left + LABEL_MM + INDENT_MM))
    paragraph.paragraph_format.left_indent = Mm(left + LABEL_MM + INDENT_MM + 3 if row.colon else left)
    paragraph.paragraph_format.first_line_indent = Mm(-(LABEL_MM + INDENT_MM + 3) if row.colon else 0)
    paragraph.paragraph_format.keep_with_next = not row.colon
    for line in more:
        _line(document, line).paragraph_format.left_indent = Mm(left + LABEL_MM + INDENT_MM + 3)


def _hanging(document: Any, marker: str, text: str, level: int) -> None:
    left = INDENT_MM * (level + 1)
    paragraph = _line(document, f"{marker}\t{text}" if marker else text)
    paragraph.paragraph_format.left_indent = Mm(left)
    paragraph.paragraph_format.first_line_indent = Mm(-INDENT_MM if marker else 0)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(left))


def _table(document: Any, rows: Sequence[Sequence[str]], widths_mm: Sequence[float], *, lines: bool = True) -> Any:
    table = document.add_table(rows=0, cols=len(widths_mm))
    table.style = "Table Grid" if lines else "Normal Table"
    table.autofit = False
    for number, row in enumerate(rows):
        for cell, text, width in zip(table.add_row().cells, row, widths_mm, strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(_clean(text or "-") if lines else _clean(text))
            run.bold = True if lines and number == 0 else None
            run.font.size = Pt(10) if lines else None
    return table


def _signatures(document: Any, block: Signatures, text_mm: int) -> None:
    """The blocks side by side, or each at the right; room for a pen, no picture of a signature: nothing here is signed."""
    across = block.across if block.side_by_side else 1
    _line(document, "")
    for index in range(0, len(block.blocks), across):
        pair: Iterable[SignatureBlock | None] = block.blocks[index : index + across] if block.side_by_side else (None, block.blocks[index])
        columns = list(pair)
        table = document.add_table(rows=1, cols=len(columns))
        for cell, one in zip(table.rows[0].cells, columns, strict=True):
            cell.width = Mm(text_mm / len(columns))
            if one is not None:
                when = block.place_date if index == 0 and one is columns[-1] else ""
                _signature(cell, one, when)


def _signature(cell: Any, one: SignatureBlock, place_date: str) -> None:
    lines = [place_date] if place_date else []
    lines += [one.heading, "", one.stamp, "", one.name or "(" + "." * 36 + ")", *([one.position] if one.position else [])]
    for number, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.keep_with_next = number < len(lines) - 1
        run = paragraph.add_run(_clean(text))
        run.bold = True if text == one.name and text else None


def _pages(footer: Any, foot: str) -> None:
    paragraph = _line(footer, f"{foot}  ·  Halaman ", ALIGN.RIGHT, size=8)
    for words, field in (("", "PAGE"), (" dari ", "NUMPAGES")):
        paragraph.add_run(words).font.size = Pt(8)
        number = paragraph.add_run("1")  # the reading program counts
        number.font.size = Pt(8)
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), field)
        simple.append(number._r)
        paragraph._p.append(simple)


def _reproducible(docx: bytes) -> bytes:
    """Write the archive with one date for all its files, so that the same content gives the same bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(docx)) as given, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name in given.namelist():
            written.writestr(ZipInfo(name, EPOCH), given.read(name), ZIP_DEFLATED)
    return out.getvalue()
