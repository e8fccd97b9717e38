"""What a compiled expression is, where it may stand, and the checks on its static type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.engine.definition import Choice, Definition, Labels
from forms.engine.errors import FormRefused
from forms.engine.functions import Clock, XNode
from forms.engine.values import Value

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
    """type: bool num str date, "node" (at most one, read as text) or "nodes" (several: only for functions that take them)."""

    type: str
    run: Run
    sources: tuple[Source, ...] = ()
    select: Select | None = None
    target: Definition | None = None
    literal: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """here: the definition of ".", None among choices; origin: the definition whose bind this is."""

    here: Definition | None
    origin: Definition
    root: Definition
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    in_predicate: bool = False


def truth(expression: Expression, said: str) -> Expression:
    """Return it when it is a comparison or another boolean.

    Raises FormRefused for a bare value: engines differ on what a text counts as.
    """
    if expression.type != "bool":
        raise FormRefused(f"{said} needs a condition such as ../x = 'yes', not a bare value")
    return expression


def single(expression: Expression, said: str) -> Expression:
    """Return it when it reads at most one value. Raises FormRefused for a path that finds several."""
    if expression.type == "nodes":
        raise FormRefused(f"{said} reads one value, but the path leads into a repeat and finds several")
    return expression


def label(labels: Labels, language: str) -> str:
    """Return the text in `language`, else in the first language that has one."""
    return labels[language] if language in labels else next(iter(labels.values()), "")
