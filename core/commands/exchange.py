"""Commands that hand over: enrol, sync, parcel, export."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from core.commands.cases import case_id
from core.commands.speech import Speech
from core.export.json_export import export_json
from core.vault.durable import write_durably
from core.vault.outgoing import roster_items
from core.vault.vault import Vault
from core.words import say
from record.parcel import frames


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
    result = sync(vault, speech.reporter(), url=args.server)
    values = asdict(result)
    speech.result(values, " ".join(f"{name}={value}" for name, value in values.items()))
    return 0


def write_parcel(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Write the office's roster, with which a second laptop joins. It holds names and wrapped keys, no evidence."""
    _ = secret
    with vault.read() as tx:
        written = list(frames(roster_items(tx)))
    write_durably(args.path, written)
    speech.result({"frames": len(written)}, str(args.path))
    return 0


def export(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Hand out records and files with a manifest of hashes."""
    _ = secret
    with vault.read() as tx:
        chosen = [case_id(tx, one) for one in args.cases] or None
    exported = export_json(vault, args.out, case_ids=chosen, report=speech.reporter())
    told = say("{records} records and {files} files written.", records=exported.records, files=exported.files)
    speech.result({**asdict(exported), "out": str(args.out)}, told)
    return 0
