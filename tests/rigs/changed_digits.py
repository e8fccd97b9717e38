"""Forgers who change a digit in print and leave the code alone: how often the digit is named, and that no genuine sheet is ever accused.

Run from the project's folder: python -m tests.rigs.changed_digits [--sheets 40] [--seed 1]. Each sheet is scanned (200 dpi, askew by up to
10 degrees, JPEG quality 40) or photographed, after none to two photocopies. Ends with 1 when a genuine sheet was accused, when a digit was
named wrongly, or when fewer than 80 in 100 changed digits on scans were named. Needs pdftoppm (poppler-utils).
"""

from __future__ import annotations

import argparse
import io
import json
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image

from core.actions.check.check_scan import CodeCheck, check_scan
from core.evidence.inspect import Intake
from core.papers.mark import coded
from core.papers.render import render
from core.papers.words import date_id
from forms.library import official
from record.paper_mark import make_mark
from record.signature import public_bytes
from tests.rigs.scan_rig import CENTRE, FACTS, PAPER, PERSON, credential
from tests.rigs.worn_paper import PRINT_DPI, Wear, worn
from tests.unit.official_samples import OFFICIAL_ANSWERS
from tests.unit.paper_samples import ANSWERS as FIRST_ANSWERS
from tests.unit.paper_samples import exhibits, source

LEAST_NAMED = 0.80
FORMS = {  # a form with a heading, a letter: number and date as its answers have them
    "laporan": (FACTS.number, FACTS.day),
    "undangan": ("021/PM.00.02/K.JX-00.00.01/X/2024", date(2024, 10, 11)),
}
ANSWERS = FIRST_ANSWERS | OFFICIAL_ANSWERS
PLACES = ("beside", "heading", "signature")


@dataclass(frozen=True)
class Sheet:
    """A paper as it is checked: its pages as printed. changes: at which place which changed fact stands; none on a genuine one."""

    form: str
    pages: tuple[Image.Image, ...]
    changes: tuple[tuple[str, str], ...] = ()


@dataclass
class Tally:
    """named: the changed digit was named; other: something else was accused; silent: nothing was; unread: no code was read."""

    tried: int = 0
    named: int = 0
    other: int = 0
    silent: int = 0
    unread: int = 0

    def __str__(self) -> str:
        return f"{self.tried} tried, {self.named} named, {self.silent} not told, {self.other} named wrongly, {self.unread} without a code"


@lru_cache(maxsize=6)
def printed(form: str, number: str, day: date, beside: tuple[str, date]) -> tuple[Image.Image, ...]:
    """Return the pages of a paper whose heading and date say these facts. beside: what the code signs, and what stands beside it."""
    answers = ANSWERS[form]()
    made = source("laporan", form=official()[form], answers=changed(answers, FORMS[form], (number, day)), exhibits=exhibits(2))
    mark = make_mark(PERSON, replace(FACTS, form=form, number=beside[0], day=beside[1]), credential())
    pdf = render(coded(made, paper=PAPER, mark=mark))
    with tempfile.TemporaryDirectory() as away:
        (Path(away) / "p.pdf").write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(PRINT_DPI), "-gray", "-png", f"{away}/p.pdf", f"{away}/p"], check=True)
        return tuple(Image.open(io.BytesIO(path.read_bytes())) for path in sorted(Path(away).glob("p-*.png")))


def changed(answers: dict[str, Any], old: tuple[str, date], new: tuple[str, date]) -> dict[str, Any]:
    words = json.dumps(answers).replace(old[0], new[0]).replace(old[1].isoformat(), new[1].isoformat())
    return dict(json.loads(words))


def genuine(form: str) -> Sheet:
    return Sheet(form, printed(form, *FORMS[form], FORMS[form]))


