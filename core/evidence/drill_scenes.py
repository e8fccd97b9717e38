"""Simple painted scenes for drill photos: shapes that nobody can take for a real event, each with the word LATIHAN."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

from core.resources import resource_path

SKY, GROUND, WALL, ROOF, WOOD = (188, 214, 235), (150, 160, 110), (236, 226, 205), (150, 70, 50), (120, 85, 55)
INK, PAPER, RED, BLUE = (40, 44, 52), (248, 246, 240), (196, 40, 40), (40, 80, 150)
SHIRTS = ((60, 110, 170), (200, 120, 40), (90, 140, 80), (150, 60, 110), (220, 200, 90))
CORNER_RED = (230, 0, 0)  # the upper left corner of every upright picture, so that a wrong rotation shows


class Canvas:
    """A picture to paint on in shares of its width and height, so that a scene looks the same at any size."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.image = Image.new("RGB", size, SKY)
        self._draw = ImageDraw.Draw(self.image)
        self._width, self._height = size

    def box(self, left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
        self._draw.rectangle(self._points(left, top, right, bottom), fill=colour)

    def ball(self, left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
        self._draw.ellipse(self._points(left, top, right, bottom), fill=colour)

    def shape(self, *corners: float, colour: tuple[int, int, int]) -> None:
        self._draw.polygon(self._points(*corners), fill=colour)

    def words(self, x: float, y: float, text: str, height: float, colour: tuple[int, int, int] = INK) -> None:
        """Write one line centred on x, y."""
        self._draw.text((x * self._width, y * self._height), text, colour, _font(max(8, int(height * self._height))), anchor="mm")

    def person(self, x: float, y: float, height: float, shirt: tuple[int, int, int]) -> None:
        """A figure that stands on y."""
        half = height * 0.16
        self.box(x - half, y - height * 0.72, x + half, y, shirt)
        self.ball(x - half * 0.8, y - height, x + half * 0.8, y - height * 0.72, (170, 120, 85))

    def _points(self, *shares: float) -> list[float]:
        return [share * (self._height if place % 2 else self._width) for place, share in enumerate(shares)]


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(resource_path("fonts", "LiberationSans-Bold.ttf"), size_px)


def hall(canvas: Canvas) -> None:
    canvas.box(0, 0.7, 1, 1, GROUND)
    canvas.box(0.2, 0.42, 0.8, 0.74, WALL)
    canvas.shape(0.1, 0.42, 0.5, 0.15, 0.9, 0.42, colour=ROOF)
    for x in (0.24, 0.4, 0.58, 0.74):
        canvas.box(x, 0.42, x + 0.02, 0.76, WOOD)


def crowd(canvas: Canvas) -> None:
    hall(canvas)
    for row in range(3):
        for place in range(9):
            canvas.person(0.08 + place * 0.105 + row * 0.03, 0.8 + row * 0.09, 0.2, SHIRTS[(place + row) % len(SHIRTS)])


def uniform_crowd(canvas: Canvas) -> None:
    hall(canvas)
    for place in range(10):
        canvas.person(0.08 + place * 0.094, 0.95, 0.3, RED)


def speaker(canvas: Canvas) -> None:
    canvas.box(0, 0, 1, 1, WALL)
    canvas.box(0, 0.78, 1, 1, WOOD)
    canvas.person(0.5, 0.85, 0.5, BLUE)
    canvas.box(0.585, 0.5, 0.595, 0.85, INK)
    canvas.ball(0.575, 0.45, 0.605, 0.52, INK)


def stage(canvas: Canvas) -> None:
    canvas.box(0, 0.75, 1, 1, WOOD)
    canvas.box(0.1, 0.2, 0.9, 0.4, PAPER)
    for place in range(4):
        canvas.person(0.28 + place * 0.15, 0.78, 0.32, SHIRTS[place])


def car(canvas: Canvas) -> None:
    canvas.box(0, 0.72, 1, 1, (110, 110, 112))
    canvas.box(0.18, 0.5, 0.85, 0.72, (60, 62, 70))
    canvas.shape(0.3, 0.5, 0.38, 0.36, 0.66, 0.36, 0.74, 0.5, colour=(60, 62, 70))
    for x in (0.28, 0.66):
        canvas.ball(x, 0.65, x + 0.1, 0.79, INK)
    canvas.box(0.46, 0.62, 0.58, 0.67, RED)
    canvas.words(0.52, 0.645, "00 LAT 00", 0.03, PAPER)


def paper(canvas: Canvas) -> None:
    canvas.box(0, 0, 1, 1, WOOD)
    canvas.box(0.22, 0.06, 0.78, 0.94, PAPER)
    for line in range(14):
        canvas.box(0.28, 0.36 + line * 0.035, 0.72 if line % 5 < 4 else 0.5, 0.372 + line * 0.035, (150, 150, 150))


def phone(canvas: Canvas) -> None:
    canvas.box(0, 0, 1, 1, PAPER)
    canvas.box(0, 0, 1, 0.06, BLUE)
    canvas.words(0.5, 0.03, "obrolan contoh", 0.02, PAPER)
    for line in range(6):
        left = 0.05 if line % 2 else 0.3
        canvas.box(left, 0.32 + line * 0.1, left + 0.6, 0.39 + line * 0.1, (215, 228, 245) if line % 2 else (220, 240, 215))


def goods(canvas: Canvas) -> None:
    canvas.box(0, 0.6, 1, 1, WOOD)
    for place in range(3):
        left = 0.14 + place * 0.26
        canvas.box(left, 0.42, left + 0.2, 0.8, PAPER)
        canvas.ball(left + 0.05, 0.54, left + 0.15, 0.68, RED)


def banner(canvas: Canvas) -> None:
    hall(canvas)
    canvas.box(0.12, 0.44, 0.88, 0.62, RED)
    canvas.words(0.5, 0.53, "SPANDUK CONTOH", 0.09, PAPER)


SCENES: dict[str, Callable[[Canvas], None]] = {
    scene.__name__: scene for scene in (hall, crowd, uniform_crowd, speaker, stage, car, paper, phone, goods, banner)
}


def paint(scene: str, title: str, size: tuple[int, int], *, is_grainy: bool) -> Image.Image:
    """Return an upright picture of a scene with LATIHAN and its title on it. `is_grainy` adds the noise of a sensor."""
    canvas = Canvas(size)
    SCENES[scene](canvas)
    canvas.box(0.0, 0.1, 1, 0.28, (255, 214, 64))
    canvas.words(0.5, 0.165, "LATIHAN", 0.1 if size[0] > size[1] else 0.06)
    canvas.words(0.5, 0.245, title, 0.03 if size[0] > size[1] else 0.016)
    if is_grainy:
        canvas.image = ImageChops.add(canvas.image, _grain(size), 1, -128)
    ImageDraw.Draw(canvas.image).rectangle((0, 0, size[0] // 12, size[1] // 12), fill=CORNER_RED)
    return canvas.image


def _grain(size: tuple[int, int]) -> Image.Image:
    tile = Image.merge("RGB", [Image.effect_noise((1024, 768), 12) for _ in range(3)])
    grain = Image.new("RGB", size)
    for x in range(0, size[0], tile.width):
        for y in range(0, size[1], tile.height):
            grain.paste(tile, (x, y))
    return grain
