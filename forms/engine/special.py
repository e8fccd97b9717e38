"""The functions that need more than the values of their arguments: the place, a written pattern, another question, a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import cast

from forms.engine.errors import FormRefused
from forms.engine.expression import Context, Expression, Scope, label, say, single, truth
from forms.engine.lists import by_column
from forms.engine.node import Node
from forms.engine.values import to_number, to_text
from forms.engine.xpath import Ast, Call, Literal, Path, parse

Compile = Callable[[Ast, Scope], Expression]
Special = Callable[[Call, Scope, Compile], Expression]


def _if(tree: Call, scope: Scope, compiled: Compile) -> Expression:
    if len(tree.args) != 3:
        raise FormRefused("if() takes a condition and two values")
    test = truth(compiled(tree.args[0], scope), "if()", scope)
    yes, no = (single(compiled(arg, scope), "if()", scope) for arg in tree.args[1:])
    check, a, b = test.run, yes.run, no.run
    kind = yes.type if yes.type == no.type and yes.type != "node" else "str"
    return Expression(kind, lambda at: a(at) if check(at) else b(at), test.sources + yes.sources + no.sources)


def _once(tree: Call, scope: Scope, compiled: Compile) -> Expression:
    """Keep the field's own value when there is one; it reads itself, which is no cycle."""
    if len(tree.args) != 1 or scope.in_predicate:
        raise FormRefused("once() takes one value, in a calculation")
    value = single(compiled(tree.args[0], scope), "once()", scope)
    return Expression(value.type if value.type != "node" else "str", lambda at: at.origin.value or value.run(at), value.sources)


def _position(tree: Call, scope: Scope, compiled: Compile) -> Expression:
    if not tree.args:
        if not scope.in_predicate:
            raise FormRefused("position() without an argument stands only in [ ]; write position(..)")
        return Expression("num", lambda at: float(at.position))
    item = compiled(tree.args[0], scope)
    if len(tree.args) != 1 or item.type != "node" or item.select is None or item.target is None:
        raise FormRefused("position() takes the path of the repeat around it, such as ..")
    select = item.select
    if item.target.structure != "repeat":  # a group or field stands alone under its name
        return Expression("num", lambda _: 1.0, item.sources)
    return Expression("num", lambda at: float(next((cast(Node, node).position for node in select(at)), 0)), item.sources)


def _regex(tree: Call, scope: Scope, compiled: Compile) -> Expression:
    if len(tree.args) != 2:
        raise FormRefused("regex() takes a value and a pattern")
    value = single(compiled(tree.args[0], scope), "regex()", scope)
    run, sources = value.run, value.sources
    if not isinstance(tree.args[1], Literal):
        scope.dispute("regex() with a pattern that is worked out")
        pattern = single(compiled(tree.args[1], scope), "regex()", scope)
        return Expression("bool", lambda at: _search(to_text(pattern.run(at)))(to_text(run(at))) is not None, sources + pattern.sources)
    written = tree.args[1].text
    is_whole = written.startswith("^") and written.endswith("$") and not written.endswith("\\$") and not _has_loose_bar(written)
    if not is_whole:
        scope.dispute(f"regex pattern {written!r} is not anchored by ^ and $")
    try:
        pattern_read = re.compile(written, re.ASCII)
    except (re.error, RecursionError, OverflowError) as error:
        raise FormRefused(f"regex pattern {written!r} is not valid: {error}") from error
    matches = pattern_read.fullmatch if is_whole else pattern_read.search
    return Expression("bool", lambda at: matches(to_text(run(at))) is not None, sources)


@lru_cache(maxsize=64)
def _search(pattern: str) -> Callable[[str], object]:
    try:
        return re.compile(pattern, re.ASCII).search
    except (re.error, RecursionError, OverflowError):
        return lambda _: None


def _has_loose_bar(pattern: str) -> bool:
    """Whether a | stands outside all brackets: ^a|b$ is anchored on one side only."""
    depth, in_class, signs = 0, False, iter(pattern)
    for sign in signs:
        if sign == "\\":
            next(signs, "")
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            return True
    return False


