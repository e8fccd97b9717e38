"""What an office may set in the rules: how days are counted, office hours, its calendar, unconfirmed lengths, stages of its election."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.errors import AppError
from core.rules.rulebook import Rulebook, rulebook

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
STAGE_DAYS = ("candidates_fixed", "campaign_from", "campaign_to", "voting")
UNCONFIRMED = "M"
DAYS_MAX = 366


class SettingWrong(AppError):
    """A setting of the rules holds something it must not."""

    code = "rules.setting_wrong"


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the desk is open on one kind of day, local time of the office."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The stages of one election. Days that are not known are None."""

    name: str
    regime: str
    candidates_fixed: date | None
    campaign_from: date | None
    campaign_to: date | None
    voting: date | None
    mark: str

    @property
    def replacing_forbidden_from(self) -> date | None:
        """Six months before candidates are fixed (UU 10/2016 Pasal 71 ayat (2))."""
        return months_before(self.candidates_fixed, 6) if self.candidates_fixed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """Settings of one office. lengths: (regime, deadline) -> amount, for unconfirmed deadlines only. added: day -> name of a day off."""

    count_first_day: bool
    joint_leave_is_working_day: bool
    mon_thu: OfficeHours
    friday: OfficeHours
    timezone: str
    added: Mapping[date, str] = field(default_factory=dict)
    removed: frozenset[date] = frozenset()
    lengths: Mapping[tuple[str, str], int] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(ZONES[self.timezone])

    def hours_on(self, day: date) -> OfficeHours:
        return self.friday if day.weekday() == 4 else self.mon_thu

    def stage_on(self, regime: str, day: date | None) -> Stage | None:
        """Return the stages of the election that a day belongs to: the first of its regime whose voting is not before it."""
        known = sorted((one for one in self.stages if one.regime == regime and one.voting), key=lambda one: one.voting or date.max)
        if day is None:
            return known[-1] if known else None
        coming = [one for one in known if one.voting and day <= one.voting + timedelta(days=60)]  # what follows the vote belongs to it
        return coming[0] if coming and coming[0].voting and coming[0].voting.year - day.year < 3 else None


def read_settings(kept: object = None, *, timezone: str = "", book: Rulebook | None = None) -> RuleSettings:
    """Return the settings: those of the rules, with what an office keeps laid over them. timezone: of the office, from its roster.

    kept: the JSON of `settings_to_json`; None for none. Raises SettingWrong naming what is wrong.
    """
    book = book or rulebook()
    given: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}
    base = book.counting
    hours = {name: {**base["office_hours"][name], **given.get("office_hours", {}).get(name, {})} for name in ("mon_thu", "fri")}
    zone = timezone or str(given.get("timezone") or base["timezone"]["value"])
    if zone not in ZONES:
        raise wrong("timezone")
    return RuleSettings(
        count_first_day=bool(given.get("count_first_day", base["count_first_day"]["value"])),
        joint_leave_is_working_day=bool(given.get("joint_leave_is_working_day", base["joint_leave_is_working_day"]["value"])),
        mon_thu=_hours(hours["mon_thu"]),
        friday=_hours(hours["fri"]),
        timezone=zone,
        added={_day(day, "added"): str(name) for day, name in given.get("added", {}).items()},
        removed=frozenset(_day(day, "removed") for day in given.get("removed", ())),
        lengths=dict(_length(key, amount, book) for key, amount in given.get("lengths", {}).items()),
        stages=tuple(_stage(row) for row in [*given.get("stages", ()), *base["stages"]]),
    )


def settable(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an office keeps, without the lengths that the rules in force do not leave open: another version of them may have."""
    lengths = kept.get("lengths")
    if not isinstance(lengths, Mapping):
        return dict(kept)

    def is_open(key: str, amount: object) -> bool:
        try:
            _length(key, amount, rulebook())
        except SettingWrong:
            return False
        return True

    return {**kept, "lengths": {key: amount for key, amount in lengths.items() if is_open(key, amount)}}


def settings_to_json(settings: RuleSettings) -> dict[str, object]:
    """Return what an office keeps of its settings, as JSON; the stages carried with the program are left out."""
    carried = {_stage(row) for row in rulebook().counting["stages"]}
    hours = {"mon_thu": settings.mon_thu, "fri": settings.friday}
    return {
        "count_first_day": settings.count_first_day,
        "joint_leave_is_working_day": settings.joint_leave_is_working_day,
        "office_hours": {name: {"open": f"{one.opens:%H:%M}", "close": f"{one.closes:%H:%M}"} for name, one in hours.items()},
        "added": {day.isoformat(): name for day, name in sorted(settings.added.items())},
        "removed": sorted(day.isoformat() for day in settings.removed),
        "lengths": {f"{regime}.{deadline}": amount for (regime, deadline), amount in sorted(settings.lengths.items())},
        "stages": [_stage_to_json(one) for one in settings.stages if one not in carried],
    }


def wrong(name: str) -> SettingWrong:
    return SettingWrong("The setting {name} of the rules is wrong.", "Correct it in Settings; nothing was changed.", name=name)


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, the last of the month when that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _hours(row: Mapping[str, str]) -> OfficeHours:
    try:
        found = OfficeHours(time.fromisoformat(row["open"]), time.fromisoformat(row["close"]))
    except ValueError as error:
        raise wrong("office_hours") from error
    if found.opens >= found.closes:
        raise wrong("office_hours")
    return found


def _day(written: object, name: str) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError as error:
        raise wrong(name) from error


def _length(key: str, amount: object, book: Rulebook) -> tuple[tuple[str, str], int]:
    regime, _, deadline = key.partition(".")
    rule = book.deadlines.get(deadline)
    term = rule.terms.get(regime) if rule else None
    if term is None or not isinstance(amount, int) or isinstance(amount, bool) or not 0 <= amount <= DAYS_MAX:
        raise wrong(key)
    if term.mark != UNCONFIRMED and term.mark != "P":
        raise SettingWrong(
            "The length of {name} is not a setting: the law was read and says it.", "Leave it as it is; nothing was changed.", name=key
        )
    return (regime, deadline), amount


def _stage(row: Mapping[str, Any]) -> Stage:
    days = {name: _day(row[name], f"stages.{name}") if row.get(name) else None for name in STAGE_DAYS}
    return Stage(name=str(row.get("name_id", "")), regime=str(row.get("regime", "")), mark=str(row.get("mark", UNCONFIRMED)), **days)


def _stage_to_json(stage: Stage) -> dict[str, str]:
    days = {name: day.isoformat() for name in STAGE_DAYS if isinstance(day := getattr(stage, name), date)}
    return {"name_id": stage.name, "regime": stage.regime, "mark": stage.mark, **days}
