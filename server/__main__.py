"""The centre's command line: serve, give a one-time code, publish a pack, take a stick, tell the state, revoke a device."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from record.header import HEX64, OFFICE
from server.centre import Centre, database_address, open_centre, utc_now
from server.centre_key import load
from server.console_user import add_arguments, console_user
from server.copy_files import copy_files
from server.fault import ServerFault
from server.json_log import log_to
from server.keep_key import back_up, make, passphrase_from, restore, rotate
from server.obey import obey, obey_always, obey_if_embedded
from server.one_time_code import code_hash, new_code
from server.publish import publish
from server.publish_program import is_program, publish_program
from server.serve import serve
from server.stick import take_stick
from server.stores.blobs import check_ready
from server.stores.counts import counts
from server.stores.database import migrate_database, reading, writing
from server.stores.offices import keep_code, revoke


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 1 when refused (reason on stderr), 2 for wrong usage (by argparse)."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.command == "migrate":
            return _migrate(asked)
        if asked.command == "key":
            return _key(asked)
        if asked.command == "files":
            return _files(asked)
        if asked.command == "publish" and is_program(asked.pack):
            return _publish_program(asked)
        centre = open_centre(
            asked.data,
            database_url=asked.database,
            blobs_url=asked.blobs,
            key_folder=asked.key,
            key_passphrase=passphrase_from(asked.key_passphrase),
            is_drill=asked.drill if asked.command is None else None,
        )
        try:
            return _run(asked, centre)
        finally:
            centre.close()
    except ServerFault as error:
        print(error, file=sys.stderr)
        return 1


def _run(asked: argparse.Namespace, centre: Centre) -> int:
    match asked.command:
        case "code":
            print(_code(centre, asked.office))
        case "status":
            _tell_state(centre, as_json=asked.json)
        case "revoke":
            _revoke(centre, asked.device)
        case "publish":
            _publish(centre, asked.pack, asked.out)
        case "console-user":
            console_user(centre, asked)
        case "obey":
            return _obey(centre, asked.every)
        case "take":
            return _take(centre, asked.path)
        case _:
            log_to(sys.stderr)
            check_ready(centre.blobs)
            obey_if_embedded(centre)
            kind = "drill" if centre.is_drill else "real"
            print(f"Centre key {centre.key.fingerprint} ({kind} server), data in {asked.data}", flush=True)
            serve(centre, listen=asked.listen, is_behind_proxy=asked.behind_proxy, watch=asked.watch, ends_with_input=asked.ends_with_input)
    return 0


def _migrate(asked: argparse.Namespace) -> int:
    is_changed = migrate_database(database_address(asked.data, asked.database))
    print("The tables are those of this version now." if is_changed else "The tables were those of this version already.")
    return 0


def _key(asked: argparse.Namespace) -> int:
    """Work on the key without any database: it may be done on another machine."""
    folder, passphrase = asked.key or asked.data, passphrase_from(asked.key_passphrase)
    match asked.deed:
        case "make":
            key = make(folder, passphrase)
            told = "Made. Back it up now, with `key backup`: without it every receipt and code of this centre is lost."
        case "backup":
            key = back_up(folder, asked.path, passphrase=passphrase, backup_passphrase=passphrase_from(asked.backup_passphrase))
            told = f"Written to {asked.path}."
        case "restore":
            key = restore(folder, asked.path, passphrase=passphrase, backup_passphrase=passphrase_from(asked.backup_passphrase))
            told = "Restored."
        case "rotate":
            key = rotate(folder, passphrase=passphrase, at=utc_now())
            told = "A new key took the place of the former one. Start every gateway anew with it, back it up, and make unused codes anew."
        case _:
            key, told = load(folder, passphrase), f"{len(load(folder, passphrase).former)} before it."
    print(f"Centre key {key.fingerprint}. {told}")
    return 0


def _files(asked: argparse.Namespace) -> int:
    done = copy_files(asked.blobs or str(asked.data / "blobs"), asked.target)
    print(f"{done.copied} files copied, {done.there} were there before.")
    for digest in done.damaged:
        print(f"{digest}: its bytes are others than its name says; it was not copied.", file=sys.stderr)
    return 1 if done.damaged else 0


def _code(centre: Centre, office: str) -> str:
    if not OFFICE.fullmatch(office):
        raise ServerFault("No code was made: an office code looks like 33.74.04.")
    if not centre.takes(office):
        kind, other = ("drill", "real") if centre.is_drill else ("real", "drill")
        raise ServerFault(f"No code was made: this is a {kind} server, and {office} is a {other} office.")
    code = new_code(centre.key)
    hashed = code_hash(centre.key, code)
    assert hashed is not None
    with writing(centre.engine) as tx:
        keep_code(tx, hashed, office=office, at=centre.now())
    return code


def _tell_state(centre: Centre, *, as_json: bool) -> None:
    with reading(centre.engine) as tx:
        found = {**counts(tx), "drill": centre.is_drill, "fingerprint": centre.key.fingerprint}
    if as_json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:12} {value}")


def _revoke(centre: Centre, device: str) -> None:
    if not HEX64.fullmatch(device):
        raise ServerFault("Nothing was revoked: a device is named by its key's id, 64 hex digits.")
    with writing(centre.engine) as tx:
        is_known = revoke(tx, device, at=centre.now())
    print(f"Revoked {device}" + ("" if is_known else " (it was never enrolled here)"))


def _publish(centre: Centre, path: Path, out: Path | None) -> None:
    published = publish(centre, path, out=out)
    print(("Published: " if published.is_new else "Published before: ") + ", ".join(published.names))


def _publish_program(asked: argparse.Namespace) -> int:
    """Needs the key alone: it is done where the program is built, or on a machine without any line."""
    if asked.out is None:
        raise ServerFault("Nothing was written: name the file with --out FILE. A program goes to the offices on sticks.")
    key = load(asked.key or asked.data, passphrase_from(asked.key_passphrase))
    told = publish_program(key.private, asked.pack, asked.out, at=utc_now())
    print(f"Bukti {told} is in {asked.out}, signed by {key.fingerprint}.")
    return 0


def _obey(centre: Centre, every: float | None) -> int:
    if every is not None:
        obey_always(centre, max(every, 1.0))
    done = obey(centre)
    print(f"{len(done.orders)} orders carried out: {done.parts} bodies and {done.files} files removed.")
    return 0


def _take(centre: Centre, path: Path) -> int:
    taken = take_stick(centre, path)
    faults = taken.faults or {}
    print(f"{taken.frames} frames taken; the receipts lie on the stick.")
    for where, reason in faults.items():
        print(f"{where}: {reason}", file=sys.stderr)
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    def with_stores(parser: argparse.ArgumentParser, *, default: object) -> None:
        suppressed = argparse.SUPPRESS if default is argparse.SUPPRESS else None
        parser.add_argument("--data", type=Path, default=suppressed or Path("bukti-server"), metavar="DIR", help="key, database and files")
        parser.add_argument("--database", default=suppressed, metavar="URL", help="postgresql://USER@HOST/NAME instead of SQLite in DIR")
        parser.add_argument("--blobs", default=suppressed, metavar="URL", help="s3://BUCKET/PREFIX or a folder instead of DIR/blobs")
        help_key = "folder of the centre key, made by `key make` (else in DIR)"
        parser.add_argument("--key", type=Path, default=suppressed, metavar="FOLDER", help=help_key)
        parser.add_argument("--key-passphrase", type=Path, default=suppressed, metavar="FILE", help="file with the passphrase of the key")
        parser.add_argument("--drill", action="store_true", default=suppressed or False, help="for exercises: offices of province 00 only")

    parser = argparse.ArgumentParser(prog="python -m server", description="The centre. Without a command it serves.")
    with_stores(parser, default=None)
    parser.add_argument("--listen", default="127.0.0.1:8740", metavar="ADDR", help="host:port; port 0 takes a free one")
    parser.add_argument("--behind-proxy", action="store_true", help="a TLS proxy stands before it: not only loopback is allowed")
    watched = "host:port at which health and numbers are served too; without it only on this machine, at --listen"
    parser.add_argument("--ends-with-input", action="store_true", help="end with the program that holds its standard input")
    parser.add_argument("--watch", metavar="ADDR", help=watched)
    commands = parser.add_subparsers(dest="command")
    code = commands.add_parser("code", help="make a one-time code for an office's device")
    code.add_argument("--office", required=True, metavar="CODE")
    status = commands.add_parser("status", help="what is held")
    status.add_argument("--json", action="store_true")
    revoked = commands.add_parser("revoke", help="refuse a device from now on")
    revoked.add_argument("device", metavar="DEVICE")
    says = "give a pack of new forms or rules to every office, at its next exchange"
    published = commands.add_parser("publish", help=says, description=says)
    published.add_argument(
        "pack", type=Path, metavar="PACK", help="a signed pack; or a folder to sign: compiled forms, the rules, or the program (dist/bukti)"
    )
    published.add_argument("--out", type=Path, metavar="FILE", help="write the signed pack here too, for sticks")
    taken = commands.add_parser("take", help="take a USB stick that offices have written, and lay the receipts onto it")
    taken.add_argument("path", type=Path, metavar="PATH")
    says = "bring the database up to this version, by the role that owns it (SQLite does it by itself)"
    migrated = commands.add_parser("migrate", help=says, description=says)
    says = "remove what orders of destruction name, by the keeper's database role (SQLite: the server does it by itself)"
    obeyed = commands.add_parser("obey", help=says, description=says)
    obeyed.add_argument("--every", type=float, metavar="SECONDS", help="go on doing so")
    says = "make the centre key, back it up, restore it, or let a new one take its place"
    key = commands.add_parser("key", help=says, description=says)
    deeds = key.add_subparsers(dest="deed", required=True)
    for deed, says in (("make", "a new centre's key"), ("show", "which key it is"), ("rotate", "a new key, signed by the one before")):
        with_stores(deeds.add_parser(deed, help=says, description=says), default=argparse.SUPPRESS)
    for deed, says in (("backup", "into an encrypted file"), ("restore", "from such a file")):
        made = deeds.add_parser(deed, help=says, description=says)
        made.add_argument("path", type=Path, metavar="FILE")
        made.add_argument("--backup-passphrase", type=Path, required=True, metavar="FILE", help="file with the passphrase of the backup")
        with_stores(made, default=argparse.SUPPRESS)
    says = "accounts of the centre's own people for the pages at /console"
    people = commands.add_parser("console-user", help=says, description=says)
    says = "copy all files into another store, each checked by its hash; what is there already is passed over"
    files = commands.add_parser("files", help=says, description=says)
    files.add_argument("target", metavar="TARGET", help="a folder, or s3://BUCKET/PREFIX")
    for command in (obeyed, code, status, revoked, published, taken, migrated, files, *add_arguments(people)):
        with_stores(command, default=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
