"""Compiles look-ups in a form's lists of choices: instance('x')/root/item[...]/column, and pulldata()."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from forms.engine.definition import Choice
from forms.engine.errors import FormRefused
from forms.engine.expression import Context, Expression, Scope, truth
from forms.engine.functions import XNode
from forms.engine.values import to_text
from forms.engine.xpath import Ast, Binary, Literal, Path

Compile = Callable[[Ast, Scope], Expression]
Pick = Callable[[Context, Sequence[Choice]], Sequence[Choice]]


def column(tree: Path, scope: Scope) -> Expression:
    """A name inside a choice filter: a column of the list. A column that no item has is missing everywhere."""
    if len(tree.steps) != 1 or tree.steps[0].predicates or tree.steps[0].name in (".", ".."):
        raise FormRefused("a choice filter compares columns of the list; write current()/.. for the form")
    name = tree.steps[0].name
    scope.column_read.append(name)
    if name not in scope.columns:
        scope.doubt(f"no column {name} in the list of choices")
    return Expression(
        "node",
        lambda at: cast(Choice, at.node).columns.get(name, ""),
        select=lambda at: at.node.children(name),
        missing=lambda at: name not in cast(Choice, at.node).columns,
    )


def list_path(tree: Path, scope: Scope, compiled: Compile) -> Expression:
    """Return the look-up: items, or a column of them. Raises FormRefused when the form has no such list."""
    assert tree.start is not None
    args = tree.start.args
    if len(args) != 1 or not isinstance(args[0], Literal) or args[0].text not in scope.lists:
        raise FormRefused("instance() names no list of this form")
    if [step.name for step in tree.steps[:2]] != ["root", "item"] or tree.steps[0].predicates or len(tree.steps) > 3:
        raise FormRefused("a list is read as instance('x')/root/item[...]")
    choices = scope.lists[args[0].text]
    columns = frozenset(name for choice in choices for name in choice.columns)
    picks = [_pick(predicate, choices, columns, scope, compiled) for predicate in tree.steps[1].predicates]
    wanted = tree.steps[2].name if len(tree.steps) == 3 else ""

    def select(at: Context) -> Sequence[XNode]:
        found: Sequence[Choice] = choices
        for pick, _ in picks:
            found = pick(at, found)
        return [child for choice in found for child in choice.children(wanted)] if wanted else found

    sources = tuple(source for _, expression in picks for source in expression.sources)
    kind = "node" if wanted and picks else "nodes"  # a look-up reads its first hit
    return Expression(kind, lambda at: next((node.text for node in select(at)), ""), sources, select, missing=lambda at: not select(at))


def _pick(predicate: Ast, choices: tuple[Choice, ...], columns: frozenset[str], scope: Scope, compiled: Compile) -> tuple[Pick, Expression]:
    """The filter as a function. A column compared with one value of the form is looked up: long lists stay quick."""
    if isinstance(predicate, Binary) and predicate.operator == "=":
        for name, other in ((predicate.left, predicate.right), (predicate.right, predicate.left)):
            if (found := _look_up(name, other, choices, columns, scope, compiled)) is not None:
                return found
    condition = compiled(predicate, scope.within(None, columns))
    if condition.type == "num":
        return _at_position(condition), condition
    run = truth(condition, "a choice filter", scope).run

    def keep(at: Context, found: Sequence[Choice]) -> Sequence[Choice]:
        return [choice for place, choice in enumerate(found, 1) if run(Context(choice, at.origin, at.clock, at.language, place))]

    return keep, condition


def _at_position(position: Expression) -> Pick:
    def keep(at: Context, found: Sequence[Choice]) -> Sequence[Choice]:
        kept = []
        for place, choice in enumerate(found, 1):
            if position.run(Context(choice, at.origin, at.clock, at.language, place)) == place:
                kept.append(choice)
        return kept

    return keep


def _look_up(
    name: Ast, other: Ast, choices: tuple[Choice, ...], columns: frozenset[str], scope: Scope, compiled: Compile
) -> tuple[Pick, Expression] | None:
    if not (isinstance(name, Path) and name.start is None and not name.absolute and len(name.steps) == 1):
        return None
    if name.steps[0].name not in columns:
        return None
    inner = scope.within(None, columns)
    value = compiled(other, replace(inner, disputes=[]))  # what is doubtful in it is told when it is compiled to stay
    if inner.column_read or value.type not in ("str", "node") or value.missing is not None or name.steps[0].name in (".", ".."):
        return None  # it differs from item to item, or counts as a number
    value = compiled(other, scope.within(None, columns))
    key = name.steps[0].name
    index = by_column(choices, key)

    def keep(at: Context, found: Sequence[Choice]) -> Sequence[Choice]:
        hits = index.get(to_text(value.run(at)), ())
        return hits if found is choices else [choice for choice in hits if any(choice is one for one in found)]

    return keep, value


def by_column(choices: Sequence[Choice], name: str) -> dict[str, list[Choice]]:
    """Return the items by what they have in one column, in their order."""
    index: dict[str, list[Choice]] = {}
    for choice in choices:
        if name in choice.columns:
            index.setdefault(choice.columns[name], []).append(choice)
    return index
