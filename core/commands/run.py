"""From arguments to one deed: opens the vault, does it, says the outcome, gives the exit code."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from core.commands.folder import vault_folder
from core.commands.passphrase import passphrase
from core.commands.speech import Speech
from core.errors import AppError
from core.words import use_language

if TYPE_CHECKING:
    from core.vault.vault import Vault

DONE, REFUSED = 0, 1
WHERE = {  # command -> module and function; only the module that is needed is imported, which halves the start
    "setup": ("office", "setup"),
    "import": ("cases", "bring"),
    "attach": ("cases", "attach"),
    "list": ("cases", "show_all"),
    "show": ("cases", "show_one"),
    "clock": ("rules", "clock"),
    "breach": ("rules", "breach"),
    "search": ("cases", "search"),
    "paper": ("papers", "make"),
    "scan": ("scans", "scan"),
    "trust": ("trust", "trust"),
    "timestamp": ("trust", "timestamp"),
    "sign": ("signing", "sign"),
    "digest": ("signing", "digest"),
    "insert": ("signing", "insert"),
    "enrol": ("exchange", "enrol"),
    "sync": ("exchange", "synchronise"),
    "free-space": ("sending", "free_space"),
    "hub": ("hub", "hub"),
    "hand-in": ("hub", "hand_in"),
    "copy": ("copies", "copy"),
    "restore": ("copies", "restore"),
    "parcel": ("exchange", "parcel"),
    "export": ("exchange", "export"),
    "numbers": ("numbers", "run"),
    "form": ("form", "run"),
    "destroy": ("destroy", "run"),
    "rebuild": ("office", "rebuild"),
    "update": ("update", "update"),
}
WITHOUT_VAULT = ("sign", "digest", "insert")  # work on files; with --vault they are recorded too


def run(args: Namespace) -> int:
    """Do one command. Returns 0 when done, 1 when refused or something is not genuine; the reason is printed."""
    use_language(args.language)
    speech = Speech(as_json=args.json)
    try:
        if args.command == "check":
            return _check(args, speech)
        module, name = WHERE[args.command]
        deed = getattr(import_module(f"core.commands.{module}"), name)
        if args.command in ("setup", "restore") or (args.command == "form" and args.deed != "take"):  # no vault is needed
            return int(deed(args, speech))
        if args.command == "update" and import_module("core.commands.update").needs_no_vault(args):
            return int(deed(args, speech, None, ""))
        if args.command in WITHOUT_VAULT and args.vault is None:
            return int(deed(args, speech, None, ""))
        with opened(args) as (vault, secret):
            if args.command == "form":
                deed = import_module("core.commands.form").take
            done = int(deed(args, speech, vault, secret))
            import_module("core.actions.destruction.obey").obey_if_waiting(vault)
            if args.command != "copy":
                import_module("core.commands.copies").follow(speech, vault)
            return done
    except AppError as error:
        speech.refusal(error)
        return REFUSED


def _check(args: Namespace, speech: Speech) -> int:
    """Papers can be checked without any vault; the vault is opened when it is named, or asked for by naming nothing else."""
    from core.commands import papers

    if args.against is not None:
        with opened(args) as (vault, _):
            return papers.check_centre(args, speech, vault)
    if args.paths and args.vault is None:
        return papers.check_files(args, speech, None)
    if not args.paths:
        from core.actions.check.check_vault import open_to_check

        with closing(open_to_check(vault_folder(args), passphrase(args))) as vault:
            return papers.check_whole(args, speech, vault)
    with opened(args) as (vault, _):
        return papers.check_files(args, speech, vault)


@contextmanager
def opened(args: Namespace) -> Iterator[tuple[Vault, str]]:
    """The vault, unlocked with the passphrase, and that passphrase for the legal acts of this one command."""
    from core.actions.clock import use_zone
    from core.actions.office.office_time import zone_of
    from core.actions.office.unlock import unlock

    secret = passphrase(args)
    vault = unlock(vault_folder(args), secret, report=Speech(as_json=args.json).reporter())
    try:
        with vault.read() as tx:
            use_zone(zone_of(vault, tx))
        yield vault, secret
    finally:
        use_zone(None)
        vault.close()
