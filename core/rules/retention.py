"""How long what people said is kept after a case has ended: a list of what falls due, never a deed of the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from core.resources import resource_path
from core.rules.catalogue import LOADER
from core.rules.rulebook import Words
from core.rules.settings import wrong

REFUSE, WARN = "refuse", "warn"
YEARS_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """What falls due so many years after a case has ended. what: "identity" (of protected people) or "all". mark: M is unconfirmed."""

    id: str
    years: int
    what: str
    label: Words
    mark: str

    def due_on(self, ended: date) -> date:
        """Return the day from which it is due; the 29th of February becomes the 1st of March in a year without it."""
        try:
            return ended.replace(year=ended.year + self.years)
        except ValueError:
            return date(ended.year + self.years, 3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The settings of an office. is_on: whether what falls due is shown; running_cases: REFUSE or WARN."""

    is_on: bool
    running_cases: str
    rules: tuple[RetentionRule, ...]


def read_retention(kept: object = None) -> Retention:
    """Return the rules with what an office keeps laid over them. kept: {"is_on", "running_cases", "years": {rule: number}}.

    Raises SettingWrong.
    """
    base, given = _shipped(), kept if isinstance(kept, Mapping) else {}
    years = given.get("years", {})
    running = given.get("running_cases", base["running_cases"]["value"])
    if running not in (REFUSE, WARN) or not isinstance(years, Mapping):
        raise wrong("running_cases")
    rules = []
    for key, row in base["rules"].items():
        amount = years.get(key, row["years"])
        if not isinstance(amount, int) or isinstance(amount, bool) or not 1 <= amount <= YEARS_MAX:
            raise wrong(f"years.{key}")
        label = Words(row["label_id"], row["label_en"])
        rules.append(RetentionRule(id=key, years=amount, what=row["what"], label=label, mark=row["mark"]))
    return Retention(is_on=bool(given.get("is_on", base["is_on"]["value"])), running_cases=str(running), rules=tuple(rules))


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(resource_path("rules", "retention.yaml").read_bytes(), LOADER)
    return found
