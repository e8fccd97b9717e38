"""Every forgery of a signed paper is refused, with the reason in words: python -m tests.rigs.paper_attacks [--flips 2000] [--table].

Beside the check stand three judges that must NOT be good enough, so that the rig shows it can find a fault: `pdfsig`, pyHanko's default
validation, and a planted one that only looks whether each signature fits its own bytes.
"""

from __future__ import annotations

import argparse
import logging
import random
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from paper.answers import PaperCheck
from paper.check import check, digest
from paper.cms_signature import verify_cms
from paper.revisions import covered
from tests.authorities import authorities
from tests.rigs.paper_forgeries import LINA, RATIH, Forgery, Papers, forgeries

KNOWN = {LINA.spki: LINA.name, RATIH.spki: RATIH.name}
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass
class Outcome:
    """taken: names of forgeries that the check did not refuse; reasons: how often each was given; weak: what other judges took."""

    tried: int = 0
    taken: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    weak: dict[str, list[str]] = field(default_factory=dict)


def recorded_of(papers: Papers) -> dict[str, str]:
    states = (papers.unsigned, papers.once, papers.twice, *papers.stamped)
    hashes = [sha256(state).hexdigest() for state in states]
    return dict.fromkeys(hashes, hashes[-1])


def refusal(forgery: Forgery, recorded: Mapping[str, str]) -> str:
    """Return the key of the reason, empty when the forgery was taken for genuine."""
    alone, at_office = check(forgery.pdf, known_keys={}, recorded={}), check(forgery.pdf, known_keys=KNOWN, recorded=recorded)
    if forgery.expect == "intact":
        return alone.intact.key if alone.intact.value == "no" and not alone.genuine and not at_office.genuine else ""
    answer = at_office.known_signer if forgery.expect == "known" else at_office.as_recorded
    honest = unknown_without_list(alone, forgery.expect)
    return answer.key if answer.value == "no" and not at_office.genuine and honest else ""


def unknown_without_list(alone: PaperCheck, expect: str) -> bool:
    """Return whether the check says that it cannot know, when no list and no records are at hand."""
    return (alone.known_signer if expect == "known" else alone.as_recorded).value == "unknown"


def by_pdfsig(pdf: bytes) -> bool:
    with TemporaryDirectory() as folder:
        (Path(folder) / "x.pdf").write_bytes(pdf)
        said = subprocess.run(["pdfsig", f"{folder}/x.pdf"], capture_output=True, text=True, check=False, errors="replace").stdout
    regular = [block for block in said.split("Signature #")[1:] if "ETSI.CAdES.detached" in block]
    return bool(regular) and all("Signature is Valid." in block for block in regular)


def by_pyhanko(pdf: bytes) -> bool:
    known = [one.certificate.public_bytes(serialization.Encoding.DER) for one in (LINA, RATIH)]
    roots = [asn1_x509.Certificate.load(one) for one in (*known, *authorities().der("root"))]
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        return bool(found) and all(validate_pdf_signature(one, ValidationContext(trust_roots=roots)).bottom_line for one in found)
    except Exception:
        return False


def by_signature_alone(pdf: bytes) -> bool:
    """The planted judge: each signature fits the bytes it names; nothing is asked about the rest of the file."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        found = [covered(pdf, one.field_name, one.sig_field.container_ref) for one in reader.embedded_regular_signatures]
        for revision in found:
            verify_cms(revision.cms_der, lambda name, revision=revision: digest(pdf, revision, name))  # type: ignore[misc]
        return bool(found)
    except Exception:
        return False


WEAK: dict[str, Callable[[bytes], bool]] = {"pdfsig": by_pdfsig, "pyHanko": by_pyhanko, "signature alone": by_signature_alone}


def attack(papers: Papers, *, weak: bool = True, every: int = 1) -> Outcome:
    """Try each forgery (every: only each n-th of them); weak: on the other judges too."""
    outcome, recorded = Outcome(weak={name: [] for name in WEAK if weak}), recorded_of(papers)
    for number, forgery in enumerate(forgeries(papers)):
        if number % every:
            continue
        outcome.tried += 1
        reason = refusal(forgery, recorded)
        outcome.reasons[reason or "TAKEN"] += 1
        outcome.taken += [] if reason else [forgery.name]
        for name in outcome.weak:
            outcome.weak[name] += [forgery.name] if WEAK[name](forgery.pdf) else []
    return outcome


def flip_bits(pdf: bytes, count: int, seed: int = 20241006) -> list[int]:
    """Return the places of single changed bits, spread over the whole file, that were not refused: "cannot be told" is not enough."""
    chance, missed = random.Random(seed), []
    for number in range(count):
        place = (number * len(pdf)) // count + chance.randrange(max(1, len(pdf) // count))
        changed = bytearray(pdf)
        changed[min(place, len(pdf) - 1)] ^= 1 << chance.randrange(8)
        found = check(bytes(changed), known_keys=KNOWN, recorded={})
        missed += [place] if found.intact.value != "no" or found.genuine else []
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rigs.paper_attacks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--flips", type=int, default=2000, help="single bits changed, in each of two papers")
    parser.add_argument("--table", action="store_true", help="print each forgery that another judge takes")
    args = parser.parse_args()
    papers = Papers()
    outcome = attack(papers)
    print(f"{outcome.tried} forgeries, {len(outcome.taken)} taken for genuine {outcome.taken}")
    for reason, count in outcome.reasons.most_common():
        print(f"  {count:4} {reason}")
    for name, taken in outcome.weak.items():
        print(f"{name} takes {len(taken)} of {outcome.tried}")
        for one in taken if args.table else ():
            print(f"     {one}")
    missed = []
    for pdf in (papers.twice, papers.stamped[-1]):
        missed += flip_bits(pdf, args.flips)
    print(f"{2 * args.flips} single bits changed, {len(missed)} not refused {missed}")
    return 1 if outcome.taken or missed or not all(outcome.weak.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
