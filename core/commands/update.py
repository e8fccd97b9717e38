"""The command `update`: a new version of the program from a signed file, and the way back."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from core.actions.office.update_program import packed_versions, pinned_publishers, standing, take_update_file
from core.commands.speech import Speech
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
    stands = standing(own_versions())
    told = say("Version {version} is in use.", version=stands.version)
    if stands.waiting:
        told += " " + say("Version {version} begins when Bukti is started the next time; `update --back` drops it.", version=stands.waiting)
    elif stands.before:
        told += " " + say("Version {version} is kept beside it: `update --back` returns to it.", version=stands.before)
    if stands.failed:
        told += " " + say("Version {version} did not come up on this laptop and was left again.", version=stands.failed)
    speech.result(asdict(stands), told)
    return 0


def _told(speech: Speech, kept: Kept, words: str) -> int:
    speech.result({"next": kept.version}, words)
    return 0
