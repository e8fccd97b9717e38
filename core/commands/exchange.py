"""Commands that hand over: enrol, sync, parcel, export."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from core.actions.office.roster_parcel import ENDING, write_roster
from core.commands import sending
from core.commands.cases import case_id
from core.commands.speech import Speech
from core.export.json_export import export_json
from core.vault.vault import Vault
from core.words import explain, say


def enrol(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Make this laptop known to the centre."""
    from core.actions.exchange.enrol import enrol as enrol_at

    _ = secret
    enrol_at(vault, url=args.server, code=args.code)
    speech.result({"enrolled": True}, say("This laptop is known to the centre now."))
    return 0


def synchronise(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """One whole exchange with the centre."""
    from core.actions.exchange.sync import sync

    _ = secret
    wishes = sending.wished(args, vault)
    result = sync(vault, speech.reporter(), url=args.server, wishes=wishes)
    values = asdict(result)
    if result.centre_lost:
        text = say(
            "The centre had lost {count} records that it had signed for. They are still here and were sent again, with all files.",
            count=result.centre_lost,
        )
        speech.warning(text)
    speech.result(values, " ".join(f"{name}={value}" for name, value in values.items()))
    for sentence in sending.left_words(result):
        speech.warning(sentence)
    return 0


def parcel(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Write a stick, or a roster (NAME.bukti) with which a second laptop joins; read a stick. 1 when something on it is wrong."""
    _ = secret
    if args.what == "read":
        return _read(args, speech, vault)
    if args.path.suffix == ENDING:
        write_roster(vault, args.path)
        speech.result({"roster": str(args.path)}, str(args.path))
        return 0
    return _write(args, speech, vault)


def _write(args: Namespace, speech: Speech, vault: Vault) -> int:
    from core.actions.exchange.write_stick import write_stick

    done = write_stick(vault, args.path, speech.reporter(), everything=args.everything, goes_on=args.next)
    text = say("On the stick: {records} records and {files} files more, {already} from before.", **asdict(done))
    if not done.for_centre:
        text += " " + say("The centre is not known here yet: only this office can open the stick.")
    if done.needs_another:
        text += " " + say(
            "The stick is full: put the next stick in and write again with --next ({left_records} records, {left_files} files left).",
            **asdict(done),
        )
    speech.result({**asdict(done), "needs_another": done.needs_another}, text)
    return 0


def _read(args: Namespace, speech: Speech, vault: Vault) -> int:
    from core.actions.exchange.read_stick import read_stick, words_of
    from core.exchange.errors import revoked

    came = read_stick(vault, args.path, speech.reporter())
    if came.is_ended:
        speech.warning(" ".join(explain(revoked())))
    for fault in came.faults:
        speech.warning(words_of(fault))
    told = say(
        "Taken: {records} records, {files} files, {receipts} receipts. Carried for other offices: {carried} parts (sync sends them).",
        **asdict(came),
    )
    if came.brought_nothing and not came.faults:
        told = say("Nothing on this stick is new here.")
    speech.result({**asdict(came), "faults": [{**asdict(one), "words": words_of(one)} for one in came.faults]}, told)
    return 1 if came.faults else 0


def export(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Hand out records and files with a manifest of hashes."""
    _ = secret
    with vault.read() as tx:
        chosen = [case_id(tx, one) for one in args.cases] or None
    if args.format != "json":
        return _tables(args, speech, vault, chosen)
    exported = export_json(vault, args.out, case_ids=chosen, report=speech.reporter())
    told = say("{records} records and {files} files written.", records=exported.records, files=exported.files)
    if exported.files_away:
        told += " " + say("{n} files do not lie on this laptop and are not in it.", n=exported.files_away)
    speech.result({**asdict(exported), "out": str(args.out)}, told)
    return 0


def _tables(args: Namespace, speech: Speech, vault: Vault, chosen: list[str] | None) -> int:
    from core.actions.recap.case_tables import case_tables
    from core.actions.recap.table_words import in_words
    from core.export.sheets import write_sheets

    sheets = case_tables(vault, chosen, report=speech.reporter())
    files = write_sheets(in_words(sheets) if args.format == "xlsx" else sheets, args.out, args.format, report=speech.reporter())
    counts = {sheet.name: len(sheet.rows) for sheet in sheets}
    told = say("{cases} cases, {forms} forms, {evidence} pieces of evidence and {papers} papers written as tables.", **counts)
    speech.result({**counts, "files": files, "out": str(args.out)}, told)
    return 0
