"""Compiles paths: through the form's own fields, resolved now, and through its lists of choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from forms.engine.definition import Choice, Definition
from forms.engine.errors import FormRefused
from forms.engine.expression import Context, Expression, Scope, Select, Source, single, truth
from forms.engine.functions import XNode
from forms.engine.xpath import Ast, Call, Literal, Path, Step

if TYPE_CHECKING:
    from forms.engine.node import Node

Compile = Callable[[Ast, Scope], Expression]


def compile_path(tree: Path, scope: Scope, compiled: Compile) -> Expression:
    """Return the path as an expression; `compiled` compiles what stands in its brackets. Raises FormRefused for an unknown place."""
    if tree.start is not None:
        if tree.start.name == "instance":
            return _list_path(tree, scope, compiled)
        if tree.start != Call("current", ()):
            raise FormRefused(f"a path cannot start with {tree.start.name}()")
        return _walk(tree.steps, scope.origin, lambda at: at.origin, scope, compiled)
    if tree.absolute:
        if tree.steps[0].name != scope.root.name or tree.steps[0].predicates:
            raise FormRefused(f"no field /{tree.steps[0].name}")
        return _walk(tree.steps[1:], scope.root, lambda at: at.origin.root, scope, compiled, absolute=True)
    if scope.here is None:
        return _column(tree, scope)
    return _walk(tree.steps, scope.here, lambda at: at.node, scope, compiled)


def _column(tree: Path, scope: Scope) -> Expression:
    """A name inside a choice filter: a column of the list."""
    if len(tree.steps) != 1 or tree.steps[0].predicates or tree.steps[0].name in (".", ".."):
        raise FormRefused("a choice filter compares columns of the list; write current()/.. for the form")
    name = tree.steps[0].name
    known = {column for choices in scope.lists.values() for choice in choices for column in choice.columns}
    if name not in known:
        raise FormRefused(f"no column {name} in the list of choices")
    return Expression("node", lambda at: cast(Choice, at.node).columns.get(name, ""))


def _list_path(tree: Path, scope: Scope, compiled: Compile) -> Expression:
    assert tree.start is not None
    args = tree.start.args
    if len(args) != 1 or not isinstance(args[0], Literal) or args[0].text not in scope.lists:
        raise FormRefused("instance() names no list of this form")
    if [step.name for step in tree.steps[:2]] != ["root", "item"] or tree.steps[0].predicates or len(tree.steps) > 3:
        raise FormRefused("a list is read as instance('x')/root/item[...]")
    choices = scope.lists[args[0].text]
    inner = Scope(None, scope.origin, scope.root, {args[0].text: choices}, in_predicate=True)
    filters = [truth(compiled(predicate, inner), "a choice filter") for predicate in tree.steps[1].predicates]
    column = tree.steps[2].name if len(tree.steps) == 3 else ""

    def select(at: Context) -> Sequence[XNode]:
        found = [c for c in choices if all(one.run(Context(c, at.origin, at.clock, at.language)) for one in filters)]
        return [child for choice in found for child in choice.children(column)] if column else found

    sources = tuple(source for one in filters for source in one.sources)
    kind = "node" if column and filters else "nodes"  # a look-up reads its first hit
    return Expression(kind, lambda at: next((node.text for node in select(at)), ""), sources, select)


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
    here, shared, many, climbing = start, scope.root if absolute else start, False, True
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
        inner = Scope(here, scope.origin, scope.root, scope.lists, in_predicate=True)
        predicates = tuple(single(compiled(predicate, inner), "[ ]") for predicate in step.predicates)
        for predicate in predicates:
            if predicate.type not in ("bool", "num"):
                raise FormRefused("[ ] needs a condition or a position")
            sources += [(read, scope.root) for read, _ in predicate.sources]
        if here.structure == "repeat":
            many = many or not any(predicate.type == "num" for predicate in predicates)
            sources.append((here, shared))
            if absolute and here in scope.origin.repeats and scope.origin is not here:
                raise FormRefused(f"absolute path into the repeat it stands in ({here.ref}): the ODK engines disagree; write ../")
        moves.append((step.name, predicates))
    sources.append((here, shared))
    select = _selector(begin, moves)
    kind = "nodes" if many else "node"
    return Expression(kind, lambda at: next((node.text for node in select(at)), ""), tuple(sources), select, here)


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
