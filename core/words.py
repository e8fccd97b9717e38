"""The words that core says to people, in their language; used by the commands and the window alike."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from core.errors import AppError
from core.resources import resource_path

LANGUAGES = ("id", "en")
_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_language = "id"


def use_language(language: str) -> None:
    """Say everything in `language` from now on: "id" (the default) or "en". Raises ValueError for another one."""
    global _language  # one person sits before one program; passing it through every call would say nothing more
    if language not in LANGUAGES:
        raise ValueError("language is not id or en")
    _language = language


def language_in_use() -> str:
    """Return "id" or "en"."""
    return _language


def say(text: str, **places: object) -> str:
    """Return an English source text in the chosen language, with its `{name}` places filled from `places`.

    A text without a translation comes back as it is; a place without a value stays as it is.
    """
    words = text if _language == "en" else catalogue().get(text, text)
    return _PLACE.sub(lambda found: str(places.get(found[1], found[0])), words) if places else words


def explain(error: AppError) -> tuple[str, str]:
    """Return title and hint of an expected failure in the chosen language, their places filled from its details."""
    return say(error.title, **error.details), say(error.hint, **error.details)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, str]:
    """Return English -> Indonesian from resources/i18n/core_id.json."""
    found: dict[str, str] = json.loads(resource_path("i18n", "core_id.json").read_text(encoding="utf-8"))
    return found
