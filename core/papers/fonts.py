"""The fonts of official papers, and what to print for a letter they do not have."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from core.papers.right_to_left import turned
from core.resources import resource_path

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "LiberationSans", "LiberationSans-Bold", "LiberationSans-Italic", "LiberationSans-BoldItalic"
WIDE = "DejaVuSans"  # for what the others lack: Arabic, many signs, the commonest emoji
JOINERS = {"\u200d", "\u200b", "\u200c", "\ufe0e", "\ufe0f", "\u2060", "\ufeff", "\u00ad"}


@cache
def glyphs() -> frozenset[int]:
    """Register the faces with ReportLab, once; return the code points that every face of the usual font has."""
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


@cache
def wide_glyphs() -> frozenset[int]:
    """Register the font for what the usual one lacks, at the first letter that needs it; return its code points."""
    font = TTFont(WIDE, resource_path("fonts", f"{WIDE}.ttf"))
    pdfmetrics.registerFont(font)
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(WIDE, bold, italic, WIDE)
    return frozenset(font.face.charToGlyph)


def printable(text: str, *, with_wide: bool = False) -> str:
    """Return the text without control characters (line ends stay), each letter that no font has by its name: [U+4E00].

    with_wide: letters of the second font stay; the caller must set them in it.
    Nothing that was written is lost: a hearing can look the letter up.
    """
    known = glyphs()
    out: list[str] = []
    for letter in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")):
        if letter in ("\n", "\u00a0") or ord(letter) in known:
            out.append(letter)
        elif letter in JOINERS or unicodedata.category(letter) in ("Cc", "Cs", "Cf"):
            continue  # invisible
        elif with_wide and ord(letter) in wide_glyphs():
            out.append(letter)
        else:
            out.append(f"[U+{ord(letter):04X}]")
    return "".join(out)


def markup(text: str) -> str:
    """Return the text for a ReportLab paragraph: printable, right-to-left runs turned, escaped; no tag of it is obeyed."""
    known, out = glyphs(), []
    for is_usual, letters in groupby(printable(turned(text), with_wide=True), lambda letter: ord(letter) in known or letter in "\n\u00a0"):
        run = escape("".join(letters)).replace("\u00a0", "&nbsp;")
        out.append(run if is_usual else f'<font name="{WIDE}">{run}</font>')
    return "".join(out).replace("\n", "<br/>")
