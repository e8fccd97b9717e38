"""Read a form's answers for a paper: its parts in its own order, each value in the words an official paper uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.papers.content import PaperSource
from core.papers.words import clock_id, weekday_date_id, zone_word

NOTHING = "-"
BOX, SHORT_DOTS = "□", "." * 14
ON_ONE_LINE = 36  # letters of all choices; more stand below each other
CHOICES_MAX = 8  # a longer list is no use on paper: a dotted line stands for it
BLANK_ITEMS = {
    "evidence": 3, "exhibits": 3, "qa": 10, "documents": 6, "handed": 8, "rows": 6, "attendees": 5, "elements": 4, "signature": 1,
    "supervisor": 1, "actor": 1, "clarifications": 4, "assigned": 5, "more_signatures": 0, "photos": 0,
}  # fmt: skip
OTHER = "lainnya"

# The forms engine's Field, Group and Repeat, known here by their attributes alone: core.papers does not import forms.
Shown = Any


@dataclass(frozen=True)
class Reading:
    """An opened form and the office's zone word."""

    pages: tuple[Shown, ...]
    timezone: str
    is_blank: bool = False
    is_closed: bool = False

    @classmethod
    def of(cls, source: PaperSource) -> Reading:
        """Return the source's form with its answers; a blank one with empty items to fill."""
        if source.is_blank:
            return cls(tuple(source.form.open(blank_answers(source)).pages()), source.office.timezone, is_blank=True)
        pages = tuple(source.form.open(source.answers).pages())
        zones = [node.value for page in pages for node in leaves(page) if node.key == "timezone" and node.value]
        return cls(pages, zones[0] if zones else source.office.timezone, is_closed=source.is_closed)

    def at(self, path: str) -> Shown | None:
        """Return the node of a layout path, "reception/reported_at/reported_place", or None."""
        nodes: tuple[Shown, ...] = self.pages
        found: Shown | None = None
        for key in path.split("/"):
            found = next((node for node in nodes if node.key == key), None)
            if found is None:
                return None
            nodes = below(found)
        return found

    def text(self, field: Shown, holder: Shown | None = None) -> str:
        """Return the value as it is printed, "-" when there is none. holder: the group around it, for `..._other` and protection."""
        if self.is_blank:
            return to_fill(field)
        if not field.relevant or not field.value or self.tells_of_protected(field, holder):
            return NOTHING
        value = str(field.value)
        match field.kind:
            case "date":
                return day_words(value)
            case "time":
                return clock_id(value)
            case "datetime":
                return self.moment_words(value)
            case "select_one" | "select_multiple":
                return "; ".join(self.choice_words(field, one, holder) for one in value.split())
            case _:
                return value

    def tells_of_protected(self, field: Shown, holder: Shown | None = None) -> bool:
        """Whether the field identifies a protected person: his own, or (a signature, a recording) one that names his group.

        Never in the closed edition, which is made to say who he is.
        """
        if self.is_closed:
            return False
        whose = str(field.attributes.get("identity", ""))
        person = holder if whose == "yes" else self.at(whose) if whose else None
        return person is not None and is_protected(person)

    def choice_words(self, field: Shown, value: str, holder: Shown | None) -> str:
        if value == OTHER and holder is not None:
            told = child(holder, f"{field.key}_other")
            if told is not None and told.value:
                return str(told.value)
        return next((str(label) for choice, label in field.choices if choice == value), value)

    def moment_words(self, value: str) -> str:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        day, clock = weekday_date_id(moment.date()), value.partition("T")[2]
        if not clock:  # nobody knows the hour
            return day
        return f"{day} pukul {clock_id(clock)} {zone_word(moment) if moment.tzinfo else self.timezone}"

    def items(self, repeat: Shown | None) -> list[Shown]:
        """Return the items of a repeat that are asked for; of a blank form all of them."""
        return list(repeat.items) if repeat is not None and (repeat.relevant or self.is_blank) else []

    def name_of(self, holder: Shown) -> str:
        """Return the person's name, for a protected one the code name, in the closed edition both; "" when there is none."""
        name = child(holder, "name")
        if self.is_closed and is_protected(holder) and name is not None and name.value:
            return f"{name.value} ({name_of(holder)})"
        return name_of(holder)


def blank_answers(source: PaperSource) -> dict[str, Any]:
    """Return answers with nothing but empty items: as many as a printed form has room for, and the regime where the form asks it."""
    answers: dict[str, Any] = {}
    asked = source.form.layout.get("blank", {})
    for node in (node for page in source.form.open({}).pages() for node in nodes_of(page)):
        *path, key = node.ref.strip("/").split("/")[1:]
        if is_repeat(node):
            place = answers
            for step in path:
                place = place.setdefault(step, {})
            place[key] = [{"_id": str(number)} for number in range(int(asked.get(key, BLANK_ITEMS.get(key, 2))))]
        elif key == "regime":
            answers.setdefault(path[0], {})[key] = source.regime
    return answers


def to_fill(field: Shown) -> str:
    """Return boxes to tick for a choice of few, short dots for an hour, "-" (a dotted line in the end) for anything else."""
    if field.key == "timezone":
        return NOTHING
    if field.kind in ("select_one", "select_multiple") and 0 < len(field.choices) <= CHOICES_MAX:
        boxes = [f"{BOX}\u00a0{label}" for _choice, label in field.choices]
        return ("  " if sum(map(len, boxes)) < ON_ONE_LINE else "\n").join(boxes)
    return SHORT_DOTS if field.kind == "time" else NOTHING


def day_of(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def day_words(value: str) -> str:
    return weekday_date_id(day) if (day := day_of(value)) else value


def below(node: Shown) -> tuple[Shown, ...]:
    """Return the children of a group, the items of a repeat, nothing for a field."""
    return tuple(getattr(node, "children", ())) or tuple(getattr(node, "items", ()))


def nodes_of(node: Shown) -> Iterator[Shown]:
    yield node
    for one in below(node):
        yield from nodes_of(one)


def is_repeat(node: Shown) -> bool:
    return hasattr(node, "items")


def is_field(node: Shown) -> bool:
    return not hasattr(node, "children") and not hasattr(node, "items")


def leaves(node: Shown) -> Iterator[Shown]:
    if is_field(node):
        yield node
    for one in below(node):
        yield from leaves(one)


def child(holder: Shown, key: str) -> Shown | None:
    return next((node for node in below(holder) if node.key == key), None)


def is_protected(holder: Shown) -> bool:
    flag = child(holder, "protected")
    return flag is not None and flag.value == "yes"


def name_of(holder: Shown) -> str:
    """Return the person's name, for a protected one the code name; "" when neither is there."""
    if is_protected(holder):
        code = child(holder, "code_name")
        return str(code.value) if code is not None and code.value else "Identitas dilindungi"
    name = child(holder, "name")
    return str(name.value) if name is not None else ""


def printed(holder: Shown) -> list[Shown]:
    """Return what of a group belongs on the paper."""
    return [node for node in below(holder) if node.attributes.get("print") != "no" and not node.key.endswith("_other")]


def part(node: Shown) -> str:
    """Return the printed position, "IV.1.a"; "" for a node without one."""
    said = str(node.attributes.get("part", ""))
    return "" if said == NOTHING else said
