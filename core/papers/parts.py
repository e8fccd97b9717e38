"""One page of a form to the blocks of its part on the paper: labels, order and numbering are the form's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from core.papers.blank import ACCOUNT_LINES, SHORT_LINES, opening_to_fill
from core.papers.content import Block, ExhibitOnPaper, Heading, Item, LongText, QuestionAnswer, Row, Table
from core.papers.reading import NOTHING, Reading, Shown, child, day_of, is_field, is_protected, is_repeat, part, printed
from core.papers.words import date_words

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LEVEL_MAX = 4  # deeper, the column of the values would be too narrow
IN_COLUMN = 300  # a longer text stands below its label, over the full width
DOCUMENT_COLUMNS = (0.08, 0.6, 0.16, 0.16)
BIRTH = "Tempat/Tgl Lahir"  # one line on the paper, two fields on the screen


def letter(index: int) -> str:
    """Return a, b ... z, aa, ab ... for 0, 1 ..."""
    return letter(index // 26 - 1) + LETTERS[index % 26] if index >= 26 else LETTERS[index]


class PartWriter:
    """Writes one page. Keeps which positions already stand on the paper, so that "1." is printed once and no field twice."""

    def __init__(
        self,
        reading: Reading,
        page: Shown,
        exhibits: tuple[ExhibitOnPaper, ...],
        shown_elsewhere: set[str],
        *,
        heading: str | None = None,
        tables: Mapping[str, Sequence[float]] | None = None,
    ) -> None:
        """heading: instead of the page's label, "" for none. tables: repeats to be set as tables, with the shares of their columns."""
        self.reading, self.page, self.exhibits = reading, page, exhibits
        self.own_heading, self.tables = heading, {"documents": DOCUMENT_COLUMNS, **(tables or {})}
        self.shown_elsewhere = shown_elsewhere  # paths of the number and of names that stand below a signature
        self.base = part(page)
        self.blocks: list[Block] = []
        self.outer_done: set[str] = set()
        self.parts_done: set[str] = set()

    def write(self) -> list[Block]:
        nodes = [node for node in printed(self.page) if not is_drawn(node) and not self.is_elsewhere(node)]
        if not nodes:
            return []
        if self.own_heading != "":
            self.blocks.append(self.heading(nodes))
        if self.base and part(nodes[0]) == self.base and is_field(nodes[0]):
            first = nodes.pop(0)
            if first.kind == "long_text" and self.reading.is_blank:
                self.blocks.append(LongText("", fill=ACCOUNT_LINES))
            elif first.kind == "long_text":
                self.blocks.append(LongText(self.reading.text(first, self.page), level=0 if not self.base.isdigit() else 1))
        self.write_nodes(nodes, self.page, level=0)
        return self.blocks

    def is_elsewhere(self, node: Shown) -> bool:
        return is_field(node) and node.key != "name" and f"{self.page.key}/{node.key}" in self.shown_elsewhere

    def heading(self, nodes: list[Shown]) -> Heading:
        first = nodes[0]
        answered = is_field(first) and part(first) == self.base and first.kind.startswith("select") and self.base
        value = self.reading.text(first, self.page).lower() if answered else ""
        value = "" if value == NOTHING and self.reading.is_blank else value
        return Heading(f"{self.base}." if self.base else "", self.own_heading or self.page.label, value=value)

    def write_nodes(self, nodes: list[Shown], holder: Shown, *, level: int) -> None:
        waiting = list(nodes)
        while waiting:
            node = waiting.pop(0)
            if is_repeat(node):
                self.write_repeat(node)
            elif not is_field(node):
                self.write_group(node)
            elif node.kind == "note":
                self.blocks.append(LongText(node.label))
            elif node.kind == "calculate" and part(node) in self.parts_done:
                continue
            else:
                same = [node]
                while waiting and is_field(waiting[0]) and belongs_to(waiting[0], node):
                    same.append(waiting.pop(0))
                self.write_fields(same, holder, level=level)

    def write_fields(self, fields: list[Shown], holder: Shown, *, level: int = 0, label: str = "") -> None:
        """One row from one field, or from a few that share a position: place and village, from and to, place and day of birth."""
        first = fields[0]
        label = label or (BIRTH if [field.key for field in fields] == ["birth_place", "birth_date"] else first.label)
        value = self.joined(fields, holder)
        row = self.row(part(first), label, value, least=level)
        if first.kind == "long_text" and self.reading.is_blank:
            label_only = Row(row.marker, row.label, level=row.level, colon=False, outer=row.outer)
            self.blocks += [label_only, LongText("", level=row.level + 1, fill=SHORT_LINES)]
        elif first.kind == "long_text" and value != NOTHING and (len(value) > IN_COLUMN or "\n" in value):
            self.blocks += [Row(row.marker, row.label, level=row.level, colon=False, outer=row.outer), LongText(value, level=row.level + 1)]
        else:
            self.blocks.append(row)

    def joined(self, fields: list[Shown], holder: Shown) -> str:
        words = ""
        for field in fields:
            text = self.reading.text(field, holder)
            if field.key == "birth_date" and text != NOTHING:
                text = text.partition(", ")[2] or text  # no weekday for a birthday
            if text == NOTHING:
                continue
            joint = f" {field.label} " if field.key == "time_to" else " " if field.key == "timezone" else ", "
            words += (joint if words else "") + text
        if fields[-1].kind == "time" and words:
            words += f" {self.reading.timezone}"
        return words if not all(field.key == "timezone" for field in fields if self.reading.text(field, holder) != NOTHING) else NOTHING

    def row(self, position: str, label: str, value: str, *, least: int = 0, colon: bool = True) -> Row:
        """Return a row with the marker of its position below this page: "IV.1.a" is "a." within "1."."""
        tail = position[len(self.base) :].strip(".").split(".") if position.startswith(self.base) and position != self.base else []
        tail = [step for step in tail if step]
        first_time = position not in self.parts_done
        self.parts_done.add(position)
        marker = f"{tail[-1]}." if tail and first_time else ""
        outer = f"{tail[0]}." if len(tail) > 1 and tail[0] not in self.outer_done else ""
        if len(tail) > 1:
            self.outer_done.add(tail[0])
        return Row(marker, label, value, level=max(len(tail), least, 1 if self.base else 0), colon=colon, outer=outer)

    def write_group(self, group: Shown) -> None:
        level = 1 if self.base else 0
        if part(group) and part(group) != self.base:
            row = self.row(part(group), group.label, "", colon=False)
            self.blocks.append(row)
            level = row.level + 1
        self.write_nodes(printed(group), group, level=level)

    # repeats

    def write_repeat(self, repeat: Shown) -> None:
        items = self.reading.items(repeat)
        if repeat.key in self.tables:
            self.write_table(repeat, items, self.tables[repeat.key])
            return
        match repeat.key:
            case "supervisor" | "actor":
                self.write_columns(repeat, items)
            case "evidence" | "exhibits":
                self.write_exhibits(repeat, items)
            case "qa":
                numbers = count(1)
                for item in items:
                    self.blocks.append(QuestionAnswer(next(numbers), self.told(item, "question"), self.told(item, "answer")))
                if not items:
                    self.blocks.append(LongText(NOTHING))
            case _:
                self.write_persons(repeat, items)

    def told(self, item: Shown, key: str) -> str:
        field = child(item, key)
        return self.in_one(field, item) if field is not None else NOTHING

    def in_one(self, node: Shown, holder: Shown, owner: Shown | None = None) -> str:
        """Return what a node says as one text: a field, all of a group, the items of a repeat (numbered where there are several).

        owner: the person around the holder, whose protection covers what is nested in him.
        """
        if is_field(node):
            return NOTHING if hides(node, owner) and not self.reading.is_closed else self.reading.text(node, holder)
        owner = holder if child(holder, "protected") is not None else owner
        groups = list(node.items) if is_repeat(node) else [node]
        said = [words for group in groups if node.relevant and (words := self.in_one_group(group, owner)) != NOTHING]
        return said[0] if len(said) == 1 else "\n".join(f"{number}. {words}" for number, words in enumerate(said, 1)) or NOTHING

    def in_one_group(self, group: Shown, owner: Shown | None) -> str:
        shown = [one for one in printed(group) if not is_drawn(one)]
        values = [(self.reading.name_of(group) or NOTHING) if is_name(one) else self.in_one(one, group, owner) for one in shown]
        return ", ".join(value for value in values if value != NOTHING) or NOTHING

    def write_columns(self, repeat: Shown, items: list[Shown]) -> None:
        """Each field of the items is one row, several items numbered within it: "Pelaku : 1. ... 2. ..."."""
        fields = printed(items[0]) if items else [repeat]
        for index, field in enumerate(fields):
            values = [self.reading.name_of(item) or NOTHING if field.key == "name" else self.told(item, field.key) for item in items] or [
                NOTHING
            ]
            value = values[0] if len(values) == 1 else "\n".join(f"{number}. {one}" for number, one in enumerate(values, 1))
            self.blocks.append(self.row(part(field), repeat.label if index == 0 else field.label, value))

    def write_persons(self, repeat: Shown, items: list[Shown]) -> None:
        """Each item is a few rows; several items are numbered."""
        own_position = part(repeat) != self.base and bool(part(repeat))
        if not items:
            self.blocks.append(self.row(part(repeat), repeat.label, NOTHING) if own_position else LongText(NOTHING, level=1))
            return
        if own_position:
            self.blocks.append(self.row(part(repeat), repeat.label, "", colon=False))
        level = 2 if own_position else 1 if self.base else 0
        for number, item in enumerate(items, 1):
            fields = [field for field in printed(item) if is_field(field)]
            lettered = len({part(field) for field in fields}) > 1  # a. Nama, b. Alamat ... within each person
            if lettered and len(items) > 1:
                self.blocks.append(Row("", f"{repeat.label} {number}", level=level, colon=False))
            self.parts_done -= {part(field) for field in fields}
            for index, field in enumerate(fields):
                value = self.person_words(item) if field.key == "name" else self.told(item, field.key)
                if lettered:
                    self.blocks.append(self.row(part(field), field.label, value, least=level))
                else:
                    counted = index == 0 and (bool(self.base) or len(items) > 1)
                    marker = "" if not counted else f"{letter(number - 1)}." if own_position else f"{number}."
                    self.blocks.append(Row(marker, field.label, value, level=level))
            for node in printed(item):
                if not is_field(node):
                    self.write_within(node, level + 1, item)

    def write_within(self, node: Shown, level: int, owner: Shown) -> None:
        """A group or repeat inside an item: its name, and one step further in what it holds. owner: as in `in_one`."""
        level = min(level, LEVEL_MAX)
        if not node.relevant:
            return
        if not is_repeat(node):
            parts = [(node.label, node)]
        elif node.items:
            parts = [(f"{node.label or node.key} {number}", item) for number, item in enumerate(node.items, 1)]
        else:
            self.blocks.append(Row("", node.label or node.key, NOTHING, level=level))
            return
        for title, holder in parts:
            inside = [one for one in printed(holder) if not is_drawn(one)]
            if title and inside:
                self.blocks.append(Row("", title, level=level, colon=False))
            whose = holder if child(holder, "protected") is not None else owner
            for one in inside:
                if is_field(one):
                    value = self.person_words(holder) if is_name(one) else self.in_one(one, holder, whose)
                    self.blocks.append(Row("", one.label or one.key, value, level=min(level + 1, LEVEL_MAX)))
                else:
                    self.write_within(one, level + 1, whose)

    def person_words(self, item: Shown) -> str:
        name = self.reading.name_of(item)
        return f"{name} (identitas dilindungi)" if is_protected(item) and not self.reading.is_closed else name or NOTHING

    def write_exhibits(self, repeat: Shown, items: list[Shown]) -> None:
        """a. Bukti-1: ..., b. ...: what the form lists, then the case's exhibits that it does not."""
        listed: list[tuple[str, str]] = []
        for item in items if not self.reading.is_blank else ():
            no = self.told(item, "no")
            words = ": ".join(one for one in (no, exhibit_words(self.told(item, "kind"), self.told(item, "title"))) if one != NOTHING)
            if words:
                listed.append((no, words))
        wanted = {"evidence": "alat_bukti", "exhibits": "barang_bukti"}[repeat.key]
        both = child(self.page, "exhibits") is None  # one list for both classes; Form A has two
        for exhibit in self.exhibits if repeat.relevant else ():
            if (both or exhibit.evidence_class == wanted) and exhibit.no not in {no for no, _ in listed}:
                listed.append((exhibit.no, f"{exhibit.no}: {exhibit_words(exhibit.kind or NOTHING, exhibit.title or exhibit.caption)}"))
        own_position = part(repeat) != self.base and bool(part(repeat))
        if self.reading.is_blank:  # a, b, c as on the printed form
            listed = [("", NOTHING)] * len(items)
        if not listed:
            self.blocks.append(self.row(part(repeat), repeat.label, NOTHING) if own_position else LongText(NOTHING, level=1))
            return
        if own_position:
            self.blocks.append(self.row(part(repeat), repeat.label, "", colon=False))
        self.blocks += [Item(f"{letter(index)}.", words, level=2 if own_position else 1) for index, (_no, words) in enumerate(listed)]

    def write_table(self, repeat: Shown, items: list[Shown], columns: Sequence[float]) -> None:
        """A numbered row for each item; `columns` are shares of the width, the number's first."""
        own_position = part(repeat) != self.base and bool(part(repeat))
        if own_position:
            self.blocks.append(self.row(part(repeat), repeat.label, "" if items else NOTHING, colon=not items))
        if not items:
            self.blocks += [] if own_position else [LongText(NOTHING)]
            return
        fields = [field for field in printed(items[0]) if not is_drawn(field)]
        head = ("No.", *(field.label for field in fields))
        rows = tuple((f"{number}.", *(self.cell(item, field.key) for field in fields)) for number, item in enumerate(items, 1))
        self.blocks.append(Table(head, rows, tuple(columns), level=1 if own_position else 0))

    def cell(self, item: Shown, key: str) -> str:
        return self.person_words(item) if key == "name" else self.told(item, key)


