"""Runs `main.py` as a person at a terminal would: a process of its own, the passphrase through a descriptor."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from tests.forked import command, start

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "tiga kuda di pematang"
THERE = 100  # the descriptor of the passphrase in the command


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
    words = [*map(str, arguments), "--passphrase-fd", str(THERE), *([] if vault is None else ["--vault", str(vault)])]
    with TemporaryFile() as out, TemporaryFile() as errors:
        try:
            process = start(command, words, {THERE: reading, 1: out.fileno(), 2: errors.fileno()})
        finally:
            os.close(reading)
        process.join(300)
        assert process.exitcode is not None, f"{words[0]} does not end"
        said = [(file.seek(0), file.read().decode())[1] for file in (out, errors)]
    done = Outcome(process.exitcode, *said)
    assert "Traceback" not in done.err, done.err
    return done


def set_up(vault: Path, *, office: str = "00.00.01", name: str = "Wira Contohwan", role: str = "panwascam_chair") -> Outcome:
    """Found an office in a new vault."""
    return run("setup", "--office", office, "--name", name, "--role", role, "--regime", "pemilihan", "--json", vault=vault)
