"""Reading the JSON of a request, strictly, with one refusal for whatever is not as described."""

from __future__ import annotations

import base64
import re

from record.errors import Unreadable
from record.strict_json import parse_object
from server.problem import unreadable


def object_of(body: bytes) -> dict[str, object]:
    """Return the JSON object; an empty body is an empty object. Raises Problem 400."""
    try:
        return parse_object(body or b"{}")
    except Unreadable as error:
        raise unreadable(str(error)) from error


def text_of(given: dict[str, object], key: str, pattern: re.Pattern[str] | None = None, *, length_max: int = 200) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not 0 < len(value) <= length_max or (pattern is not None and not pattern.fullmatch(value)):
        raise unreadable(f"{key} is missing or has a wrong form")
    return value


def bytes_of(value: object, key: str) -> bytes:
    if not isinstance(value, str):
        raise unreadable(f"{key} is not Base64")
    try:
        return base64.b64decode(value, validate=True)
    except ValueError as error:
        raise unreadable(f"{key} is not Base64") from error


def list_of(given: dict[str, object], key: str, *, entries_max: int) -> list[object]:
    value = given.get(key, [])
    if not isinstance(value, list) or len(value) > entries_max:
        raise unreadable(f"{key} is not a list of at most {entries_max}")
    return value


def base64_text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
