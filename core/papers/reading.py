"""Read a form's answers for a paper: its parts in its own order, each value in the words an official paper uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.papers.content import PaperSource
from core.papers.stamp import zone_word
from core.papers.words import clock_id, weekday_date_id

NOTHING = "-"
OTHER = "lainnya"

# The forms engine's Field, Group and Repeat, known here by their attributes alone: core.papers does not import forms.
Shown = Any


@dataclass(frozen=True)
class Reading:
    """An opened form and the office's zone word."""

    pages: tuple[Shown, ...]
    timezone: str

    @classmethod
    def of(cls, source: PaperSource) -> Reading:
        pages = tuple(source.form.open(source.answers).pages())
        zones = [node.value for page in pages for node in leaves(page) if node.key == "timezone" and node.value]
        return cls(pages, zones[0] if zones else source.office.timezone)

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
        """Whether the field identifies a protected person: his own, or (a signature, a recording) one that names his group."""
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
        zone = zone_word(moment) if moment.tzinfo else self.timezone
        return f"{weekday_date_id(moment.date())} pukul {clock_id(value.partition('T')[2])} {zone}"


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
