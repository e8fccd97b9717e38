"""What the tests of bad input share: commands run within this process, and what a refusal must be like."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import main
from core.vault import truth
from core.vault.vault import Vault
from core.words import catalogue
from tests.rigs.full_vault import FullVault

Refused = tuple[str, str]  # code and sentence
Command = Callable[..., Refused]

_descriptors = count(200)  # none is used twice: a program reads one only once


def in_process(capfd: pytest.CaptureFixture[str], *arguments: object, vault: Path, passphrase: bytes) -> tuple[int, str, str]:
    """Run a command within this process, which saves its start. Returns the exit code and what it said."""
    piped, writing = os.pipe()
    os.write(writing, passphrase)
    os.close(writing)
    reading = os.dup2(piped, next(_descriptors))
    os.close(piped)
    capfd.readouterr()
    code = main.main([*map(str, arguments), "--vault", str(vault), "--passphrase-fd", str(reading)])
    said = capfd.readouterr()
    return code, said.out, said.err


def judged(out: str, err: str) -> Refused:
    """Return what a refusal said, after looking that it is one sentence and what to do, both in Indonesian."""
    told: dict[str, Any] = json.loads(out)
    title, hint = told["title"], told["hint"]
    assert [line for line in err.splitlines() if not line.startswith("COMMITTED ")] == [f"{title} {hint}"]
    for sentence in (title, hint):
        assert any(re.fullmatch(_pattern(known), sentence) for known in catalogue().values()), f"not in Indonesian: {sentence}"
    return told["refused"], title


def _pattern(text: str) -> str:
    return re.sub(r"\\{[a-z0-9_]+\\}", ".*", re.escape(text))


def records_of(folder: Path, data_key: bytes) -> list[str]:
    vault = Vault.open(folder, data_key)
    with vault.read() as tx:
        found = [stored.id for stored in truth.all_records(tx)]
    vault.close()
    return found


def first_case(made: FullVault) -> str:
    vault = Vault.open(made.folder, made.data_key)
    with vault.read() as tx:
        found = next(stored.header.stream for stored in truth.all_records(tx) if stored.header.type == "case.opened")
    vault.close()
    return found


def copy_of(made: FullVault, tmp_path: Path) -> Path:
    target = tmp_path / "copy"
    for path in made.folder.rglob("*"):
        if path.is_file():
            kept = target / path.relative_to(made.folder)
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(path.read_bytes())
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def setup(office: str = "00.00.01") -> list[str]:
    return ["setup", "--office", office, "--name", "Wira Contohwan", "--role", "panwascam_chair", "--regime", "pemilihan"]
