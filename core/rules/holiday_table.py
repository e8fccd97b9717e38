"""The holidays of Indonesia as a table made from the `holidays` package: python -m core.rules.holiday_table writes it anew.

The package loads the calendars of all countries, which takes a second of CPU at every start; the table takes a millisecond. A test holds
the table equal to the package, so that a new decree in the package shows. Years outside the table are asked of the package itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from core.resources import resource_path
from core.rules.files import read_once, rule_file

FIRST_YEAR, LAST_YEAR = 2015, 2045
CATEGORIES = ("public", "government")  # national holidays; cuti bersama


def holidays_in(year: int, category: str) -> Mapping[date, str]:
    """Return the holidays of a category in a year with their Indonesian names; "(perkiraan)" where no decree has fixed the day yet."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return _table().get((year, category), {})
    return from_package(year, category)


@lru_cache(maxsize=64)
def from_package(year: int, category: str) -> Mapping[date, str]:
    """Return the same from the package. Source: holidays.countries.indonesia."""
    from holidays.countries.indonesia import Indonesia

    return dict(Indonesia(years=[year], categories=(category,), expand=False, language="id").items())


def table_text() -> str:
    """Return the table as the package has it: day, category, name."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("day", "category", "name"))
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        found = [(day, category, name) for category in CATEGORIES for day, name in from_package(year, category).items()]
        rows.writerows((day.isoformat(), category, name) for day, category, name in sorted(found))
    return out.getvalue()


@read_once
def _table() -> dict[tuple[int, str], dict[date, str]]:
    return read_table(rule_file("holidays.csv"))


def read_table(content: bytes) -> dict[tuple[int, str], dict[date, str]]:
    """Return (year, category) -> day -> name of a table as `table_text` writes it. Raises ValueError, KeyError or UnicodeError."""
    found: dict[tuple[int, str], dict[date, str]] = {}
    for row in csv.DictReader(io.StringIO(content.decode())):
        day = date.fromisoformat(row["day"])
        found.setdefault((day.year, row["category"]), {})[day] = row["name"]
    return found


if __name__ == "__main__":
    resource_path("rules", "holidays.csv").write_text(table_text(), encoding="utf-8", newline="\n")
