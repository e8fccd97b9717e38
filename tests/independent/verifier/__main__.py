"""`python -m tests.independent.verifier [--centre KEY_ID] EXPORT_DIR`: one line a record; exit 1 if anything is wrong.

A parcel may stand in place of the folder: its frames are judged, its records are not (see the package's first lines).
"""

import argparse
import sys
from pathlib import Path

from .frames import judge_frames
from .judge import judge_export


def main() -> int:
    """Print the verdict."""
    parser = argparse.ArgumentParser(prog="python -m tests.independent.verifier", description=__doc__)
    parser.add_argument("path", type=Path, metavar="EXPORT_DIR")
    parser.add_argument("--centre", action="append", default=[], metavar="KEY_ID", help="a centre's key that you compared by another way")
    options = parser.parse_args()
    if options.path.is_file():
        lines, is_whole = judge_frames(options.path.read_bytes())
        print(*lines, sep="\n")
        return 0 if is_whole else 1
    verdict = judge_export(options.path, frozenset(options.centre))
    for record, rule in sorted(verdict.records.items()):
        print(record, rule or "OK")
    for name, rule in sorted(verdict.files.items()):
        print(f"{name}: {rule}")
    for note in verdict.notes:
        print(f"note: {note}")
    return 0 if verdict.is_genuine else 1


if __name__ == "__main__":
    sys.exit(main())
