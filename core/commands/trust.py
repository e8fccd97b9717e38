"""Commands about whom to believe and who tells the time: trust, timestamp."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from core.actions.check.read_paper import read_paper
from core.actions.check.trust import authorities, believe_authority, doubt_authority
from core.actions.papers.stamp_papers import keep_timestamp_authority, stamp_papers, timestamp_authority
from core.commands.speech import Speech
from core.vault.vault import Vault
from core.words import explain, say


def trust(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Show, add or drop the authorities whose certificates are believed."""
    _ = secret
    if args.add is not None:
        believe_authority(vault, read_paper(args.add))
    if args.drop is not None:
        doubt_authority(vault, args.drop)
    listed = authorities(vault)
    lines = [f"{one.sha256}  {one.name}  {one.until}" for one in listed]
    speech.result({"authorities": [asdict(one) for one in listed]}, "\n".join(lines) or say("No authority is in the list."))
    return 0


def timestamp(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Set the timestamp authority, or get timestamps for the signed papers that wait; 1 when some still wait."""
    _ = secret
    if args.authority is not None or args.off:
        keep_timestamp_authority(vault, "" if args.off else args.authority)
        speech.result({"authority": timestamp_authority(vault)}, timestamp_authority(vault) or say("No timestamps are asked for."))
        return 0
    if not timestamp_authority(vault):
        speech.result({"stamped": 0, "waiting": 0}, say("No timestamps are asked for."))
        return 0
    done = stamp_papers(vault, speech.reporter())
    told = [say("{stamped} papers got a timestamp, {waiting} wait.", stamped=done.stamped, waiting=done.waiting)]
    told += explain(done.why) if done.why is not None else []
    why = done.why.code if done.why is not None else ""
    speech.result({"stamped": done.stamped, "waiting": done.waiting, "why": why}, "\n".join(told))
    return 1 if done.waiting else 0
