"""A form as loaded: the tree of its fields, groups and repeats with their expressions, and its lists of choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.engine.expression import Expression

Labels = dict[str, str]  # language -> text; "" is the text of a form without translations


@dataclass(slots=True, eq=False)
class Choice:
    """One choice, also an XPath node: `columns` are what a filter can ask for."""

    value: str
    labels: Labels
    columns: dict[str, str] = field(default_factory=dict)

    def children(self, name: str) -> list[Choice]:
        return [Choice(self.columns[name], {})] if name in self.columns else []

    @property
    def text(self) -> str:
        return self.value


@dataclass(slots=True, eq=False)
class Definition:
    """One bind of the form with its control. `part` is the whole path, so that a repeat's inside knows its repeat."""

    name: str
    parent: Definition | None
    structure: str = "leaf"  # leaf, group, repeat
    type: str = "string"
    kind: str = "text"
    labels: Labels = field(default_factory=dict)
    hints: Labels = field(default_factory=dict)
    constraint_messages: Labels = field(default_factory=dict)
    required_messages: Labels = field(default_factory=dict)
    appearance: str = ""
    attributes: dict[str, str] = field(default_factory=dict)  # bw:*
    default: str = ""
    choices: tuple[Choice, ...] = ()
    expressions: dict[str, Expression] = field(default_factory=dict)  # calculate relevant required readonly constraint choices
    first_values: list[tuple[str, Expression]] = field(default_factory=list)  # event, value: setvalue
    children: dict[str, Definition] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    repeats: tuple[Definition, ...] = ()  # the repeats around it, itself included when it is one
    start_items: int = 1

    def __post_init__(self) -> None:
        self.path = (*(self.parent.path if self.parent else ()), self.name)
        self.repeats = self.parent.repeats if self.parent else ()

    @property
    def ref(self) -> str:
        return "/" + "/".join(self.path)

    def walk(self) -> Iterator[Definition]:
        yield self
        for child in self.children.values():
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A loaded form. `languages` begins with the default one; `order` lists what to recompute, sources first."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    root: Definition
    order: tuple[tuple[Definition, str], ...]
