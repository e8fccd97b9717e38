"""Dates, weekdays and numbers in Indonesian words, as official papers spell them."""

from __future__ import annotations

from datetime import date, datetime

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def number_words(number: int) -> str:
    """Return "dua ribu dua puluh empat" for 2024."""
    from num2words import num2words

    return str(num2words(number, lang="id"))


def weekday_id(day: date) -> str:
    """Return "Sabtu"."""
    from babel.dates import format_date

    return format_date(day, "EEEE", locale="id")


def month_id(day: date) -> str:
    """Return "Oktober"."""
    from babel.dates import format_date

    return format_date(day, "MMMM", locale="id")


def date_id(day: date) -> str:
    """Return "5 Oktober 2024"."""
    from babel.dates import format_date

    return format_date(day, "d MMMM y", locale="id")


def weekday_date_id(day: date) -> str:
    """Return "Sabtu, 5 Oktober 2024"."""
    return f"{weekday_id(day)}, {date_id(day)}"


def date_words(day: date) -> str:
    """Return "Sabtu tanggal lima bulan Oktober tahun dua ribu dua puluh empat", to follow "Pada hari ini"."""
    return f"{weekday_id(day)} tanggal {number_words(day.day)} bulan {month_id(day)} tahun {number_words(day.year)}"


def clock_id(clock: str) -> str:
    """Return "19.40" for "19:40", "19:40:00" or "19:40:00.000+07:00": Indonesian papers write the point."""
    return clock[:5].replace(":", ".")


def zone_word(at: datetime) -> str:
    """Return WIB, WITA or WIT for the three zones of the country, else the offset."""
    offset = at.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else 0
    return ZONES.get(int(hours), "") if hours == int(hours) and int(hours) in ZONES else at.strftime("UTC%z")
