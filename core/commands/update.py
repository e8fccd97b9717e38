"""The command `update`: a new version of the program from a signed file, and the way back."""

from __future__ import annotations

from argparse import Namespace

from core.actions.office.update_program import packed_versions, pinned_publishers, take_update_file
from core.commands.speech import Speech
from core.program.identity import this_program
from core.program.versions import Kept, own_versions
from core.vault.vault import Vault
from core.words import say


def needs_no_vault(args: Namespace) -> bool:
    """Return whether the deed asks no vault whom to believe."""
    return args.pack is None or bool(pinned_publishers()) or own_versions() is None


def update(args: Namespace, speech: Speech, vault: Vault | None, secret: str) -> int:
    """Take a new version, go back to the one before, or tell what is here. Raises UpdateRefused, NoWayBack, NotPacked."""
    _ = secret
    if args.back:
        back = packed_versions().go_back()
        return _told(speech, back, say("At the next start version {version} is used again.", version=back.version))
    if args.pack is not None:
        new = take_update_file(vault, args.pack, speech.reporter())
        return _told(speech, new, say("Version {version} is ready. It begins when Bukti is started the next time.", version=new.version))
    found = own_versions()
    before = found.way_back() if found is not None else None
    told = say("Version {version} is in use.", version=this_program().version)
    if before is not None:
        told += " " + say("Version {version} is kept beside it: `update --back` returns to it.", version=before.version)
    speech.result({"version": this_program().version, "before": before.version if before is not None else None}, told)
    return 0


def _told(speech: Speech, kept: Kept, words: str) -> int:
    speech.result({"next": kept.version}, words)
    return 0
