"""Runs `main.py` as a person at a terminal would: a process of its own, the passphrase through a descriptor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "tiga kuda di pematang"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*arguments: object, vault: Path | None = None, passphrase: str = PASSPHRASE) -> Outcome:
    """Return how the command ended. The passphrase goes through a pipe, never through argv or the environment."""
    reading, writing = os.pipe()
    os.write(writing, passphrase.encode())
    os.close(writing)
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments), "--passphrase-fd", str(reading)]
    command += ["--vault", str(vault)] if vault is not None else []
    try:
        done = subprocess.run(command, cwd=ROOT, pass_fds=[reading], capture_output=True, text=True, timeout=300)
    finally:
        os.close(reading)
    assert "Traceback" not in done.stderr, done.stderr
    return Outcome(done.returncode, done.stdout, done.stderr)


def set_up(vault: Path, *, office: str = "00.00.01", name: str = "Wira Contohwan", role: str = "panwascam_chair") -> Outcome:
    """Found an office in a new vault."""
    return run("setup", "--office", office, "--name", name, "--role", role, "--regime", "pemilihan", "--json", vault=vault)
