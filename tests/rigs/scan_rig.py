"""How often a worn paper is still read, and that no forged code is ever taken for a genuine one.

Run from the project's folder: python -m tests.rigs.scan_rig [--scans 200] [--seed 1]. Ends with 1 when a forged code passed, or when fewer
than 95 in 100 scans, or 90 in 100 photos, were read. Needs pdftoppm (poppler-utils).
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image

from core.actions.check.check_scan import check_scan, marks_of, page_code_of
from core.evidence.inspect import Intake
from core.evidence.read_scan import read_page
from core.papers.mark import coded
from core.papers.render import render
from record.paper_mark import PaperFacts, issue_credential, make_mark, page_key, records_fingerprint
from record.signature import public_bytes
from tests.rigs.worn_paper import PRINT_DPI, Wear, worn
from tests.unit.paper_samples import exhibits, source

CENTRE, PERSON, STRANGER = (ec.derive_private_key(secret, ec.SECP256R1()) for secret in (4001, 4002, 4003))
PAPER, OTHER_PAPER = "0190b3c4-1111-7222-8333-444455556666", "0190b3c4-1111-7222-8333-999955556666"
FACTS = PaperFacts(
    paper=PAPER,
    records=records_fingerprint(("5f" * 32,)),
    day=date(2024, 10, 14),
    office="00.00.01",
    form="laporan",
    number="001/LP/PB/Kec.Sukarekaan/00.00/X/2024",
)
LEAST_SCANS, LEAST_PHOTOS = 0.95, 0.90


@dataclass
class Tally:
    """read: both codes of the page, or the one it has. wrong: codes that were read as something that was never printed."""

    tried: int = 0
    read: int = 0
    wrong: int = 0

    def __str__(self) -> str:
        return f"{self.read} of {self.tried} read ({self.read / max(1, self.tried):.1%}), {self.wrong} read wrongly"


def credential(key: ec.EllipticCurvePrivateKey = PERSON, *, office: str = "00.00.01", by: ec.EllipticCurvePrivateKey = CENTRE) -> bytes:
    return issue_credential(by, spki=public_bytes(key), office=office, role="panwascam_chair", name="Sari Fiktiwati")


MARK = make_mark(PERSON, FACTS, credential())


def printed(mark: bytes = MARK, *, paper: str = PAPER, first: int = 1) -> list[Image.Image]:
    """Return the pages of a paper, from `first` on, as a printer at PRINT_DPI would put them down."""
    pdf = render(coded(source("laporan", exhibits=exhibits(2)), paper=paper, mark=mark))
    with tempfile.TemporaryDirectory() as away:
        (Path(away) / "p.pdf").write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(PRINT_DPI), "-f", str(first), "-gray", "-png", f"{away}/p.pdf", f"{away}/p"], check=True)
        return [Image.open(io.BytesIO(path.read_bytes())) for path in sorted(Path(away).glob("p-*.png"))]


def spoiled(mark: bytes, at: int) -> bytes:
    return mark[:at] + bytes([mark[at] ^ 0x01]) + mark[at + 1 :]


FORGERIES: dict[
    str, tuple[str, Callable[[], tuple[bytes, str]]]
] = {  # name -> the answer that must refuse it, the code and its page's paper
    "signed by another key": ("code.intact.signature", lambda: (make_mark(STRANGER, FACTS, credential()), PAPER)),
    "number changed": ("code.intact.signature", lambda: (MARK.replace(b"001/LP", b"002/LP"), PAPER)),
    "date changed": ("code.intact.signature", lambda: (spoiled(MARK, 36), PAPER)),
    "name changed": ("code.known.other_centre", lambda: (_resigned(b"Sari", b"Sara"), PAPER)),
    "credential of another office": ("code.intact.office", lambda: (make_mark(PERSON, FACTS, credential(office="00.00.02")), PAPER)),
    "own credential": ("code.known.other_centre", lambda: (make_mark(STRANGER, FACTS, credential(STRANGER, by=STRANGER)), PAPER)),
    "code of another paper": ("code.intact.page", lambda: (MARK, OTHER_PAPER)),
}


def _resigned(old: bytes, new: bytes) -> bytes:
    """A person who changes what the centre said of him and signs anew with his own, true key."""
    return make_mark(PERSON, FACTS, credential().replace(old, new))


def read_rates(scans: int, seed: int, intake: Intake) -> dict[str, Tally]:
    """Return how many worn sheets were read, by kind."""
    sheets, found = printed(), {"scans": Tally(), "photos": Tally(), "page codes": Tally()}
    for number in range(scans):
        rng = random.Random(seed * 100_000 + number)
        page = number % len(sheets)
        is_last = page == len(sheets) - 1
        for camera in (False, True):
            wear = Wear(rng.randrange(1 << 30), turn=rng.uniform(-10, 10), upside_down=rng.random() < 0.3, camera=camera)
            seen = read_page(intake, worn(sheets[page], wear), 0)
            placed = page_code_of(seen)
            tally = found["page codes"]
            tally.tried += 1
            tally.read += placed is not None and (placed.paper, placed.page, placed.pages) == (page_key(PAPER), page + 1, len(sheets))
            tally.wrong += placed is not None and (placed.paper, placed.page) != (page_key(PAPER), page + 1)
            if is_last:
                tally = found["photos" if camera else "scans"]
                tally.tried += 1
                codes = [mark for mark in marks_of(seen) if mark.facts == FACTS]
                tally.read += bool(codes)
                tally.wrong += len(marks_of(seen)) - len(codes)
    return found


def forged(intake: Intake, seed: int = 1, *, copies: int = 1) -> list[str]:
    """Return a line for each forged code that was accepted, or refused for another reason than its own. copies: photocopied before."""
    faults = []
    for name, (expected, make) in FORGERIES.items():
        mark, paper = make()
        sheet = printed(mark, paper=paper, first=2)[-1]
        seen = check_scan(None, worn(sheet, Wear(seed, turn=3.0, copies=copies)), intake=intake, centres=[public_bytes(CENTRE)])
        keys = [answer.key for code in seen.codes for answer in (code.intact, code.known_signer)]
        if not seen.codes:
            faults.append(f"{name}: the code was not read, so nothing was tried")
        elif seen.genuine or expected not in keys:
            faults.append(f"{name}: {' '.join(keys)}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scans", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with Intake() as intake:
        for what, tally in (rates := read_rates(given.scans, given.seed, intake)).items():
            print(f"{what}: {tally}", flush=True)
        faults = forged(intake, given.seed)
    print(f"{len(FORGERIES)} kinds of forged codes, {len(faults)} of them not refused as they must be")
    print("\n".join(faults))
    too_few = rates["scans"].read < LEAST_SCANS * rates["scans"].tried or rates["photos"].read < LEAST_PHOTOS * rates["photos"].tried
    return 1 if faults or too_few or any(tally.wrong for tally in rates.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
