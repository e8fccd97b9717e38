"""The answers of a form as a table: one row for each answer, with its question in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from forms.engine.instance import Instance
from forms.engine.view import Field, Repeat, Shown

HEAD = ("place", "question", "answer", "value")
FORMULA_SIGNS = ("=", "@", "+", "-", "\t", "\r")  # a spreadsheet would reckon with a text that begins so


@dataclass(frozen=True, slots=True)
class FlatAnswer:
    """place: names joined by "/", items with their number; answer: the words of a choice, else the value itself."""

    place: str
    question: str
    answer: str
    value: str


def flat_answers(instance: Instance) -> tuple[FlatAnswer, ...]:
    """Return every answer that would be saved, in the order of the form."""
    return tuple(row for page in instance.pages() for row in _rows(page, ""))


def _rows(node: Shown, above: str) -> Iterator[FlatAnswer]:
    if not node.relevant:
        return
    place = f"{above}/{node.key}".strip("/")
    if isinstance(node, Field):
        if node.value and node.kind != "note":
            yield FlatAnswer(place, node.label, _words(node), node.value)
    elif isinstance(node, Repeat):
        for number, item in enumerate(node.items, 1):
            for child in item.children:
                yield from _rows(child, f"{place}[{number}]")
    else:
        for child in node.children:
            yield from _rows(child, place)


def _words(field: Field) -> str:
    if field.kind not in ("select_one", "select_multiple", "rank"):
        return field.value
    labels = {value: label or value for value, label in field.choices}
    chosen = [field.value] if field.kind == "select_one" else field.value.split()
    return ", ".join(labels.get(value, value) for value in chosen)


def as_csv(rows: tuple[FlatAnswer, ...]) -> str:
    """Return the rows as CSV with a head; a text that a spreadsheet would take for a formula is marked as text by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in rows:
        writer.writerow([_harmless(text) for text in (row.place, row.question, row.answer, row.value)])
    return out.getvalue()


def _harmless(text: str) -> str:
    is_number = text[1:2].isdigit() and text[0] in "+-"
    return f"'{text}" if text.startswith(FORMULA_SIGNS) and not is_number else text
