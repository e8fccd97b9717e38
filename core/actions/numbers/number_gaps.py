"""Where a number is missing from the sequence of a register, and the reason for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from core.actions.clock import office_day
from core.actions.numbers.number_standing import laptop_name
from core.rules.number_pattern import ALWAYS, NEVER, Kind, Pattern, PatternUnfit
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import documents, number_books, numbers, typed_numbers
from core.vault.views.number_books import Book
from core.vault.views.said import text_of
from core.vault.views.typed_numbers import Typed

# why a number is missing: used before the book was opened, given on another laptop and not here yet, typed when the book was taken up,
# typed on a form that was withdrawn, or nothing that is known here says what became of it
BEFORE, NOT_HERE, TAKEN_UP, WITHDRAWN, UNEXPLAINED = "before", "not_here", "taken_up", "withdrawn", "unexplained"
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

Act = tuple[str, Mapping[str, object], str, str, str]  # as number_books.book_acts gives it


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Numbers that are missing, from first to last.

    kind: before, not_here, taken_up, withdrawn or unexplained; reason: words of a person, or for not_here the name of the laptop that
    gave them; day: of the act that explains it, YYYY-MM-DD or empty.
    """

    period: str
    first: int
    last: int
    kind: str
    reason: str
    day: str


def gaps(vault: Vault, tx: Connection, kind: Kind, books: Sequence[Book]) -> Iterator[Gap]:
    """Yield every number below the highest that is not in the register, in runs, with the reason that an act of the book gives."""
    if not books:
        return
    here = numbers.sequences_given(tx, vault.office, kind.key)
    for one in typed_numbers.of_forms(tx, vault.office, kind.forms, per_case=kind.per_case):
        if not one.is_provisional:
            period, seq = place_of_typed(one, books)
            here.setdefault(period, set()).add(seq)
    gone = _withdrawn(vault, tx, kind, books)
    acts = {book.stream: number_books.book_acts(tx, book.stream) for book in books}
    ends: dict[str, dict[str, int]] = {book.stream: numbers.periods_given(tx, book.stream) for book in books}
    for period in sorted({period for told in ends.values() for period in told}):
        last = max(told.get(period, 0) for told in ends.values())
        said = {number_books.last_of(body).get(period, 0) for found in acts.values() for _type, body, _log, _at, _person in found}
        alone = {seq for at, seq in gone if at == period}  # each has a reason of its own
        cuts = sorted(said | {told.get(period, 0) for told in ends.values()} | alone | {seq - 1 for seq in alone})
        for first, end in _missing(here.get(period, set()), last, cuts):
            covering = [found for stream, found in acts.items() if ends[stream].get(period, 0) >= first]
            gap_kind, reason, day = gone.get((period, first)) or _why(vault, tx, covering, period, first)
            yield Gap(period=period, first=first, last=end, kind=gap_kind, reason=reason, day=day)


def _withdrawn(vault: Vault, tx: Connection, kind: Kind, books: Sequence[Book]) -> dict[tuple[str, int], tuple[str, str, str]]:
    """Return the places of numbers that stand on withdrawn forms alone, with what a gap says of them. Whoever types such a number on the
    form that takes its place does nothing wrong: it is used once. But as long as nobody does, the register says what became of it.
    """
    found = {}
    for one, reason in documents.withdrawn(tx, kind.forms):
        stored = truth.record(tx, one.record_id)
        if stored is not None and stored.header.office == vault.office and not typed_numbers.is_provisional(one.number):
            place = place_of_number(one.number, one.saved_at, books)
            found[place] = (WITHDRAWN, reason, office_day(one.saved_at))
    return found


def _missing(here: set[int], last: int, cuts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of numbers from 1 to last that are not here, none of them going over a cut."""
    stops = sorted({one for one in here if 0 < one <= last} | {one + 1 for one in cuts if 0 < one < last} | {last + 1})
    start = 1
    for stop in stops:
        if stop > start:
            yield start, stop - 1
        start = stop + 1 if stop in here else stop


def _why(vault: Vault, tx: Connection, books: Iterable[Sequence[Act]], period: str, seq: int) -> tuple[str, str, str]:
    """Kind of gap, words of a person or name of a laptop, and the day of the act that covers the number."""
    for acts in books:
        for type, body, log, at, _person in acts:
            if number_books.last_of(body).get(period, 0) < seq:
                continue
            if type == number_books.OPENED:
                return BEFORE, text_of(body, "reason"), office_day(at)
            if type == number_books.TAKEN:
                return TAKEN_UP, text_of(body, "reason"), office_day(at)
            return NOT_HERE, laptop_name(vault, tx, log), office_day(at)
    return UNEXPLAINED, "", ""


def place_of_typed(one: Typed, books: Iterable[Book]) -> tuple[str, int]:
    """Return the period and sequence number of a typed number by the first book whose pattern it follows; else its year alone."""
    return place_of_number(one.text, one.at, books)


def place_of_number(text: str, at: str, books: Iterable[Book]) -> tuple[str, int]:
    """As `place_of_typed`; at: when it was typed, ISO 8601."""
    for book in books:
        try:
            found = Pattern.read(book.pattern, book.values, book.restart).sequence_of(text)
        except PatternUnfit:
            continue
        if found is not None:
            return found
    if any(book.restart == NEVER for book in books):
        return ALWAYS, 0
    told = _YEAR.findall(text)
    return (told[-1] if told else at[:4]), 0
