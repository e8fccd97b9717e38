"""One page of a form on the paper, in the way its layout says: as rows, a letter head, sentences, a numbered list, a table, a slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.papers.content import Block, ExhibitOnPaper, Heading, Item, LetterHead, LongText, Row, Table
from core.papers.parts import PartWriter, opening_words
from core.papers.reading import BOX, NOTHING, Reading, Shown, below, child, is_field, is_repeat, part, printed
from core.papers.wording import Wording

OPENING = "telah dilakukan klarifikasi dengan keterangan sebagai berikut."
SLIP_DOTS = "." * 60
CHECKED = ("No.", "Syarat", "Keadaan", "Keterangan")


def in_order(pages: tuple[Shown, ...], layout: Mapping[str, Any]) -> list[Shown]:
    """Return the pages as the paper wants them: those of `page_order` first, the others as the form has them."""
    first = list(layout.get("page_order", ()))
    return sorted(pages, key=lambda page: first.index(page.key) if page.key in first else len(first))


def page_blocks(
    wording: Wording, page: Shown, exhibits: tuple[ExhibitOnPaper, ...], shown_elsewhere: set[str], place_date: str
) -> list[Block]:
    """Return what one page puts on the paper. Its style stands in the layout under `pages`; none: its label and its rows."""
    layout, reading = wording.layout, wording.reading
    style: Mapping[str, Any] = layout.get("pages", {}).get(page.key, {})
    if page.key == "opening":
        return opening_words(reading, page, wording.fill(str(layout.get("opening_words", OPENING))))
    around = [wording.paragraphs(style.get(where, ())) for where in ("before", "after")]
    return [*around[0], *_inside(wording, page, style, exhibits, shown_elsewhere, place_date), *around[1]]


def _inside(
    wording: Wording, page: Shown, style: Mapping[str, Any], exhibits: tuple[ExhibitOnPaper, ...], elsewhere: set[str], place_date: str
) -> list[Block]:
    reading = wording.reading
    match style.get("as", "rows"):
        case "hidden":
            return []
        case "letter_head":
            rows = tuple((field.label, wording.text_at(f"{page.key}/{field.key}")) for field in printed(page) if is_field(field))
            return [LetterHead(rows, place_date)]
        case "words":
            return list(wording.address(style["words"]) if style.get("plain") else wording.paragraphs(style.get("words", ())))
        case "numbered":
            return _numbered(wording, style)
        case "checklist":
            return _checklist(reading, page)
        case "slip":
            rows_of = [(field, reading.text(field, page)) for field in printed(page)]
            return [Heading("", page.label), *(Row("", field.label, SLIP_DOTS if said == NOTHING else said) for field, said in rows_of)]
    tables: Mapping[str, Any] = wording.layout.get("tables", {})
    return PartWriter(reading, page, exhibits, elsewhere, heading=style.get("heading"), tables=tables).write()


def _numbered(wording: Wording, style: Mapping[str, Any]) -> list[Block]:
    node = wording.reading.at(str(style["points"]))
    points = list(_points(wording, node, str(style["points"]))) if node is not None else []
    if not points and style.get("when_filled"):
        return []
    heading: list[Block] = [Heading("", str(style["heading"]))] if style.get("heading") else []
    with_boxes = wording.reading.is_blank and not is_repeat(node) if node is not None else False
    listed: list[Block] = [Item("" if with_boxes else f"{number}.", words, level=0) for number, words in enumerate(points, 1)]
    return [*heading, *(listed or [LongText(NOTHING)])]


def _points(wording: Wording, node: Shown, path: str) -> Iterator[str]:
    """Each choice that was picked, or the words of each item."""
    reading, holder = wording.reading, wording.reading.at(path.rpartition("/")[0])
    if reading.is_blank:
        yield from (f"{BOX} {label}" for _choice, label in node.choices) if not is_repeat(node) else [NOTHING] * 3
        return
    if not is_repeat(node):
        yield from (reading.choice_words(node, one, holder) for one in str(node.value).split() if node.relevant)
        return
    for item in node.items if node.relevant else ():
        words = [said for field in printed(item) if (said := reading.text(field, item)) != NOTHING]
        if words:
            yield ", ".join(words)


def _checklist(reading: Reading, page: Shown) -> list[Block]:
    """The requirements that are asked for, as a table; the whole answer stands beside the heading."""
    whole, *asked = [field for field in printed(page) if field.relevant]
    heading = Heading(f"{part(page)}.", page.label, value=reading.text(whole, page).lower().removeprefix(NOTHING))
    rows = []
    for field in asked:
        if not field.key.endswith("_note"):
            note = child(page, f"{field.key}_note")
            marker = part(field).rpartition(".")[2]
            rows.append((f"{marker}.", field.label, reading.text(field, page), reading.text(note, page) if note is not None else NOTHING))
    return [heading, Table(CHECKED, tuple(rows) or (("", NOTHING, NOTHING, NOTHING),), (0.07, 0.43, 0.2, 0.3))]


def notes(page: Shown) -> list[Block]:
    """Return the fixed sentences of a page of signatures."""
    return [LongText(field.label, justified=False) for field in below(page) if getattr(field, "kind", "") == "note"]
