"""Arabic and Hebrew for a page setter that only knows left to right: letters joined, runs turned around, long ones on own lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RUN = re.compile(f"[{RTL}](?:[^A-Za-z\n]*[{RTL}])?")
LINE_MAX = 30  # letters; a longer run would be broken by the page setter at the wrong end
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
LETTERS_OF_NUMBERS = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/-][0-9\u0660-\u0669\u06f0-\u06f9]+)*")
LAM = "\u0644"


@cache
def forms() -> dict[tuple[str, str], str]:
    """Return (letters, "isolated" "initial" "medial" or "final") -> the letter in that form. Source: Unicode, Arabic Presentation Forms."""
    found: dict[tuple[str, str], str] = {}
    for point in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(point)).split()[:3] or ["", ""]
        if kind.startswith("<") and letters:
            found.setdefault(("".join(chr(int(one, 16)) for one in letters), kind.strip("<>")), chr(point))
    return found


def turned(text: str) -> str:
    """Return the text with its right-to-left runs in the order in which they are drawn; a long run on lines of its own."""
    return RUN.sub(lambda run: _drawn(run[0]), text) if RUN.search(text) else text


def _drawn(run: str) -> str:
    lines = list(_lines(run))
    pieces = [_visual(joined(line)).replace(" ", "\u00a0") for line in lines]
    return pieces[0] if len(pieces) == 1 else "\n" + "\n".join(pieces) + "\n"


def _lines(run: str) -> Iterator[str]:
    line = ""
    for word in run.split(" "):
        if line and len(line) + len(word) >= LINE_MAX:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def joined(text: str) -> str:
    """Return Arabic letters in the forms they take beside their neighbours; marks stay where they are."""
    known, out = forms(), list[str]()
    bases = [index for index, letter in enumerate(text) if not unicodedata.combining(letter)]
    place = {index: number for number, index in enumerate(bases)}
    skip = -1
    for index, letter in enumerate(text):
        if index == skip:
            continue
        if index not in place:
            out.append(letter)
            continue
        before = text[bases[place[index] - 1]] if place[index] else ""
        after_at = bases[place[index] + 1] if place[index] + 1 < len(bases) else -1
        after = text[after_at] if after_at >= 0 else ""
        from_before = (before, "initial") in known and (letter, "final") in known
        if letter == LAM and (pair := known.get((LAM + after, "final" if from_before else "isolated"))) and after_at == index + 1:
            out.append(pair)
            skip = after_at
            continue
        to_after = (letter, "initial") in known and (after, "final") in known
        kind = ("medial" if to_after else "final") if from_before else ("initial" if to_after else "isolated")
        out.append(known.get((letter, kind), letter))
    return "".join(out)


def _visual(text: str) -> str:
    """Turn a run around: letters with their marks from the right, numbers as they are."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        if number := LETTERS_OF_NUMBERS.match(text, at):
            pieces.append(number[0])
            at = number.end()
            continue
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        pieces.append(text[at:end].translate(MIRRORED))
        at = end
    return "".join(reversed(pieces))
