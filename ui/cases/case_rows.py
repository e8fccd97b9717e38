"""Reading the list of cases: which ones in which order, and the rows of one page of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.actions.cases.rule_settings import rule_settings
from core.actions.exchange.case_standing import standing_of_cases
from core.actions.exchange.standing import Standing
from core.rules.settings import RuleSettings
from core.vault.vault import Vault
from core.vault.views import cases, search
from core.vault.views.cases import Case
from core.vault.views.id_list import IdList

NUMBER_LEAST = 3  # signs of a number that are looked for inside of numbers too; fewer would stand in nearly all
FOUND_MOST = 500  # of a search through texts; more would only be scrolled past


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list shall show. status: "" for all; words: all must occur in a case; sort: a key of core.vault.views.cases.SORTS."""

    words: str = ""
    status: str = ""
    sort: str = "changed_at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """keys: ids of cases in order; total: how many cases there are at all."""

    wanted: Wanted
    keys: Sequence[str]
    total: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list."""

    case: Case
    standing: Standing
    settings: RuleSettings | None = None  # of the rules, by which its clock is computed when it is painted


def find_cases(vault: Vault, wanted: Wanted) -> Found:
    """Return what fits. Words are looked for in the columns, and in the texts of forms and evidence through the index."""
    status = wanted.status or None
    with vault.read() as tx:
        total = cases.count(tx)
        if not wanted.words.strip():
            keys = cases.keys(tx, sort=wanted.sort, descending=wanted.descending, status=status)
            return Found(wanted, keys, total)
        found = search.cases(tx, wanted.words, limit=FOUND_MOST)  # numbers, titles, names and places too, by the beginnings of words
        typed = wanted.words.strip()
        if found and len(typed) >= NUMBER_LEAST and any(sign.isdigit() for sign in typed):
            found = list(dict.fromkeys([*cases.with_number(tx, wanted.words, most=FOUND_MOST), *found]))
        keys = cases.keys(tx, sort=wanted.sort, descending=wanted.descending, status=status, among=found) if found else IdList()
        if not keys:  # inside of words and numbers
            keys = cases.keys(tx, sort=wanted.sort, descending=wanted.descending, status=status, words=wanted.words)
        return Found(wanted, keys, total)


def read_rows(vault: Vault, keys: Sequence[str]) -> dict[str, CaseRow]:
    """Return the rows of these cases by id; a case that is not there is left out."""
    with vault.read() as tx:
        found, safe = cases.rows(tx, keys), standing_of_cases(tx, keys)
        settings = rule_settings(vault, tx)
    return {key: CaseRow(case, safe.get(key, "saved"), settings) for key, case in found.items()}


def statuses(vault: Vault) -> dict[str, int]:
    """Return how many cases stand at each status."""
    with vault.read() as tx:
        return cases.statuses(tx)
