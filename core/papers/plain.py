"""One page of a form that has no layout of its own: its questions in order, as rows; groups and items below headings."""

from __future__ import annotations

from collections.abc import Iterator

from core.papers.content import Block, Heading, LongText, Row
from core.papers.parts import hides
from core.papers.reading import NOTHING, Reading, Shown, child, is_field, is_repeat
from forms.taken_on_the_case import TAKEN_ON_THE_CASE

IN_COLUMN = 300  # a longer answer stands below its label, over the full width
LEVEL_MAX = 2


def plain_page(reading: Reading, page: Shown) -> list[Block]:
    """Return the blocks of one page; nothing when all of it is hidden."""
    if not page.relevant:
        return []
    blocks = list(_inside(reading, page, 0, None))
    return [Heading("", page.label), *blocks] if page.label and blocks else blocks


def _inside(reading: Reading, holder: Shown, level: int, owner: Shown | None) -> Iterator[Block]:
    owner = holder if child(holder, "protected") is not None else owner  # whose protection covers what is nested in him
    for node in holder.children:
        if not node.relevant or node.attributes.get("print") == "no":
            continue
        if is_field(node):
            if hides(node, owner) and not reading.is_closed:
                yield Row("", node.label or node.key, NOTHING, level=level)
                continue
            yield from _field(reading, node, holder, level)
        elif is_repeat(node):
            for number, item in enumerate(node.items, 1):
                yield from _part(reading, item, f"{node.label or node.key} {number}", level, owner)
        else:
            yield from _part(reading, node, node.label, level, owner)


def _part(reading: Reading, holder: Shown, heading: str, level: int, owner: Shown | None) -> Iterator[Block]:
    blocks = list(_inside(reading, holder, min(level + 1, LEVEL_MAX), owner))
    if heading and blocks:
        yield Heading("", heading, level=min(level + 1, LEVEL_MAX))
    yield from blocks


def _field(reading: Reading, field: Shown, holder: Shown, level: int) -> Iterator[Block]:
    if field.kind in TAKEN_ON_THE_CASE:  # the exhibits have their own pages
        return
    if field.kind == "note":
        if field.label:
            yield LongText(field.label, level=level)
        return
    said = reading.text(field, holder)
    if len(said) > IN_COLUMN or "\n" in said:
        yield Row("", field.label or field.key, level=level, colon=False)
        yield LongText(said, level=level)
    else:
        yield Row("", field.label or field.key, said or NOTHING, level=level)
