"""What a signature looks like on the paper: who, when, and the strokes of the pen if there were any."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from core.papers.flowables import BODY, draw_png
from core.papers.fonts import REGULAR, glyphs, markup
from core.papers.words import date_id, zone_word

WORDS = ParagraphStyle("stamp", parent=BODY, fontSize=7.5, leading=9.2, alignment=1)


def stamp_pdf(*, width: float, height: float, name: str, at: datetime, strokes_png: bytes | None, is_prepared: bool = False) -> bytes:
    """Return a one-page PDF of that size (points) with the picture of a signature, its fonts embedded.

    is_prepared: the signature itself is made later elsewhere, so the time is said to be that of the preparation.
    """
    glyphs()
    rl_config.useA85 = 0
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), pageCompression=1, invariant=1, initialFontName=REGULAR)  # type: ignore[arg-type]  # the stubs say float
    lines = [
        "Ditandatangani secara elektronik oleh",
        f"<b>{markup(name)}</b>",
        f"{'disiapkan ' if is_prepared else ''}{date_id(at.date())} pukul {at:%H.%M.%S} {zone_word(at)}",
    ]
    words = Paragraph("<br/>".join(lines), WORDS)
    for size in (7.5, 6.5, 5.5, 4.5):  # a name of eighty letters must fit too
        words = Paragraph("<br/>".join(lines), ParagraphStyle("stamp", parent=WORDS, fontSize=size, leading=size * 1.22))
        _, words_height = words.wrap(width - 4 * mm, height)
        if words_height <= height * (0.5 if strokes_png else 0.9):
            break
    if strokes_png:
        draw_png(canvas, strokes_png, 2 * mm, words_height + 1 * mm, width - 4 * mm, height - words_height - 1.5 * mm)
        words.drawOn(canvas, 2 * mm, 0.5 * mm)
    else:
        words.drawOn(canvas, 2 * mm, (height - words_height) / 2)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
