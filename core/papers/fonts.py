"""The fonts of official papers, and what to print for a letter they do not have."""

from __future__ import annotations

import unicodedata
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from core.resources import resource_path

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "LiberationSans", "LiberationSans-Bold", "LiberationSans-Italic", "LiberationSans-BoldItalic"
NO_GLYPH = "□"
JOINERS = {"\u200d", "\u200b", "\u200c", "\ufe0e", "\ufe0f", "\u2060", "\ufeff", "\u00ad"}


@cache
def glyphs() -> frozenset[int]:
    """Register the four faces with ReportLab, once; return the code points that every face has."""
    common: set[int] | None = None
    for name, file in ((REGULAR, "Regular"), (BOLD, "Bold"), (ITALIC, "Italic"), (BOLD_ITALIC, "BoldItalic")):
        font = TTFont(name, resource_path("fonts", f"LiberationSans-{file}.ttf"))
        pdfmetrics.registerFont(font)
        found = set(font.face.charToGlyph)
        common = found if common is None else common & found
    addMapping(REGULAR, 0, 0, REGULAR)
    addMapping(REGULAR, 1, 0, BOLD)
    addMapping(REGULAR, 0, 1, ITALIC)
    addMapping(REGULAR, 1, 1, BOLD_ITALIC)
    return frozenset(common or ())


def printable(text: str) -> str:
    """Return the text with every letter the fonts lack shown as one box, and without control characters (line ends stay)."""
    known = glyphs()
    out: list[str] = []
    for letter in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")):
        if letter == "\n" or letter == "\u00a0":
            out.append(letter)
        elif letter in JOINERS or unicodedata.category(letter) in ("Cc", "Cs", "Cf") or 0x1F3FB <= ord(letter) <= 0x1F3FF:
            continue  # invisible, or only changes the picture before it
        elif ord(letter) in known:
            out.append(letter)
        elif not (unicodedata.combining(letter) and out and out[-1] == NO_GLYPH):
            out.append(NO_GLYPH)
    return "".join(out)


def markup(text: str) -> str:
    """Return the text for a ReportLab paragraph: printable, escaped, no tag of it is obeyed."""
    return escape(printable(text)).replace("\u00a0", "&nbsp;")
