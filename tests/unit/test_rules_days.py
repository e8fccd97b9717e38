"""Counting days: 10,000 random ones against a counter of this test's own, the examples of the rules, and days that do not exist."""

from __future__ import annotations

import bisect
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import holidays
import pytest

from core.resources import resource_path
from core.rules.case_clock import Deadline, deadline, deadlines
from core.rules.case_facts import CaseFacts, Hearing
from core.rules.deadlines import count, day_of
from core.rules.holiday_table import holidays_in, table_text
from core.rules.rulebook import Term, rulebook
from core.rules.settings import RuleSettings, SettingWrong, months_before, read_settings, settings_to_json
from core.rules.working_days import DayOff, OfficeCalendar, holidays_of
from tests.unit.rule_samples import at

SETTINGS = read_settings(timezone="WIB")


class OwnCounter:
    """Written from the text of the domain rules (section 3.2) alone; it lists all working days once and looks them up by their place."""

    def __init__(self, *, first: date, last: date, joint_leave_works: bool) -> None:
        years = range(first.year, last.year + 1)
        off = set(holidays.country_holidays("ID", years=years, categories=("public",)))
        if not joint_leave_works:
            off |= set(holidays.country_holidays("ID", years=years, categories=("government",)))
        whole = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        self.working = [day for day in whole if day.isoweekday() < 6 and day not in off]

    def last_day(self, start: date, n: int, unit: str) -> date:
        """The day of the event is day 0, the last day is day n."""
        if unit == "calendar":
            return date.fromordinal(start.toordinal() + n)
        return self.working[bisect.bisect_right(self.working, start) + n - 1]

    def safe_day(self, start: date, n: int, unit: str) -> date:
        """Day 0 counted as day 1."""
        return start if n <= 1 else self.last_day(start, n - 1, unit)

    def strict_day(self, start: date, n: int, unit: str) -> date | None:
        """For working days the calendar day as well, when both differ."""
        plain = date.fromordinal(start.toordinal() + n)
        return plain if unit == "working" and plain != self.last_day(start, n, unit) else None

    def last_open_day(self, day: date) -> date:
        return self.working[bisect.bisect_right(self.working, day) - 1]

    def place(self, day: date) -> int:
        return bisect.bisect_right(self.working, day)


@pytest.mark.parametrize("joint_leave_works", [False, True])
def test_ten_thousand_random_dates_agree_with_a_counter_of_the_tests_own(joint_leave_works: bool) -> None:
    first, last = date(2019, 1, 1), date(2033, 12, 31)
    own = OwnCounter(first=first, last=last, joint_leave_works=joint_leave_works)
    settings = replace(SETTINGS, joint_leave_is_working_day=joint_leave_works)
    calendar, dice = OfficeCalendar(settings), random.Random(454)
    by_first_day = OfficeCalendar(replace(settings, count_first_day=True))
    over_new_year = 0
    for _ in range(5_000):
        start = date(2020, 1, 1) + timedelta(days=dice.randrange(13 * 365))
        n, unit, needs_desk = dice.randrange(1, 15), dice.choice(("calendar", "working")), dice.random() < 0.5
        term = Term(amount=n, unit=unit, article="", mark="V", starts=("known",))
        found = count(start, term, calendar, needs_desk=needs_desk)
        assert found.last == own.last_day(start, n, unit), (start, n, unit)
        assert found.safe == own.safe_day(start, n, unit), (start, n, unit)
        assert found.strict == own.strict_day(start, n, unit), (start, n, unit)
        assert found.desk == own.last_open_day(found.last)
        assert found.warn_from <= found.safe <= found.last
        if needs_desk and found.desk < found.last:
            assert found.warn_from < found.desk  # before the last open day, so that somebody can still come
            assert found.warn_from == min(own.working[own.place(found.desk) - 2], own.last_open_day(found.safe))
        end = found.ends_at
        assert (end.date(), end.hour) == ((found.desk, 16) if needs_desk else (found.last + timedelta(days=1), 0))
        assert count(start, term, by_first_day).last == found.safe
        later = start + timedelta(days=dice.randrange(60))
        assert calendar.working_days_between(start, later) == own.place(later) - own.place(start)
        over_new_year += found.last.year > start.year
    assert over_new_year > 50


def test_the_example_of_the_rules() -> None:
    facts = CaseFacts(regime="pemilihan", origin="laporan", status="received", days={"known": "2024-10-10"})
    found = _one(facts, "report_known", at("2024-10-15"))
    assert (str(found.counted.last), str(found.counted.safe), found.counted.strict) == ("2024-10-17", "2024-10-16", None)
    assert [_state(facts, day) for day in ("2024-10-15", "2024-10-16", "2024-10-17")] == ["running", "due", "due"]
    assert _one(facts, "report_known", at("2024-10-17", "16:01")).state == "overdue"  # reception ends with the office hours
    assert _one(facts, "report_known", at("2024-10-18")).state == "overdue"