def exhibit_words(kind: str, title: str) -> str:
    return " - ".join(word[:1].upper() + word[1:] for word in (kind, title) if word and word != NOTHING) or NOTHING


def belongs_to(field: Shown, first: Shown) -> bool:
    """Whether a field is printed on the row of the one before it."""
    if field.key in ("time_to", "timezone") or field.key.endswith("village"):
        return first.kind in ("time", "text") and (part(field) == part(first))
    return part(field) == part(first) and (first.key, field.key) == ("birth_place", "birth_date")


def is_drawn(node: Shown) -> bool:
    return is_field(node) and node.kind in ("signature", "photo")


def is_name(node: Shown) -> bool:
    return is_field(node) and node.key == "name"


def hides(field: Shown, owner: Shown | None) -> bool:
    """Whether a field identifies the protected person in whom its group is nested."""
    return owner is not None and field.attributes.get("identity") == "yes" and is_protected(owner)


def opening_words(reading: Reading, page: Shown, done: str) -> list[Block]:
    """Return the first sentence of a Berita Acara, its date in words; done: what was done there, the end of the sentence."""
    day_field = child(page, "opening_date")
    day = day_of(day_field.value) if day_field is not None else None
    clock, place, village = (child(page, key) for key in ("opening_time", "opening_place", "opening_village"))
    places = [reading.text(field, page) for field in (place, village) if field is not None]
    where = ", ".join(one for one in places if one != NOTHING) or NOTHING
    when = reading.text(clock, page) if clock is not None else NOTHING
    if reading.is_blank:
        return [LongText(opening_to_fill(reading.timezone, done))]
    return [LongText(f"Pada hari ini {date_words(day) if day else NOTHING} pukul {when} {reading.timezone}, bertempat di {where}, {done}")]
