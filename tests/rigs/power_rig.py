"""Rebuilds the disks that a loss of power could have left behind a writer, and looks whether each still holds all it acknowledged.

    python -m tests.rigs.power_rig --states N [--plant lazy_files|lazy_database]

The short form, for the test suite: strace records what the writer does to the vault's folder, `disk_model` forgets what was not flushed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.rigs.claims import Claims
from tests.rigs.disk_model import EVERYTHING, NOTHING, SOMETHING, Disk, Step
from tests.rigs.kill_rig import ROOT, writer_command, writer_surroundings
from tests.rigs.vault_verify import verify

_MODELLED = "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat"
_NOT_MODELLED = "creat,open,writev,pwritev,pwritev2,truncate,fallocate,sendfile,copy_file_range,splice,link,linkat,symlink,symlinkat"
_CALL = re.compile(r"^(\w+)\((.*)\)\s+=\s+(\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)")


def record(command: Sequence[str], *, trace: Path, acknowledged: int, surroundings: dict[str, str]) -> None:
    """Run a writer under strace until it has acknowledged so many things, then kill it."""
    calls = f"trace={_MODELLED},{_NOT_MODELLED}"
    strace = ["strace", "-f", "-y", "-xx", "-s", "4194304", "-e", calls, "-e", "signal=none", "-o", str(trace), *command]
    claims = Claims()
    with subprocess.Popen(strace, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=surroundings, start_new_session=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            claims.hear(line)
            if len(claims.committed) >= acknowledged:
                break
        os.killpg(writer.pid, signal.SIGKILL)


def steps_of(trace: Path, root: Path) -> Iterator[Step]:
    """Yield what a recording says was done below `root`, and each line the writer said, in their order."""
    unfinished: dict[str, str] = {}
    position: dict[str, int] = {}
    with trace.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            process, _, call = line.rstrip().partition(" ")
            call = call.lstrip()
            if call.endswith("<unfinished ...>"):
                unfinished[process] = call.removesuffix("<unfinished ...>").rstrip()
                continue
            if call.startswith("<..."):
                call = unfinished.pop(process, "") + call.partition("resumed>")[2]
            if (found := _CALL.match(call)) is not None:
                yield from _step(found[1], found[2], int(found[3]), root, position)


def _step(call: str, arguments: str, result: int, root: Path, position: dict[str, int]) -> Iterator[Step]:
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    opened = _DESCRIPTOR.match(arguments)
    file = _below(root, bytes.fromhex(opened[2].replace("\\x", ""))) if opened else None
    named = [_below(root, text) for text in texts] if call not in ("write", "pwrite64") else []
    if call == "write" and opened and opened[1] == "1" and file is None:
        yield from (Step("said", line) for line in texts[0][:result].decode().splitlines())
        return
    subject = named[0] if named else file
    if subject is None or subject.endswith("-shm"):  # SQLite's shared memory is made anew at every open
        return
    match call:
        case "openat" if "O_CREAT" in arguments:
            position[subject] = 0
            yield Step("make", subject)
        case "write":
            yield Step("write", subject, texts[0][:result], position[subject])
            position[subject] += result
        case "pwrite64":
            yield Step("write", subject, texts[0][:result], int(arguments.rpartition(",")[2]))
        case "ftruncate":
            yield Step("cut", subject, offset=int(arguments.rpartition(",")[2]))
        case "fsync" | "fdatasync":
            yield Step("sync", subject)
        case "rename" | "renameat" | "renameat2":
            yield Step("rename", subject, new_name=named[1] or "")
        case "unlink" | "unlinkat" | "rmdir":
            yield Step("remove", subject)
        case "mkdir" | "mkdirat":
            yield Step("folder", subject)
        case "openat":
            return
        case _:
            raise ValueError(f"{call} on {subject}: the disk model does not know it")


def _below(root: Path, raw: bytes) -> str | None:
    path = Path(os.fsdecode(raw))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


def power_states(folder: Path, *, states: int, acknowledged: int, seed: int, bug: str = "") -> tuple[Claims, list[str]]:
    """Return what was claimed and the faults of the first bad state. folder: empty, for the vault and all around it."""
    chance, root, trace = random.Random(seed), (folder / "vault").resolve(), folder / "trace"
    root.mkdir()
    surroundings = writer_surroundings(folder / "bytecode")
    record(writer_command(root, seed, bug), trace=trace, acknowledged=acknowledged, surroundings=surroundings)
    steps = list(steps_of(trace, root))
    promises = [number for number, step in enumerate(steps) if step.name.startswith("COMMITTED") and step.kind == "said"]
    # half of the cuts right after a promise, where a lie is worst; every way of losing by turns
    cuts = [chance.choice(promises) if turn % 2 else chance.randrange(promises[0], len(steps)) for turn in range(states)]
    ways = {turn: (NOTHING, EVERYTHING, SOMETHING, SOMETHING)[turn // 2 % 4] for turn in range(states)}
    disk, claims, done = Disk(), Claims(), 0
    for turn in sorted(range(states), key=cuts.__getitem__):
        for step in steps[done : cuts[turn] + 1]:
            if step.kind == "said":
                claims.hear(step.name)
            disk.take(step)
        done = cuts[turn] + 1
        disk.lay_out(folder / f"state-{turn}", ways[turn], chance)
        if faults := claims.judge(verify(folder / f"state-{turn}")):
            return claims, [f"step {cuts[turn]}, {ways[turn]} unflushed survives: {fault}" for fault in faults]
    return claims, []


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rigs.power_rig", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--states", type=int, default=50)
    parser.add_argument("--plant", default="", metavar="FAULT", help="a fault put in on purpose; it must be found")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        claims, faults = power_states(Path(folder), states=asked.states, acknowledged=12, seed=1, bug=asked.plant)
    print("\n".join([*faults, f"{asked.states} states, {len(claims.committed)} records acknowledged, {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
