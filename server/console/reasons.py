"""Why a record was set aside, in the words of whoever reads the page; it is stored, and told to laptops, in English."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import escape
from pathlib import Path

from server.console.look import Visitor

_WHO = {"device": "laptop", "person": "petugas", "centre": "pusat"}
_PLACE = re.compile(r"\\\{(\w+)\\\}")


def reason_words(visitor: Visitor, reason: str) -> str:
    """Return a stored reason as HTML. What only says how bytes break the format stays as it is, behind a sentence, for the programmers."""
    if visitor.language == "en":
        return escape(reason)
    for pattern, words in _patterns():
        if found := pattern.fullmatch(reason):
            return escape(words.format(**{name: _WHO.get(value, value) for name, value in found.groupdict().items()}))
    return f"{visitor.say('It is not written as the format says.')}<br><code class='soft' lang='en'>{escape(reason)}</code>"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(english))), words) for english, words in indonesian_reasons().items())


@lru_cache(maxsize=1)
def indonesian_reasons() -> dict[str, str]:
    """Return the English of a reason, with places -> Indonesian; a test holds it complete."""
    found: dict[str, str] = json.loads(Path(__file__).with_name("reasons_id.json").read_text(encoding="utf-8"))
    return found
