"""Turns an XPath tree into a closure, with its static type and the fields it reads; refuses what engines do not agree on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from forms.engine.definition import Choice, Definition
from forms.engine.errors import FormRefused
from forms.engine.functions import FUNCTIONS, Clock, Function, XNode
from forms.engine.values import Value, compare, to_number, to_text
from forms.engine.xpath import Ast, Binary, Call, Literal, Negated, Number, Path, Step, parse

if TYPE_CHECKING:
    from forms.engine.node import Node

Source = tuple[Definition, Definition]  # what is read, and the deepest definition that reader and read share
SUBSTITUTES = {"substring": "substr"}  # the ODK engines count its positions differently


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


def compile_expression(text: str, scope: Scope) -> Expression:
    """Return the closure of `text` at `scope.origin`. Raises FormRefused with the reason."""
    return _compile(parse(text), scope)


def truth(expression: Expression, said: str) -> Expression:
    """Return it when it is a comparison or another boolean. Raises FormRefused for a bare value: engines differ on what a text counts as."""
    if expression.type != "bool":
        raise FormRefused(f"{said} needs a condition such as ../x = 'yes', not a bare value")
    return expression


def _compile(tree: Ast, scope: Scope) -> Expression:
    if isinstance(tree, Number):
        number = tree.value
        return Expression("num", lambda _: number)
    if isinstance(tree, Literal):
        text = tree.text
        return Expression("str", lambda _: text, literal=text)
    if isinstance(tree, Path):
        return _path(tree, scope)
    if isinstance(tree, Negated):
        inner = _single(_compile(tree.operand, scope), "-")
        return Expression("num", lambda at, run=inner.run: -to_number(run(at)), inner.sources)  # type: ignore[misc]
    if isinstance(tree, Binary):
        return _binary(tree, scope)
    return _call(tree, scope)


def _single(expression: Expression, said: str) -> Expression:
    if expression.type == "nodes":
        raise FormRefused(f"{said} reads one value, but the path leads into a repeat and finds several")
    return expression


def _binary(tree: Binary, scope: Scope) -> Expression:
    sign = tree.operator
    left, right = (_single(_compile(side, scope), sign) for side in (tree.left, tree.right))
    a, b, sources = left.run, right.run, left.sources + right.sources
    if sign in ("and", "or"):
        truth(left, sign)
        truth(right, sign)
        if sign == "and":
            return Expression("bool", lambda at: bool(a(at) and b(at)), sources)
        return Expression("bool", lambda at: bool(a(at) or b(at)), sources)
    if sign in ("=", "!=", "<", "<=", ">", ">="):
        return Expression("bool", lambda at: compare(sign, a(at), b(at)), sources)
    return Expression("num", lambda at: _arithmetic(sign, to_number(a(at)), to_number(b(at))), sources)


def _arithmetic(sign: str, a: float, b: float) -> float:
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b
    if sign == "*":
        return a * b
    if b == 0 or a != a or b != b:
        return float("nan") if sign == "mod" or a == 0 or a != a or b != b else float("inf") if a > 0 else float("-inf")
    if sign == "div":
        return a / b
    return a - b * int(a / b)  # XPath mod takes the sign of the dividend


# functions


def _call(tree: Call, scope: Scope) -> Expression:
    if special := SPECIAL.get(tree.name):
        return special(tree, scope)
    if (function := FUNCTIONS.get(tree.name)) is None:
        instead = f"; use {SUBSTITUTES[tree.name]}()" if tree.name in SUBSTITUTES else ""
        raise FormRefused(f"unknown function {tree.name}(){instead}")
    least = len(function.takes) if function.least is None else function.least
    if len(tree.args) < least or (not function.rest and len(tree.args) > len(function.takes)):
        raise FormRefused(f"{tree.name}() does not take {len(tree.args)} arguments")
    return _ordinary(tree.name, function, [_compile(arg, scope) for arg in tree.args])


def _ordinary(name: str, function: Function, args: list[Expression]) -> Expression:
    kinds = [*function.takes, *[function.rest] * (len(args) - len(function.takes))][: len(args)]
    runs = [_argument(name, kind, arg) for kind, arg in zip(kinds, args, strict=True)]
    sources = tuple(source for arg in args for source in arg.sources)
    if name == "int" and (args[0].type == "date" or (args[0].target is not None and args[0].target.type in ("date", "dateTime", "time"))):
        raise FormRefused("int() of a date: the ODK engines disagree on it")
    call = function.call
    if function.wants_clock:
        return Expression(function.result, lambda at: call(at.clock), sources)
    if len(runs) == 1:
        only = runs[0]
        return Expression(function.result, lambda at: call(only(at)), sources)
    return Expression(function.result, lambda at: call(*[run(at) for run in runs]), sources)


def _argument(name: str, kind: str, arg: Expression) -> Callable[[Context], object]:
    if kind == "nodes":
        if arg.select is None:
            raise FormRefused(f"{name}() needs a path")
        return arg.select
    run = _single(arg, f"{name}()").run
    if kind == "truth":
        truth(arg, f"{name}()")
        return run
    if kind == "text":
        return lambda at: to_text(run(at))
    return (lambda at: to_number(run(at))) if kind == "number" else run


def _if(tree: Call, scope: Scope) -> Expression:
    if len(tree.args) != 3:
        raise FormRefused("if() takes a condition and two values")
    test, yes, no = (_single(_compile(arg, scope), "if()") for arg in tree.args)
    truth(test, "if()")
    check, a, b = test.run, yes.run, no.run
    kind = yes.type if yes.type == no.type and yes.type != "node" else "str"
    return Expression(kind, lambda at: a(at) if check(at) else b(at), test.sources + yes.sources + no.sources)


def _once(tree: Call, scope: Scope) -> Expression:
    """Keep the field's own value when there is one; it reads itself, which is no cycle."""
    if len(tree.args) != 1 or scope.in_predicate:
        raise FormRefused("once() takes one value, in a calculation")
    value = _single(_compile(tree.args[0], scope), "once()")
    return Expression(value.type if value.type != "node" else "str", lambda at: at.origin.value or value.run(at), value.sources)


