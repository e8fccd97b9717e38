"""Dates and times in expressions: reading them from text or day numbers, and writing them by a pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cached_property

from forms.engine.values import Moment, Value, days_since_epoch, from_days, moment_text, parse_datetime, parse_time, to_number

MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
WEEKDAYS = {"id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
UNPADDED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(T.*)?", re.ASCII)
SIGN = re.compile(r"%[YymnbdeaHhMS3]")


@dataclass(frozen=True)
class Clock:
    """The one moment at which an opened form lives; `now` is wall time as the person reads it.

    words: language of month names, "id" or "en". properties: what a form may ask of the person at the desk, such as username.
    """

    today: date
    now: datetime
    words: str = "id"
    properties: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def zone(self) -> timezone:
        """The offset of `now` from UTC; UTC itself when `now` names none."""
        return timezone(self.now.utcoffset() or timedelta())

    @cached_property
    def shift(self) -> float:
        """How far local time is ahead of UTC, in days."""
        return (self.now.utcoffset() or timedelta()) / timedelta(days=1)


def today(clock: Clock) -> Moment:
    return Moment(clock.today.isoformat())


def now(clock: Clock) -> Moment:
    return Moment(clock.now.replace(tzinfo=clock.zone).isoformat(timespec="milliseconds"))


def to_date(clock: Clock, value: Value) -> Value:
    """Return the moment that `value` names: an ISO date (also 2026-1-2) or date-time, or days since 1970-01-01 UTC; else ""."""
    if isinstance(value, bool) or value == "":
        return ""
    if isinstance(value, float):
        return from_days(value, clock.zone) or ""
    if (match := UNPADDED.fullmatch(value)) and (at := parse_datetime(f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}{match[4] or ''}")):
        return moment_text(_here(clock, at))
    return ""


def decimal_date_time(clock: Clock, value: Value) -> float:
    """Return days since 1970-01-01 UTC, with the time as a part of the day."""
    return to_number(value, clock.shift)


def decimal_time(clock: Clock, text: str) -> float:
    """Return the part of the day that has gone at a time, NaN for anything else."""
    if (at := parse_time(text)) is None:
        return float("nan")
    local = _here(clock, datetime.combine(date(1970, 1, 1), at)).replace(tzinfo=None)
    return days_since_epoch(local, 0.0) % 1


def format_date(clock: Clock, text: str, pattern: str) -> str:
    """Return the moment written by the pattern (%Y %y %m %n %b %d %e %a %H %h %M %S %3); "" when `text` is none."""
    if (found := parse_datetime(text)) is None:
        return ""
    at = _here(clock, found)
    fields = {
        "%Y": f"{at.year:04}", "%y": f"{at.year % 100:02}", "%m": f"{at.month:02}", "%n": str(at.month),
        "%b": MONTHS[clock.words][at.month - 1], "%d": f"{at.day:02}", "%e": str(at.day), "%a": WEEKDAYS[clock.words][at.weekday()],
        "%H": f"{at.hour:02}", "%h": str(at.hour), "%M": f"{at.minute:02}", "%S": f"{at.second:02}", "%3": f"{at.microsecond // 1000:03}",
    }  # fmt: skip
    return SIGN.sub(lambda sign: fields[sign[0]], pattern)


def _here(clock: Clock, at: datetime) -> datetime:
    """The moment on the clock's wall; a text without an offset is local already."""
    return at.astimezone(clock.zone) if at.tzinfo is not None else at.replace(tzinfo=clock.zone)
