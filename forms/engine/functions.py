"""The table of XPath functions a form may call; a new one is one entry here."""

from __future__ import annotations

import hashlib
import math
import random
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

from forms.engine import dates
from forms.engine.dates import Clock
from forms.engine.values import Value, to_number, to_text

__all__ = ["DISPUTED", "FUNCTIONS", "Clock", "Function", "XNode"]

HASHES = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
SPACE = re.compile(r"[ \t\r\n]+")  # XML white space; a hard space belongs to the word


class XNode(Protocol):
    """A node of the answers or of a list of choices, as an expression sees it."""

    @property
    def text(self) -> str: ...

    def children(self, name: str) -> Sequence[XNode]: ...


@dataclass(frozen=True, slots=True)
class Function:
    """takes: kinds of the arguments; rest: kind of any further ones; result: static type of what comes out.

    Kinds: "text", "number", "truth" (a condition), "any", "nodes" (a path), "each" (a value, or every value of a path, as a list).
    """

    result: str  # str num bool date
    takes: tuple[str, ...]
    call: Callable[..., Value]
    least: int | None = None  # how many arguments at least, when some of `takes` may be left out
    rest: str = ""
    wants_clock: bool = False  # the clock comes before the arguments
    no_dates: bool = False  # the ODK engines disagree on what it makes of a date


def words(text: str) -> list[str]:
    """Return the values of a select_multiple."""
    return [word for word in SPACE.split(text) if word]


def _selected_at(text: str, at: float) -> str:
    chosen = words(text)
    return chosen[int(at)] if math.isfinite(at) and 0 <= int(at) < len(chosen) else ""


def _round(number: float, places: float = 0.0) -> float:
    if not (math.isfinite(number) and math.isfinite(places)):
        return number if math.isfinite(places) else math.nan
    scale = 10.0 ** int(places)
    return math.copysign(math.floor(abs(number) * scale + 0.5) / scale, number)


