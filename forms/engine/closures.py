"""Turns an XPath tree into a closure, with its static type and the fields it reads; refuses what engines do not agree on."""

from __future__ import annotations

import math
from collections.abc import Callable

from forms.engine.errors import FormRefused
from forms.engine.expression import Context, Expression, Scope, single, truth
from forms.engine.functions import DISPUTED, FUNCTIONS, Function
from forms.engine.paths import compile_path
from forms.engine.special import SPECIAL
from forms.engine.values import Value, compare, to_number, to_text
from forms.engine.xpath import Ast, Binary, Call, Literal, Negated, Number, Path, parse

DATE_TYPES = ("date", "dateTime", "time")


def compile_expression(text: str, scope: Scope) -> Expression:
    """Return the closure of `text` at `scope.origin`. Raises FormRefused with the reason."""
    return _compile(parse(text), scope)


def _compile(tree: Ast, scope: Scope) -> Expression:
    if isinstance(tree, Number):
        number = tree.value
        return Expression("num", lambda _: number)
    if isinstance(tree, Literal):
        text = tree.text
        return Expression("str", lambda _: text, literal=text)
    if isinstance(tree, Path):
        return compile_path(tree, scope, _compile)
    if isinstance(tree, Negated):
        inner = single(_compile(tree.operand, scope), "-", scope)
        run = inner.run
        return Expression("num", lambda at: -to_number(run(at), at.clock.shift), inner.sources)
    if isinstance(tree, Binary):
        return _binary(tree, scope)
    return _call(tree, scope)


def _binary(tree: Binary, scope: Scope) -> Expression:
    sign = tree.operator
    left, right = (_compile(side, scope) for side in (tree.left, tree.right))
    sources = left.sources + right.sources
    if sign in ("=", "!=", "<", "<=", ">", ">="):
        return Expression("bool", _comparison(sign, left, right, scope), sources)
    if sign in ("and", "or"):
        a, b = truth(left, sign, scope).run, truth(right, sign, scope).run
        if sign == "and":
            return Expression("bool", lambda at: bool(a(at) and b(at)), sources)
        return Expression("bool", lambda at: bool(a(at) or b(at)), sources)
    a, b = single(left, sign, scope).run, single(right, sign, scope).run
    return Expression("num", lambda at: _arithmetic(sign, to_number(a(at), at.clock.shift), to_number(b(at), at.clock.shift)), sources)


def _comparison(sign: str, left: Expression, right: Expression, scope: Scope) -> Callable[[Context], bool]:
    for one, other in ((left, right), (right, left)):
        if one.type == "bool" and other.type in ("node", "nodes"):
            scope.dispute(f"{sign} compares a condition with an answer")
            a, b = one.run, truth(other, sign, scope).run
            return lambda at: compare(sign, a(at), b(at))
    if "nodes" in (left.type, right.type):
        single(left, sign, scope)
        single(right, sign, scope)
        lefts, rights = each(left), each(right)  # XPath 1.0 section 3.4: true when any pair is
        return lambda at: any(compare(sign, a, b, at.clock.shift) for a in lefts(at) for b in rights(at))
    a, b = left.run, right.run
    gaps = [side.missing for side in (left, right) if side.missing is not None]
    if not gaps:
        return lambda at: compare(sign, a(at), b(at), at.clock.shift)
    return lambda at: not any(gap(at) for gap in gaps) and compare(sign, a(at), b(at), at.clock.shift)


def _arithmetic(sign: str, a: float, b: float) -> float:
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b
    if sign == "*":
        return a * b
    if b == 0 or a != a or b != b:
        return math.nan if sign == "mod" or a == 0 or a != a or b != b else math.copysign(math.inf, a)
    if sign == "div":
        return a / b
    return math.fmod(a, b) if math.isfinite(a) else math.nan  # XPath mod takes the sign of the dividend


# functions


def _call(tree: Call, scope: Scope) -> Expression:
    if special := SPECIAL.get(tree.name):
        return special(tree, scope, _compile)
    if (function := FUNCTIONS.get(tree.name)) is None:
        if (function := DISPUTED.get(tree.name)) is None:
            raise FormRefused(f"unknown function {tree.name}()")
        scope.dispute(f"{tree.name}(): use substr()")
    least = len(function.takes) if function.least is None else function.least
    if len(tree.args) < least or (not function.rest and len(tree.args) > len(function.takes)):
        raise FormRefused(f"{tree.name}() does not take {len(tree.args)} arguments")
    if tree.name == "weighted-checklist" and len(tree.args) % 2:
        raise FormRefused("weighted-checklist() takes a weight after each value")
    return _ordinary(tree.name, function, [_compile(arg, scope) for arg in tree.args], scope)


def _ordinary(name: str, function: Function, args: list[Expression], scope: Scope) -> Expression:
    kinds = [*function.takes, *[function.rest] * (len(args) - len(function.takes))][: len(args)]
    runs = [_argument(name, kind, arg, scope) for kind, arg in zip(kinds, args, strict=True)]
    sources = tuple(source for arg in args for source in arg.sources)
    if function.no_dates and _is_date(args[0]):
        scope.dispute(f"{name}() of a date")
    call = function.call
    if function.wants_clock:
        return Expression(function.result, lambda at: call(at.clock, *[run(at) for run in runs]), sources)
    if len(runs) == 1:
        only = runs[0]
        return Expression(function.result, lambda at: call(only(at)), sources)
    return Expression(function.result, lambda at: call(*[run(at) for run in runs]), sources)


def _is_date(arg: Expression) -> bool:
    return arg.type == "date" or (arg.type == "node" and arg.target is not None and arg.target.type in DATE_TYPES)


def _argument(name: str, kind: str, arg: Expression, scope: Scope) -> Callable[[Context], object]:
    if kind == "nodes":
        if (select := arg.select) is None:
            raise FormRefused(f"{name}() needs a path")
        return select
    if kind == "each":
        return each(arg)
    if kind == "truth":
        return truth(arg, f"{name}()", scope).run
    run = single(arg, f"{name}()", scope).run
    if kind == "text":
        return lambda at: to_text(run(at))
    return (lambda at: to_number(run(at), at.clock.shift)) if kind == "number" else run


def each(arg: Expression) -> Callable[[Context], list[Value]]:
    """Every value of a path, or the one value of anything else."""
    if (select := arg.select) is not None:
        return lambda at: [node.text for node in select(at)]
    run = arg.run
    return lambda at: [run(at)]
