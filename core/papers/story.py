"""The blocks of a paper as flowables, in order, with the rules of where a page may break."""

from __future__ import annotations

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph, Spacer, TableStyle
from reportlab.platypus import Table as TableFlowable

from core.papers.content import (
    Block,
    Content,
    FormCode,
    Heading,
    Item,
    LetterHead,
    Letterhead,
    LongText,
    Photo,
    PhotoPages,
    QuestionAnswer,
    Row,
    Signatures,
    Table,
    Title,
)
from core.papers.flowables import (
    BODY,
    BODY_SIZE,
    CENTRED,
    INDENT,
    MARGIN,
    PROSE,
    SIZES,
    SMALL,
    STRONG,
    TINY,
    TITLE,
    DottedLine,
    LabelledRow,
    LetterheadBox,
    OutlineMark,
    Picture,
    Places,
    SignatureLine,
)  # fmt: skip
from core.papers.fonts import BOLD, REGULAR, markup
from core.papers.mark_box import MarkBox, keep_below
from core.papers.signing_place import add_signatures
from core.papers.table_rows import table

SHORT_LINES = 4  # a heading goes to the next page rather than stand above fewer lines than this
FEW_LINES = 6  # of a value that stand together in one row


def story(content: Content, places: Places) -> list[Flowable]:
    """Return the flowables of a paper, in order; headings are never left alone at the foot of a page."""
    width, height = (edge - 2 * MARGIN for edge in SIZES[content.paper_size])
    flow: list[Flowable] = []
    for index, block in enumerate(content.blocks):
        if introduces(block):
            chain = next((i for i, b in enumerate(content.blocks[index:]) if not introduces(b)), 1)
            flow.append(CondPageBreak((SHORT_LINES + chain) * BODY.leading + 4 * mm))
        if isinstance(block, Signatures):
            add_signatures(flow, block, places, width, height)
            if content.mark:
                keep_below(flow, MarkBox(content))
        else:
            flow += flowables(block, places, width, height)
    notes = [content.closing_note] if content.closing_note else []
    notes += ["Dibuat dari catatan: " + ", ".join(content.record_ids)] if content.record_ids else []
    small = [Spacer(1, 5 * mm), *(Paragraph(markup(note), TINY) for note in notes)]
    if isinstance(flow[-1], SignatureLine | KeepTogether):  # the small print never stands on a page alone
        last = flow.pop()
        small = [KeepTogether([*(last._content if isinstance(last, KeepTogether) else [last]), *small])]  # type: ignore[attr-defined]
    return [*flow, *small]


def introduces(block: Block) -> bool:
    if isinstance(block, LongText):
        return block.keep_with_next
    return isinstance(block, Heading) or (isinstance(block, Row) and not block.colon)


def flowables(block: Block, places: Places, width: float, height: float) -> list[Flowable]:
    match block:
        case FormCode():
            return [Paragraph(markup(block.text), ParagraphStyle("code", parent=STRONG, alignment=TA_RIGHT)), Spacer(1, 3 * mm)]
        case Letterhead():
            return [LetterheadBox(block)]
        case LetterHead():
            return [letter_head(block, width), Spacer(1, 6 * mm)]
        case Title():
            lines: list[Flowable] = [OutlineMark(places, block.bookmark or " ".join(block.lines))]
            lines += [Paragraph(markup(line), TITLE) for line in block.lines]
            if block.number is not None:
                lines.append(Paragraph(markup(f"Nomor: {block.number}"), CENTRED))
            return [*lines, Spacer(1, 6 * mm if block.lines else 0)]
        case Heading():
            return heading(block, places)
        case Row():
            return labelled(block)
        case Item():
            style = ParagraphStyle("item", parent=BODY, leftIndent=INDENT * (block.level + 1), bulletIndent=INDENT * block.level)
            if block.fill:
                return [LabelledRow(block.marker, "", DottedLine(on_baseline=True), level=block.level, value_left=style.leftIndent)]
            first, *more = lines_of(block.text)
            return [Paragraph(markup(first), style, bulletText=block.marker), *(Paragraph(markup(line), style) for line in more)]
        case LongText():
            parent = PROSE if block.justified else BODY
            if block.fill:
                return [DottedLine(INDENT * block.level) for _ in range(block.fill)]
            style = ParagraphStyle("prose-in", parent=parent, leftIndent=INDENT * block.level)
            prose: list[Flowable] = [Paragraph(markup(line), style) for line in lines_of(block.text)]
            prose += [Spacer(1, 4 * mm)] if block.gap_after else []
            return prose if block.level else [Spacer(1, 1.5 * mm), *prose]
        case Table():
            return [Spacer(1, 1 * mm), table(block, width), Spacer(1, 2 * mm)]
        case QuestionAnswer():
            return question_answer(block, width, height)
        case PhotoPages():
            return photo_pages(block, places, width, height)
        case Signatures():
            raise AssertionError("signatures are placed by story()")


def lines_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()] or ["-"]


