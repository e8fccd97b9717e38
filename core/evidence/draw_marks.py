"""Draws marks into a picture, in the process that opens pictures from outside (core/evidence/child.py)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from core.evidence.marks import ARROW, BOX, COVER, NUMBER, SCALE, TEXT, Mark
from core.resources import resource_path

RED, WHITE, BLACK = (200, 24, 24), (255, 255, 255), (0, 0, 0)


def draw_marks(picture: Image.Image, marks: Sequence[Mark]) -> None:
    """Draw the marks into an upright RGB picture; covers first, so that no cover hides a box that was drawn to explain it."""
    draw = ImageDraw.Draw(picture)
    thick = max(2, round(max(picture.size) / 320))
    for mark in sorted(marks, key=lambda one: one.kind != COVER):
        _DRAW[mark.kind](draw, mark, picture.size, thick)


def _cover(draw: ImageDraw.ImageDraw, mark: Mark, size: tuple[int, int], _thick: int) -> None:
    left, top, right, bottom = _corners(mark, size)
    draw.rectangle((math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)), fill=BLACK)


def _box(draw: ImageDraw.ImageDraw, mark: Mark, size: tuple[int, int], thick: int) -> None:
    left, top, right, bottom = _corners(mark, size)
    draw.rectangle((left - thick, top - thick, right + thick, bottom + thick), outline=WHITE, width=3 * thick)
    draw.rectangle((left, top, right, bottom), outline=RED, width=thick)


def _arrow(draw: ImageDraw.ImageDraw, mark: Mark, size: tuple[int, int], thick: int) -> None:
    (x1, y1), (x2, y2) = _place(mark.x1, mark.y1, size), _place(mark.x2, mark.y2, size)
    angle, head = math.atan2(y2 - y1, x2 - x1), 7 * thick
    for colour, more in ((WHITE, thick), (RED, 0)):
        tip = (x2 + more * math.cos(angle), y2 + more * math.sin(angle))
        neck = (x2 - 0.8 * head * math.cos(angle), y2 - 0.8 * head * math.sin(angle))
        wings = [
            (tip[0] - (head + 2 * more) * math.cos(angle + turn), tip[1] - (head + 2 * more) * math.sin(angle + turn))
            for turn in (0.45, -0.45)
        ]
        draw.line(((x1, y1), neck), fill=colour, width=2 * thick + 2 * more)
        draw.polygon((tip, *wings), fill=colour)


def _number(draw: ImageDraw.ImageDraw, mark: Mark, size: tuple[int, int], thick: int) -> None:
    x, y = _place(mark.x1, mark.y1, size)
    radius = 7 * thick
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=RED, outline=WHITE, width=thick)
    draw.text((x, y), mark.words, font=_font(9 * thick), fill=WHITE, anchor="mm")


def _text(draw: ImageDraw.ImageDraw, mark: Mark, size: tuple[int, int], thick: int) -> None:
    place, font = _place(mark.x1, mark.y1, size), _font(9 * thick)
    left, top, right, bottom = draw.textbbox(place, mark.words, font=font, anchor="lt")
    draw.rectangle((left - 2 * thick, top - 2 * thick, right + 2 * thick, bottom + 2 * thick), fill=WHITE, outline=RED, width=thick)
    draw.text(place, mark.words, font=font, fill=RED, anchor="lt")


_DRAW = {COVER: _cover, BOX: _box, ARROW: _arrow, NUMBER: _number, TEXT: _text}


def _place(x: int, y: int, size: tuple[int, int]) -> tuple[float, float]:
    return x * size[0] / SCALE, y * size[1] / SCALE


def _corners(mark: Mark, size: tuple[int, int]) -> tuple[float, float, float, float]:
    (x1, y1), (x2, y2) = _place(mark.x1, mark.y1, size), _place(mark.x2, mark.y2, size)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource_path("fonts", "NotoSans-Bold.ttf")), pixels)
