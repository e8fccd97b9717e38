"""How the screen of one vault speaks and how large it writes: kept in plain words beside the vault, because the door reads it too."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from core.vault.durable import write_durably
from core.words import LANGUAGES
from ui.theme import LETTERS

_FILE = "screen.json"
LANGUAGE = "language"  # the setting inside of vaults from before that file


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """language: "id", "en", or empty where nobody has chosen; letters: one of ui.theme.LETTERS."""

    language: str = ""
    letters: str = "normal"


def screen_of(vault_folder: Path) -> Screen:
    """Return what was chosen for this vault. A file that is missing or makes no sense is nobody's choice."""
    try:
        kept = json.loads((vault_folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Screen()
    language, letters = (str(kept.get(name, "")) if isinstance(kept, dict) else "" for name in ("language", "letters"))
    return Screen(language=language if language in LANGUAGES else "", letters=letters if letters in LETTERS else "normal")


def keep_screen(vault_folder: Path, screen: Screen) -> None:
    """Keep what was chosen. Raises DiskRefused."""
    write_durably(vault_folder / _FILE, [json.dumps(asdict(screen)).encode()])
