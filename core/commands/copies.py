"""Commands of the second copy: copy, restore."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from dataclasses import asdict

from core.actions.exchange.copy_standing import CopyStanding, copy_standing
from core.actions.exchange.second_copy import check_copy, copy_now, set_up_copy
from core.commands.folder import vault_folder
from core.commands.passphrase import passphrase
from core.commands.speech import Speech
from core.errors import AppError
from core.vault.vault import Vault
from core.words import explain, say


def copy(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Bring the second copy up to date; with a path, set it up there. 1 when it lacks something afterwards."""
    _ = secret
    report = speech.reporter()
    stands = copy_now(vault, report) if args.path is None else set_up_copy(vault, args.path, report)
    mended = 0
    if args.check:
        stands, mended = check_copy(vault, report)
    text = words_of(stands)
    if args.check:
        text += " " + say("Read back; {mended} records and files were written anew.", mended=mended)
    speech.result({**asdict(stands), "mended": mended}, text)
    return 0 if stands.is_whole else 1


def words_of(stands: CopyStanding) -> str:
    """Return how the second copy stands, in a sentence."""
    if not stands.path:
        return say("There is no second copy yet.")
    if stands.is_whole:
        return say("The second copy is complete, as of {at}.", at=stands.at)
    told = say("The second copy lacks {records} records and {files} files.", records=stands.records, files=stands.files)
    return told + (" " + say("There is no room left on its disk.") if stands.is_full else "")


def follow(speech: Speech, vault: Vault) -> None:
    """After a command: let the second copy catch up, if there is one; say it when it cannot."""
    stands = copy_standing(vault)
    if not stands.path:
        return
    try:
        stands = copy_now(vault)
    except AppError as error:
        speech.warning(" ".join(explain(error)))
        return
    if not stands.is_whole:
        speech.warning(words_of(stands))


def restore(args: Namespace, speech: Speech) -> int:
    """Make a vault from a second copy. 1 when the copy was not whole; what there is was restored."""
    from core.actions.office.restore import restore as restore_copy

    typed = passphrase(args, "Code of the recovery sheet: " if args.sheet else "Passphrase: ")
    code, secret = (typed, "") if args.sheet else ("", typed)
    back = restore_copy(args.path, vault_folder(args), passphrase=secret, code=code, report=speech.reporter())
    with closing(back.vault):
        values: dict[str, object] = {
            "at": back.at,
            "records": back.records,
            "files": back.files,
            "drafts": back.drafts,
            "missing_files": back.missing_files,
            "gaps": back.gaps,
            "damaged": list(back.damaged),
        }
        told = say("Restored up to {at}: {records} records, {files} files, {drafts} drafts.", **values)
        if not back.is_whole:
            lacking = say(
                "Not in the copy: {missing_files} files, {gaps} records. Damaged parts: {count}.", count=len(back.damaged), **values
            )
            told += " " + lacking
        told += " " + say("Number books stay closed until the last number on paper is typed. Enrol this laptop anew.")
        speech.result(values, told)
    return 0 if back.is_whole else 1
