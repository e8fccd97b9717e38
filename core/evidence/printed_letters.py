"""Inside the child process: letters of a paper, where they stand and how they should look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from core.evidence.correlation import Grey
from core.resources import resource_path

FINER = 4  # letters are drawn this much larger and made smaller, so that they stand between pixels too


@dataclass(frozen=True)
class Glyph:
    letter: str
    x: float
    y: float
    size: float
    run: int


def glyphs_of(runs: Sequence[tuple[str, float, float, float]]) -> list[Glyph]:
    found = []
    for number, (text, x, y, size) in enumerate(runs):
        for letter in text:
            found.append(Glyph(letter, x, y, size, number))
            x += advance(letter) * size * 25.4 / 72
    return found


def frame(glyphs: Sequence[Glyph], border: float) -> tuple[float, float, float, float]:
    """Return left, top, width and height of what letters may cover, and a border."""
    em = 25.4 / 72
    left, right = min(one.x for one in glyphs), max(one.x + advance(one.letter) * one.size * em for one in glyphs)
    top, foot = min(one.y - 0.76 * one.size * em for one in glyphs), max(one.y + 0.22 * one.size * em for one in glyphs)
    return left - border, top - border, right - left + 2 * border, foot - top + 2 * border


@cache
def face(size: int) -> ImageFont.FreeTypeFont:
    path = resource_path("fonts", "LiberationSans-Regular.ttf")
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def advance(letter: str) -> float:
    """Return how far a letter moves the pen, in ems."""
    return float(face(2048).getlength(letter)) / 2048


def drawn(glyphs: Sequence[Glyph], left: float, top: float, wide: float, high: float, scale: float, stroke: int = 0) -> Grey:
    """Return the letters as clean print, 1 is dark, in the same frame as `Sheet.patch`."""
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    large = Image.new("L", (size[0] * FINER, size[1] * FINER), 0)
    pen = ImageDraw.Draw(large)
    for one in glyphs:
        at = (one.x - left) * scale * FINER, (one.y - top) * scale * FINER
        pen.text(at, one.letter, fill=255, font=face(round(one.size * 25.4 / 72 * scale * FINER)), anchor="ls")
    if stroke:
        large = large.filter(ImageFilter.MaxFilter(3) if stroke > 0 else ImageFilter.MinFilter(3))
    large = large.filter(ImageFilter.GaussianBlur(0.9 * FINER))
    return np.asarray(large.resize(size, Image.Resampling.BOX), dtype=np.float32) / 255.0
