"""What the command `form` takes."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add `compile`, `lint`, `try` and `take` below the command."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    for name, says in (
        ("compile", "make the XForm and its layout of a workbook (.xlsx, .xls, .md, .csv)"),
        ("lint", "list every mistake of a workbook with its rule, sheet and cell"),
        ("try", "fill the form in the window; with --out without one"),
    ):
        deed = deeds.add_parser(name, help=says, description=says, parents=[common])
        deed.add_argument("file", type=Path, metavar="FILE")
        if name != "lint":
            where = " (default: beside FILE)" if name == "compile" else "; no window is opened then"
            deed.add_argument("--out", type=Path, metavar="DIR", help=f"folder to write to{where}")
        if name == "try":
            deed.add_argument("--answers", type=Path, metavar="FILE", help="begin with these answers (JSON)")
    says = "take new versions of forms or rules from a pack that the centre has signed"
    deeds.add_parser("take", help=says, description=says, parents=[common]).add_argument("file", type=Path, metavar="PACK")
