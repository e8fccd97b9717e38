"""Patterns of official numbers: what they give, what is read back, and which are refused with a sentence."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from core.rules.number_pattern import ALWAYS, NEVER, ROMAN, YEARLY, Pattern, PatternUnfit, kind_of, kinds, usual_values
from forms.library import official

VALUES = {"class": "PM.01.02", "unit": "K.JX-00.00", "office_code": "00.00", "election": "PB", "level": "Kec.Sukarekaan"}
DAY = date(2024, 10, 5)


def test_the_verified_case_number_comes_out_as_it_was_seen() -> None:
    pattern = Pattern.read(
        "{seq:03}/LP/{election}/{level}/{office_code}/{month_roman}/{year}", {**VALUES, "level": "Kab", "office_code": "06.08"}
    )
    assert pattern.number(3, date(2024, 12, 9)) == "003/LP/PB/Kab/06.08/XII/2024"
    assert pattern.number(1234, DAY).startswith("1234/")


def test_numeric_months_and_days_have_the_digits_that_are_asked_for() -> None:
    pattern = Pattern.read("{seq}/{class}/{unit}/{day:02}/{month:02}/{year}", VALUES)
    assert pattern.number(197, date(2024, 6, 3)) == "197/PM.01.02/K.JX-00.00/03/06/2024"


@pytest.mark.parametrize(
    ("text", "values", "restart", "said"),
    [
        ("LHP/{year}", {}, YEARLY, "no sequence number"),
        ("", {}, YEARLY, "empty or too long"),
        ("{seq}" + "x" * 200, {}, NEVER, "empty or too long"),
        ("{seq}/{seq}/{year}", {}, YEARLY, "twice"),
        ("{seq:03}/LHP", {}, YEARLY, "does not show the year"),
        ("{seq}{year}", {}, YEARLY, "right beside"),
        ("{year}{seq}", {}, YEARLY, "right beside"),
        ("9{seq}/{year}", {}, YEARLY, "right beside"),
        ("{seq}{unit}/{year}", {"unit": "7A"}, YEARLY, "right beside"),
        ("{seq}/{unit}/{year}", {}, YEARLY, "nothing to put"),
        ("{seq}/{unit}/{year}", {"unit": "{seq}"}, YEARLY, "nothing to put"),
        ("{seq}/{unit}/{year}", {"unit": "x" * 41}, YEARLY, "nothing to put"),
        ("{seq}/{colour}/{year}", {}, YEARLY, "not understood"),
        ("{seq}/{year:04}", {}, YEARLY, "not understood"),
        ("{seq/{year}", {}, YEARLY, "not understood"),
        ("{seq}/{year}\n", {}, "monthly", "restarts"),
        ("{seq}/\u202e/{year}", {}, YEARLY, "empty or too long"),  # an invisible sign that turns the reading direction
    ],
)
def test_a_pattern_that_could_give_a_number_twice_or_cannot_be_read_is_refused_with_a_sentence(
    text: str, values: dict[str, str], restart: str, said: str
) -> None:
    with pytest.raises(PatternUnfit) as refused:
        Pattern.read(text, values, restart)
    assert said in refused.value.title and refused.value.hint


def test_a_sequence_that_never_restarts_needs_no_year() -> None:
    pattern = Pattern.read("{seq:04}/LHP", {}, NEVER)
    assert pattern.number(12, DAY) == "0012/LHP" and pattern.period(DAY) == ALWAYS and pattern.sequence_of("0012/lhp") == (ALWAYS, 12)


def test_what_is_written_is_read_back_with_year_and_sequence() -> None:
    chance = random.Random(7)
    for kind in kinds().values():
        pattern = Pattern.read(kind.pattern, {**VALUES, **kind.values}, kind.restart)
        for _ in range(50):
            seq, day = chance.randint(1, 5000), date(2020, 1, 1) + timedelta(days=chance.randint(0, 4000))
            assert pattern.sequence_of(pattern.number(seq, day)) == (str(day.year), seq)
    assert Pattern.read("{seq}/A/{year}", {}).sequence_of("1/B/2024") is None


def test_no_two_sequence_numbers_of_one_period_share_a_text() -> None:
    pattern = Pattern.read("{seq}/{month}/{year}-{day}", {})
    texts = {(pattern.number(seq, day), seq, day.year) for seq in range(1, 120) for day in (DAY, date(2024, 1, 15), date(2024, 11, 5))}
    by_text: dict[str, set[tuple[int, int]]] = {}
    for text, seq, year in texts:
        by_text.setdefault(text, set()).add((seq, year))
    assert all(len(found) == 1 for found in by_text.values())


def test_a_pattern_is_written_as_it_was_read() -> None:
    for text in ("{seq:03}/LHP/{class}/{unit}/{month_roman}/{year}", "{seq}/{month:02}/{year}"):
        assert Pattern.read(text, VALUES).text() == text
    assert Pattern.read("{seq}/{office}/{year}", VALUES).text() == "{seq}/{office_code}/{year}"


def test_every_kind_carried_with_the_program_gives_numbers_with_the_usual_values() -> None:
    for kind in kinds().values():
        pattern = Pattern.read(kind.pattern, usual_values(kind, office="00.00.01", regime="pemilu"), kind.restart)
        assert pattern.number(1, DAY).endswith("2024") and kind.state in "VPM"
    assert usual_values(kinds()["laporan"], office="00", regime="pemilu")["election"] == "PL"


def test_every_form_that_has_a_number_on_paper_stands_in_one_register() -> None:
    listed = [form for kind in kinds().values() for form in kind.forms]
    assert len(listed) == len(set(listed))
    for form_id, form in official().items():
        assert (kind_of(form_id) is not None) == bool(form.layout.get("number")), form_id


def test_months_are_roman() -> None:
    assert [Pattern.read("{seq}/{month_roman}/{year}", {}).number(1, date(2024, month, 1)).split("/")[1] for month in range(1, 13)] == list(
        ROMAN
    )
