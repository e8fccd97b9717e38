"""A photo taken with the camera held in any way stands upright on the printed page. Source: EXIF 2.32, tag 0x0112 Orientation."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from PIL import Image

from core.evidence.inspect import Intake
from core.papers.compose import compose
from core.papers.render import render
from tests.unit.paper_samples import exhibits, source

RED, GREEN, BLUE, YELLOW = (220, 20, 20), (20, 200, 20), (20, 20, 220), (230, 220, 20)
AS_THE_CAMERA_LAY = {  # what turns an upright picture into the pixels that a camera of that orientation writes
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def photo(orientation: int, *, said: int | None = None) -> bytes:
    """Return a JPEG whose four quarters are, seen upright, red and green above, blue and yellow below. said: what EXIF says, if other."""
    upright = Image.new("RGB", (480, 320))
    for place, colour in (((0, 0), RED), ((240, 0), GREEN), ((0, 160), BLUE), ((240, 160), YELLOW)):
        upright.paste(colour, (*place, place[0] + 240, place[1] + 160))
    turn = AS_THE_CAMERA_LAY[orientation]
    taken = upright if turn is None else upright.transpose(turn)
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = said or orientation
    taken.save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


def printed_pictures(photos: list[bytes], folder: Path) -> Iterator[Image.Image]:
    """Yield the coloured parts of the rendered pages of a Form A with these photos, from above."""
    with Intake() as intake:
        working = [intake.look(one).working for one in photos]
    shown = [replace(one, picture_jpeg=jpeg) for one, jpeg in zip(exhibits(len(photos)), working, strict=True)]
    (folder / "p.pdf").write_bytes(render(compose(source("model_a", exhibits=tuple(shown)))))
    subprocess.run(["pdftoppm", "-r", "36", "-png", f"{folder}/p.pdf", f"{folder}/p"], check=True)
    for path in sorted(folder.glob("p-*.png")):
        page = Image.open(path).convert("RGB")
        strength = page.convert("HSV").getchannel("S").point(lambda value: 255 if value > 120 else 0)
        rows = [strength.crop((0, y, page.width, y + 1)).getbbox() is not None for y in range(page.height)]
        for has_colour, run in groupby(range(page.height), rows.__getitem__):
            lines = list(run)
            if has_colour and len(lines) > 30:
                left, _, right, _ = strength.crop((0, lines[0], page.width, lines[-1] + 1)).getbbox() or (0, 0, 0, 0)
                yield page.crop((left, lines[0], right, lines[-1] + 1))


def quarters(picture: Image.Image) -> list[tuple[int, int, int]]:
    """Return the nearest of the four colours in the middle of each quarter: above left and right, below left and right."""
    found = []
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        seen = picture.getpixel((int(picture.width * x), int(picture.height * y)))
        assert isinstance(seen, tuple)
        found.append(min((RED, GREEN, BLUE, YELLOW), key=lambda one: sum(abs(a - b) for a, b in zip(one, seen, strict=True))))
    return found


def test_photos_of_all_eight_orientations_stand_upright_on_the_printed_pages(tmp_path: Path) -> None:
    pictures = list(printed_pictures([photo(orientation) for orientation in range(1, 9)], tmp_path))
    assert len(pictures) == 8
    for picture in pictures:
        assert quarters(picture) == [RED, GREEN, BLUE, YELLOW]
        assert picture.width > picture.height


def test_a_photo_that_lies_about_its_orientation_is_seen_by_this_test(tmp_path: Path) -> None:
    (picture,) = printed_pictures([photo(1, said=3)], tmp_path)
    assert quarters(picture) == [YELLOW, BLUE, GREEN, RED]
