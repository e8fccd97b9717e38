"""The guide's pictures of papers: python -m tests.journeys.guide_papers. Three forms side by side, one picture for each size of paper."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from core.papers.compose import compose
from core.papers.render import render
from tests.unit.paper_extremes import filled

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
FORMS, SIZES = ("model_a", "ba_klarifikasi", "undangan"), ("A4", "F4")
DPI, GAP = 72, 16


def main() -> None:
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            pages = [_first_page(form, size, Path(folder)) for form in FORMS]
        sheet = Image.new("L", (sum(page.width for page in pages) + GAP * (len(pages) + 1), pages[0].height + 2 * GAP), 160)
        left = GAP
        for page in pages:
            sheet.paste(page, (left, GAP))
            left += page.width + GAP
        sheet.quantize(16).save(GUIDE / f"papers-{size.lower()}.png", optimize=True)


def _first_page(form: str, size: str, folder: Path) -> Image.Image:
    """Return the first page of a filled sample, grey, at DPI."""
    pdf = folder / "paper.pdf"
    pdf.write_bytes(render(compose(filled(form, "sample", regime="pemilihan", paper_size=size))))
    subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), "-singlefile", "-png", str(pdf), str(folder / "page")], check=True)
    with Image.open(folder / "page.png") as page:
        return page.convert("L")


if __name__ == "__main__":
    main()
