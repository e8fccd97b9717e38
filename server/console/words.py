"""The console's texts: English in the source, Indonesian in indonesian.json; Indonesian is what people see unless they choose otherwise."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("id", "en")


@lru_cache(maxsize=1)
def indonesian() -> dict[str, str]:
    """Return English -> Indonesian; a test holds it complete."""
    found: dict[str, str] = json.loads(Path(__file__).with_name("indonesian.json").read_text(encoding="utf-8"))
    return found


def say(language: str, text: str, **places: object) -> str:
    """Return a text in a language, its `{name}` places filled. Plain text: whoever puts it into a page escapes it."""
    found = text if language == "en" else indonesian()[text]
    return found.format(**places) if places else found
