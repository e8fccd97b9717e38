"""A logo for print, made of a picture from outside; the drawing happens in the child process (core.evidence.child)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from core.words import say

LOGO_BYTES_MAX = 10 * 1024 * 1024
LOGO_PIXELS_MAX = 25_000_000
EDGE_PX = 520  # 22 mm, as high as it is printed, at 600 dots an inch
PNG_BYTES_MAX = 300 * 1024  # it travels as the part of one record
LOGO_TYPES = ("image/png", "image/jpeg")


@dataclass(frozen=True, slots=True)
class Logo:
    """png: at most 300 KiB, transparent where the picture is; why_not: a code of core.evidence.inspect.WHY_NOT when there is none."""

    png: bytes | None = None
    why_not: str | None = None


def why_no_logo(why_not: str) -> str:
    """Return the sentence for a code, in the chosen language."""
    sentences = {
        "empty": say("The logo was not taken: the file is empty."),
        "not_a_picture": say("The logo was not taken: the file is no PNG or JPEG picture."),
        "too_large": say("The logo was not taken: the file is larger than 10 MB."),
        "too_many_pixels": say("The logo was not taken: the picture has more than 25 million pixels."),
        "damaged": say("The logo was not taken: the picture is damaged or incomplete."),
        "too_slow": say("The logo was not taken: the picture took too long to open."),
    }
    return sentences.get(why_not) or say("The logo was not taken: the picture could not be opened safely.")


def is_fit_for_print(png: bytes) -> bool:
    """Return whether a PNG is no larger than `draw_logo` makes them; a laptop of the office may have been taken over.

    Source: PNG (ISO/IEC 15948) 11.2.2, the header chunk.
    """
    if len(png) > PNG_BYTES_MAX or png[:8] != b"\x89PNG\r\n\x1a\n" or png[12:16] != b"IHDR":
        return False
    return all(0 < int.from_bytes(png[at : at + 4], "big") <= EDGE_PX for at in (16, 20))


def draw_logo(source: BinaryIO) -> bytes:
    """Return the PNG of an opened picture whose type was judged. Only the child process calls this.

    Raises TooManyPixels before anything is decoded, and whatever Pillow raises for a damaged picture.
    """
    from PIL import Image, ImageOps

    with Image.open(source, formats=("PNG", "JPEG")) as picture:
        if picture.width * picture.height > LOGO_PIXELS_MAX:
            raise TooManyPixels
        picture.draft(None, (EDGE_PX, EDGE_PX))
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        drawn = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
    if max(drawn.size) > EDGE_PX:
        scale = EDGE_PX / max(drawn.size)
        drawn = drawn.resize((max(1, round(drawn.width * scale)), max(1, round(drawn.height * scale))), Image.Resampling.LANCZOS)
    drawn.info = {}
    png = _png(drawn)
    while len(png) > PNG_BYTES_MAX and max(drawn.size) > 64:  # a photo rather than a logo
        drawn = drawn.resize((max(1, drawn.width * 3 // 4), max(1, drawn.height * 3 // 4)), Image.Resampling.LANCZOS)
        png = _png(drawn)
    return png


class TooManyPixels(Exception):
    """The picture has more pixels than a logo may have."""


def _png(picture: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)  # type: ignore[attr-defined]
    return out.getvalue()
