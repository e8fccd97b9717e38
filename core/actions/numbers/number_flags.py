"""What a person must settle in the number books: given twice, opened twice, copied, in dispute, or missing without a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from core.actions.numbers.number_gaps import UNEXPLAINED, Gap, gaps
from core.actions.numbers.number_standing import WARNINGS, BookStanding, standing
from core.rules.number_pattern import Kind, kinds
from core.vault.vault import Vault
from core.vault.views import number_books, same_numbers
from core.vault.views.numbers import Given
from core.vault.views.typed_numbers import Typed

TWICE, MISSING = "twice", "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One thing to settle. kind: twice, missing (a gap that nothing explains), second, disputed, copied, unfit.

    number: the one that stands twice, or the running numbers that are missing ("4" or "4-7"); count: how many.
    """

    kind: str
    number: str = ""
    count: int = 0


def flags_of(vault: Vault, kind_key: str, *, on: date) -> tuple[Flag, ...]:
    """Return what must be settled in a register; quick enough for the first page. on: wall date of the office."""
    with vault.read() as tx:
        return _flags(vault, tx, kinds()[kind_key], on)


def all_flags(vault: Vault, *, on: date) -> tuple[tuple[Kind, Flag], ...]:
    """Return what must be settled in all registers, in their order."""
    with vault.read() as tx:
        return tuple((kind, flag) for kind in kinds().values() for flag in _flags(vault, tx, kind, on))


def _flags(vault: Vault, tx: Connection, kind: Kind, on: date) -> tuple[Flag, ...]:
    books = number_books.books(tx, vault.office, kind=kind.key)
    twice = same_numbers.twice(tx, vault.office, kind.key, kind.forms, per_case=kind.per_case)
    return tuple(flags_among(standing(vault, tx, kind, on=on), twice, gaps(vault, tx, kind, books)))


def flags_among(now: BookStanding, twice: Mapping[str, tuple[list[Given], list[Typed]]], missing: Iterable[Gap]) -> Iterator[Flag]:
    """Yield what must be settled, by what a register was found to hold: the book first."""
    if now.state in WARNINGS:
        yield Flag(kind=now.state, count=len(now.others) + 1)
    for held, typed in twice.values():
        text = held[0].text if held else typed[0].text
        yield Flag(kind=TWICE, number=text, count=len(held) + len(typed))
    for gap in missing:
        if gap.kind == UNEXPLAINED:
            number = str(gap.first) if gap.first == gap.last else f"{gap.first}-{gap.last}"
            yield Flag(kind=MISSING, number=number, count=gap.last - gap.first + 1)
