"""Kills the writer again and again in the midst of its work, and looks each time whether all it acknowledged is still there.

    python -m tests.rigs.kill_rig --rounds N [--plant early]

The short form, for the test suite. A kill leaves the system's cache alone: what was never flushed shows only in the power rig.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.rigs.claims import Claims
from tests.rigs.vault_verify import verify

ROOT = Path(__file__).resolve().parents[2]
LINES_MAX = 14  # a writer is killed at latest after so many lines
PAUSE_MS_MAX = 25.0  # about as long as the slowest thing takes that it announces


def writer_command(folder: Path, seed: int | str, bug: str = "") -> list[str]:
    module = ["tests.rigs.faulty_writer", str(folder), str(seed), bug] if bug else ["tests.rigs.vault_writer", str(folder), str(seed)]
    return [sys.executable, "-m", *module]


def writer_surroundings(scratch: Path) -> dict[str, str]:
    """Return the environment of a writer: its byte code kept in a scratch folder, so that the second start is quick."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(scratch), **kept}


def run_and_kill(command: Sequence[str], claims: Claims, chance: random.Random, surroundings: dict[str, str]) -> None:
    """Start a writer, kill it after some lines and a moment more, and hear everything it said until then."""
    lines, pause_s = chance.randint(1, LINES_MAX), chance.uniform(0, PAUSE_MS_MAX) / 1000
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=surroundings, start_new_session=True) as writer:
        assert writer.stdout is not None
        for _ in range(lines):
            if not (line := writer.stdout.readline()):
                break
            claims.hear(line)
        time.sleep(pause_s)  # not a wait: the moment of the kill itself
        os.killpg(writer.pid, signal.SIGKILL)
        for line in writer.stdout:  # said before the kill, and still in the pipe
            if line.endswith("\n"):
                claims.hear(line)
    if writer.returncode != -signal.SIGKILL:
        raise RuntimeError(f"the writer ended by itself with {writer.returncode}")


def kill_rounds(folder: Path, *, kills: int, seed: int, bug: str = "") -> tuple[Claims, list[str]]:
    """Return what was claimed and the first faults found; stops at a fault. folder: empty, for the vault and all around it."""
    claims, chance, surroundings = Claims(), random.Random(seed), writer_surroundings(folder / "bytecode")
    for number in range(kills):
        run_and_kill(writer_command(folder / "vault", f"{seed}-{number}", bug), claims, chance, surroundings)
        if faults := claims.judge(verify(folder / "vault")):
            return claims, [f"after kill {number + 1}: {fault}" for fault in faults]
    return claims, []


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rigs.kill_rig", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--plant", default="", metavar="FAULT", help="a fault put in on purpose; it must be found")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        claims, faults = kill_rounds(Path(folder), kills=asked.rounds, seed=1, bug=asked.plant)
    print("\n".join([*faults, f"{asked.rounds} kills, {len(claims.committed)} records acknowledged, {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
