"""Reads days and times as people type them here: 5-10-2024, 5 Okt 2024, 14.30; and writes them back the same way."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember")
_ENGLISH = {"may": 5, "aug": 8, "august": 8, "oct": 10, "october": 10, "dec": 12, "december": 12}


def typed_date(text: str, *, today: date) -> str:
    """Return the day as 2024-10-05, or an empty text when it is none. A year of two digits is the nearest one not after next year."""
    text = text.strip().lower()
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        year, month, day = text.split("-")
    elif re.fullmatch(r"\d{8}|\d{6}", text):
        day, month, year = text[:2], text[2:4], text[4:]
    elif found := re.fullmatch(r"(\d{1,2})[\s./-]+(\d{1,2}|[a-z]{3,})[\s./-]+(\d{4}|\d{2})", text):
        day, month, year = found.groups()
    else:
        return ""
    number = int(month) if month.isdigit() else _month(month)
    full = int(year) if len(year) == 4 else _near(int(year), today)
    try:
        return date(full, number, int(day)).isoformat()
    except ValueError:
        return ""


def shown_date(value: str) -> str:
    """Return 2024-10-05 as 5-10-2024; anything else as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day}-{day.month}-{day.year}"


def typed_time(text: str) -> str:
    """Return the time as 14:30, or an empty text when it is none. Read are 14.30, 14:30, 1430, 9."""
    found = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?|(\d{1,2})(\d{2})", text.strip())
    if not found:
        return ""
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def shown_time(value: str) -> str:
    """Return 14:30 or 14:30:00.000+07:00 as 14.30, the way times are written here; anything else as it is."""
    found = re.fullmatch(r"(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?", value)
    return f"{found[1]}.{found[2]}" if found else value


def _month(word: str) -> int:
    if word in _ENGLISH:
        return _ENGLISH[word]
    return next((number for number, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)), 0)


def _near(year: int, today: date) -> int:
    full = today.year // 100 * 100 + year
    return full if full <= today.year + 1 else full - 100