def _choice_name(tree: Call, scope: Scope, compiled: Compile) -> Expression:
    if len(tree.args) != 2 or not isinstance(tree.args[1], Literal):
        raise FormRefused("jr:choice-name() takes a value and the path of its question in quotes")
    value = single(compiled(tree.args[0], scope), "jr:choice-name()", scope)
    question = compiled(parse(tree.args[1].text), scope)
    if question.target is None or question.select is None or not (question.target.choices or question.target.from_nodes):
        raise FormRefused("jr:choice-name() names no question with choices")
    select = question.select

    def run(at: Context) -> str:
        wanted = to_text(value.run(at))
        asked = next((cast(Node, node) for node in select(at)), None)
        for choice in asked.offered if asked is not None else ():
            if choice.value == wanted:
                top = Context(at.origin.root, at.origin.root, at.clock, at.language)
                return say(choice.spoken[at.language], top) if at.language in choice.spoken else label(choice.labels, at.language)
        return ""

    inside = [piece for choice in question.target.choices for pieces in choice.spoken.values() for piece in pieces]
    spoken = tuple(source for piece in inside if not isinstance(piece, str) for source in piece.sources)
    return Expression("str", run, value.sources + question.sources + spoken)


def _itext(tree: Call, scope: Scope, compiled: Compile) -> Expression:
    if len(tree.args) != 1:
        raise FormRefused("jr:itext() takes the name of a text")
    name, texts = single(compiled(tree.args[0], scope), "jr:itext()", scope), scope.texts
    if name.literal is not None and name.literal not in texts:
        raise FormRefused(f"jr:itext() names no text of this form: {name.literal}")
    return Expression("str", lambda at: label(texts.get(to_text(name.run(at)), {}), at.language), name.sources)


def _indexed_repeat(tree: Call, scope: Scope, compiled: Compile) -> Expression:
    """indexed-repeat(field, repeat, n, ...): the field in the n-th item, written as the path it stands for."""
    if len(tree.args) not in (3, 5, 7):
        raise FormRefused("indexed-repeat() takes a field, then a repeat and a number up to three times")
    anywhere = replace(scope, into_own_repeat=True)
    field, repeats = tree.args[0], tree.args[1::2]
    target = compiled(field, anywhere).target
    if target is None or not isinstance(field, Path):
        raise FormRefused("indexed-repeat() takes the path of a field")
    numbers = [single(compiled(arg, scope), "indexed-repeat()", scope) for arg in tree.args[2::2]]
    places = {}
    for repeat, number in zip(repeats, numbers, strict=True):
        around = compiled(repeat, anywhere).target
        if around is None or around not in target.repeats:
            raise FormRefused("indexed-repeat() takes a repeat around the field")
        places[around] = number
    if set(places) != set(target.repeats) and not set(target.repeats) - set(places) <= set(scope.origin.repeats):
        raise FormRefused("indexed-repeat() needs a number for every repeat around the field")
    outside = [around for around in target.repeats if around not in places]  # those that the calculation stands in itself
    sources = tuple(source for number in numbers for source in number.sources)

    def find(at: Context) -> list[Node]:
        here = at.origin.ancestor(outside[-1]) if outside else at.origin.root
        for name in target.path[len(here.definition.path) :]:
            kid = here.kids.get(name)
            if kid is None:
                return []
            if kid.is_range:
                place = to_number(places[kid.definition].run(at), at.clock.shift)
                if not (place == place and 1 <= place <= len(kid.items) and place == int(place)):
                    return []
                kid = kid.items[int(place) - 1]
            here = kid
        return [here]

    reads = tuple((read, scope.root) for read in (target, *target.repeats))
    return Expression(
        "node", lambda at: next((node.text for node in find(at)), ""), sources + reads, find, target, missing=lambda at: not find(at)
    )


def _pulldata(tree: Call, scope: Scope, compiled: Compile) -> Expression:
    """pulldata(list, wanted column, key column, key): the first hit."""
    names = [arg.text for arg in tree.args[:3] if isinstance(arg, Literal)]
    if len(tree.args) != 4 or len(names) != 3:
        raise FormRefused("pulldata() takes the names of a list and two columns in quotes, and a value")
    if names[0] not in scope.lists:
        raise FormRefused(f"pulldata() names no list of this form: {names[0]}")
    key = single(compiled(tree.args[3], scope), "pulldata()", scope)
    index, wanted = by_column(scope.lists[names[0]], names[2]), names[1]
    run = key.run

    def find(at: Context) -> str:
        return next((choice.columns[wanted] for choice in index.get(to_text(run(at)), ()) if wanted in choice.columns), "")

    return Expression("str", find, key.sources)


def _only_as_path_start(tree: Call, _scope: Scope, _compiled: Compile) -> Expression:
    raise FormRefused(f"{tree.name}() stands only at the start of a path")


SPECIAL: dict[str, Special] = {
    "if": _if,
    "once": _once,
    "position": _position,
    "regex": _regex,
    "indexed-repeat": _indexed_repeat,
    "pulldata": _pulldata,
    "jr:choice-name": _choice_name,
    "jr:itext": _itext,
    "current": _only_as_path_start,
    "instance": _only_as_path_start,
}
