"""Whose new versions of the program are believed, and taking one from a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.actions.exchange.packs import known_centres
from core.errors import AppError
from core.program.identity import this_program
from core.program.take import take_update
from core.program.versions import Kept, Versions, own_versions
from core.reporter import Reporter
from core.vault import centres
from core.vault.shipped_keys import shipped_keys
from core.vault.vault import Vault


class NotPacked(AppError):
    code = "update.not_packed"


def pinned_publishers() -> dict[str, bytes]:
    """Return key id -> SPKI of the publishers in resources/trust/publishers. Where there are some, nobody else is believed."""
    return shipped_keys("publishers")


def publishers(vault: Vault | None) -> dict[str, bytes]:
    """Return whose programs are believed: the pinned publishers; without any the centres this vault knows, but no key they gave up."""
    if (pinned := pinned_publishers()) or vault is None:
        return pinned
    with vault.read() as tx:
        given_up = centres.seal_keys(tx)[1]
        return {key: spki for key, spki in known_centres(vault, tx).items() if key not in given_up}


def take_update_file(vault: Vault | None, path: Path, report: Reporter, *, versions: Versions | None = None) -> Kept:
    """Take a new version from a file; it begins at the next start. vault: for the centres it knows; None when publishers are pinned.

    Raises NotPacked when this program runs from its source, UpdateRefused with the reason.
    """
    return take_update(path, publishers(vault), versions or packed_versions(), report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """version: in use. waiting: begins at the next start. before: to which one can go back. failed: did not come up here. Else empty."""

    version: str
    is_packed: bool
    waiting: str = ""
    before: str = ""
    failed: str = ""


def standing(versions: Versions | None) -> Standing:
    """Return how the versions on this laptop stand. versions: None for a program that runs from its source."""
    if versions is None:
        return Standing(version=this_program().version, is_packed=False)
    own, choice, before = versions.own, versions.choice(), versions.way_back()
    if choice is None or (choice.use.folder and choice.use.number < own.number):  # a newer package was installed since
        return Standing(version=own.version, is_packed=True)
    waiting = choice.use.version if choice.use != own else ""
    return Standing(
        version=own.version, is_packed=True, waiting=waiting, before=before.version if before is not None else "", failed=choice.failed
    )


def packed_versions() -> Versions:
    """Return the versions of the packed program. Raises NotPacked."""
    if (found := own_versions()) is None:
        raise NotPacked("This program runs from its source and is not updated by a file.", "Bring the source up to date instead.")
    return found
