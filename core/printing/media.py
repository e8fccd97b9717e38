"""The printer's own name for the paper that a page needs. Source: PWG 5101.1 (self-describing media names)."""

from __future__ import annotations

import re
from collections.abc import Sequence

SIZES_TENTHS_MM = {"A4": (2100, 2970), "F4": (2150, 3300)}
USUAL = {"A4": "iso_a4_210x297mm", "F4": "custom_f4_215x330mm"}
NEAR_TENTHS_MM = 15  # F4 is sold as 215 x 330 mm, and drivers know it as foolscap, 215.9 x 330.2
_NAME = re.compile(r"_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$")


def media_name(paper_size: str, known: Sequence[str]) -> str:
    """Return the name of the paper nearest to A4 or F4 among those a printer knows; a self-describing one when it knows none."""
    wanted = SIZES_TENTHS_MM[paper_size]
    best, least = USUAL[paper_size], float(NEAR_TENTHS_MM + 1)
    for name in known:
        if name.startswith("custom_m") or (size := _size(name)) is None:  # custom_min, custom_max: the ends of a range
            continue
        off = max(abs(size[0] - wanted[0]), abs(size[1] - wanted[1]))
        if off < least:
            best, least = name, off
    return best


def knows(paper_size: str, known: Sequence[str]) -> bool:
    """Return whether a printer has named this paper, or says nothing about paper at all."""
    return not known or media_name(paper_size, known) in known


def _size(name: str) -> tuple[float, float] | None:
    found = _NAME.search(name)
    if found is None:
        return None
    factor = 10 if found[3] == "mm" else 254
    return float(found[1]) * factor, float(found[2]) * factor
