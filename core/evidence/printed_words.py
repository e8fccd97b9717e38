"""Inside the child process: whether words stand on a scanned page as they should, and which other digit a changed one looks like.

No text recognition: what must stand there is known, letters, size and place, so of each digit it is only asked whether it or one of the
nine others fits its spot better. What cannot be told is said to be unsure; that is no accusation. docs/decisions/0016 has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image

from core.evidence.correlation import Grey, peak, peaks
from core.evidence.printed_letters import Glyph, advance, drawn, frame, glyphs_of

PX_PER_MM, COARSE_PX_PER_MM = 10.0, 4.0
SEGMENT_LETTERS, SOUGHT_LETTERS = 7, 16
REACH_MM, DRIFT = 0.9, 0.02  # how far words may stand from their place, and how much farther for each mm from the code
STEP_MM, GLYPH_MM = 0.45, 0.25  # how far a few letters may stand from where the letters before them point, and one letter from these
TURNS = (0.0, -0.3, 0.3, -0.6, 0.6)  # degrees, of words that are far from the code
LINE_LEAST, SEGMENT_LEAST = 0.55, 0.50  # correlation under which the words were not found
CLEAR, OTHER_LEAST, BETTER_BY = 0.06, 0.75, 0.09  # a digit is confirmed, or accused, only by so much
SURE_SHARE = 0.75  # of the digits, and of the letters, of words that may accuse one of their digits
PLACES_MAX, FOUND_SURELY = 3, 0.8
ABOVE_MM = -10.0  # words are looked for above the code only
ALONE_MM, ALONE_SHARE = 5.0, 0.4  # beside words that are looked for so much is white: less than this share of the contrast of the words
BEFORE_TURNS = (-1.5, 0.0, 1.5)  # a photographed line is seldom straight
WEEKDAY_LEAST = 0.78
WEEKDAYS = ("Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu")
EDGE_MM_MAX = 450.0
STROKES = (-1, 0, 1)  # thinner or thicker by copying, in quarter pixels to each side
DIGITS = "0123456789"


class Sheet:
    """A page, and where millimetres measured from a code on it fall in its pixels."""

    def __init__(self, grey: Image.Image, corners: Sequence[tuple[float, float]], side_mm: float) -> None:
        self.grey = grey
        ends = ((0.0, 0.0), (side_mm, 0.0), (side_mm, side_mm), (0.0, side_mm))
        known = np.array([[x, y, 1.0] for x, y in ends])
        self.to_px = np.linalg.lstsq(known, np.array(corners, dtype=float), rcond=None)[0].T  # 2 x 3, in the sense of least squares

    def patch(self, left: float, top: float, wide: float, high: float, scale: float, turn: float = 0.0) -> Grey:
        """Return a part of the page, upright, `scale` pixels a millimetre; 1 is dark. turn: degrees about its middle."""
        size = max(1, round(wide * scale)), max(1, round(high * scale))
        middle_x, middle_y = left + wide / 2, top + high / 2
        c, s = math.cos(math.radians(turn)) / scale, math.sin(math.radians(turn)) / scale
        to_mm = np.array(
            [[c, -s, middle_x - c * size[0] / 2 + s * size[1] / 2], [s, c, middle_y - s * size[0] / 2 - c * size[1] / 2], [0, 0, 1]]
        )
        at = self.to_px @ to_mm
        factor = abs(np.linalg.det(at[:, :2])) ** 0.5
        source = self.grey
        if factor > 1.6:  # seen coarser than it was scanned: no letter may fall through between the pixels
            by = max(1, int(factor))
            source, at = source.reduce(by), at / by
        seen = source.transform(size, Image.Transform.AFFINE, tuple(at.ravel()), Image.Resampling.BICUBIC, fillcolor=255)
        return 1.0 - np.asarray(seen, dtype=np.float32) / 255.0

    def whole(self) -> tuple[float, float, float, float]:
        """Return left, top, width and height of the page in millimetres, as seen from the code."""
        wide, high = self.grey.size
        back = np.linalg.inv(self.to_px[:, :2])
        ends = [back @ (np.array(corner) - self.to_px[:, 2]) for corner in ((0, 0), (wide, 0), (wide, high), (0, high))]
        xs, ys = [float(end[0]) for end in ends], [float(end[1]) for end in ends]
        return min(xs), min(ys), min(max(xs) - min(xs), EDGE_MM_MAX), min(max(ys) - min(ys), EDGE_MM_MAX)


def compare(sheet: Sheet, runs: Sequence[tuple[str, float, float, float]], place: str) -> tuple[str, str]:
    """Return same, differs, unsure or not_found, and the words as they look.

    runs: words, x and y in mm, size in points. place: "beside" words stand where they say; "heading" and "signature" ones are looked for
    above the code, and only accuse where nothing stands beside them (after a signature's date; the place stands before it, no weekday).
    """
    glyphs = glyphs_of(runs)
    if place == "beside":
        return judged(glyphs, fitted(glyphs, sheet, (0.0, 0.0, 0.0), REACH_MM))
    best = ("not_found", "")
    for found in looked_for(glyphs, sheet):
        verdict, read = judged(glyphs, fitted(glyphs, sheet, found, STEP_MM))
        if verdict == "same":
            return verdict, read
        if verdict == "differs" and best[0] != "differs":
            is_ours = is_white(glyphs, sheet, found, after=True) and is_own_line(glyphs, sheet, found, place)
            best = (verdict, read) if is_ours else ("unsure", "")
        elif best[0] == "not_found":
            best = verdict, ""
    return best


def is_own_line(glyphs: Sequence[Glyph], sheet: Sheet, found: tuple[float, float, float], place: str) -> bool:
    """Return whether words are a heading of their own, or a date after a place: other numbers and dates of a paper are none of ours."""
    if place == "heading":
        return is_white(glyphs, sheet, found, after=False)
    return max(fit_before(weekday, glyphs[0], sheet, found) for weekday in WEEKDAYS) < WEEKDAY_LEAST


def fit_before(words: str, first: Glyph, sheet: Sheet, found: tuple[float, float, float]) -> float:
    """Return how well words fit right before a letter."""
    wide = sum(advance(letter) for letter in words) * first.size * 25.4 / 72
    before = glyphs_of([(words, first.x - wide, first.y, first.size)])
    own = frame(before, 2.5)
    look = drawn(before, *frame(before, 0.15), PX_PER_MM)
    pages = (sheet.patch(own[0] + found[0], own[1] + found[1], own[2], own[3], PX_PER_MM, found[2] + turn) for turn in BEFORE_TURNS)
    return max(peak(page, look)[0] for page in pages)


def is_white(glyphs: Sequence[Glyph], sheet: Sheet, found: tuple[float, float, float], *, after: bool) -> bool:
    """Return whether nothing is printed right beside words, in their line."""
    x, y, turn = found
    left, top, wide, high = frame([one for one in glyphs if one.run == glyphs[0].run], 0.0)
    words = sheet.patch(left + x, top + y, wide, high, COARSE_PX_PER_MM, turn)
    beside = left + wide + 1.2 if after else left - ALONE_MM - 1.2
    strip = sheet.patch(beside + x, top + y, ALONE_MM, high, COARSE_PX_PER_MM, turn)
    return float(strip.std()) < ALONE_SHARE * float(words.std())


# finding


def looked_for(glyphs: Sequence[Glyph], sheet: Sheet) -> list[tuple[float, float, float]]:
    """Return for each place where the words may stand, the likeliest first: by how many mm beside their own, by how many degrees turned."""
    left, top, wide, high = sheet.whole()
    high = min(high, ABOVE_MM - top)
    if wide < 20 or high < 10:
        return []
    begin = beginning(glyphs)
    box = frame(begin, 0.6)
    template = drawn(begin, *box, COARSE_PX_PER_MM)
    likely: list[tuple[float, float, float, float]] = []
    for turn in TURNS:
        page = sheet.patch(left, top, wide, high, COARSE_PX_PER_MM, turn)
        for score, column, row in peaks(page, template, LINE_LEAST, PLACES_MAX):
            x = column / COARSE_PX_PER_MM + box[2] / 2 - wide / 2  # the middle of the words, seen from the middle of the page part
            y = row / COARSE_PX_PER_MM + box[3] / 2 - high / 2
            c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            likely.append((score, left + wide / 2 + c * x - s * y, top + high / 2 + s * x + c * y, turn))
        if likely and max(likely)[0] > FOUND_SURELY:
            break
    places: list[tuple[float, float, float, float]] = []
    for one in sorted(likely, reverse=True):
        if all(abs(one[1] - other[1]) + abs(one[2] - other[2]) > 3 for other in places):
            places.append(one)
    return [(x - box[0] - box[2] / 2, y - box[1] - box[3] / 2, turn) for _, x, y, turn in places[:PLACES_MAX]]


def beginning(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the first letters of the run that has the most digits: a long line fits nowhere whole on a page that lies a little askew."""
    numbers = [one.run for one in glyphs if one.letter in DIGITS] or [0]
    first = max(sorted(set(numbers)), key=numbers.count)
    return [one for one in glyphs if one.run == first][:SOUGHT_LETTERS]


# judging


def fitted(glyphs: Sequence[Glyph], sheet: Sheet, found: tuple[float, float, float], reach: float) -> list[tuple[float, str, float]]:
    """Return for every letter how well it fits, and for a digit the best other one and how well that fits; zero where nothing was found."""
    scores: list[tuple[float, str, float]] = []
    for number in sorted({one.run for one in glyphs}):
        run = [one for one in glyphs if one.run == number]
        scores += fitted_run(run, sheet, found, reach)
    return scores


def fitted_run(run: Sequence[Glyph], sheet: Sheet, found: tuple[float, float, float], reach: float) -> list[tuple[float, str, float]]:
    x, y, turn = found
    border = reach + DRIFT * abs(run[-1].x) + 1.5
    box = frame(run, border)
    page = sheet.patch(box[0] + x, box[1] + y, box[2], box[3], PX_PER_MM, turn)
    shifts: list[tuple[float, float, float]] = []  # middle of a segment, and by how much it stands beside its place
    scores: list[tuple[float, str, float]] = []
    for first in range(0, len(run), SEGMENT_LETTERS):
        segment = run[first : first + SEGMENT_LETTERS]
        at = segment[len(segment) // 2].x
        ahead = predicted(shifts, at)
        most = STEP_MM if shifts else reach + DRIFT * abs(at)
        score, dx, dy, stroke = placed(segment, page, box, ahead, most)
        if score < SEGMENT_LEAST:
            scores += [(0.0, "", 0.0)] * len(segment)
            continue
        shifts.append((at, dx, dy))
        scores += [fitted_letter(one, segment, page, box, dx, dy, stroke) for one in segment]
    return scores


def predicted(shifts: Sequence[tuple[float, float, float]], at: float) -> tuple[float, float]:
    if not shifts:
        return 0.0, 0.0
    if len(shifts) == 1:
        return shifts[0][1], shifts[0][2]
    (a, ax, ay), (b, bx, by) = shifts[-2:]
    part = max(-1.5, min(1.5, (at - b) / (b - a))) if b != a else 0.0
    return bx + (bx - ax) * part, by + (by - ay) * part


def placed(
    segment: Sequence[Glyph], page: Grey, box: tuple[float, float, float, float], ahead: tuple[float, float], most: float
) -> tuple[float, float, float, int]:
    """Return how well a few letters fit at best within `most` mm of where they are expected, their shift in mm, and their strokes."""
    own = frame(segment, 0.15)
    part, left, top = cut_out(page, box, own, ahead, most)
    best = (0.0, 0.0, 0.0, 0)
    for stroke in STROKES:
        score, column, row = peak(part, drawn(segment, *own, PX_PER_MM, stroke))
        if score > best[0]:
            best = score, (left + column) / PX_PER_MM + box[0] - own[0], (top + row) / PX_PER_MM + box[1] - own[1], stroke
    return best


def cut_out(
    page: Grey, box: tuple[float, float, float, float], own: tuple[float, float, float, float], shift: tuple[float, float], most: float
) -> tuple[Grey, int, int]:
    """Return the part of a page around a frame that is shifted, and the column and row where it begins."""
    left = max(0, round((own[0] - box[0] + shift[0] - most) * PX_PER_MM))
    top = max(0, round((own[1] - box[1] + shift[1] - most) * PX_PER_MM))
    wide, high = round((own[2] + 2 * most) * PX_PER_MM) + 1, round((own[3] + 2 * most) * PX_PER_MM) + 1
    return page[top : top + high, left : left + wide], left, top


def fitted_letter(
    one: Glyph, segment: Sequence[Glyph], page: Grey, box: tuple[float, float, float, float], dx: float, dy: float, stroke: int
) -> tuple[float, str, float]:
    """Return how well a letter fits, and for a digit which other fits best, and how well. Its neighbours reach in: they are drawn too."""
    own = frame([one], 0.1)
    part, _, _ = cut_out(page, box, own, (dx, dy), GLYPH_MM)
    around = [other for other in segment if other is not one and abs(other.x - one.x) < 6]
    if one.letter not in DIGITS:
        return peak(part, drawn([*around, one], *own, PX_PER_MM, stroke))[0], "", 0.0
    found = {}
    for digit in DIGITS:
        looks = [*around, Glyph(digit, one.x, one.y, one.size, one.run)]
        found[digit] = peak(part, drawn(looks, *own, PX_PER_MM, stroke))[0]
    other = max((digit for digit in DIGITS if digit != one.letter), key=lambda digit: found[digit])
    return found[one.letter], other, found[other]


def judged(glyphs: Sequence[Glyph], scores: Sequence[tuple[float, str, float]]) -> tuple[str, str]:
    """Return the verdict, and the words as they look, runs apart by a space."""
    pairs = list(zip(glyphs, scores, strict=True))
    digits = [(one, score) for one, score in pairs if one.letter in DIGITS]
    confirmed = sum(own - rival >= CLEAR for _, (own, _, rival) in digits)
    accused = [one for one, (own, _, rival) in digits if rival >= OTHER_LEAST and rival - own >= BETTER_BY]
    read = "".join(
        (" " if number and one.run != glyphs[number - 1].run else "") + (score[1] if one in accused else one.letter)
        for number, (one, score) in enumerate(pairs)
    )
    if not digits or not any(own for own, _, _ in scores):
        return "unsure" if any(own for own, _, _ in scores) else "not_found", ""
    if confirmed == len(digits):
        return "same", read
    others = [own for one, (own, _, _) in pairs if one.letter not in DIGITS and one.letter != " "]
    fit = sum(own > SEGMENT_LEAST for own in others)
    if accused and confirmed + len(accused) >= SURE_SHARE * len(digits) and fit >= SURE_SHARE * len(others):
        return "differs", read
    return "unsure", ""
