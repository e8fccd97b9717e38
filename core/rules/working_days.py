"""Which days are working days in Indonesia: Monday to Friday without national holidays and, as the office sets it, cuti bersama."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from core.rules.holiday_table import holidays_in
from core.rules.settings import RuleSettings


class DayOff(Enum):
    """Why a day is no working day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    JOINT_LEAVE = "joint_leave"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Off:
    """A day off. name: of the holiday, Indonesian; is_estimated: the moon decides it and no decree has fixed it yet."""

    kind: DayOff
    name: str
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """The days of one office. Days beyond 2100 have no known holidays, only weekends."""

    settings: RuleSettings

    def off(self, day: date) -> Off | None:
        """Return why a day is no working day; None for a working day."""
        if day in self.settings.added:
            return Off(DayOff.ADDED, self.settings.added[day])
        if day.weekday() >= 5:
            return Off(DayOff.WEEKEND, "")
        if day in self.settings.removed:
            return None
        if (name := holidays_in(day.year, "public").get(day)) is not None:
            return Off(DayOff.HOLIDAY, _plain(name), name != _plain(name))
        if (name := holidays_in(day.year, "government").get(day)) is not None and not self.settings.joint_leave_is_working_day:
            return Off(DayOff.JOINT_LEAVE, _plain(name), name != _plain(name))
        return None

    def is_working(self, day: date) -> bool:
        return self.off(day) is None

    def working_days_after(self, day: date, count: int) -> date:
        """Return the working day that is the `count`-th after a day; the day itself for 0."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def working_days_before(self, day: date, count: int) -> date:
        """Return the working day that is the `count`-th before a day; the day itself for 0."""
        while count > 0:
            day -= timedelta(days=1)
            count -= self.is_working(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days lie after `first` up to and with `last`."""
        weeks, rest = divmod(max(0, (last - first).days), 7)  # not day by day: years may lie between
        begun = (first.weekday() + 1 + n for n in range(rest))
        weekdays = weeks * 5 + sum(number % 7 < 5 for number in begun)
        return weekdays - sum(first < day <= last and day.weekday() < 5 for day in self._days_off(first.year, last.year))

    def _days_off(self, first_year: int, last_year: int) -> set[date]:
        categories = ("public",) if self.settings.joint_leave_is_working_day else ("public", "government")
        known = {day for year in range(first_year, last_year + 1) for category in categories for day in holidays_in(year, category)}
        return (known - self.settings.removed) | set(self.settings.added)

    def open_day_until(self, day: date) -> date:
        """Return the last day up to and with `day` on which the desk is open."""
        return day if self.is_working(day) else self.working_days_before(day, 1)

    def closing(self, day: date) -> datetime:
        """Return when the desk closes on a day, local time of the office."""
        return datetime.combine(day, self.settings.hours_on(day).closes, self.settings.zone)

    def is_open(self, at: datetime) -> bool:
        """Return whether the desk is open at a moment, taken as local time of the office when it has no zone."""
        local = at.astimezone(self.settings.zone) if at.tzinfo else at
        hours = self.settings.hours_on(local.date())
        return self.is_working(local.date()) and hours.opens <= local.time() <= hours.closes


def holidays_of(year: int) -> dict[date, tuple[str, bool]]:
    """Return the national holidays and cuti bersama of a year: day -> (Indonesian name, whether it is cuti bersama)."""
    found = {day: (name, True) for day, name in holidays_in(year, "government").items()}
    return dict(sorted((found | {day: (name, False) for day, name in holidays_in(year, "public").items()}).items()))


def _plain(name: str) -> str:
    return name.removesuffix(" (perkiraan)")
