"""The sentences of a layout with the answers in them: "{matter/case_number}", chosen by an answer where the layout says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.papers.content import LongText, PaperSource
from core.papers.reading import NOTHING, Reading, Shown, child, day_of
from core.papers.words import date_id

TOKEN = re.compile(r"\{([a-z_0-9/]+)(?:\|([a-z_]+))?\}")
DOTS = "." * 24
WORDING_LINES = 4  # dotted lines where a whole sentence is an answer
ELECTIONS = {"pemilihan": "Pemilihan", "pemilu": "Pemilu"}


@dataclass(frozen=True)
class Wording:
    """Fills the sentences of one paper. A path gives the answer as it is printed, "-" where there is none.

    Besides paths: {office}, {supervisor} (Pengawas Pemilihan or Pengawas Pemilu), {election}. After a bar: lower, lower_first, day
    (a date without its weekday).
    """

    source: PaperSource
    reading: Reading
    layout: Mapping[str, Any]

    def fill(self, sentence: str) -> str:
        """Return the sentence with every {...} replaced."""
        return TOKEN.sub(lambda found: self._filled(found[1], found[2] or ""), sentence)

    def _filled(self, path: str, shape: str) -> str:
        words = self._told(path, shape)
        if self.reading.is_blank:
            return DOTS if words == NOTHING else words.replace("\n", "  ")
        return _shaped(words, shape)

    def paragraphs(self, entries: Sequence[Any]) -> list[LongText]:
        """Return a paragraph for each entry: a sentence, or {by: path} with `choices` (answer -> sentence), `filled`, `else`, `level`."""
        found = [(self.fill(self._chosen(entry)), entry) for entry in entries]
        levels = [entry.get("level", 0) if isinstance(entry, Mapping) else 0 for _words, entry in found]
        return [
            LongText("", level=level, fill=WORDING_LINES) if words.strip('"') == DOTS else LongText(words, level=level)
            for (words, _entry), level in zip(found, levels, strict=True)
            if words
        ]

    def address(self, entries: Sequence[Any]) -> list[LongText]:
        """Return the lines that name whom a letter goes to, close together, an empty line below."""
        lines = [words for entry in entries if (words := self.fill(self._chosen(entry)))]
        return [LongText("\n".join(lines), justified=False, gap_after=True)]

    def text_at(self, path: str) -> str:
        """Return the answer at a path as it is printed; a name of somebody protected is his code name. "-" when there is none."""
        holder, key = self.reading.at(path.rpartition("/")[0]), path.rpartition("/")[2]
        node = self.reading.at(path)
        if node is None:
            return NOTHING
        if key == "name" and holder is not None:
            return self.reading.name_of(holder) or NOTHING
        text = self.reading.text(node, holder)
        usual = child(holder, f"{key}_usual") if holder is not None else None
        return self.reading.text(usual, holder) if text == NOTHING and usual is not None else text

    def _told(self, path: str, shape: str) -> str:
        match path:
            case "office":
                return self.source.office.in_sentences or NOTHING
            case "supervisor":
                return str(self.layout["supervisor_word"][self.source.regime])
            case "election":
                return ELECTIONS[self.source.regime]
        if shape == "day":
            node: Shown | None = self.reading.at(path)
            day = day_of(node.value) if node is not None and node.relevant else None
            return date_id(day) if day else NOTHING
        return self.text_at(path)

    def _chosen(self, entry: Any) -> str:
        if not isinstance(entry, Mapping):
            return str(entry)
        if self.reading.is_blank:  # a form to fill by hand says what is usual
            usual = [entry.get("blank"), entry.get("filled"), *entry.get("choices", {}).values()]
            return next((str(said) for said in usual if said is not None), "")
        node = self.reading.at(str(entry["by"]))
        value = str(node.value) if node is not None and node.relevant else ""
        if value in entry.get("choices", {}):
            return str(entry["choices"][value])
        if "filled" in entry and self.text_at(str(entry["by"])) != NOTHING:
            return str(entry["filled"])
        return str(entry.get("else", ""))


def _shaped(words: str, shape: str) -> str:
    if shape == "lower":
        return words.lower()
    return words[:1].lower() + words[1:] if shape == "lower_first" else words
