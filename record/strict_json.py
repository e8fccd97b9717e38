"""JSON as it may stand in signed bytes: no key twice, no floats, no NaN, valid Unicode, not nested too deep."""

from __future__ import annotations

import json
from typing import NoReturn

from record.errors import Unreadable

DEPTH_MAX = 64  # far below where a parser would give up, so that every parser judges alike


def _refuse(text: str) -> NoReturn:
    raise Unreadable(f"a number that is no integer: {text[:20]}")


def _integer(text: str) -> int:
    if len(text) > 16:
        raise Unreadable("an integer of more than 16 characters")
    return int(text)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(found := dict(pairs)) != len(pairs):
        raise Unreadable("a key is given twice")
    return found


def parse_strict(raw: bytes) -> object:
    """Return the parsed JSON. Raises Unreadable for a key given twice, a float, NaN, a lone surrogate, deep nesting, or no JSON.

    Source: RFC 8259, docs/format.md "JSON that is signed".
    """
    try:
        value: object = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_once_each, parse_float=_refuse, parse_constant=_refuse, parse_int=_integer
        )
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # a lone surrogate is no text
    except (ValueError, RecursionError) as error:
        raise Unreadable("not UTF-8 JSON") from error
    _not_deep(value)
    return value


def _not_deep(value: object) -> None:
    level, depth = [value], 0
    while level := [one for one in level if isinstance(one, (dict, list))]:
        depth += 1
        if depth > DEPTH_MAX:
            raise Unreadable("objects and lists are nested too deep")
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]


def parse_object(raw: bytes) -> dict[str, object]:
    """Return the parsed JSON object. Raises Unreadable as `parse_strict`, and when it is not an object."""
    value = parse_strict(raw)
    if not isinstance(value, dict):
        raise Unreadable("not a JSON object")
    return value


def to_bytes(value: object) -> bytes:
    """Return compact UTF-8 JSON in the order given. Raises Unreadable for a float or a lone surrogate: signed bytes hold none."""
    _no_floats(value)
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unreadable("a text that is not Unicode") from error


def _no_floats(value: object) -> None:
    if isinstance(value, float):
        raise Unreadable("a float cannot be stored")
    if isinstance(value, dict):
        for item in value.values():
            _no_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _no_floats(item)
