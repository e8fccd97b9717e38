"""The versions that lie beside each other in the data folder, and the small file that says which of them is started.

That file is the only switch: what it does not name counts for nothing, whatever lies there. The installed program reads it at each start,
also when it is years older than what it starts, so its shape never changes. Source: docs/decisions/0025.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from core.errors import AppError
from core.platform import CHOSEN, VERSIONS, data_folder
from core.program.identity import is_packed, this_program
from core.vault.durable import write_durably
from record.errors import Unreadable
from record.program_version import number_of


class NoWayBack(AppError):
    code = "update.no_way_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A version that can be started. folder: its name in the folder of the versions; empty for the installed program itself."""

    version: str
    tables: str
    views: int
    folder: str = ""

    @property
    def number(self) -> tuple[int, ...]:
        return number_of(self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """use: what is started. before: what it took the place of. starts: how often it was tried until its window stood once (is_good).

    failed: a version that did not come up, so that the one before goes on; is_told: the person has been told so.
    """

    use: Kept
    before: Kept | None = None
    starts: int = 0
    is_good: bool = False
    failed: str = ""
    is_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """folder: where they lie. own: the version that runs now. platform: of this system. program: file name of the program in each."""

    folder: Path
    own: Kept
    platform: str
    program: str = "bukti"

    def choice(self) -> Choice | None:
        """Return what was chosen; None when nothing was, or the file makes no sense: then the installed program goes on."""
        try:
            told = json.loads((self.folder / CHOSEN).read_bytes())
            if told.pop("v") != 1:
                return None
            use, before = _kept(told.pop("use")), told.pop("before")
            return Choice(use=use, before=None if before is None else _kept(before), **told)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, Unreadable):
            return None

    def choose(self, choice: Choice) -> None:
        """Start this from now on; durable when it returns. Raises DiskRefused: then what was chosen before stays."""
        write_durably(self.folder / CHOSEN, [json.dumps({"v": 1, **asdict(choice)}).encode()])

    def path_of(self, kept: Kept) -> Path | None:
        """Return the program of a version; None for the installed one."""
        return self.folder / kept.folder / self.program if kept.folder else None

    def stands(self) -> None:
        """The window of this version is on the screen: it is not left by itself any more. Raises DiskRefused."""
        choice = self.choice()
        if choice is not None and choice.use == self.own and self.own.folder and not choice.is_good:
            self.choose(replace(choice, is_good=True))

    def fallen_back(self) -> str:
        """Return the version that did not come up here, once, so that the person hears of it; else an empty text. Raises DiskRefused."""
        choice = self.choice()
        if choice is None or not choice.failed or choice.is_told:
            return ""
        self.choose(replace(choice, is_told=True))
        return choice.failed

    def way_back(self) -> Kept | None:
        """Return the version to which `go_back` would return, None when there is none."""
        choice = self.choice()
        return choice.before if choice is not None and choice.use.folder else None

    def go_back(self) -> Kept:
        """Let the version before be started from now on. Returns it.

        Raises NoWayBack when there is none, or when it could not open the vaults any more that the newer one has had open.
        """
        choice = self.choice()
        if choice is None or choice.before is None or not choice.use.folder:
            raise NoWayBack("Nothing was changed: there is no earlier version to go back to.", "This version stays in use.")
        use, before = choice.use, choice.before
        if choice.is_good and (before.tables, before.views) < (use.tables, use.views):
            raise NoWayBack(
                "Nothing was changed: version {before} could not open what version {use} has written.",
                "Stay with this version, and tell the centre what is wrong with it: a newer one can mend it.",
                before=before.version,
                use=use.version,
            )
        self.choose(Choice(use=before, is_good=True))
        return before


def own_versions() -> Versions | None:
    """Return the versions of the packed program that runs; None when it runs from its source: such a one is not updated by packs."""
    if not is_packed():
        return None
    told, here = this_program(), Path(sys.executable)
    folder = data_folder() / VERSIONS
    name = here.parent.name if here.parent.parent == folder else ""
    own = Kept(version=told.version, tables=told.tables, views=told.views, folder=name)
    return Versions(folder=folder, own=own, platform=told.platform, program=here.name)


def _kept(told: Mapping[str, object]) -> Kept:
    kept = Kept(**told)  # type: ignore[arg-type]  # checked below
    names = (kept.version, kept.tables, kept.folder)
    if not all(isinstance(one, str) for one in names) or type(kept.views) is not int or (kept.folder and kept.folder != kept.version):
        raise Unreadable("no version")
    number_of(kept.version)
    return kept