def _state(facts: CaseFacts, day: str) -> str:
    return _one(facts, "report_known", at(day)).state


def test_a_limit_on_a_weekend_is_warned_of_before_the_last_open_day() -> None:
    facts = CaseFacts(regime="pemilihan", origin="laporan", status="received", days={"known": "2024-10-12"})  # a Saturday
    found = _one(facts, "report_known", at("2024-10-15"))
    assert (str(found.counted.last), str(found.counted.desk)) == ("2024-10-19", "2024-10-18")  # Saturday; the desk closes on Friday
    assert found.counted.is_closed_at_the_end
    assert [_state(facts, day) for day in ("2024-10-16", "2024-10-17", "2024-10-18")] == ["running", "due", "due"]
    assert _one(facts, "report_known", at("2024-10-18", "16:30")).state == "overdue"


def test_working_days_pass_weekends_holidays_and_joint_leave() -> None:
    facts = CaseFacts(regime="pemilu", origin="laporan", status="registered", days={"registered": "2024-01-24"})
    found = _one(facts, "followup_ext", at("2024-01-25"))
    assert (str(found.counted.last), str(found.counted.strict)) == ("2024-02-16", "2024-02-07")
    joint = replace(SETTINGS, joint_leave_is_working_day=True)
    again = deadline(facts, joint, at("2024-01-25"), "followup_ext")
    assert again is not None and str(again.counted.last) == "2024-02-15"
    calendar = OfficeCalendar(SETTINGS)
    assert [getattr(calendar.off(date(2024, 2, day)), "kind", None) for day in (3, 8, 9, 12, 14)] == [
        DayOff.WEEKEND, DayOff.HOLIDAY, DayOff.JOINT_LEAVE, None, DayOff.HOLIDAY,
    ]  # fmt: skip


def test_the_table_of_holidays_is_what_the_package_says() -> None:
    assert resource_path("rules", "holidays.csv").read_text(encoding="utf-8") == table_text()
    assert holidays_in(2060, "public") and date(2060, 8, 17) in holidays_in(2060, "public")  # beyond the table: from the package


def test_the_calendar_of_an_office_can_be_edited() -> None:
    edited = read_settings({"added": {"2024-02-12": "Libur daerah"}, "removed": ["2024-02-08"]})
    calendar = OfficeCalendar(edited)
    assert calendar.is_working(date(2024, 2, 8)) and not calendar.is_working(date(2024, 2, 12))
    assert read_settings(settings_to_json(edited)) == edited
    assert holidays_of(2024)[date(2024, 2, 9)][1] and not holidays_of(2024)[date(2024, 2, 8)][1]


def test_a_deadline_across_the_change_of_year() -> None:
    pemilu = CaseFacts(regime="pemilu", origin="laporan", status="registered", days={"registered": "2023-12-21"})
    # 22, (25 Christmas, 26 joint leave), 27, 28, 29, (1 January), 2, 3, 4 January
    assert str(_one(pemilu, "followup", at("2023-12-22")).counted.last) == "2024-01-04"
    pemilihan = CaseFacts(regime="pemilihan", origin="temuan", status="plenary", has_violation=True, days={"known": "2024-12-28"})
    found = _one(pemilihan, "finding_known", at("2025-01-04"))
    assert (str(found.counted.last), found.state, found.days_left) == ("2025-01-04", "due", 0)
    assert _one(pemilihan, "finding_known", at("2025-01-06")).days_late == 2


@pytest.mark.parametrize(
    "written",
    [
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "0000-00-00",
        "9999-12-31",
        "kemarin",
        "",
        "2024-1-5",
        "2024-W05-1",
        "20240205",
        "2024-02-05x",
        None,
        5,
    ],
)
def test_a_day_that_does_not_exist_starts_no_clock(written: Any) -> None:
    assert day_of(written) is None
    facts = CaseFacts(regime="pemilihan", origin="laporan", days={"known": written, "handed_in": "2024-10-14"})
    assert deadline(facts, SETTINGS, at("2024-10-20"), "report_known") is None


def test_today_is_the_day_of_the_office_and_not_that_of_the_laptop() -> None:
    facts = CaseFacts(regime="pemilihan", origin="laporan", status="registered", days={"registered": "2024-10-10"})
    moment = datetime(2024, 10, 13, 15, 30, tzinfo=UTC)  # 22.30 WIB on the last day, 00.30 WIT on the day after it
    states = {}
    for zone in ("WIB", "WITA", "WIT"):
        found = deadline(facts, read_settings(timezone=zone), moment, "followup")
        assert found is not None
        states[zone] = (found.state, found.days_left)
    assert states == {"WIB": ("due", 0), "WITA": ("due", 0), "WIT": ("overdue", -1)}