def _position(tree: Call, scope: Scope) -> Expression:
    if not tree.args:
        if not scope.in_predicate:
            raise FormRefused("position() without an argument stands only in [ ]; write position(..)")
        return Expression("num", lambda at: float(at.position))
    item = _compile(tree.args[0], scope)
    if len(tree.args) != 1 or item.type != "node" or item.select is None or item.target is None or item.target.structure != "repeat":
        raise FormRefused("position() takes the path of the repeat around it, such as ..")
    select = item.select
    return Expression("num", lambda at: float(next((cast("Node", node).position for node in select(at)), 0)), item.sources)


def _regex(tree: Call, scope: Scope) -> Expression:
    if len(tree.args) != 2 or not isinstance(tree.args[1], Literal):
        raise FormRefused("regex() takes a value and a written pattern")
    pattern = tree.args[1].text
    if not (pattern.startswith("^") and pattern.endswith("$")) or pattern.endswith("\\$"):
        raise FormRefused(f"regex pattern {pattern!r} is not anchored by ^ and $: the ODK engines disagree on it")
    try:
        compiled = re.compile(pattern, re.ASCII)
    except re.error as error:
        raise FormRefused(f"regex pattern {pattern!r} is not valid: {error}") from error
    run = _single(_compile(tree.args[0], scope), "regex()")
    return Expression("bool", lambda at: compiled.fullmatch(to_text(run.run(at))) is not None, run.sources)


def _choice_name(tree: Call, scope: Scope) -> Expression:
    if len(tree.args) != 2 or not isinstance(tree.args[1], Literal):
        raise FormRefused("jr:choice-name() takes a value and the path of its question in quotes")
    value = _single(_compile(tree.args[0], scope), "jr:choice-name()")
    question = _compile(parse(tree.args[1].text), scope).target
    if question is None:
        raise FormRefused("jr:choice-name() names no question")

    def run(at: Context) -> str:
        wanted = to_text(value.run(at))
        return next((label(choice.labels, at.language) for choice in question.choices if choice.value == wanted), "")

    return Expression("str", run, value.sources)


def label(labels: dict[str, str], language: str) -> str:
    """Return the text in `language`, else in the first language that has one."""
    return labels[language] if language in labels else next(iter(labels.values()), "")


def _only_as_path_start(tree: Call, _scope: Scope) -> Expression:
    raise FormRefused(f"{tree.name}() stands only at the start of a path")


