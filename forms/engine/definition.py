"""A form as loaded: the tree of its fields, groups and repeats with their expressions, and its lists of choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.engine.expression import Expression

Labels = dict[str, str]  # language -> text; "" is the text of a form without translations
Spoken = dict[str, tuple["str | Expression", ...]]  # language -> a text with values inside, as its pieces


@dataclass(slots=True, eq=False)
class Choice:
    """One choice, also an XPath node: `columns` are what a filter can ask for."""

    value: str
    labels: Labels
    columns: dict[str, str] = field(default_factory=dict)
    spoken: Spoken = field(default_factory=dict)

    def children(self, name: str) -> list[Choice]:
        return [Choice(self.columns[name], {})] if name in self.columns else []

    @property
    def text(self) -> str:
        return self.value


@dataclass(slots=True, eq=False)
class Definition:
    """One bind of the form with its control. `path` is whole, so that a repeat's inside knows its repeat."""

    name: str
    parent: Definition | None
    structure: str = "leaf"  # leaf, group, repeat
    type: str = "string"
    kind: str = "text"
    labels: Labels = field(default_factory=dict)
    hints: Labels = field(default_factory=dict)
    constraint_messages: Labels = field(default_factory=dict)
    required_messages: Labels = field(default_factory=dict)
    spoken: dict[str, Spoken] = field(default_factory=dict)  # labels, hints ...: those with values inside
    appearance: str = ""
    attributes: dict[str, str] = field(default_factory=dict)  # bw:*
    default: str = ""
    choices: tuple[Choice, ...] = ()  # all, before any filter
    offers: dict[int, Choice] = field(default_factory=dict)  # id() of an item of a list -> the choice made of it here
    from_nodes: tuple[str, str] | None = None  # choices are answers of a repeat: names of value and label in it
    expressions: dict[str, Expression] = field(default_factory=dict)  # calculate relevant required readonly constraint choices count
    first_values: list[tuple[str, Expression]] = field(default_factory=list)  # event, value: setvalue
    preload: tuple[str, str] = ("", "")  # timestamp start, date today, property username ...
    children: dict[str, Definition] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    repeats: tuple[Definition, ...] = ()  # the repeats around it, itself included when it is one
    start_items: int = 1  # of a repeat in a new form
    template_items: int | None = None  # of a repeat in an item that is added; None: as in a new form
    has_control: bool = False
    bounds: tuple[float, float] | None = None  # of a range

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


@dataclass(frozen=True, slots=True, eq=False)
class Action:
    """When the answer `source` changes, `target` takes the value once (a trigger). shared: the deepest place both stand in."""

    source: Definition
    target: Definition
    shared: Definition
    value: Expression


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A loaded form. `languages` begins with the default one; `order` lists what to recompute, sources first."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    root: Definition
    order: tuple[tuple[Definition, str], ...]
    actions: tuple[Action, ...] = ()
    disputes: tuple[tuple[str, str], ...] = ()  # place and reason of what the ODK engines disagree on, in a form that is tried
