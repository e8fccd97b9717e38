"""How XForms values turn into each other: text, numbers, booleans and moments."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Union

Value = Union[str, float, bool]  # noqa: UP007
EPOCH = datetime(1970, 1, 1)
NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)  # XPath 1.0 section 3.7; what a person may type
LOOSE_NUMBER = re.compile(r"\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|Infinity)\s*", re.ASCII)  # what a calculation reads
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
DAY = timedelta(days=1)
MILLISECOND = timedelta(milliseconds=1)


class Moment(str):
    """A date or a date with time as text, made by an expression; compared with `=` it counts as a number."""

    __slots__ = ()


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
        return time(int(match[1]), int(match[2]), int(match[3] or 0), int((match[4] or "")[:6].ljust(6, "0")), tzinfo=_offset(match[5]))
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


def to_number(value: Value, shift: float = 0.0) -> float:
    """Return the number; a date or date-time counts days since 1970-01-01 UTC, anything unreadable is NaN.

    shift: how far local time is ahead of UTC, in days; a text without an offset is local. Source: ODK XForms, Dates.
    """
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if LOOSE_NUMBER.fullmatch(value):
        return float(value)
    if len(value) >= len("2026-11-22") and (at := parse_datetime(value)) is not None:
        return days_since_epoch(at, shift)
    return math.nan


def days_since_epoch(at: datetime, shift: float) -> float:
    """Return days and parts of a day since 1970-01-01T00:00 UTC; a moment without a zone is local."""
    ahead = timedelta(days=shift)
    if at.tzinfo is not None:
        ahead, at = at.utcoffset() or timedelta(), at.replace(tzinfo=None)
    return (at - EPOCH - ahead) // MILLISECOND / 86_400_000


def from_days(days: float, zone: timezone) -> Moment | None:
    """Return the moment so many days after 1970-01-01 UTC in `zone`: a bare date at midnight; None for what no calendar holds."""
    if not math.isfinite(days):
        return None
    try:
        at = datetime.fromtimestamp(0, zone) + timedelta(milliseconds=math.floor(days * 86_400_000 + 0.5))
    except OverflowError:
        return None
    return moment_text(at)


def moment_text(at: datetime) -> Moment:
    """Return `2026-11-22` for midnight, else `2026-11-22T07:30:00.000+07:00`."""
    if (at.hour, at.minute, at.second, at.microsecond // 1000) == (0, 0, 0, 0):
        return Moment(at.date().isoformat())
    return Moment(at.isoformat(timespec="milliseconds"))


def to_text(value: Value) -> str:
    """Return the XPath string: whole numbers without a point, booleans as true and false, nothing for NaN (as ODK's engine)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    shown = repr(value)
    if "e" not in shown:
        return shown
    digits, _, power = shown.partition("e")
    return _without_power(value) if -7 < int(power) < 21 else f"{digits}e{'+' if int(power) > 0 else '-'}{abs(int(power))}"


def _without_power(value: float) -> str:
    """0.00001: the figures that `repr` would give with a power."""
    digits, _, power = repr(abs(value)).partition("e")
    whole, _, fraction = digits.partition(".")
    return f"{'-' if value < 0 else ''}0.{'0' * (-int(power) - 1)}{whole}{fraction.rstrip('0') if fraction != '0' else ''}"


def typed(value: str, type_: str) -> str:
    """Return `value` as a field of this type holds it, "" when it is none. Source: ODK XForms, Data Types."""
    if not value or type_ in ("string", "binary", "barcode", "intent", "boolean", "rank"):
        return value
    return _TYPED[type_](value)


def _int(value: str) -> str:
    number = to_number(value) if LOOSE_NUMBER.fullmatch(value) else math.nan
    return str(int(number)) if abs(number) < 2**31 else ""


def _decimal(value: str) -> str:
    number = to_number(value) if LOOSE_NUMBER.fullmatch(value) else math.nan
    if not math.isfinite(number):
        return ""
    shown = format(number, "f") if "e" in repr(number) else repr(number)
    return shown if "." in shown else f"{shown}.0"


def _date(value: str) -> str:
    at = parse_datetime(value)
    return at.date().isoformat() if at is not None and at.tzinfo is None else ""


def _places(value: str) -> str:
    """Latitude, longitude and, where known, altitude and accuracy; several points stand between semicolons."""
    points = [_point(point) for point in value.split(";") if point.strip()]
    return ";".join(points) if all(points) else ""


def _point(value: str) -> str:
    numbers = value.split()
    if not 2 <= len(numbers) <= 4 or not all(NUMBER.fullmatch(number) for number in numbers):
        return ""
    if abs(float(numbers[0])) > 90 or abs(float(numbers[1])) > 180:
        return ""
    return " ".join(_decimal(number) for number in numbers)


_TYPED = {
    "int": _int,
    "decimal": _decimal,
    "date": _date,
    "time": lambda value: value if parse_time(value) is not None else "",
    "dateTime": lambda value: value if parse_datetime(value) is not None else "",
    "geopoint": _places,
    "geotrace": _places,
    "geoshape": _places,
}


def compare(operator: str, left: Value, right: Value, shift: float = 0.0) -> bool:
    """Return left <operator> right. Source: XPath 1.0 section 3.4; relational signs compare numbers, and so dates."""
    if operator in ("=", "!="):
        if isinstance(left, bool) or isinstance(right, bool):
            same = bool(left) == bool(right)
        elif isinstance(left, str) and isinstance(right, str) and not isinstance(left, Moment) and not isinstance(right, Moment):
            same = left == right
        else:
            same = to_number(left, shift) == to_number(right, shift)
        return same == (operator == "=")
    a, b = to_number(left, shift), to_number(right, shift)
    if operator == "<":
        return a < b
    if operator == "<=":
        return a <= b
    return a > b if operator == ">" else a >= b
