"""Rig: every official form in both regimes, on both sizes of paper, filled in every way, looked at by `tests.unit.paper_eyes`.

python -m tests.rigs.paper_layouts [--form ID]... [--filling NAME]... [--keep DIR]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from core.papers.compose import compose
from core.papers.render import render
from tests.unit.paper_extremes import FILLINGS, FORMS, PHOTOS, filled
from tests.unit.paper_eyes import faults

REGIMES, SIZES = ("pemilihan", "pemilu"), ("A4", "F4")


def look(form_id: str, filling: str, regime: str, size: str, folder: Path, *, photos: int = PHOTOS, keep: Path | None = None) -> list[str]:
    """Return the faults of one paper."""
    content = compose(filled(form_id, filling, regime=regime, paper_size=size, photos=photos))
    pdf = render(content)
    if keep is not None:
        (keep / f"{form_id}-{filling}-{regime}-{size}.pdf").write_bytes(pdf)
    return faults(pdf, content, folder)


def look_at_all(forms: Sequence[str], fillings: Sequence[str], *, keep: Path | None = None) -> Iterator[tuple[str, list[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        for form_id, filling, regime, size in product(forms, fillings, REGIMES, SIZES):
            yield f"{form_id} {filling} {regime} {size}", look(form_id, filling, regime, size, Path(folder), keep=keep)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", action="append", choices=sorted(FORMS))
    parser.add_argument("--filling", action="append", choices=FILLINGS)
    parser.add_argument("--keep", type=Path, help="write the papers here")
    args = parser.parse_args(arguments)
    if args.keep is not None:
        args.keep.mkdir(parents=True, exist_ok=True)
    papers = bad = 0
    for name, found in look_at_all(args.form or sorted(FORMS), args.filling or FILLINGS, keep=args.keep):
        papers, bad = papers + 1, bad + bool(found)
        print(f"{'NO ' if found else 'OK '} {name}", *found[:12], sep="\n     " if found else " ", flush=True)
    print(f"{papers} papers, {bad} with faults")
    return 1 if bad or not papers else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
