"""Turns an XPath tree into a closure, with its static type and the fields it reads; refuses what engines do not agree on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from forms.engine.errors import FormRefused
from forms.engine.expression import Context, Expression, Scope, label, single, truth
from forms.engine.functions import FUNCTIONS, Function
from forms.engine.node import Node
from forms.engine.paths import compile_path
from forms.engine.values import compare, to_number, to_text
from forms.engine.xpath import Ast, Binary, Call, Literal, Negated, Number, Path, parse

SUBSTITUTES = {"substring": "substr"}  # the ODK engines count its positions differently


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
        inner = single(_compile(tree.operand, scope), "-")
        return Expression("num", lambda at, run=inner.run: -to_number(run(at)), inner.sources)  # type: ignore[misc]
    if isinstance(tree, Binary):
        return _binary(tree, scope)
    return _call(tree, scope)


def _binary(tree: Binary, scope: Scope) -> Expression:
    sign = tree.operator
    left, right = (single(_compile(side, scope), sign) for side in (tree.left, tree.right))
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
    run = single(arg, f"{name}()").run
    if kind == "truth":
        truth(arg, f"{name}()")
        return run
    if kind == "text":
        return lambda at: to_text(run(at))
    return (lambda at: to_number(run(at))) if kind == "number" else run


def _if(tree: Call, scope: Scope) -> Expression:
    if len(tree.args) != 3:
        raise FormRefused("if() takes a condition and two values")
    test, yes, no = (single(_compile(arg, scope), "if()") for arg in tree.args)
    truth(test, "if()")
    check, a, b = test.run, yes.run, no.run
    kind = yes.type if yes.type == no.type and yes.type != "node" else "str"
    return Expression(kind, lambda at: a(at) if check(at) else b(at), test.sources + yes.sources + no.sources)


def _once(tree: Call, scope: Scope) -> Expression:
    """Keep the field's own value when there is one; it reads itself, which is no cycle."""
    if len(tree.args) != 1 or scope.in_predicate:
        raise FormRefused("once() takes one value, in a calculation")
    value = single(_compile(tree.args[0], scope), "once()")
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
    run = single(_compile(tree.args[0], scope), "regex()")
    return Expression("bool", lambda at: compiled.fullmatch(to_text(run.run(at))) is not None, run.sources)


def _choice_name(tree: Call, scope: Scope) -> Expression:
    if len(tree.args) != 2 or not isinstance(tree.args[1], Literal):
        raise FormRefused("jr:choice-name() takes a value and the path of its question in quotes")
    value = single(_compile(tree.args[0], scope), "jr:choice-name()")
    question = _compile(parse(tree.args[1].text), scope).target
    if question is None:
        raise FormRefused("jr:choice-name() names no question")

    def run(at: Context) -> str:
        wanted = to_text(value.run(at))
        return next((label(choice.labels, at.language) for choice in question.choices if choice.value == wanted), "")

    return Expression("str", run, value.sources)


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
