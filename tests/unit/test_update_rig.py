"""An update that is killed in its midst, in short form; `python -m tests.rigs.update_rig` kills it at every step."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def rig(*words: str) -> tuple[int, str]:
    """Return exit code and last line. A process of its own, because it forks."""
    done = subprocess.run([sys.executable, "-m", "tests.rigs.update_rig", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return done.returncode, done.stdout.splitlines()[-1]


def test_whenever_an_update_is_killed_a_whole_version_starts_and_the_update_can_be_taken_again() -> None:
    code, said = rig("--every", "8")
    assert (code, said.endswith("kills, 0 faults")) == (0, True) and int(said.split()[0]) >= 5


def test_an_update_that_sweeps_the_version_in_use_is_found() -> None:
    assert rig("--plant", "swept-too-much")[0] == 1
