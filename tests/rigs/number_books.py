"""Three laptops of one office give numbers, move books, lose power, are restored and copied, at random, and meet by parcels only.

    python -m tests.rigs.number_books --steps 5000 [--seed 1] [--plant NAME]

Ends with 1 when a number comes twice without a copied or lost book behind it, when one that stands twice is not flagged as soon as a
laptop holds both, when a number given is gone, or when a gap has no reason. --plant puts a known fault into the program (PLANTS) to
show that the rig sees it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.rigs.number_plants import PLANTS, planted
from tests.rigs.number_rig import Rig


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rigs.number_books", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=sorted(PLANTS), help="put this fault into the program first")
    args = parser.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as below, planted(args.plant):
        rig = Rig(Path(below), args.seed)
        try:
            rig.run(args.steps, tell=lambda words: print(words, file=sys.stderr, flush=True))
        finally:
            rig.close()
    print(f"{args.steps} steps, seed {args.seed}: {dict(rig.counts)}")
    print(f"{len(rig.story.issues)} numbers came out, {rig.story.twice()} texts twice, each from a copied or lost book, or a second one")
    print(f"{len(rig.faults)} faults, {time.monotonic() - began:.0f} s")
    for words in rig.faults[:20]:
        print("  " + words)
    return 1 if rig.faults else 0


if __name__ == "__main__":
    sys.exit(main())
