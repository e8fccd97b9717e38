"""Days and times as people here type them."""

from __future__ import annotations

from datetime import date

import pytest

from ui.form_view.typed_dates import shown_date, shown_time, typed_date, typed_time

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    ["5-10-2024", "05/10/2024", "5.10.2024", "5 Okt 2024", "5 oktober 2024", "05102024", "2024-10-05", " 5-10-24 ", "5 oct 2024", "051024"],
)
def test_the_usual_ways_to_write_a_day_are_read(text):
    assert typed_date(text, today=TODAY) == "2024-10-05"


@pytest.mark.parametrize("text", ["", "5-10", "31-2-2024", "5-13-2024", "kemarin", "5 xyz 2024", "0-1-2024", "5 o 2024"])
def test_what_is_no_day_is_none(text):
    assert typed_date(text, today=TODAY) == ""


def test_a_year_of_two_digits_is_a_birthday_when_it_would_lie_far_ahead():
    assert typed_date("1-2-27", today=TODAY) == "2027-02-01"
    assert typed_date("1-2-65", today=TODAY) == "1965-02-01"


def test_the_29th_of_february_exists_only_in_leap_years():
    assert typed_date("29-2-2024", today=TODAY) == "2024-02-29" and typed_date("29-2-2023", today=TODAY) == ""


@pytest.mark.parametrize(
    ("text", "time"), [("14.30", "14:30"), ("14:30", "14:30"), ("1430", "14:30"), ("9", "09:00"), ("930", "09:30"), ("7.05", "07:05")]
)
def test_the_usual_ways_to_write_a_time_are_read(text, time):
    assert typed_time(text) == time


@pytest.mark.parametrize("text", ["24.00", "14.60", "1.5", "pagi", "", "14.3x", "12345"])
def test_what_is_no_time_is_none(text):
    assert typed_time(text) == ""


def test_what_is_shown_is_read_back_as_the_same():
    for value in ("2024-10-05", "1999-01-31"):
        assert typed_date(shown_date(value), today=TODAY) == value
    assert shown_time("14:30") == shown_time("14:30:00.000+07:00") == "14.30" and typed_time(shown_time("14:30")) == "14:30"


def test_what_cannot_be_read_is_shown_as_it_stands():
    assert shown_date("31-2-2024") == "31-2-2024" and shown_time("soon") == "soon"
