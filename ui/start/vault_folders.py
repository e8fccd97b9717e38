"""Where vaults lie on this laptop, and which one was open last."""

from __future__ import annotations

from pathlib import Path

from core.platform import data_folder
from core.vault.durable import write_durably
from core.vault.header_names import NAMES

_LAST = "last-vault.txt"


def has_vault(folder: Path) -> bool:
    """Return whether there is a vault in this folder, readable or not."""
    return any((folder / name).exists() for name in NAMES)


def new_folder(*, is_drill: bool, base: Path | None = None) -> Path:
    """Return a folder for a new vault in the usual place that holds none yet."""
    place, name = base or data_folder(), "latihan" if is_drill else "vault"
    number = 1
    while has_vault(found := place / (name if number == 1 else f"{name}-{number}")):
        number += 1
    return found


def last_folder(base: Path | None = None) -> Path | None:
    """Return the vault that was open last, or the one in the usual place; None when there is none."""
    place = base or data_folder()
    try:
        kept = Path((place / _LAST).read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        kept = place / "vault"
    for folder in (kept, place / "vault"):
        if has_vault(folder):
            return folder
    return None


def remember(folder: Path, base: Path | None = None) -> None:
    """Open this vault at the next start. Raises DiskRefused."""
    place = base or data_folder()
    if not (place / _LAST).exists() or (place / _LAST).read_text(encoding="utf-8").strip() != str(folder):
        write_durably(place / _LAST, [str(folder).encode()])
