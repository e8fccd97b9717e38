"""At each start of the installed program: hand over to the newer version that was chosen, and return to the one before when it fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.errors import AppError
from core.platform import become, only_one
from core.program.versions import Choice, Kept, Versions, own_versions

TRIES = 2  # the first may have met a power cut
OWN_MATTERS = ("--selftest", "--evidence-child", "--paper-child", "--server-child")  # done by whoever was called


def hand_over(arguments: list[str], *, is_window: bool, versions: Versions | None = None) -> int | None:
    """Return the exit code of the version that was started, None when this program shall go on itself.

    is_window: the window will open; only then is a version tried that never stood before. A command goes on with the one before until
    then, so that nothing opens a vault with a version from which we may return.
    """
    found = versions or own_versions()
    if found is None or found.own.folder or (arguments[:1] and arguments[0] in OWN_MATTERS) or {"update", "--back"} <= set(arguments):
        return None  # the way back is open also when the newer version does nothing any more
    code: int | None = None
    while code is None and (choice := found.choice()) is not None and choice.use.folder and choice.use.number > found.own.number:
        if choice.is_good:
            code = _become(found, choice.use, arguments)
        elif not is_window:
            return _become(found, choice.before, arguments) if choice.before is not None else None
        else:
            code = _try(found, choice, arguments)
        if code is None and not _leave(found, choice):
            return _become(found, choice.before, arguments) if choice.before is not None else None
    return code


def _try(found: Versions, choice: Choice, arguments: list[str]) -> int | None:
    """Start a version that never stood before and watch it. Returns its exit code, None when it did not come up."""
    try:
        with only_one(found.folder / "starting") as is_mine:
            if not is_mine:  # another start of it is being watched just now: two presses of an impatient hand are no failures
                return _become(found, choice.use, arguments)
            if choice.starts >= TRIES:
                return None
            found.choose(replace(choice, starts=choice.starts + 1))
            code = _watch(found, choice.use, arguments)
    except (AppError, OSError):  # the disk takes nothing: the version before needs no mark
        return None
    after = found.choice()
    return code if after is not None and after.use == choice.use and after.is_good else None


def _leave(found: Versions, choice: Choice) -> bool:
    """Return to the version before. Returns whether the disk has taken it."""
    before = choice.before or Kept(version=found.own.version, tables=found.own.tables, views=found.own.views)
    try:
        found.choose(Choice(use=before, is_good=True, failed=choice.use.version))
    except AppError:
        return False
    return True


def _become(found: Versions, kept: Kept, arguments: list[str]) -> int | None:
    return _started(found.path_of(kept), lambda program: become(program, arguments, clean_environment()))


def _watch(found: Versions, kept: Kept, arguments: list[str]) -> int | None:
    import subprocess  # only now: no other start shall wait for it

    def watched(program: Path) -> int:
        return subprocess.run([str(program), *arguments], env=clean_environment(), check=False, close_fds=False).returncode

    return _started(found.path_of(kept), watched)


def _started(program: Path | None, start: Callable[[Path], int]) -> int | None:
    try:
        return start(program) if program is not None and program.is_file() else None
    except OSError:  # removed, not for this machine, or on a disk from which nothing may run
        return None


def clean_environment() -> dict[str, str]:
    """Return the environment without what PyInstaller has put into it for this program: another one must not find its libraries here."""
    inside = str(getattr(sys, "_MEIPASS", Path(sys.executable).parent / "_internal"))
    kept = {"PYINSTALLER_RESET_ENVIRONMENT": "1"}
    for name, value in os.environ.items():
        before = os.environ.get("LD_LIBRARY_PATH_ORIG", value) if name == "LD_LIBRARY_PATH" else value
        pieces = [piece for piece in before.split(os.pathsep) if not piece.startswith(inside)]
        if not name.startswith("_PYI_") and name != "LD_LIBRARY_PATH_ORIG" and (any(pieces) or not before):
            kept[name] = os.pathsep.join(pieces)
    return kept