SPECIAL: dict[str, Callable[[Call, Scope], Expression]] = {
    "if": _if,
    "once": _once,
    "position": _position,
    "regex": _regex,
    "jr:choice-name": _choice_name,
    "current": _only_as_path_start,
    "instance": _only_as_path_start,
}


# paths


def _path(tree: Path, scope: Scope) -> Expression:
    if tree.start is not None:
        if tree.start.name == "instance":
            return _list_path(tree, scope)
        if tree.start != Call("current", ()):
            raise FormRefused(f"a path cannot start with {tree.start.name}()")
        return _walk(tree.steps, scope.origin, lambda at: at.origin, scope)
    if tree.absolute:
        if tree.steps[0].name != scope.root.name or tree.steps[0].predicates:
            raise FormRefused(f"no field /{tree.steps[0].name}")
        return _walk(tree.steps[1:], scope.root, lambda at: at.origin.root, scope, absolute=True)
    if scope.here is None:
        return _column(tree, scope)
    return _walk(tree.steps, scope.here, lambda at: at.node, scope)


def _column(tree: Path, scope: Scope) -> Expression:
    """A name inside a choice filter: a column of the list."""
    if len(tree.steps) != 1 or tree.steps[0].predicates or tree.steps[0].name in (".", ".."):
        raise FormRefused("a choice filter compares columns of the list; write current()/.. for the form")
    name = tree.steps[0].name
    known = {column for choices in scope.lists.values() for choice in choices for column in choice.columns}
    if name not in known:
        raise FormRefused(f"no column {name} in the list of choices")
    return Expression("node", lambda at: cast(Choice, at.node).columns.get(name, ""))


def _list_path(tree: Path, scope: Scope) -> Expression:
    assert tree.start is not None
    args = tree.start.args
    if len(args) != 1 or not isinstance(args[0], Literal) or args[0].text not in scope.lists:
        raise FormRefused("instance() names no list of this form")
    if [step.name for step in tree.steps[:2]] != ["root", "item"] or tree.steps[0].predicates or len(tree.steps) > 3:
        raise FormRefused("a list is read as instance('x')/root/item[...]")
    choices = scope.lists[args[0].text]
    inner = Scope(None, scope.origin, scope.root, {args[0].text: choices}, in_predicate=True)
    filters = [truth(_compile(predicate, inner), "a choice filter") for predicate in tree.steps[1].predicates]
    column = tree.steps[2].name if len(tree.steps) == 3 else ""

    def select(at: Context) -> Sequence[XNode]:
        found = [c for c in choices if all(one.run(Context(c, at.origin, at.clock, at.language)) for one in filters)]
        return [child for choice in found for child in choice.children(column)] if column else found

    sources = tuple(source for one in filters for source in one.sources)
    if column and filters:  # a look-up: the first hit
        return Expression("node", lambda at: next((node.text for node in select(at)), ""), sources, select)
    return Expression("nodes", lambda at: next((node.text for node in select(at)), ""), sources, select)


def _walk(steps: tuple[Step, ...], start: Definition, begin: Callable[[Context], XNode], scope: Scope, absolute: bool = False) -> Expression:
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
            if here.parent is None or step.predicates:
                raise FormRefused("the path leaves the form")
            here = here.parent
            if climbing:
                shared = here
            elif len(here.path) < len(shared.path):
                shared = here
            moves.append(("..", ()))
            continue
        climbing = False
        if (below := here.children.get(step.name)) is None:
            raise FormRefused(f"no field {here.ref}/{step.name}")
        here = below
        inner = Scope(here, scope.origin, scope.root, scope.lists, in_predicate=True)
        predicates = tuple(_single(_compile(predicate, inner), "[ ]") for predicate in step.predicates)
        for predicate in predicates:
            if predicate.type not in ("bool", "num"):
                raise FormRefused("[ ] needs a condition or a position")
            sources += [(read, scope.root) for read, _ in predicate.sources]
        if here.structure == "repeat":
            many = many or not any(predicate.type == "num" for predicate in predicates)
            sources.append((here, shared))
            if absolute and here in scope.origin.repeats and scope.origin is not here:
                raise FormRefused(f"absolute path into the repeat it stands in ({here.ref}): the ODK engines disagree on it; write ../")
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
