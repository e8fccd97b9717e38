"""What the command `destroy` takes; apart from what it does, so that no other command waits for it."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date


def add_arguments(parser: ArgumentParser, common: ArgumentParser) -> None:
    """Tell argparse what `destroy` takes. common: options of every command, which may stand after the deed too."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)

    def add(name: str, says: str) -> ArgumentParser:
        return deeds.add_parser(name, help=says, description=says, parents=[common])

    shown = add("show", "show what would go, what may repeat its words, and what no order can reach; changes nothing")
    ordered = add("order", "order it destroyed: a legal act of the chair that cannot be undone")
    for one in (shown, ordered):
        one.add_argument("what", metavar="CASE|STREAM", help="a case, form, statement, exhibit or paper")
        one.add_argument("--identity", action="store_true", help="only who the protected people are")
    ordered.add_argument("--reason", required=True, help="why, without the words that go; recorded for good")
    ordered.add_argument("--letter", required=True, metavar="NUMBER", help="number of the letter that orders it")
    ordered.add_argument("--day", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD", help="day of the letter")
    ordered.add_argument("--also", action="append", default=[], metavar="STREAM", help="also this, as `destroy show` lists it")
    ordered.add_argument("--without", action="append", default=[], metavar="STREAM", help="not this")
    ordered.add_argument("--yes", metavar="WORD", default="", help="the word MUSNAHKAN, typed out")
    status = add("status", "who has confirmed each order and who is still to come; 1 while somebody is")
    status.add_argument("case", nargs="?", metavar="CASE")
    add("due", "list what falls due by the retention rules (off until the office switches them on)")
    rules = add("rules", "show or set how long things are kept and whether running cases may be touched")
    rules.add_argument("--show-due", choices=("yes", "no"), help="whether what falls due is shown")
    rules.add_argument("--running", choices=("refuse", "warn"), help="an order under a case that has not ended")
    rules.add_argument("--years", action="append", default=[], metavar="RULE=N", help="how many years after the end of the case")
