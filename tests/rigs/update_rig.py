"""Kills an update at every step - while it is taken, at its first start, on the way back - and looks whether a whole version still starts.

    python -m tests.rigs.update_rig [--plant NAME] [--every N]

A step is every file or folder that is opened, made, renamed or removed below the folder of the versions, and every report of progress.
What a power cut could take is told apart: at the moment of the switch every file and folder of the new version must have been flushed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from core.program import take
from core.program import versions as switch
from core.program.take import take_update
from core.program.versions import Choice, Kept, Versions
from core.reporter import Reporter
from tests.program_samples import installed, launched, ran, trusted, update_file

KEY = ec.generate_private_key(ec.SECP256R1())
SECOND = Kept(version="0.2.0", tables="0006", views=9, folder="0.2.0")
STEPS_MAX = 400


class World:
    """An installed 0.1.0 that runs 0.2.0, and a file with 0.3.0. Each story begins with a fresh copy."""

    def __init__(self, below: Path) -> None:
        self._below, self._ready = below, below / "ready"
        base = installed(self._ready)
        take_update(update_file(below, KEY, "0.2.0"), trusted(KEY), base, Reporter())
        replace(base, own=SECOND).stands()
        self.file = update_file(below, KEY, "0.3.0")
        self._count = 0

    def begin(self, *, is_taken: bool = False) -> Versions:
        """Return the versions as 0.2.0 sees them; is_taken: 0.3.0 waits for its first start."""
        self._count += 1
        versions = replace(installed(self._below / f"w{self._count}"), own=SECOND)
        shutil.copytree(self._ready, versions.folder.parent, symlinks=True)
        if is_taken:
            self.take(versions)
        return versions

    def take(self, versions: Versions, report: Reporter | None = None) -> None:
        take_update(self.file, trusted(KEY), versions, report or Reporter())


def killed_at(step: int, folder: Path, work: Callable[[Reporter], object]) -> bool:
    """Do `work` in a child that is killed at its step-th step. Returns False when it ended before."""
    if (child := os.fork()) == 0:
        seen = 0

        def count(event: str, given: tuple[object, ...]) -> None:
            nonlocal seen
            if event.startswith(("os.", "open", "shutil.")) and any(str(folder) in str(one) for one in given):
                seen += 1
                if seen == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work(Reporter(lambda *_step: count("os.step", (folder,))))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def start(versions: Versions) -> None:
    """Start the installed program with a window, as far as it comes."""
    if (child := os.fork()) == 0:
        os._exit(launched([str(versions.folder), "0.1.0", "", "window"]))
    os.waitpid(child, 0)


def whole(versions: Versions, kept: Kept) -> bool:
    """Return whether a version lies there with everything that belongs to it."""
    folder = versions.folder / kept.folder
    large = folder / "_internal" / "resources" / "besar.bin"
    library = folder / "_internal" / "libsatu.so"
    try:
        return all(sha256(one.read_bytes()).digest() == sha256(kept.version.encode() * 20_000).digest() for one in (large, library)) and (
            os.access(folder / "bukti", os.X_OK) and (folder / "_internal" / "program.json").is_file()
        )
    except OSError:
        return False


def judge(world: World, versions: Versions, where: str, expected: tuple[str, ...]) -> list[str]:
    """Return what is wrong after a kill: a version of `expected` must start, whole, with the way back there and the next update taken."""
    faults, choice = [], versions.choice()
    if choice is None:
        return [f"{where}: nothing says what is started"]
    faults += [
        f"{where}: {one.version} is not whole" for one in (choice.use, choice.before) if one and one.folder and not whole(versions, one)
    ]
    start(versions)
    if not (came := ran(versions)) or came[-1].split()[0] not in expected:
        faults.append(f"{where}: {came or 'nothing'} came up")
    after = versions.choice()
    if after is None or not after.is_good:
        faults.append(f"{where}: no version stands")
    elif after.use.version == "0.2.0":
        world.take(versions)
        start(versions)
        if ran(versions)[-1].split()[0] != "0.3.0":
            faults.append(f"{where}: the update cannot be taken again")
    return faults


def taking(world: World, step: int) -> tuple[bool, list[str]]:
    versions = world.begin()
    if not killed_at(step, versions.folder, lambda report: world.take(versions, report)):
        return False, []
    return True, judge(world, versions, f"taking, step {step}", ("0.2.0", "0.3.0"))


def starting(world: World, step: int) -> tuple[bool, list[str]]:
    versions = world.begin(is_taken=True)
    words = [str(versions.folder), "0.1.0", "", "window"]
    if not killed_at(step, versions.folder, lambda _report: launched(words)):
        return False, []
    return True, judge(world, versions, f"starting, step {step}", ("0.3.0",))


def going_back(world: World, step: int) -> tuple[bool, list[str]]:
    versions = world.begin(is_taken=True)
    start(versions)
    third = replace(versions, own=Kept(version="0.3.0", tables="0006", views=9, folder="0.3.0"))
    if not killed_at(step, versions.folder, lambda _report: third.go_back()):
        return False, []
    return True, judge(world, versions, f"going back, step {step}", ("0.2.0", "0.3.0"))


def flushed(world: World) -> list[str]:
    """Return what of the new version was not flushed when the switch was written."""
    versions, seen, fsync, choose = world.begin(), set[tuple[int, int]](), os.fsync, Versions.choose
    found: list[str] = []

    def note(handle: int) -> None:
        seen.add((os.fstat(handle).st_dev, os.fstat(handle).st_ino))
        fsync(handle)

    def look(self: Versions, choice: Choice) -> None:
        new = self.folder / choice.use.folder
        for path in (self.folder, new, *new.rglob("*")):
            if not path.exists() or (path.stat().st_dev, path.stat().st_ino) not in seen:
                found.append(f"a power cut could take {path.relative_to(self.folder)}")
        choose(self, choice)

    os.fsync, Versions.choose = note, look  # type: ignore[method-assign]
    try:
        world.take(versions)
    finally:
        os.fsync, Versions.choose = fsync, choose  # type: ignore[method-assign]
    return found


def _choose_first(pack: take.ProgramPack, *rest: object) -> None:
    versions = replace(installed(Path(str(rest[1])).parents[1]), own=SECOND)
    new = Kept(version=pack.version, tables=pack.tables, views=pack.views, folder=pack.version)
    versions.choose(Choice(use=new, before=SECOND))
    _PLAIN_UNPACK(pack, *rest)  # type: ignore[arg-type]


def _write_in_place(target: Path, pieces: list[bytes]) -> None:
    with target.open("wb") as file:
        for piece in pieces:
            file.write(piece[: len(piece) // 2])
            with (target.parent / "half").open("wb"):  # a moment at which it can be killed
                file.write(piece[len(piece) // 2 :])


def _sweep_all(versions: Versions) -> None:
    for path in versions.folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


_PLAIN_UNPACK = take._unpack
PLANTS: dict[str, tuple[object, str, object]] = {
    "chosen-first": (take, "_unpack", _choose_first),
    "switch-in-place": (switch, "write_durably", _write_in_place),
    "swept-too-much": (take, "_sweep", _sweep_all),
    "never-flushed": (take, "sync_folder", lambda _folder: None),
}


@contextmanager
def planted(name: str | None) -> Iterator[None]:
    """Put a bug in for a while."""
    if name is None:
        yield
        return
    where, what, bad = PLANTS[name]
    good = getattr(where, what)
    setattr(where, what, bad)
    try:
        yield
    finally:
        setattr(where, what, good)


def run(plant: str | None, every: int) -> tuple[int, list[str]]:
    """Return at how many steps it was killed, and what was wrong; with a plant it ends at the first fault."""
    kills, faults = 0, list[str]()
    with tempfile.TemporaryDirectory() as below:
        world = World(Path(below))
        with planted(plant):
            faults += flushed(world)
            for story in (taking, starting, going_back):
                for step in range(1, STEPS_MAX, every):
                    if plant is not None and faults:
                        return kills, faults
                    was_killed, found = story(world, step)
                    faults += found
                    if not was_killed:
                        break
                    kills += 1
    return kills, faults


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plant", choices=PLANTS)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="kill at every Nth step only")
    asked = parser.parse_args()
    kills, faults = run(asked.plant, asked.every)
    for fault in faults[:20]:
        print(fault)
    print(f"{kills} kills, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
