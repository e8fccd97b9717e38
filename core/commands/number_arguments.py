"""What the command `numbers` takes; apart from what it does, so that no other command waits for it."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path


def add_arguments(parser: ArgumentParser, common: ArgumentParser) -> None:
    """Tell argparse what `numbers` takes. common: options of every command, which may stand after the deed too."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)

    def add(name: str, says: str, *, of_kind: bool = True) -> ArgumentParser:
        deed = deeds.add_parser(name, help=says, description=says, parents=[common])
        if of_kind:
            deed.add_argument("kind", help="register, as `numbers books` names it")
        return deed

    add("books", "show where every book is", of_kind=False)
    listed = add("list", "show a register with its gaps, voids and what must be settled")
    listed.add_argument("--year", metavar="YEAR", help='a year, or "all" where the sequence never begins again')
    printed = add("print", "write a register as PDF")
    printed.add_argument("--year", metavar="YEAR")
    printed.add_argument("--out", type=Path, required=True, metavar="FILE")
    opened = add("open", "open the office's book on this laptop")
    for one in (opened, add("pattern", "give the book another pattern")):
        one.add_argument("--pattern", help="as {seq:03}/LHP/{class}/{unit}/{month_roman}/{year}")
        one.add_argument("--restart", choices=("yearly", "never"))
        one.add_argument(
            "--set", action="append", default=[], metavar="TOKEN=WORDS", help="what stands for class, unit, office_code, election or level"
        )
        one.add_argument("--reason", default="")
    opened.add_argument("--last-used", type=int, default=0, metavar="N", help="last number used on paper this year")
    given = add("issue", "give the next number to a saved document, a case, or all documents that wait")
    given.add_argument("target", nargs="?", metavar="DOCUMENT|CASE")
    given.add_argument("--waiting", action="store_true", help="all documents with a provisional reference")
    given.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="day of the number, today unless told")
    moved = add("move", "hand the book to another laptop")
    moved.add_argument("laptop", help="name of the laptop, or the beginning of its key id")
    taken = add("take", "take the book up here, behind the last number used on paper")
    taken.add_argument("--last-used", type=int, required=True, metavar="N")
    taken.add_argument("--reason", required=True)
    closed = add("close", "close the book that this laptop holds, for good")
    closed.add_argument("--reason", required=True)
    void = add("void", "void a number; the register keeps it with the reason")
    void.add_argument("number", help="the number as it is printed, or the id of its record")
    void.add_argument("--reason", required=True)
