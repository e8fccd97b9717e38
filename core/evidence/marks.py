"""Marks on a copy of a picture: a box, an arrow, a number, a word - and a cover, which blackens what stands under it for good.

The original is never touched. A cover is solid: what is only blurred can be made out again. Nothing of the original's metadata goes along,
since a small picture within it would show what was covered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

COVER, BOX, ARROW, NUMBER, TEXT = "cover", "box", "arrow", "number", "text"
KINDS = (COVER, BOX, ARROW, NUMBER, TEXT)
SCALE = 10_000  # of the width and of the height: places on any size of the same picture
MARKS_MAX, WORDS_MAX = 200, 80


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. Places are ten-thousandths of the upright picture's width (x) and height (y); an arrow goes from 1 to 2.

    words: of a text, or the digits of a number; both stand at x1, y1.
    """

    kind: str
    x1: int
    y1: int
    x2: int
    y2: int
    words: str = ""

    def to_json(self) -> dict[str, object]:
        """Return it as it stands in the record of the copy."""
        return {"kind": self.kind, "at": [self.x1, self.y1, self.x2, self.y2], "words": self.words}


def marks_from_json(told: Any) -> tuple[Mark, ...]:
    """Return the marks of a JSON list. Raises ValueError for what is none."""
    if not isinstance(told, list) or len(told) > MARKS_MAX:
        raise ValueError("no list of marks")
    return tuple(_mark(one) for one in told)


def _mark(told: Any) -> Mark:
    if not isinstance(told, dict) or told.get("kind") not in KINDS:
        raise ValueError("no kind of mark")
    at, words = told.get("at"), told.get("words", "")
    if not isinstance(at, list) or len(at) != 4 or not _are_places(at) or not isinstance(words, str) or len(words) > WORDS_MAX:
        raise ValueError("no place of a mark, or too many words")
    x1, y1, x2, y2 = at
    return Mark(told["kind"], x1, y1, x2, y2, words)


def _are_places(at: Iterable[object]) -> bool:
    return all(isinstance(one, int) and not isinstance(one, bool) and 0 <= one <= SCALE for one in at)
