"""What happens to a printed page on its way: photocopied, scanned, photographed. Pictures in, pictures out; the same seed wears alike."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageEnhance, ImageFilter

PRINT_DPI = 300


@dataclass(frozen=True)
class Wear:
    """How a sheet came back. turn: degrees; copies: how often it was photocopied before; camera: photographed instead of scanned."""

    seed: int
    turn: float = 0.0
    copies: int = 2
    scan_dpi: int = 200
    quality: int = 40
    upside_down: bool = False
    camera: bool = False


def worn(printed: Image.Image, wear: Wear) -> bytes:
    """Return the JPEG of a page printed at PRINT_DPI (mode L) after all that."""
    rng = random.Random(wear.seed)
    sheet = printed.convert("L")
    for _ in range(wear.copies):
        sheet = photocopied(sheet, rng)
    if wear.upside_down:
        sheet = sheet.rotate(180)
    sheet = photographed(sheet, wear, rng) if wear.camera else scanned(sheet, wear, rng)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=wear.quality, dpi=(wear.scan_dpi, wear.scan_dpi))
    return out.getvalue()


def photocopied(sheet: Image.Image, rng: random.Random) -> Image.Image:
    """Slightly larger or smaller and askew, blurred, with more contrast than before (a soft threshold), specks and lost ink."""
    scale = rng.uniform(0.975, 1.02)
    size = sheet.size
    small = sheet.resize((round(size[0] * scale), round(size[1] * scale)), Image.Resampling.BICUBIC)
    paper = Image.new("L", size, 250)
    paper.paste(small, ((size[0] - small.size[0]) // 2, (size[1] - small.size[1]) // 2))
    paper = paper.rotate(rng.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=250)
    paper = paper.filter(ImageFilter.GaussianBlur(rng.uniform(0.8, 1.6)))
    paper = noisy(paper, rng, 24)
    threshold, steepness = rng.uniform(105, 165), rng.uniform(3.0, 7.0)
    return paper.point([max(15, min(250, round(127 + (grey - threshold) * steepness))) for grey in range(256)])


def scanned(sheet: Image.Image, wear: Wear, rng: random.Random) -> Image.Image:
    """A grey scan, askew by `turn`, at scan_dpi."""
    turned = sheet.rotate(wear.turn, Image.Resampling.BICUBIC, expand=True, fillcolor=rng.choice((245, 235, 60)))
    factor = wear.scan_dpi / PRINT_DPI
    small = turned.resize((round(turned.size[0] * factor), round(turned.size[1] * factor)), Image.Resampling.BOX)
    small = small.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.7)))
    return ImageEnhance.Contrast(noisy(small, rng, 10)).enhance(rng.uniform(0.75, 1.05))


def photographed(sheet: Image.Image, wear: Wear, rng: random.Random) -> Image.Image:
    """A hand-held phone of eight megapixels: perspective, a shadow over one side, slight blur, a table around the sheet."""
    width, height = 2448, 3264
    turned = sheet.convert("LA").rotate(wear.turn, Image.Resampling.BICUBIC, expand=True)
    desk = Image.new("L", (round(turned.size[0] * 1.12), round(turned.size[1] * 1.12)), rng.randint(60, 120))
    desk.paste(turned.getchannel("L"), ((desk.size[0] - turned.size[0]) // 2, (desk.size[1] - turned.size[1]) // 2), turned.getchannel("A"))

    def near(x: float, y: float) -> tuple[float, float]:
        return x * desk.size[0] + rng.uniform(-0.04, 0.04) * desk.size[0], y * desk.size[1] + rng.uniform(-0.04, 0.04) * desk.size[1]

    corners = (near(0.01, 0.01), near(0.01, 0.99), near(0.99, 0.99), near(0.99, 0.01))
    flat = tuple(edge for corner in corners for edge in corner)
    seen = desk.transform((width, height), Image.Transform.QUAD, flat, Image.Resampling.BICUBIC)
    shadow = Image.linear_gradient("L").rotate(rng.uniform(0, 360)).resize((width, height)).point(lambda grey: 140 + grey * 115 // 255)
    seen = ImageChops.multiply(seen, shadow).filter(ImageFilter.GaussianBlur(rng.uniform(0.6, 1.3)))
    return noisy(seen, rng, 14)


def noisy(sheet: Image.Image, rng: random.Random, strength: float) -> Image.Image:
    """Add grain; the tile is drawn once, which is as good as new noise and quicker."""
    tile = Image.frombytes("L", (256, 256), bytes(min(255, max(0, round(rng.gauss(128, strength)))) for _ in range(65536)))
    grain = Image.new("L", sheet.size)
    for left in range(0, sheet.size[0], 256):
        for top in range(0, sheet.size[1], 256):
            grain.paste(tile, (left, top))
    return ImageChops.add(sheet, grain, scale=1.0, offset=-128)
