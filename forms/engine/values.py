"""How XForms values turn into each other: text, numbers, booleans, and dates as days since 1970-01-01."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Union

Value = Union[str, float, bool]  # noqa: UP007
EPOCH = date(1970, 1, 1)
NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def parse_date(text: str) -> date | None:
    """Return the calendar day of `2026-11-22`, None for anything else."""
    try:
        return date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """Return the time of `07:30`, `07:30:00` or with an offset (zone aware then), None for anything else."""
    if not (match := TIME.fullmatch(text)):
        return None
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0), tzinfo=_offset(match[4]))
    except ValueError:
        return None


def parse_datetime(text: str) -> datetime | None:
    """Return the moment of `2026-11-22T07:30`, zone aware only when the text names an offset.

    A bare date is midnight: the hour of an event is not always known.
    """
    day, mark, clock = text.partition("T")
    if (on := parse_date(day)) is None:
        return None
    if not mark:
        return datetime.combine(on, time())
    at = parse_time(clock)
    return None if at is None else datetime.combine(on, at)


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text == "Z":
        return timezone.utc  # noqa: UP017
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[4:6])))


def to_number(value: Value) -> float:
    """Return the number; a date or date-time counts days since 1970-01-01, anything unreadable is NaN. Source: ODK XForms, Dates."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if NUMBER.fullmatch(value):
        return float(value)
    if (at := parse_datetime(value)) is not None:
        clock = (at.hour * 60 + at.minute) * 60 + at.second
        return (at.date() - EPOCH).days + clock / 86400
    return math.nan


def to_text(value: Value) -> str:
    """Return the XPath string: whole numbers without a point, booleans as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) else repr(value)


def to_answer(value: Value) -> str:
    """Return what a calculation writes into its field: as `to_text`, but nothing for NaN."""
    return "" if isinstance(value, float) and math.isnan(value) else to_text(value)


def compare(operator: str, left: Value, right: Value) -> bool:
    """Return left <operator> right. Source: XPath 1.0 section 3.4; relational signs compare numbers, and so dates."""
    if operator in ("=", "!="):
        if isinstance(left, bool) or isinstance(right, bool):
            same = bool(left) == bool(right)
        elif isinstance(left, float) or isinstance(right, float):
            same = to_number(left) == to_number(right)
        else:
            same = left == right
        return same == (operator == "=")
    a, b = to_number(left), to_number(right)
    if operator == "<":
        return a < b
    if operator == "<=":
        return a <= b
    return a > b if operator == ">" else a >= b