def _whole(call: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: float(call(number)) if math.isfinite(number) else number


def _power(base: float, exponent: float) -> float:
    try:
        found = base**exponent
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return found if isinstance(found, float) else math.nan


def _substr(text: str, start: float, end: float | None = None) -> str:
    if not math.isfinite(start):
        return ""
    last = len(text) if end is None else int(end) if math.isfinite(end) else 0
    return text[slice(*(min(max(at + len(text) if at < 0 else at, 0), len(text)) for at in (int(start), last)))]


def _substring(text: str, start: float, length: float | None = None) -> str:
    if not math.isfinite(start) or (length is not None and length != length):
        return ""
    first = math.floor(start + 0.5) - 1
    last = len(text) if length is None or math.isinf(length) else first + math.floor(length + 0.5)
    return text[max(first, 0) : max(last, 0)]


def _total(*lists: list[Value]) -> float:
    numbers = _numbers(lists)
    return sum(numbers) if numbers else math.nan


def _least(*lists: list[Value]) -> float:
    numbers = _numbers(lists)
    return math.nan if not numbers or any(number != number for number in numbers) else min(numbers)


def _most(*lists: list[Value]) -> float:
    numbers = _numbers(lists)
    return math.nan if not numbers or any(number != number for number in numbers) else max(numbers)


def _numbers(lists: tuple[list[Value], ...]) -> list[float]:
    return [to_number(value) for values in lists for value in values]


def _join(mark: str, *lists: list[Value]) -> str:
    return mark.join(to_text(value) for values in lists for value in values)


def _checklist(least: float, most: float, *lists: list[Value]) -> bool:
    count = sum(1 for values in lists for value in values if _is_true(value))
    return count >= least and (most == -1 or count <= most)


def _weighted(least: float, most: float, *lists: list[Value]) -> bool:
    count = 0.0
    for values, weights in zip(lists[::2], lists[1::2], strict=True):
        count += sum(to_number(weight) for value, weight in zip(values, weights, strict=False) if _is_true(value))
    return count >= least and (most == -1 or count <= most)


def _is_true(value: Value) -> bool:
    return value.strip() != "" if isinstance(value, str) else bool(value) and value == value


def _translate(text: str, letters: str, others: str) -> str:
    table = {ord(letter): others[at] if at < len(others) else None for at, letter in reversed(list(enumerate(letters)))}
    return text.translate(table)


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    if algorithm not in HASHES or encoding not in ("hex", "base64"):
        return ""
    digest = hashlib.new(HASHES[algorithm], text.encode(), usedforsecurity=False)
    return digest.hexdigest() if encoding == "hex" else b64encode(digest.digest()).decode()


def _uuid(length: float = 36) -> str:
    text = str(uuid4())
    while len(text) < length:
        text += str(uuid4())
    return text[: int(length)] if math.isfinite(length) else text


def _length(text: str) -> float:
    return len(text.encode("utf-16-le", "surrogatepass")) / 2  # the ODK engines count as Java and JavaScript do


FUNCTIONS: dict[str, Function] = {
    # conditions
    "true": Function("bool", (), lambda: True),
    "false": Function("bool", (), lambda: False),
    "not": Function("bool", ("truth",), lambda truth: not truth),
    "boolean-from-string": Function("bool", ("text",), lambda text: text in ("1", "true")),
    "selected": Function("bool", ("text", "text"), lambda text, value: value.strip(" \t\r\n") in words(text)),
    "contains": Function("bool", ("text", "text"), lambda text, part: part in text),
    "starts-with": Function("bool", ("text", "text"), lambda text, part: text.startswith(part)),
    "ends-with": Function("bool", ("text", "text"), lambda text, part: text.endswith(part)),
    "checklist": Function("bool", ("number", "number"), _checklist, rest="each"),
    "weighted-checklist": Function("bool", ("number", "number", "each", "each"), _weighted, least=4, rest="each"),
    # lists and repeats
    "count-selected": Function("num", ("text",), lambda text: float(len(words(text)))),
    "selected-at": Function("str", ("text", "number"), _selected_at),
    "count": Function("num", ("nodes",), lambda nodes: float(len(nodes))),
    "count-non-empty": Function("num", ("nodes",), lambda nodes: float(sum(1 for node in nodes if node.text))),
    "sum": Function("num", ("each",), _total),
    "min": Function("num", ("each",), _least, rest="each"),
    "max": Function("num", ("each",), _most, rest="each"),
    "join": Function("str", ("text",), _join, rest="each"),
    # numbers
    "number": Function("num", ("number",), lambda number: number, no_dates=True),
    "int": Function("num", ("number",), _whole(math.trunc), no_dates=True),
    "round": Function("num", ("number", "number"), _round, least=1, no_dates=True),
    "floor": Function("num", ("number",), _whole(math.floor), no_dates=True),
    "ceiling": Function("num", ("number",), _whole(math.ceil), no_dates=True),
    "abs": Function("num", ("number",), abs),
    "pow": Function("num", ("number", "number"), _power),
    "sqrt": Function("num", ("number",), lambda number: math.sqrt(number) if number >= 0 else math.nan),
    "random": Function("num", (), random.random),
    # text
    "string": Function("str", ("text",), lambda text: text),
    "string-length": Function("num", ("text",), _length),
    "normalize-space": Function("str", ("text",), lambda text: " ".join(words(text))),
    "concat": Function("str", (), lambda *lists: _join("", *lists), rest="each"),
    "substr": Function("str", ("text", "number", "number"), _substr, least=2),
    "translate": Function("str", ("text", "text", "text"), _translate),
    "coalesce": Function("str", ("text", "text"), lambda first, second: first or second),
    "digest": Function("str", ("text", "text", "text"), _digest, least=2),
    "uuid": Function("str", ("number",), _uuid, least=0),
    # dates
    "today": Function("date", (), dates.today, wants_clock=True),
    "now": Function("date", (), dates.now, wants_clock=True),
    "date": Function("date", ("any",), dates.to_date, wants_clock=True),
    "date-time": Function("date", ("any",), dates.to_date, wants_clock=True),
    "decimal-date-time": Function("num", ("any",), dates.decimal_date_time, wants_clock=True),
    "decimal-time": Function("num", ("text",), dates.decimal_time, wants_clock=True),
    "format-date": Function("str", ("text", "text"), dates.format_date, wants_clock=True),
    "format-date-time": Function("str", ("text", "text"), dates.format_date, wants_clock=True),
}
DISPUTED: dict[str, Function] = {  # run only where a form is tried, as ODK Web Forms does: JavaRosa counts otherwise
    "substring": Function("str", ("text", "number", "number"), _substring, least=2),
    "substring-before": Function("str", ("text", "text"), lambda text, part: text.partition(part)[0] if part in text else ""),
    "substring-after": Function("str", ("text", "text"), lambda text, part: text[text.find(part) + 1 :] if part in text else ""),
    "boolean": Function("bool", ("truth",), bool),
}
# if, once, position, regex, indexed-repeat, pulldata, jr:choice-name, jr:itext, current and instance need more than values:
# forms/engine/closures.py and forms/engine/special.py
