"""Draw the photos of the sample cases: real image files with time, place and orientation, of events that never were."""

from __future__ import annotations

import csv
import shutil
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from PIL import Image, TiffImagePlugin

from core.evidence.drill_scenes import paint
from core.resources import resource_path

# In the open Java Sea, where the invented island lies: nobody lives there.
LATITUDE, LONGITUDE = Fraction("-4.612345"), Fraction("110.254321")

# What the file must look like so that this orientation makes it upright again.
_STORED = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillPhoto:
    """One photo to draw.

    size: upright, in pixels. taken_at: as in EXIF; without it there is no EXIF at all. metres_north: of a fixed place; None leaves
    the position out. kind: plain, progressive or cmyk. is_grainy: with the noise of a sensor, which makes it megabytes.
    """

    name: str
    scene: str
    title: str
    size: tuple[int, int]
    taken_at: str | None
    offset: str | None
    metres_north: int | None
    orientation: int
    kind: str
    is_grainy: bool

    @property
    def latitude(self) -> Fraction | None:
        """Decimal degrees, to the millionth."""
        return None if self.metres_north is None else LATITUDE + Fraction(self.metres_north * 9, 1_000_000)

    @property
    def longitude(self) -> Fraction | None:
        return None if self.metres_north is None else LONGITUDE


def drill_photos() -> tuple[DrillPhoto, ...]:
    """Return what there is to draw. Source: resources/cases/photos.csv."""
    with resource_path("cases", "photos.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_photo(row) for row in csv.DictReader(lines))


def draw_all(folder: Path) -> list[Path]:
    """Draw all drill photos into a folder, which is made when it is missing; returns their paths. Files of the same names are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    return [draw(photo, folder) for photo in drill_photos()]


def draw(photo: DrillPhoto, folder: Path) -> Path:
    """Draw one photo into a folder and return its path."""
    path = folder / photo.name
    image = paint(photo.scene, photo.title, photo.size, is_grainy=photo.is_grainy)
    if photo.orientation in _STORED:
        image = image.transpose(_STORED[photo.orientation])
    options: dict[str, Any] = {}
    if photo.taken_at:
        options["exif"] = _exif(photo).tobytes()
    if path.suffix == ".heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
        image.save(path, "HEIF", quality=60, **options)  # it writes the rotation into the container as well
    elif path.suffix == ".webp":
        image.save(path, "WEBP", quality=75, method=2, **options)
    elif path.suffix == ".png":
        image.save(path, "PNG", compress_level=6)
    else:
        image = image.convert("CMYK") if photo.kind == "cmyk" else image
        image.save(path, "JPEG", quality=82, progressive=photo.kind == "progressive", **options)
    return path


def write_drill_set(folder: Path) -> Path:
    """Write office, cases and photos of the drill region into a folder, ready to import; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(resource_path("cases").glob("*.yaml")):
        shutil.copyfile(source, folder / source.name)
    draw_all(folder / "photos")
    return folder


def _photo(row: dict[str, str]) -> DrillPhoto:
    return DrillPhoto(
        name=row["name"],
        scene=row["scene"],
        title=row["title"],
        size=(int(row["width"]), int(row["height"])),
        taken_at=row["taken_at"] or None,
        offset=row["offset"] or None,
        metres_north=int(row["metres_north"]) if row["metres_north"] else None,
        orientation=int(row["orientation"]),
        kind=row["kind"],
        is_grainy=row["is_grainy"] == "yes",
    )


def _exif(photo: DrillPhoto) -> Image.Exif:
    exif = Image.Exif()
    exif[271], exif[272], exif[274] = "Rekaan", "Kamera Latihan", photo.orientation
    tags = exif.get_ifd(0x8769)
    tags[0x9003] = photo.taken_at
    if photo.offset:
        tags[0x9011] = photo.offset
    if photo.latitude is not None and photo.longitude is not None:
        place = exif.get_ifd(0x8825)
        place[1], place[2] = "S" if photo.latitude < 0 else "N", _degrees(photo.latitude)
        place[3], place[4] = "W" if photo.longitude < 0 else "E", _degrees(photo.longitude)
    return exif


def _degrees(value: Fraction) -> tuple[TiffImagePlugin.IFDRational, ...]:
    """Degrees, minutes and ten-thousandths of a second, as phones write them."""
    whole, rest = divmod(abs(value), 1)
    minutes, rest = divmod(rest * 60, 1)
    seconds = round(rest * 60 * 10_000)
    return TiffImagePlugin.IFDRational(whole, 1), TiffImagePlugin.IFDRational(int(minutes), 1), TiffImagePlugin.IFDRational(seconds, 10_000)


if __name__ == "__main__":
    write_drill_set(Path(sys.argv[1]))