def labelled(row: Row) -> list[Flowable]:
    """The row, and the second and later lines of its value below it in the value's column."""
    if row.fill:
        return [LabelledRow(row.marker, row.label, DottedLine(on_baseline=True), level=row.level, outer=row.outer)]
    lines = lines_of(row.value)
    if len(lines) <= FEW_LINES:  # else the second would begin below a label that takes more lines than the first
        lines = ["\n".join(lines)]
    first, *more = lines
    flow: list[Flowable] = [LabelledRow(row.marker, row.label, first, level=row.level, colon=row.colon, outer=row.outer)]
    return flow + ([Continued(line, level=row.level) for line in more] if row.colon else [])


class Continued(LabelledRow):
    """A further paragraph of a value: no marker, no label, no colon."""

    def __init__(self, value: str, *, level: int) -> None:
        super().__init__("", "", value, level=level)
        self.colon_drawn = False


def heading(block: Heading, places: Places) -> list[Flowable]:
    if block.level == 0:
        words = f"{block.text}: {block.value}" if block.value else block.text
        row = LabelledRow(block.marker, words, "", level=0, colon=False, style=STRONG)
        return [Spacer(1, 2.5 * mm), OutlineMark(places, f"{block.marker} {block.text}".strip()), row, Spacer(1, 0.8 * mm)]
    return [LabelledRow(block.marker, block.text, "", level=block.level, colon=False)]


def letter_head(block: LetterHead, width: float) -> Flowable:
    """Labels, colons and values at the left; place and date at the right of the first line."""
    rows = [
        [Paragraph(markup(label), BODY), Paragraph(":", BODY), Paragraph(markup(value), BODY), Paragraph("", BODY)]
        for label, value in block.rows
    ]
    rows[0][3] = Paragraph(markup(block.place_date), ParagraphStyle("letter-date", parent=BODY, alignment=TA_RIGHT))
    label, colon, date = 24 * mm, 4 * mm, 62 * mm
    flowable = TableFlowable(rows, [label, colon, width - label - colon - date, date])
    flat = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    everywhere = (0, 0), (-1, -1)
    no_padding = [(name, *everywhere, 0) for name in flat]
    flowable.setStyle(TableStyle([("FONT", *everywhere, REGULAR, BODY_SIZE), ("VALIGN", *everywhere, "TOP"), *no_padding]))
    return flowable


def question_answer(block: QuestionAnswer, width: float, height: float) -> list[Flowable]:
    asked = ParagraphStyle("asked", parent=PROSE, leftIndent=8 * mm, bulletIndent=0, fontName=BOLD, bulletFontName=BOLD)
    answered = ParagraphStyle("answered", parent=PROSE, leftIndent=8 * mm, spaceAfter=6)
    if block.fill:
        style = ParagraphStyle("to-ask", parent=BODY, bulletIndent=0, leftIndent=8 * mm)
        number = Paragraph("&nbsp;", style, bulletText=f"{block.number}.")
        return [KeepTogether([number, *(DottedLine(8 * mm) for _ in range(block.fill + 1)), Spacer(1, 2 * mm)])]
    first, *rest = lines_of(block.question)
    question = [Paragraph(markup(first), asked, bulletText=f"{block.number}."), *(Paragraph(markup(line), asked) for line in rest)]
    high = sum(piece.wrap(width, height)[1] for piece in question)
    return [
        CondPageBreak(min(high, height / 2) + 2.5 * BODY.leading),  # never a question without the beginning of its answer
        *question,
        *(Paragraph(markup(line), answered) for line in lines_of(block.answer)),
    ]


def photo_pages(block: PhotoPages, places: Places, width: float, height: float) -> list[Flowable]:
    title = Paragraph(markup(block.title), TITLE)
    flow: list[Flowable] = [PageBreak(), OutlineMark(places, block.title.capitalize()), title, Spacer(1, 4 * mm)]
    slot = (height - 12 * mm) / block.per_page
    for index, photo in enumerate(block.photos):
        if index and index % block.per_page == 0:
            flow.append(CondPageBreak(height - 1))  # no second break where long words have just filled a page
        below = photo_words(photo)
        text_height = sum(piece.wrap(width, height)[1] + 2 for piece in below)
        picture_height = max(60 * mm, slot - text_height - 9 * mm)
        flow += [CondPageBreak(picture_height + 4 * SMALL.leading), Picture(photo.jpeg, picture_height, photo.why_not), Spacer(1, 2 * mm)]
        below[-1].style = ParagraphStyle("photo-last", parent=below[-1].style, spaceAfter=5 * mm)  # a Spacer could open a page of its own
        flow += below
    return flow


def photo_words(photo: Photo) -> list[Paragraph]:
    strong = ParagraphStyle("photo-head", parent=SMALL, fontName=BOLD, alignment=1, fontSize=10, leading=13)
    under = ParagraphStyle("photo-words", parent=SMALL, alignment=1)
    words = [Paragraph(markup(photo.heading), strong)]
    words += [Paragraph(markup(line), under) for line in lines_of(photo.caption) if photo.caption.strip()]
    lines = ("  ·  ".join(f"{label}: {value}" for label, value in line if value.strip()) for line in photo.details)
    return words + [Paragraph(markup(line), under) for line in lines if line]
