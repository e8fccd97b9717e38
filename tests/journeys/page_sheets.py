"""Every page of the window on one picture each, light, dark and at 200 %, for the guide: `python -m tests.journeys.page_sheets`.

The pictures are those of the check of every page (tests/ui/test_every_page.py), which must be green.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from core.resources import resource_path

HERE = Path(__file__).resolve().parents[2]
SHEETS = {  # name of the sheet: words of the look; at 200 % a screen of 1366x768 has 683x384 pixels of the layout
    "pages-light": "768 and not dark",
    "pages-dark": "768 and dark",
    "pages-200": "small and not large",
}
ACROSS, WIDE, GAP, WORDS = 5, 400, 10, 20  # pictures in a row; pixels of a picture, around it, and of its name
COLOURS = 256


def main() -> None:
    wanted = sys.argv[1:] or list(SHEETS)
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            chosen = ("-k", f"fits and {SHEETS[name]}", "--pictures", folder)
            subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--full", "tests/ui/test_every_page.py", *chosen],
                env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
                cwd=HERE,
                check=True,
            )
            target = HERE / "docs" / "guide" / f"{name}.png"
            taken = sorted(Path(folder).glob("*.png"))
            dialogs = [one for one in taken if " dialog " in one.stem]
            sheet([one for one in taken if one not in dialogs], dialogs).save(target, optimize=True)
            print(f"{target.relative_to(HERE)}: {len(taken)} pictures, {target.stat().st_size // 1000} kB")


def sheet(pages: list[Path], dialogs: list[Path]) -> Image.Image:
    """Return all pictures below each other in rows, pages first, each with its name."""
    rows = [group[first : first + ACROSS] for group in (pages, dialogs) for first in range(0, len(group), ACROSS)]
    shown = [[(_name(one), _small(one)) for one in row] for row in rows]
    heights = [max(picture.height for _name, picture in row) + WORDS + GAP for row in shown]
    whole = Image.new("RGB", (ACROSS * (WIDE + GAP) + GAP, sum(heights) + GAP), "#8594a9")
    drawing = ImageDraw.Draw(whole)
    font = ImageFont.truetype(str(resource_path("fonts", "NotoSans-Regular.ttf")), 13)
    top = GAP
    for row, height in zip(shown, heights, strict=True):
        for number, (name, picture) in enumerate(row):
            left = GAP + number * (WIDE + GAP)
            drawing.text((left, top), name, fill="#0f172a", font=font)
            whole.paste(picture, (left, top + WORDS))
        top += height
    return whole.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _name(picture: Path) -> str:
    """`1366 normal dark case forms` is "case forms"."""
    words = picture.stem.split(" ")[2:]
    return " ".join(words[1:] if words[0] == "dark" else words)


def _small(picture: Path) -> Image.Image:
    with Image.open(picture) as taken:
        whole = taken.convert("RGB")
    wide = WIDE if " dialog " not in picture.stem else min(WIDE, round(whole.width * 0.6))
    return whole.resize((wide, round(whole.height * wide / whole.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
