"""Parses the XPath 1.0 of XForms binds into a small tree; what no form needs (axes, unions, wildcards) is refused here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Union

from forms.engine.errors import FormRefused

NESTING_MAX = 60  # deeper than any form; keeps a hostile expression from exhausting the stack


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    name: str  # ".", ".." or a child's name
    predicates: tuple[Ast, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    start: Call | None  # instance('x') or current(); None for an ordinary path
    absolute: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    args: tuple[Ast, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str  # or and = != < <= > >= + - * div mod
    left: Ast
    right: Ast


@dataclass(frozen=True, slots=True)
class Negated:
    operand: Ast


Ast = Union[Number, Literal, Path, Call, Binary, Negated]  # noqa: UP007 - a string forward reference cannot use | in 3.11

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<literal>\"[^\"]*\"|'[^']*')"
    r"|(?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)"
    r"|(?P<sign>\.\.|//|::|!=|<=|>=|[()\[\]./,@|+*=<>$-]))"
)
LEVELS: tuple[tuple[str, ...], ...] = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
WORD_OPERATORS = frozenset({"or", "and", "div", "mod"})


def parse(expression: str) -> Ast:
    """Return the tree. Raises FormRefused for anything that is not an expression of this language. Source: XPath 1.0 section 3."""
    parser = _Parser(_tokens(expression), expression)
    tree = parser.binary(0)
    if parser.peek()[0] != "end":
        raise parser.refusal()
    return tree


def _tokens(expression: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at, end = 0, len(expression.rstrip())
    while at < end:
        if not (match := TOKEN.match(expression, at)):
            raise FormRefused(f"cannot read {expression[at : at + 20]!r} in {expression!r}")
        kind = str(match.lastgroup)
        text = match.group(kind)
        operand_before = bool(tokens) and (tokens[-1][0] in ("number", "literal", "name") or tokens[-1][1] in (")", "]", ".", ".."))
        if kind == "name" and text in WORD_OPERATORS and operand_before:
            kind = "sign"  # XPath 1.0 section 3.7: a name after an operand is an operator
        tokens.append((kind, text))
        at = match.end()
    tokens.append(("end", ""))
    return tokens


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]], expression: str) -> None:
        self._tokens, self._at, self._expression, self._depth = tokens, 0, expression, 0

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self._at += 1
        return token

    def refusal(self) -> FormRefused:
        return FormRefused(f"unexpected {self.peek()[1] or 'end'!r} in {self._expression!r}")

    def expect(self, sign: str) -> None:
        if self.peek() != ("sign", sign):
            raise self.refusal()
        self._at += 1

    def binary(self, level: int) -> Ast:
        if level == len(LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek()[0] == "sign" and self.peek()[1] in LEVELS[level]:
            operator = self.take()[1]
            left = Binary(operator, left, self.binary(level + 1))
        return left

    def unary(self) -> Ast:
        self._depth += 1
        if self._depth > NESTING_MAX:
            raise FormRefused(f"nested too deeply: {self._expression[:60]!r}")
        try:
            if self.peek() == ("sign", "-"):
                self.take()
                return Negated(self.unary())
            return self.primary()
        finally:
            self._depth -= 1

    def primary(self) -> Ast:
        kind, text = self.peek()
        if kind == "number":
            self.take()
            return Number(float(text))
        if kind == "literal":
            self.take()
            return Literal(text[1:-1])
        if (kind, text) == ("sign", "("):
            self.take()
            inside = self.binary(0)
            self.expect(")")
            return inside
        if kind == "name" and self.peek(1) == ("sign", "("):
            call = self.call()
            if self.peek() == ("sign", "/"):
                self.take()
                return Path(call, False, self.steps())
            return call
        return self.path()

    def call(self) -> Call:
        name = self.take()[1]
        self.expect("(")
        args: list[Ast] = []
        if self.peek() != ("sign", ")"):
            args.append(self.binary(0))
            while self.peek() == ("sign", ","):
                self.take()
                args.append(self.binary(0))
        self.expect(")")
        return Call(name, tuple(args))

    def path(self) -> Path:
        absolute = self.peek() == ("sign", "/")
        if absolute:
            self.take()
        return Path(None, absolute, self.steps())

    def steps(self) -> tuple[Step, ...]:
        found = [self.step()]
        while self.peek() == ("sign", "/"):
            self.take()
            found.append(self.step())
        return tuple(found)

    def step(self) -> Step:
        kind, text = self.peek()
        if kind != "name" and (kind, text) not in (("sign", "."), ("sign", "..")):
            raise self.refusal()
        self.take()
        predicates: list[Ast] = []
        while self.peek() == ("sign", "["):
            self.take()
            predicates.append(self.binary(0))
            self.expect("]")
        return Step(text, tuple(predicates))
