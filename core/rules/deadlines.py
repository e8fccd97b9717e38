"""Counting one deadline: D+n in calendar days, working days or hours, with the safe day, the strict day and the last open desk.

Convention (domain rules, section 3.2): the day of the event that starts the clock is day 0, the last day is day n and ends at 24.00 local
time; the safe day counts day 0 as day 1. Where the first day is set to count, last and safe day are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.rules.rulebook import Term
from core.rules.working_days import OfficeCalendar

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T|$)")
FIRST_DAY, LAST_DAY = date(1946, 1, 1), date(2100, 12, 31)  # years whose holidays are known


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One deadline in days. All days and times are local to the office.

    strict: the same number of calendar days, where the law says "hari" without "kerja" and that day is earlier; None otherwise.
    desk: the last day up to the last one on which the office is open. warn_from: from this day on it is shown in amber.
    ends_at: the last moment; of a reception the closing of the desk.
    """

    last: date
    safe: date
    strict: date | None
    desk: date
    warn_from: date
    ends_at: datetime

    @property
    def is_closed_at_the_end(self) -> bool:
        """True when the office is closed on the last day: a weekend or holiday."""
        return self.desk < self.last


def day_of(written: object) -> date | None:
    """Return the day of an ISO 8601 date or time; None for anything else, for a day that does not exist, and outside 1946-2100."""
    if not isinstance(written, str) or not _DAY.match(written):
        return None
    try:
        found = date.fromisoformat(written[:10])
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def moment_of(written: object, calendar: OfficeCalendar) -> datetime | None:
    """Return the moment of an ISO 8601 time, as local time of the office; None when it holds no time of day."""
    if not isinstance(written, str) or len(written) <= 10 or day_of(written) is None:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found.astimezone(calendar.settings.zone) if found.tzinfo else found.replace(tzinfo=calendar.settings.zone)


def count(
    start: date,
    term: Term,
    calendar: OfficeCalendar,
    *,
    amount: int | None = None,
    needs_desk: bool = False,
    is_backward: bool = False,
    at: datetime | None = None,
) -> Counted:
    """Return the days of a deadline that starts on a day.

    amount: instead of the term's own, as the office set it. needs_desk: it ends when the desk closes. is_backward: counted back from
    `start`. at: the moment it starts, for hours; without it hours count as days.
    """
    length = term.amount if amount is None else amount
    if is_backward:
        return _backward(start, length, term, calendar)
    if term.unit == "hours":
        return _hours(start, length, calendar, at)
    last, safe = _forward(start, length, term.unit, calendar), _forward(start, length - 1, term.unit, calendar)
    if calendar.settings.count_first_day:
        last = safe
    plain = start + timedelta(days=max(0, length - calendar.settings.count_first_day))
    strict = plain if term.unit == "working" and plain < last else None
    return _counted(last, safe, strict, calendar, needs_desk)


def _forward(start: date, length: int, unit: str, calendar: OfficeCalendar) -> date:
    if length < 0 or (length == 0 and unit == "calendar"):
        return start
    return calendar.working_days_after(start, length) if unit == "working" else start + timedelta(days=length)


def _backward(start: date, length: int, term: Term, calendar: OfficeCalendar) -> Counted:
    """The last day is so many days before; the safe day one more."""
    working = term.unit == "working"
    last = calendar.working_days_before(start, length) if working else start - timedelta(days=length)
    safe = calendar.working_days_before(last, 1) if working else last - timedelta(days=1)
    return _counted(last, safe, None, calendar, False)


def _hours(start: date, hours: int, calendar: OfficeCalendar, at: datetime | None) -> Counted:
    zone = calendar.settings.zone
    ends_at = at + timedelta(hours=hours) if at else _midnight_after(start + timedelta(days=hours // 24), calendar)
    last = ends_at.astimezone(zone).date() if at else start + timedelta(days=hours // 24)
    return Counted(last=last, safe=start, strict=None, desk=calendar.open_day_until(last), warn_from=start, ends_at=ends_at)


def _counted(last: date, safe: date, strict: date | None, calendar: OfficeCalendar, needs_desk: bool) -> Counted:
    desk = calendar.open_day_until(last)
    warn_from = safe
    if needs_desk:
        warn_from = calendar.open_day_until(safe)  # somebody must be there to be warned
        if desk < last:
            warn_from = min(warn_from, calendar.working_days_before(desk, 1))  # before the weekend closes the desk
    elif desk < last:
        warn_from = min(warn_from, desk)
    ends_at = calendar.closing(desk) if needs_desk else _midnight_after(last, calendar)
    return Counted(last=last, safe=safe, strict=strict, desk=desk, warn_from=warn_from, ends_at=ends_at)


def _midnight_after(day: date, calendar: OfficeCalendar) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), calendar.settings.zone)
