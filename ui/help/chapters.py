"""The chapters of the guide (resources/guide), in the language of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from core.resources import resource_path
from core.words import language_in_use

CHAPTER_OF = {  # page of the rail -> chapter that explains it
    "home": "01-start",
    "cases": "02-case",
    "evidence": "03-evidence",
    "numbers": "06-numbers",
    "catalogue": "07-course",
    "printing": "08-print-scan",
    "sending": "09-send",
    "check": "10-check",
    "recap": "07-course",
    "settings": "11-office",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """key: its file's name; text: Markdown that begins with "# title"."""

    key: str
    title: str
    text: str

    def holds(self, words: str) -> bool:
        """Return whether every word occurs in it; case does not matter."""
        text = self.text.casefold()
        return all(word in text for word in words.casefold().split())


def chapters() -> list[Chapter]:
    """Return all chapters in their order."""
    found = []
    for path in sorted(resource_path("guide", language_in_use()).glob("*.md")):
        text = path.read_text(encoding="utf-8")
        found.append(Chapter(path.stem, text.partition("\n")[0].removeprefix("# "), text))
    return found
