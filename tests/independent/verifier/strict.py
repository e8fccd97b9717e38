"""Section 1: JSON that is signed, and the small forms (hash, UUID, time, Base64) that the rest is built from."""

import base64
import binascii
import calendar
import hashlib
import json
import re
from typing import Any

HASH = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NAME = re.compile(r"[a-z][a-z0-9_.]{0,63}")
REGION = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,6})?(?:Z|[+-]([0-9]{2}):([0-9]{2}))")
BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
DEEPEST = 64
LONGEST_INTEGER = 16


class Broken(Exception):
    """A rule of the format does not hold; the text says which one."""


def need(holds: bool, rule: str) -> None:
    """Raise `Broken` with this rule unless it holds."""
    if not holds:
        raise Broken(rule)


def sha256(data: bytes) -> str:
    """What the format calls "hash"."""
    return hashlib.sha256(data).hexdigest()


def parse(data: bytes) -> Any:
    """The value of JSON bytes, or `Broken`."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken("JSON: not UTF-8") from None
    _check_depth(text)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_float=_no_float, parse_constant=_no_float, parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise Broken(f"JSON: {error}") from None
    _check_texts(value)
    return value


def parse_object(data: bytes) -> dict[str, Any]:
    """The object in JSON bytes, or `Broken`."""
    value = parse(data)
    need(isinstance(value, dict), "JSON: not an object")
    return dict(value)


def _check_depth(text: str) -> None:
    """Brackets outside of texts, counted before the parser sees them, so that no depth can exhaust it."""
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', text, re.DOTALL):
        if token[0] in "[{":
            depth += 1
            need(depth <= DEEPEST, "JSON: nested too deep")
        elif token[0] in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    need(len({key for key, _ in pairs}) == len(pairs), "JSON: a key is given twice")
    return dict(pairs)


def _no_float(_text: str) -> Any:
    raise Broken("JSON: a number with a fraction or exponent, or not finite")


def _integer(text: str) -> int:
    need(len(text) <= LONGEST_INTEGER, "JSON: an integer of more than 16 characters")
    return int(text)


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        need(not any("\ud800" <= char <= "\udfff" for char in value), "JSON: a lone surrogate")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_texts(key)
            _check_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_texts(inner)


def is_whole(value: Any, least: int, most: int | None = None) -> bool:
    """A number, and not `true`."""
    return type(value) is int and value >= least and (most is None or value <= most)


def is_text(value: Any, pattern: re.Pattern[str]) -> bool:
    """A text that the pattern matches as a whole."""
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def is_time(value: Any) -> bool:
    """Section 2: a time that exists; a second 60 does not."""
    match = TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return False
    year, month, day, hour, minute, second, off_hour, off_minute = (int(group or 0) for group in match.groups())
    return (
        year >= 1
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(year, month)[1]
        and max(hour, off_hour) <= 23
        and max(minute, second, off_minute) <= 59
    )


def from_base64(value: Any, rule: str) -> bytes:
    """The bytes of padded Base64 without any other character."""
    need(is_text(value, BASE64), rule)
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        raise Broken(rule) from None