def forged(form: str, places: tuple[str, ...], rng: random.Random) -> Sheet:
    """Return a paper on which one digit is changed at each of these places, and all else is as signed."""
    true_number, true_day = FORMS[form]
    number, day, beside, changes = true_number, true_day, (true_number, true_day), []
    for place in places:
        other_number, other_day = changed_number(true_number, rng), changed_day(true_day, rng)
        if place == "heading":
            number = other_number
        elif place == "signature":
            day = other_day
        else:
            beside = (other_number, true_day) if rng.random() < 0.5 else (true_number, other_day)
        told = {"heading": other_number, "signature": date_id(other_day), "beside": beside[0]}[place]
        changes.append((place, date_id(other_day) if place == "beside" and beside[1] == other_day else told))
    pages = list(printed(form, number, day, beside))
    for index, page in enumerate(genuine(form).pages if beside != FORMS[form] else ()):  # the genuine code is pasted in, as with scissors
        box = code_box(page)
        if box is not None:
            pages[index] = pages[index].copy()
            pages[index].paste(page.crop(box), box[:2])
    return Sheet(form, tuple(pages), tuple(changes))


def changed_number(number: str, rng: random.Random) -> str:
    at = rng.choice([index for index, letter in enumerate(number) if letter.isdigit()])
    return number[:at] + rng.choice("0123456789".replace(number[at], "")) + number[at + 1 :]


def changed_day(day: date, rng: random.Random) -> date:
    return next(other for days in rng.sample(range(1, 17), 16) if one_digit_apart(day, other := day + timedelta(days=days)))


def one_digit_apart(one: date, other: date) -> bool:
    a, b = date_id(one), date_id(other)
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def code_box(page: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the pixels of the signed code and its white border."""
    for code in zxingcpp.read_barcodes(page, formats=zxingcpp.barcode_formats_from_str("QRCode")):
        if code.bytes[:1] == b"\xb1":
            at, border = code.position, round(1.5 / 25.4 * PRINT_DPI)
            return at.top_left.x - border, at.top_left.y - border, at.bottom_right.x + border, at.bottom_right.y + border
    return None


def scanned(sheet: Sheet, rng: random.Random, *, copies: int, camera: bool) -> bytes:
    """Return the scan of all pages in one PDF."""
    upside_down, pages = rng.random() < 0.3, []
    for page in sheet.pages:
        wear = Wear(rng.randrange(1 << 30), turn=rng.uniform(-10, 10), copies=copies, upside_down=upside_down, camera=camera)
        pages.append(Image.open(io.BytesIO(worn(page, wear))))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], quality=90)
    return out.getvalue()


def look(sheet: Sheet, rng: random.Random, intake: Intake, tally: Tally, *, copies: int, camera: bool) -> CodeCheck | None:
    """Check one worn sheet and count what was said of it."""
    found = check_scan(None, scanned(sheet, rng, copies=copies, camera=camera), intake=intake, centres=[public_bytes(CENTRE)])
    tally.tried += 1
    if not found.codes:
        tally.unread += 1
        return None
    said = [one for one in found.codes[0].printed if one.verdict == "differs"]
    named = [one for one in said if (one.place, one.read) in sheet.changes]
    tally.named += bool(named) and len(named) == len(said) == len(sheet.changes)
    tally.other += len(named) != len(said)
    tally.silent += not said
    return found.codes[0]


def run(sheets: int, seed: int, intake: Intake) -> dict[str, Tally]:
    """Return the tallies of genuine sheets and of each kind of change, scanned and photographed apart."""
    tallies: dict[str, Tally] = {}
    for number in range(sheets):
        rng = random.Random(seed * 100_000 + number)
        for camera in (False, True):
            how = "photographed" if camera else "scanned"
            for form in FORMS:
                kinds = [("genuine", genuine(form)), *((f"changed {place}", forged(form, (place,), rng)) for place in PLACES)]
                for kind, sheet in kinds:
                    tally = tallies.setdefault(f"{kind}, {how}", Tally())
                    look(sheet, rng, intake, tally, copies=number % 3, camera=camera)
    return tallies


def faults(tallies: dict[str, Tally]) -> list[str]:
    """Return a line for each way in which the promise was not kept."""
    found = []
    for kind, tally in tallies.items():
        if kind.startswith("genuine") and (tally.named or tally.other):
            found.append(f"{kind}: accused")
        if tally.other:
            found.append(f"{kind}: a digit was named that is not the changed one")
        if kind.startswith("changed") and "scanned" in kind and tally.named < LEAST_NAMED * (tally.tried - tally.unread):
            found.append(f"{kind}: too few named")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sheets", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with Intake() as intake:
        tallies = run(given.sheets, given.seed, intake)
    for kind, tally in sorted(tallies.items()):
        print(f"{kind}: {tally}")
    found = faults(tallies)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
