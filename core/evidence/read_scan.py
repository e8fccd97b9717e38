"""Scans of papers, page by page: pictures, PDFs as scanners write them, TIFFs - looked at in the child process only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from core.evidence.inspect import Intake
from core.words import say

FACTS_BYTES_MAX, PICTURE_BYTES_MAX, SHOWN_BYTES_MAX = 65_536, 128 * 1024 * 1024, 16 * 1024 * 1024
SCAN_BYTES_MAX = 200 * 1024 * 1024  # of a whole file
WHY_NOT = frozenset(
    {"not_a_scan", "no_such_page", "no_picture", "too_large", "too_many_pixels", "damaged", "too_slow", "crashed"}
)  # fmt: skip
VERDICTS = frozenset({"same", "differs", "unsure", "not_found"})
PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPage:
    """One page of a scan. number counts from 0 in the file, of `pages`.

    picture: the bytes as they lay in the file, or a PNG of the same pixels. shown: JPEG, upright, long edge at most 1800 px. turn: degrees
    clockwise by which `picture` is to be turned. codes: bytes of the QR codes on it. why_not: a code of WHY_NOT when it cannot be shown.
    """

    number: int
    pages: int = 0
    media_type: str = ""
    picture: bytes = b""
    shown: bytes = b""
    turn: int = 0
    codes: tuple[bytes, ...] = ()
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class WantedWords:
    """Words that must stand on a page beside or above one of its codes.

    code: the bytes of that code, side_mm: its edge. facts: a place ("beside", "heading", "signature") and runs (words, x and y of their
    beginning in mm, y downwards, size in points): those beside as seen from the upper left of the code, others from their first letter.
    """

    code: bytes
    side_mm: float
    facts: tuple[tuple[str, tuple[tuple[str, float, float, float], ...]], ...]


def read_page(intake: Intake, content: bytes, number: int) -> ScanPage:
    """Return one page of a scan. Never raises for a bad file: `why_not` tells."""
    if len(content) > SCAN_BYTES_MAX:
        return ScanPage(number=number, why_not="too_large")
    blocks = intake.ask(b"s", number.to_bytes(4) + content, (FACTS_BYTES_MAX, PICTURE_BYTES_MAX, SHOWN_BYTES_MAX))
    if isinstance(blocks, str):
        return ScanPage(number=number, why_not=blocks)
    try:
        return _checked(number, json.loads(blocks[0]), blocks[1], blocks[2])
    except (ValueError, TypeError):  # a process that the file may have taken over talks nonsense
        return ScanPage(number=number, why_not="crashed")


def read_words(intake: Intake, content: bytes, number: int, wanted: WantedWords) -> tuple[tuple[str, str], ...]:
    """Return for each of the wanted words a verdict of VERDICTS and how they look ("" where unsure). Never raises for a bad file."""
    if len(content) > SCAN_BYTES_MAX:
        return (("not_found", ""),) * len(wanted.facts)
    facts = [{"place": place, "runs": runs} for place, runs in wanted.facts]
    asked = json.dumps({"code": wanted.code.hex(), "side": wanted.side_mm, "facts": facts}).encode()
    blocks = intake.ask(b"w", number.to_bytes(4) + len(asked).to_bytes(4) + asked + content, (FACTS_BYTES_MAX, 0, 0))
    try:
        found = json.loads(blocks[0])["found"] if not isinstance(blocks, str) else []
        told = tuple((str(verdict), str(read)) for verdict, read in found)
    except (ValueError, TypeError, KeyError):  # a process that the file may have taken over talks nonsense
        told = ()
    if len(told) != len(wanted.facts) or any(
        verdict not in VERDICTS or len(read) > 300 or not read.isprintable() for verdict, read in told
    ):
        return (("not_found", ""),) * len(wanted.facts)
    return told


def why_not_words(why_not: str) -> str:
    """Return the sentence for a code of WHY_NOT, in the chosen language."""
    sentences = {
        "not_a_scan": say("This is no picture and no PDF."),
        "no_picture": say("The page holds no scanned picture."),
        "too_large": say("The file is too large."),
        "too_many_pixels": say("The page has more than 100 million pixels."),
        "damaged": say("The file is damaged or incomplete."),
        "too_slow": say("The file took too long to open."),
    }
    return sentences.get(why_not) or say("The file could not be opened safely.")


def _checked(number: int, facts: Any, picture: bytes, shown: bytes) -> ScanPage:
    pages, turn, why_not, codes, kind = (facts[key] for key in ("pages", "turn", "why_not", "codes", "media_type"))
    if type(pages) is not int or pages < 0 or turn not in (0, 90, 180, 270) or not isinstance(codes, list):
        raise ValueError("a number is none")
    if why_not not in (None, *WHY_NOT) or (why_not is None) != bool(picture and shown):
        raise ValueError("neither shown nor a reason")
    if why_not is None and kind not in PICTURE_TYPES:
        raise ValueError("no picture")
    found = tuple(bytes.fromhex(code) for code in codes)
    return ScanPage(
        number=number, pages=pages, media_type=str(kind), picture=picture, shown=shown, turn=int(turn), codes=found, why_not=why_not
    )
