"""What a picture says about itself: when, where, with which camera, which way up. Source: EXIF 2.32 (CIPA DC-008)."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from PIL import Image

_EXIF, _GPS = 0x8769, 0x8825
_MAKE, _MODEL, _ORIENTATION = 271, 272, 274
_TAKEN, _TAKEN_OFFSET = 0x9003, 0x9011  # DateTimeOriginal and its offset: not the time of a later change (tag 306)
_TIME = re.compile(r"\d{4}:(0[1-9]|1[0-2]):(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d")
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}")


def orientation_of(exif: Image.Exif) -> int:
    """Return the orientation 1 to 8; 1 when it is absent or no valid value."""
    value = exif.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def taken_at(exif: Image.Exif) -> str | None:
    """Return "2021:04:10 11:44:00" or, only where the picture names its offset, "2021:04:10 11:44:00+01:00"; None without a real time."""
    tags = exif.get_ifd(_EXIF)
    time, offset = _words(tags.get(_TAKEN)), _words(tags.get(_TAKEN_OFFSET))
    if not _TIME.fullmatch(time):
        return None
    return time + offset if _OFFSET.fullmatch(offset) else time


def camera(exif: Image.Exif) -> str | None:
    """Return maker and model ("Apple iPhone 7"), the maker once only."""
    make, model = _words(exif.get(_MAKE)), _words(exif.get(_MODEL))
    name = model if model.casefold().startswith(make.casefold()) else f"{make} {model}"
    return name.strip()[:100] or None


def place(exif: Image.Exif) -> tuple[str, str] | None:
    """Return latitude and longitude in decimal degrees (WGS 84, south and west negative) with 6 places; None when there is no position."""
    tags = exif.get_ifd(_GPS)
    latitude = _degrees(tags.get(2), tags.get(1), "S", 90)
    longitude = _degrees(tags.get(4), tags.get(3), "W", 180)
    if latitude is None or longitude is None or latitude == longitude == 0:  # 0, 0 is what receivers write before they know
        return None
    return _six_places(latitude), _six_places(longitude)


def _degrees(value: object, side: object, negative_side: str, limit: int) -> Fraction | None:
    if not isinstance(value, tuple) or len(value) != 3 or not isinstance(side, str):
        return None
    parts = []
    for part in value:
        numerator, denominator = getattr(part, "numerator", None), getattr(part, "denominator", None)
        if not isinstance(numerator, int) or not isinstance(denominator, int) or denominator == 0:
            return None
        parts.append(Fraction(numerator, denominator))
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    if degrees > limit or min(parts) < 0:
        return None
    return -degrees if side.strip("\0 ").upper() == negative_side else degrees


def _six_places(degrees: Fraction) -> str:
    return str(Decimal(round(degrees * 1_000_000)).scaleb(-6).quantize(Decimal("0.000001")))


def _words(value: object) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split()) if isinstance(value, str) else ""
