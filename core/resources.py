"""Where the files carried with the program lie: regions, rules, sample cases, fonts, icons."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "resources"  # PyInstaller keeps this relation inside its bundle


def resource_path(*parts: str) -> Path:
    """Return the path of a file or folder inside `resources/`; whether it exists is not looked at."""
    return ROOT.joinpath(*parts)
