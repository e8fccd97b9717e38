"""What a compiled expression is, where it may stand, and the checks on its static type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forms.engine.definition import Choice, Definition, Labels, Spoken
from forms.engine.errors import FormRefused
from forms.engine.functions import Clock, XNode
from forms.engine.values import Value, to_text

if TYPE_CHECKING:
    from forms.engine.node import Node

Source = tuple[Definition, Definition]  # what is read, and the deepest definition that reader and read share


@dataclass(slots=True)
class Context:
    """Where an expression stands: `node` is ".", `origin` is current()."""

    node: XNode
    origin: Node
    clock: Clock
    language: str
    position: int = 1


Run = Callable[[Context], Value]
Select = Callable[[Context], Sequence[XNode]]


@dataclass(frozen=True, slots=True)
class Expression:
    """type: bool num str date, "node" (at most one, read as text) or "nodes" (several: only for functions that take them).

    missing: whether the path finds nothing now; None for one that always finds its node. What is missing equals nothing.
    """

    type: str
    run: Run
    sources: tuple[Source, ...] = ()
    select: Select | None = None
    target: Definition | None = None
    literal: str | None = None
    missing: Callable[[Context], bool] | None = None
    is_translated: bool = False  # it gives other words in another language


@dataclass(frozen=True, slots=True)
class Scope:
    """here: the definition of ".", None among choices; origin: the definition whose bind this is."""

    here: Definition | None
    origin: Definition
    root: Definition
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    in_predicate: bool = False
    texts: dict[str, Labels] = field(default_factory=dict)  # itext
    spoken_texts: dict[str, Spoken] = field(default_factory=dict)
    into_own_repeat: bool = False  # an absolute path into the repeat around it is meant: indexed-repeat()
    columns: frozenset[str] = frozenset()  # of the list whose items are filtered
    column_read: list[str] = field(default_factory=list)  # columns read by what is compiled with this scope
    disputes: list[str] | None = None  # what the ODK engines disagree on is noted here; None: it is refused

    def within(self, here: Definition | None, columns: frozenset[str] = frozenset()) -> Scope:
        """Return the scope inside brackets after a step to `here`."""
        return replace(self, here=here, in_predicate=True, columns=columns, column_read=[])

    def dispute(self, reason: str) -> None:
        """Take down that the ODK engines disagree on what is written here. Raises FormRefused when the form is to be published."""
        self.doubt(f"{reason}: the ODK engines disagree on it")

    def doubt(self, reason: str) -> None:
        """Take down what runs but is hardly meant. Raises FormRefused when the form is to be published."""
        if self.disputes is None:
            raise FormRefused(reason)
        self.disputes.append(reason)


def truth(expression: Expression, said: str, scope: Scope) -> Expression:
    """Return it as a condition: a comparison, another boolean or a number; engines differ on what a bare text counts as."""
    run = expression.run
    if expression.type == "bool":
        return expression
    if expression.type == "num":
        return replace(expression, type="bool", run=lambda at: is_true(run(at)))
    scope.dispute(f"{said} has a bare value for a condition; write ../x = 'yes'")
    if expression.select is None:
        return replace(expression, type="bool", run=lambda at: run(at) != "")
    missing = expression.missing  # a path is true when it leads somewhere, as XPath 1.0 section 4.3 says
    return replace(expression, type="bool", run=(lambda _: True) if missing is None else lambda at: not missing(at))


def single(expression: Expression, said: str, scope: Scope) -> Expression:
    """Return it as one value: of a path into a repeat the first, which one engine takes and the other refuses."""
    if expression.type != "nodes":
        return expression
    scope.dispute(f"{said} reads one value, but the path leads into a repeat and finds several")
    return replace(expression, type="node")


def label(labels: Labels, language: str) -> str:
    """Return the text in `language`, else in the first language that has one."""
    return labels[language] if language in labels else next(iter(labels.values()), "")


def say(pieces: tuple[str | Expression, ...], at: Context) -> str:
    """Return a text with the values inside it, as it reads now."""
    return "".join(piece if isinstance(piece, str) else to_text(piece.run(at)) for piece in pieces)


def is_true(value: Value) -> bool:
    """Return what a condition says: a number is true unless it is 0 or none."""
    return bool(value) and value == value
