"""Cards to lay beside the laptop: how to start, on one page, and the keys of the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.papers.flowables import BODY, SIZES
from core.papers.fonts import BOLD, REGULAR, glyphs, markup
from core.papers.footed_canvas import FootedCanvas, made_words
from core.resources import resource_path
from core.words import language_in_use

MARGIN = 18 * mm
TITLE = ParagraphStyle("card title", parent=BODY, fontName=BOLD, fontSize=20, leading=25)
HEADING = ParagraphStyle("card heading", parent=BODY, fontName=BOLD, fontSize=12.5, leading=16, spaceBefore=7, spaceAfter=2)
LINE = ParagraphStyle("card line", parent=BODY, fontSize=11, leading=14.5, spaceAfter=2)
STEP = ParagraphStyle("card step", parent=LINE, leftIndent=6 * mm, firstLineIndent=-6 * mm)
KEY = ParagraphStyle("card key", parent=LINE, fontName=BOLD)


def start_card(*, made_on: date, is_drill: bool) -> bytes:
    """Return the start card as a PDF of one A4 page, in the language in use. The text lies in resources/cards."""
    text = resource_path("cards", f"start.{language_in_use()}.md").read_text(encoding="utf-8")
    story: list[Any] = []
    for line in filter(None, text.splitlines()):
        mark, _, words = line.partition(" ")
        if mark in ("#", "##"):
            story.append(Paragraph(markup(words), TITLE if mark == "#" else HEADING))
        else:
            story.append(Paragraph(markup(line), STEP if mark.rstrip(".").isdigit() else LINE))
    return _card(story, made_on=made_on, is_drill=is_drill)


def key_card(title: str, rows: Sequence[tuple[str, str]], *, made_on: date, is_drill: bool) -> bytes:
    """Return the keys of the window as a PDF. rows: keys and what they do, as the window lists them."""
    table = Table([[Paragraph(markup(keys), KEY), Paragraph(markup(does), LINE)] for keys, does in rows], colWidths=[62 * mm, 112 * mm])
    grey = Color(0.8, 0.82, 0.85)
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, grey), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    return _card([Paragraph(markup(title), TITLE), Spacer(1, 4 * mm), table], made_on=made_on, is_drill=is_drill)


def _card(story: list[Any], *, made_on: date, is_drill: bool) -> bytes:
    glyphs()
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=SIZES["A4"], leftMargin=MARGIN, rightMargin=MARGIN, topMargin=15 * mm, bottomMargin=16 * mm, invariant=1,
        title="Bukti", initialFontName=REGULAR,
    )  # fmt: skip
    footer = partial(FootedCanvas, size=SIZES["A4"], margin=MARGIN, left=made_words(made_on, is_drill=is_drill))
    document.build(story, canvasmaker=footer)
    return out.getvalue()
