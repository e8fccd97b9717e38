"""Planted bugs: writers that lie about what is durable. Each rig must be seen to find them before a pass is believed.

    python -m tests.rigs.faulty_writer VAULT SEED early|lazy_files|lazy_database

early: says COMMITTED before it writes (a kill shows it). lazy_files: write_durably without its fsync of files and folders.
lazy_database: the database with synchronous=OFF (a loss of power shows these two).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from core.vault.vault import Vault
from tests.rigs.vault_writer import desk_of, opened, say, write

EARLY, LAZY_FILES, LAZY_DATABASE = "early", "lazy_files", "lazy_database"


def say_early(line: str) -> None:
    """What only begins is already said to be durable."""
    word, source, *_ = line.split()
    if word == "BEGIN":
        say(line)
        say(f"COMMITTED {source}")


def let_files_lie() -> None:
    """From now on nothing that Python writes is flushed. SQLite, which asks the system itself, goes on as before."""
    setattr(os, "fsync", lambda _file: None)  # noqa: B010


def let_database_lie(vault: Vault) -> None:
    """Every connection of this vault leaves its writes to the system's cache."""

    def lie(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    event.listen(vault.engine, "checkout", lie)


def main(arguments: list[str]) -> None:
    folder, seed, bug = Path(arguments[0]).resolve(), arguments[1], arguments[2]
    vault = opened(folder, say)
    if bug == LAZY_FILES:
        let_files_lie()
    elif bug == LAZY_DATABASE:
        let_database_lie(vault)
    write(vault, seed, desk_of(folder), say_early if bug == EARLY else say)


if __name__ == "__main__":
    main(sys.argv[1:])
