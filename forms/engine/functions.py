"""The table of XPath functions a form may call; a new one is one entry here."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from forms.engine.values import EPOCH, Value, parse_datetime, to_number, to_text

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")


class XNode(Protocol):
    """A node of the answers or of a list of choices, as an expression sees it."""

    @property
    def text(self) -> str: ...

    def children(self, name: str) -> Sequence[XNode]: ...


@dataclass(frozen=True, slots=True)
class Clock:
    """The one moment at which an opened form lives; `now` is wall time as the person reads it."""

    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Function:
    """takes: kinds of the arguments ("text", "number", "truth", "any", "nodes"); rest: kind of any further ones; result: static type."""

    result: str  # str num bool date
    takes: tuple[str, ...]
    call: Callable[..., Value]
    least: int | None = None  # how many arguments at least, when some of `takes` may be left out
    rest: str = ""
    wants_clock: bool = False


def _words(text: str) -> list[str]:
    return text.split()


def _round(number: float, places: float = 0.0) -> float:
    if not math.isfinite(number):
        return number
    scale = 10.0 ** int(places)
    return math.floor(number * scale + 0.5) / scale  # XPath 1.0: halves go up, also below zero


def _truncate(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _substr(text: str, start: float, end: float | None = None) -> str:
    return text[int(start) :] if end is None else text[int(start) : int(end)]


def _date(value: Value) -> str:
    if isinstance(value, str) and "T" in value and (at := parse_datetime(value)):
        return at.date().isoformat()
    days = to_number(value)
    return (EPOCH + timedelta(days=math.floor(days))).isoformat() if math.isfinite(days) else ""


def _format_date(text: str, pattern: str) -> str:
    if (at := parse_datetime(text)) is None:
        return ""
    fields = {
        "Y": f"{at.year:04}", "y": f"{at.year % 100:02}", "m": f"{at.month:02}", "n": str(at.month), "b": MONTHS[at.month - 1],
        "d": f"{at.day:02}", "e": str(at.day), "a": WEEKDAYS[at.weekday()], "H": f"{at.hour:02}", "h": str(at.hour),
        "M": f"{at.minute:02}", "S": f"{at.second:02}", "3": f"{at.microsecond // 1000:03}", "%": "%",
    }  # fmt: skip
    out, signs = "", iter(pattern)
    for sign in signs:
        out += fields.get(next(signs, "%"), "") if sign == "%" else sign
    return out


def _numbers(nodes: Sequence[XNode]) -> list[float]:
    return [to_number(node.text) for node in nodes if node.text]


FUNCTIONS: dict[str, Function] = {
    "true": Function("bool", (), lambda: True),
    "false": Function("bool", (), lambda: False),
    "not": Function("bool", ("truth",), lambda truth: not truth),
    "selected": Function("bool", ("text", "text"), lambda text, value: value in _words(text)),
    "contains": Function("bool", ("text", "text"), lambda text, part: part in text),
    "starts-with": Function("bool", ("text", "text"), lambda text, part: text.startswith(part)),
    "ends-with": Function("bool", ("text", "text"), lambda text, part: text.endswith(part)),
    "count-selected": Function("num", ("text",), lambda text: float(len(_words(text)))),
    "selected-at": Function("str", ("text", "number"), lambda text, at: _words(text)[int(at)] if 0 <= at < len(_words(text)) else ""),
    "count": Function("num", ("nodes",), lambda nodes: float(len(nodes))),
    "count-non-empty": Function("num", ("nodes",), lambda nodes: float(sum(1 for node in nodes if node.text))),
    "sum": Function("num", ("nodes",), lambda nodes: float(sum(_numbers(nodes)))),
    "join": Function("str", ("text", "nodes"), lambda mark, nodes: mark.join(node.text for node in nodes if node.text)),
    "number": Function("num", ("any",), to_number),
    "int": Function("num", ("number",), _truncate),
    "round": Function("num", ("number", "number"), _round, least=1),
    "string": Function("str", ("any",), to_text),
    "string-length": Function("num", ("text",), lambda text: float(len(text))),
    "normalize-space": Function("str", ("text",), lambda text: " ".join(text.split())),
    "concat": Function("str", (), lambda *texts: "".join(texts), rest="text"),
    "substr": Function("str", ("text", "number", "number"), _substr, least=2),
    "coalesce": Function("str", ("text", "text"), lambda first, second: first or second),
    "date": Function("date", ("any",), _date),
    "format-date": Function("str", ("text", "text"), _format_date),
    "format-date-time": Function("str", ("text", "text"), _format_date),
    "today": Function("date", (), lambda clock: clock.today.isoformat(), wants_clock=True),
    "now": Function("date", (), lambda clock: clock.now.isoformat(timespec="seconds"), wants_clock=True),
}
# if, once, position, regex, jr:choice-name, current and instance need more than values: forms/engine/closures.py
