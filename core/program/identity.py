"""Which program this is: its version, the system it was built for, and the vaults it writes."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.platform import program_platform
from core.resources import resource_path

TOLD = "program.json"  # written by pyinstaller.spec, beside `resources`


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """tables, views: of the vaults it writes (core/vault/migrate.py); an older program does not open a vault with higher ones."""

    version: str
    platform: str
    tables: str
    views: int

    def to_json(self) -> str:
        return json.dumps({"version": self.version, "platform": self.platform, "tables": self.tables, "views": self.views}) + "\n"


def is_packed() -> bool:
    """Return whether this is the program that PyInstaller made; else it runs from its source."""
    return bool(getattr(sys, "frozen", False))


@lru_cache(maxsize=1)
def this_program() -> Program:
    """Return the facts about the program that runs."""
    if is_packed():
        return Program(**json.loads((resource_path().parent / TOLD).read_text(encoding="utf-8")))
    return built_from(resource_path().parent)


def built_from(source: Path) -> Program:
    """Return what a program built of this source folder on this system is."""
    from core.vault.migrate import NEWEST, VIEWS  # only here: it brings the database along, and a start must not wait for it

    found = re.search(r'^version = "([^"]+)"$', (source / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    return Program(version=found[1] if found else "0.0", platform=program_platform(), tables=NEWEST, views=VIEWS)
