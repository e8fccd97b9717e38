"""Which commands there are, and what each takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.actions.office.office import REGIMES, ROLES
from core.commands.destroy_arguments import add_arguments as add_destroy_arguments
from core.commands.form_arguments import add_arguments as add_form_arguments
from core.commands.number_arguments import add_arguments as add_number_arguments
from core.commands.sending import LANES
from core.commands.signing_arguments import add_digest, add_insert, add_manner, add_sign


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; `command` is missing when the window is meant."""
    parser = argparse.ArgumentParser(prog="main.py", description="Bukti: offline evidence desk for election supervisors.")
    _add_common(parser)
    after = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)  # the same options, after the command's name
    _add_common(after)
    parser.add_argument("--demo", action="store_true", help="a throw-away drill vault with sample cases and a local server")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, says: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=says, description=says, parents=[after])

    setup = add("setup", "create the vault of an office, or join an office on a second laptop")
    setup.add_argument("--office", required=True, metavar="CODE", help="region code of the office; 01 for Bawaslu RI, the whole country")
    setup.add_argument("--name", help="name of the first person")
    setup.add_argument("--position", default="", help="position as printed on papers")
    setup.add_argument("--role", choices=ROLES)
    setup.add_argument("--regime", choices=REGIMES)
    setup.add_argument("--office-name", default="", help="name of the office as printed on papers")
    setup.add_argument("--address", default="")
    setup.add_argument("--phone", default="")
    setup.add_argument("--email", default="")
    setup.add_argument("--timezone", choices=("WIB", "WITA", "WIT"), default="WIB")
    setup.add_argument("--join", metavar="PARCEL|URL", help="join the office whose roster is in this parcel or on this server")
    setup.add_argument("--code", help="one-time code, with --join URL")
    setup.add_argument("--recovery", type=Path, metavar="PATH", help="write the recovery sheet (PDF) here")

    bring = add("import", "bring in cases (YAML) with their photos")
    bring.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    attach = add("attach", "attach files to a case")
    attach.add_argument("case")
    attach.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add("list", "list the cases")
    add("show", "show one case").add_argument("case")
    course = add("clock", "what is due over all cases; with CASE the deadlines, the completeness and the next steps of one")
    course.add_argument("case", nargs="?", metavar="CASE")
    add("breach", "search the catalogue of breaches in ordinary words").add_argument("words", nargs="+")
    add("search", "search open words").add_argument("words", nargs="+")

    paper = add("paper", "make the official papers of cases as PDF")
    paper.add_argument("cases", nargs="*", metavar="CASE")
    paper.add_argument("--all", action="store_true", help="of all cases")
    paper.add_argument("--form", help="only this form: model_a, laporan, tanda_bukti, ba_klarifikasi")
    paper.add_argument("--sign", action="store_true", help="sign as the person whose passphrase is given, and keep them")
    add_manner(paper)
    paper.add_argument("--size", choices=("A4", "F4"))
    edition = paper.add_mutually_exclusive_group()
    edition.add_argument("--blank", metavar="FORM", help="this form empty, with dotted lines to fill by hand; no case is named")
    edition.add_argument("--closed", action="store_true", help="the closed edition with the names of protected persons; a legal act")
    edition.add_argument("--docx", action="store_true", help="letters as .docx that can still be edited: an unsigned working copy")
    paper.add_argument("--regime", choices=REGIMES, help="of a blank form; by default the office's own")
    paper.add_argument("--out", type=Path, required=True, metavar="DIR")

    add_sign(add("sign", "sign papers with your own key, a certificate file or a token"))
    add_digest(add("digest", "prepare a paper for a signature from an outside provider, and print the digest he signs"))
    add_insert(add("insert", "put the signature that came back from outside into the prepared paper"))

    check = add("check", "check papers, scans of papers, parcels and exports, or with --vault alone the whole vault")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    check.add_argument("--against", metavar="URL", help="ask the centre to show that it still holds all that it has signed for")
    check.add_argument(
        "--centre", action="append", type=Path, metavar="KEY", help="also trust the centre with this public key (PEM), for scans"
    )

    scan = add("scan", "take scanned sheets in as the signed originals of their papers; what no code can place waits in the tray")
    scan.add_argument("things", nargs="+", metavar="[CASE] FILE", help="scans; before them a case, if only its papers may be matched")

    trust = add("trust", "show whose certificates this office believes; add or drop an issuing authority")
    trust.add_argument("--add", type=Path, metavar="FILE", help="certificate of an authority, PEM or DER")
    trust.add_argument("--drop", metavar="SHA256", help="SHA-256 of a certificate in the list")
    stamp = add("timestamp", "get timestamps for the signed papers that wait; `sync` does so too")
    stamp.add_argument("--authority", metavar="URL", help="ask this timestamp authority (RFC 3161) from now on")
    stamp.add_argument("--off", action="store_true", help="ask none")

    enrol = add("enrol", "make this laptop known to the centre")
    enrol.add_argument("--server", required=True, metavar="URL")
    enrol.add_argument("--code", required=True, help="one-time code from the centre")
    sync = add("sync", "send what the centre lacks and fetch what it has for this office")
    sync.add_argument("--server", metavar="URL", help="another address of the same centre")
    sync.add_argument(
        "--lanes", choices=tuple(LANES), help="when originals go: all at once, at night (22:00-05:00 office time), by stick only"
    )
    sync.add_argument("--budget", metavar="MB|none", help="how many megabytes may go and come a day (mobile data is paid)")
    sync.add_argument("--once", action="store_true", help="--lanes and --budget count for this exchange only; else they are kept")
    free = add("free-space", "remove originals from this laptop that the centre has signed for and shows once more now")
    free.add_argument("--older-than", type=int, default=0, metavar="DAYS", help="only those of records at least so old")
    free.add_argument("--server", metavar="URL", help="another address of the same centre")
    free.add_argument("--dry-run", action="store_true", help="only say what could go")
    free.add_argument("--each-sync", metavar="DAYS|never", help="do so by itself at the end of each sync; usually never")

    parcel = add("parcel", "exchange by USB stick: write what the centre lacks, read what a stick brings")
    parcel.add_argument("what", choices=("write", "read"))
    parcel.add_argument("path", type=Path, metavar="PATH", help="folder of the stick; write NAME.bukti: the roster alone")
    parcel.add_argument("--everything", action="store_true", help="also what the centre has received, for a second laptop")
    parcel.add_argument("--next", action="store_true", help="the next stick of a set: go on where the full one ended")
    hub = add("hub", "be an evening station: take other laptops' parcels over the network, and show who has not handed in")
    hub.add_argument("--board", action="store_true", help="print who has handed in this evening, and end")
    hub.add_argument("--listen", metavar="HOST:PORT", help="by default all networks of this laptop, port 8741")
    hub.add_argument("--name", help="name under which others find it; by default that of this laptop")
    hub.add_argument("--quiet", action="store_true", help="do not announce it on the network; others type the address")
    hand_in = add("hand-in", "copy to an evening station on the network what the centre has not received yet")
    hand_in.add_argument("address", nargs="?", metavar="ADDRESS", help="as on the screen of the station; without it is looked for")
    hand_in.add_argument("--code", help="code on the screen of the station, needed at the first meeting")
    copy = add("copy", "bring the second copy on another disk or stick up to date; PATH sets it up")
    copy.add_argument("path", type=Path, metavar="PATH", nargs="?")
    copy.add_argument("--check", action="store_true", help="read the whole copy back")
    restore = add("restore", "bring a destroyed laptop back from its second copy, into the folder of --vault")
    restore.add_argument("path", type=Path, metavar="PATH")
    restore.add_argument("--sheet", action="store_true", help="open it by the code of the recovery sheet instead of a passphrase")
    export = add("export", "hand records and files out with a manifest of hashes")
    export.add_argument("--format", choices=("json", "csv", "xlsx", "geojson"), required=True)
    export.add_argument("--out", type=Path, required=True, metavar="PATH")
    export.add_argument("cases", nargs="*", metavar="CASE")
    add_number_arguments(add("numbers", "official numbers: registers, and the books from which they are given"), after)
    add_form_arguments(add("form", "make, check and try forms of workbooks"), after)
    says = "destroy by order what people said: a part, a file, a case; who has obeyed; what falls due"
    add_destroy_arguments(add("destroy", says), after)
    update = add("update", "take a new version of the program from a signed file; without one, say which versions are here")
    update.add_argument("pack", nargs="?", type=Path, metavar="PACK")
    update.add_argument("--back", action="store_true", help="start the version before from now on")
    add("rebuild", "compute all views anew from the records")
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    def default(value: object) -> object:
        return argparse.SUPPRESS if parser.argument_default is argparse.SUPPRESS else value

    parser.add_argument("--vault", type=Path, metavar="DIR", default=default(None), help="the vault's folder")
    parser.add_argument("--json", action="store_true", default=default(False), help="print one JSON document")
    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N", default=default(None), help="read the passphrase from file descriptor N, one a line"
    )
    parser.add_argument("--language", choices=("id", "en"), default=default("id"))
