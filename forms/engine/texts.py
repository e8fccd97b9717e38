"""Reads the words of an XForm: translations, labels, hints and messages, also those with values inside."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, field

from forms.engine.definition import Definition, Labels, Spoken
from forms.engine.errors import FormRefused
from forms.engine.expression import Expression

X = "{http://www.w3.org/2002/xforms}"
GAP = "…"  # stands for a value inside a text where nobody can work it out
Pieces = list["str | ET.Element"]
Compile = Callable[[str], Expression]  # gives at most one value


@dataclass(slots=True)
class Words:
    """The texts of a form by their id. labels: as plain text; pieces: by language, those with values inside."""

    languages: tuple[str, ...] = ()
    labels: dict[str, Labels] = field(default_factory=dict)
    pieces: dict[str, dict[str, Pieces]] = field(default_factory=dict)

    @classmethod
    def read(cls, model: ET.Element) -> Words:
        """Return the translations of the form; the default language comes first. Pictures and sounds are left out."""
        found = cls()
        languages: list[str] = []
        for translation in model.findall(f"{X}itext/{X}translation"):
            language = translation.get("lang", "")
            languages.insert(0 if translation.get("default") else len(languages), language)
            for text in translation.findall(f"{X}text"):
                for value in text.findall(f"{X}value"):
                    if value.get("form") is None:
                        found._take(text.get("id", ""), language, value)
        found.languages = tuple(languages)
        return found

    def _take(self, name: str, language: str, element: ET.Element) -> None:
        self.labels.setdefault(name, {})[language] = plain(element)
        if len(element):
            self.pieces.setdefault(name, {})[language] = _pieces(element)

    def element(self, definition: Definition, slot: str, parent: ET.Element, tag: str, compiled: Compile) -> None:
        """Take the <label> or <hint> of a control into `definition`."""
        if (found := parent.find(f"{X}{tag}")) is None:
            return
        reference = found.get("ref", "")
        if not reference:
            setattr(definition, slot, {"": plain(found)})
            if len(found):
                definition.spoken[slot] = {language: compile_pieces(_pieces(found), compiled) for language in (self.languages or ("",))}
        elif reference.startswith("jr:itext("):
            self.message(definition, slot, reference, compiled)
        else:
            setattr(definition, slot, {"": GAP})
            definition.spoken[slot] = {language: (compiled(reference),) for language in (self.languages or ("",))}

    def message(self, definition: Definition, slot: str, reference: str, compiled: Compile) -> None:
        """Take a message of a bind, written out or as jr:itext('id'), into `definition`."""
        if not reference.startswith("jr:itext("):
            setattr(definition, slot, {"": reference})
            return
        name = itext_id(reference)
        setattr(definition, slot, self.labels.get(name, {}))
        if name in self.pieces:
            definition.spoken[slot] = self.spoken(name, compiled)

    def spoken(self, name: str, compiled: Compile) -> Spoken:
        """Return the text with this id by language, where it has values inside."""
        return {language: compile_pieces(pieces, compiled) for language, pieces in self.pieces.get(name, {}).items()}


def itext_id(reference: str) -> str:
    """Return the id in jr:itext('id')."""
    return reference.strip().removeprefix("jr:itext(").removesuffix(")").strip("'\" ")


def plain(element: ET.Element) -> str:
    """Return the text with a sign for every value inside."""
    return "".join(piece if isinstance(piece, str) else GAP for piece in _pieces(element)).strip()


def item_label(item: ET.Element, words: Words) -> tuple[Labels, str]:
    """Return the labels of an <item> in the body, and the id of its text, "" when it is written there."""
    found = item.find(f"{X}label")
    if found is None:
        return {}, ""
    if reference := found.get("ref", ""):
        return words.labels.get(itext_id(reference), {}), itext_id(reference)
    return {"": plain(found)}, ""


def _pieces(element: ET.Element) -> Pieces:
    pieces: Pieces = [element.text or ""]
    for child in element:
        if child.tag != f"{X}output":
            raise FormRefused(f"<{child.tag.rsplit('}', 1)[-1]}> inside a text is not known: {''.join(element.itertext())[:40]!r}")
        pieces += [child, child.tail or ""]
    return pieces


def compile_pieces(pieces: Pieces, compiled: Compile) -> tuple[str | Expression, ...]:
    """Return the text with its values as expressions."""
    return tuple(piece if isinstance(piece, str) else compiled(piece.get("value") or piece.get("ref") or "''") for piece in pieces)
