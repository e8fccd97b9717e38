"""Compiles paths through the form's own fields, resolved now; those through its lists of choices are in forms/engine/lists.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from forms.engine.definition import Definition
from forms.engine.errors import FormRefused
from forms.engine.expression import Context, Expression, Scope, Select, Source, single
from forms.engine.functions import XNode
from forms.engine.lists import column, list_path
from forms.engine.xpath import Ast, Call, Path, Step

if TYPE_CHECKING:
    from forms.engine.node import Node

Compile = Callable[[Ast, Scope], Expression]


def compile_path(tree: Path, scope: Scope, compiled: Compile) -> Expression:
    """Return the path as an expression; `compiled` compiles what stands in its brackets. Raises FormRefused for an unknown place."""
    if tree.start is not None:
        if tree.start.name == "instance":
            return list_path(tree, scope, compiled)
        if tree.start != Call("current", ()):
            raise FormRefused(f"a path cannot start with {tree.start.name}()")
        return _walk(tree.steps, scope.origin, lambda at: at.origin, scope, compiled)
    if tree.absolute:
        if tree.steps[0].name != scope.root.name or tree.steps[0].predicates:
            raise FormRefused(f"no field /{tree.steps[0].name}")
        return _walk(tree.steps[1:], scope.root, lambda at: at.origin.root, scope, compiled, absolute=True)
    if scope.here is None:
        return column(tree, scope)
    return _walk(tree.steps, scope.here, lambda at: at.node, scope, compiled)


def _walk(
    steps: tuple[Step, ...],
    start: Definition,
    begin: Callable[[Context], XNode],
    scope: Scope,
    compiled: Compile,
    *,
    absolute: bool = False,
) -> Expression:
    """Follow the steps through the definitions now, so that at run time only known nodes are touched."""
    here, shared, many, may_miss, climbing = start, scope.root if absolute else start, False, False, True
    moves: list[tuple[str, tuple[Expression, ...]]] = []
    sources: list[Source] = []
    for step in steps:
        if step.name == ".":
            if step.predicates:
                raise FormRefused(".[ ] is not supported")
            continue
        if step.name == "..":
            if here.parent is None or step.predicates or not climbing:
                raise FormRefused("the path leaves the form, or turns back")
            here = shared = here.parent
            moves.append(("..", ()))
            continue
        climbing = False
        if (below := here.children.get(step.name)) is None:
            raise FormRefused(f"no field {here.ref}/{step.name}")
        here = below
        inner = scope.within(here)
        predicates = tuple(single(compiled(predicate, inner), "[ ]", scope) for predicate in step.predicates)
        for predicate in predicates:
            if predicate.type not in ("bool", "num"):
                raise FormRefused("[ ] needs a condition or a position")
            sources += [(read, scope.root) for read, _ in predicate.sources]
        may_miss = may_miss or bool(predicates)
        if here.structure == "repeat":
            many = many or not any(predicate.type == "num" for predicate in predicates)
            may_miss = True
            sources.append((here, shared))
            if absolute and here in scope.origin.repeats and scope.origin is not here and not scope.into_own_repeat:
                scope.dispute(f"absolute path into the repeat it stands in ({here.ref}); write ../")
        moves.append((step.name, predicates))
    sources.append((here, shared))
    select = _selector(begin, moves)
    return Expression(
        "nodes" if many else "node",
        lambda at: next((node.text for node in select(at)), ""),
        tuple(sources),
        select,
        here,
        missing=(lambda at: not select(at)) if may_miss else None,
    )


def _selector(begin: Callable[[Context], XNode], moves: list[tuple[str, tuple[Expression, ...]]]) -> Select:
    def select(at: Context) -> Sequence[XNode]:
        found: Sequence[XNode] = (begin(at),)
        for name, predicates in moves:
            if name == "..":
                found = (cast("Node", found[0]).above,)
                continue
            found = [child for node in found for child in node.children(name)]
            for predicate in predicates:
                found = _filtered(found, predicate, at)
        return found

    return select


def _filtered(nodes: Sequence[XNode], predicate: Expression, at: Context) -> list[XNode]:
    kept = []
    for position, node in enumerate(nodes, 1):
        value = predicate.run(Context(node, at.origin, at.clock, at.language, position))
        if value is True or (value is not False and value == float(position)):
            kept.append(node)
    return kept