def test_hours_run_from_the_moment_and_the_invitation_runs_backwards() -> None:
    days = {"registered": "2024-10-15T14:00"}
    facts = CaseFacts(
        regime="pemilihan", origin="laporan", status="registered", days=days, violations=("local_official_favouring_decision",)
    )
    assert _one(facts, "gakkumdu_1", at("2024-10-15", "15:00")).counted.ends_at == at("2024-10-16", "14:00")
    heard = replace(facts, hearings=(Hearing("2024-10-08", "2024-10-10"), Hearing("2024-10-10", "2024-10-10")))
    states = [one.state for one in deadlines(heard, SETTINGS, at("2024-10-16")) if one.id == "invite"]
    assert sorted(states) == ["kept", "late"]


def test_all_rows_of_the_table_stand_in_both_regimes_with_article_and_mark() -> None:
    table = {
        "report_known": ((7, "calendar", "V"), (7, "working", "V")), "finding_known": ((7, "calendar", "M"), (7, "working", "V")),
        "advice_done": ((3, "calendar", "P"), (3, "working", "V")), "initial_study": ((2, "calendar", "M"), (2, "working", "V")),
        "completion": ((2, "calendar", "M"), (2, "working", "M")), "registration": ((0, "calendar", "M"), (0, "calendar", "M")),
        "invite": ((1, "calendar", "M"), (1, "working", "V")), "gakkumdu_1": ((24, "hours", "M"), (24, "hours", "M")),
        "followup": ((3, "calendar", "V"), (7, "working", "V")), "followup_ext": ((5, "calendar", "V"), (14, "working", "V")),
        "crime_forward": ((0, "calendar", "M"), (24, "hours", "M")), "investigation": ((14, "working", "M"), (14, "working", "M")),
        "status_notice": ((0, "calendar", "M"), (0, "calendar", "M")), "sbt_verify": ((7, "calendar", "V"), (7, "calendar", "V")),
        "sbt_bawaslu": ((3, "working", "V"), (3, "working", "V")),
    }  # fmt: skip
    found = {
        key: tuple((rule.terms[regime].amount, rule.terms[regime].unit, rule.terms[regime].mark) for regime in ("pemilihan", "pemilu"))
        for key, rule in rulebook().deadlines.items()
    }
    assert found == table
    assert all(term.article for rule in rulebook().deadlines.values() for term in rule.terms.values())


def test_the_version_of_the_rules_follows_from_every_one_of_their_files() -> None:
    names = ("counting", "deadlines", "requirements", "routing", "status", "violations")
    each = [sha256(resource_path("rules", f"{name}.yaml").read_bytes()).digest() for name in names]
    assert rulebook().version == f"2026-11-22+{sha256(b''.join(each)).hexdigest()[:12]}"


def test_only_what_is_unconfirmed_can_be_set_and_wrong_settings_are_refused() -> None:
    assert read_settings({"lengths": {"pemilihan.completion": 3}}).lengths == {("pemilihan", "completion"): 3}
    facts = CaseFacts(regime="pemilihan", origin="laporan", status="awaiting_completion", days={"completion_notice": "2024-10-14"})
    longer = deadline(facts, read_settings({"lengths": {"pemilihan.completion": 3}}), at("2024-10-15"), "completion")
    assert longer is not None and str(longer.counted.last) == "2024-10-17" and not longer.is_confirmed
    wrong: list[dict[str, Any]] = [
        {"lengths": {"pemilihan.followup": 4}}, {"lengths": {"pemilihan.completion": -1}}, {"lengths": {"pemilihan.nothing": 1}},
        {"lengths": {"pemilihan.completion": True}}, {"added": {"2024-02-30": "x"}}, {"removed": ["besok"]}, {"timezone": "GMT"},
        {"office_hours": {"fri": {"open": "16:00", "close": "08:00"}}}, {"office_hours": {"fri": {"open": "25:00"}}},
    ]  # fmt: skip
    for one in wrong:
        with pytest.raises(SettingWrong):
            read_settings(one)


def test_six_months_before_ends_with_the_month() -> None:
    assert str(months_before(date(2024, 9, 22), 6)) == "2024-03-22"
    assert str(months_before(date(2024, 8, 31), 6)) == "2024-02-29"
    assert str(months_before(date(2025, 3, 31), 6)) == "2024-09-30"
    assert str(months_before(date(2024, 6, 30), 6)) == "2023-12-30"
    assert str(months_before(date(2024, 1, 31), 1)) == "2023-12-31"


def _one(facts: CaseFacts, name: str, now: datetime, settings: RuleSettings = SETTINGS) -> Deadline:
    found = deadline(facts, settings, now, name)
    assert found is not None
    return found
