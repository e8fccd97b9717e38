"""The register of one kind of number: every number with what it was given for, every gap with its reason, and what is not right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from core.actions.forms.drafts import open_answers_of
from core.actions.numbers.number_standing import WARNINGS, BookStanding, laptop_name, standing
from core.rules.number_pattern import ALWAYS, NEVER, Kind, Pattern, PatternUnfit, kinds
from core.vault.vault import Vault
from core.vault.views import cases, documents, number_books, numbers
from core.vault.views.cases import CHANGED, OPENED
from core.vault.views.number_books import Book
from core.vault.views.numbers import Given, Typed
from core.vault.views.said import all_of, text_of

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
GIVEN, VOID, TYPED, GAP, PROVISIONAL = "given", "void", "typed", "gap", "provisional"
TWICE = "twice"
# why a number is missing from the sequence: how the book began, not here yet, or typed when the book was taken up
BEFORE, NOT_HERE, TAKEN_UP = "before", "not_here", "taken_up"


Act = tuple[str, Mapping[str, object], str, str, str]  # as number_books.book_acts gives it


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One line. state: given, void, typed, gap, provisional. reason: of a void or gap; gap_kind: before, not_here or taken_up.

    seq: 0 where a typed number does not follow the book's pattern; last_seq: where a gap ends. Days are YYYY-MM-DD or empty.
    """

    key: str
    kind: str
    period: str
    state: str
    seq: int = 0
    last_seq: int = 0
    number: str = ""
    day: str = ""
    reason: str = ""
    gap_kind: str = ""
    is_twice: bool = False
    form_id: str = ""
    case_id: str = ""
    document: str = ""
    person: str = ""
    received: str = ""
    reporter: str = ""
    reported: str = ""
    event: str = ""
    breach: str = ""
    status: str = ""
    status_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something a person must settle. kind: twice, second, disputed, copied, unfit; number: the one given twice; count: how often."""

    kind: str
    number: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register of one kind in one period, with what this laptop may do. periods: those that have lines, the newest first."""

    kind: Kind
    period: str
    periods: tuple[str, ...]
    rows: tuple[RegisterRow, ...]
    flags: tuple[Flag, ...]
    standing: BookStanding
    waiting: int


def read_register(vault: Vault, kind_key: str, *, period: str | None = None, on: date) -> Register:
    """Return the register of a kind as this laptop knows it. period: a year or "all"; without it the newest. on: wall date of today."""
    kind = kinds()[kind_key]
    with vault.read() as tx:
        now = standing(vault, tx, kind, on=on)
        books = number_books.books(tx, vault.office, kind=kind.key)
        given = numbers.numbers(tx, vault.office, kind=kind.key)
        typed = numbers.typed_numbers(tx, vault.office, kind.forms, per_case=kind.per_case)
        twice = numbers.twice(tx, vault.office, kind.key, kind.forms, per_case=kind.per_case)
        entries = [_of_given(one, one.same in twice and not one.is_void) for one in given]
        entries += [_of_typed(kind, one, _placed(one, books), one.same in twice) for one in _once(typed, kind)]
        entries += list(_gaps(vault, tx, kind, books, entries))
        periods = tuple(sorted({one.period for one in entries}, reverse=True))
        chosen = period if period in periods else periods[0] if periods else str(on.year)
        told = _Facts(tx)
        rows = [told.fill(one) for one in entries if one.period == chosen]
        rows.sort(key=lambda one: (one.seq == 0, one.seq, one.day, one.key))
        waiting = sum(one.state == PROVISIONAL for one in entries)
    return Register(
        kind=kind, period=chosen, periods=periods, rows=tuple(rows), flags=tuple(_flags(now, twice)), standing=now, waiting=waiting
    )


def flags_of(vault: Vault, kind_key: str, *, on: date) -> tuple[Flag, ...]:
    """Return only what must be settled in a register; quick enough for the first page."""
    kind = kinds()[kind_key]
    with vault.read() as tx:
        now = standing(vault, tx, kind, on=on)
        return tuple(_flags(now, numbers.twice(tx, vault.office, kind.key, kind.forms, per_case=kind.per_case)))


def _flags(now: BookStanding, twice: Mapping[str, tuple[list[Given], list[Typed]]]) -> Iterator[Flag]:
    if now.state in WARNINGS:
        yield Flag(kind=now.state, count=len(now.others) + 1)
    for held, typed in twice.values():
        text = held[0].text if held else typed[0].text
        yield Flag(kind=TWICE, number=text, count=len(held) + len(typed))


def _of_given(one: Given, is_twice: bool) -> RegisterRow:
    return RegisterRow(
        key=one.record_id, kind=one.kind, period=one.period, state=VOID if one.is_void else GIVEN, seq=one.seq, number=one.text,
        day=one.day, reason=one.void_reason, is_twice=is_twice, case_id=one.case_id, document=one.document, person=one.person,
    )  # fmt: skip


def _once(typed: Iterable[Typed], kind: Kind) -> list[Typed]:
    """Where a case has one number, its report, its receipt and the case itself are one line."""
    found: dict[tuple[str, str], Typed] = {}
    for one in typed:
        found.setdefault((one.case_id if kind.per_case else one.stream, one.same), one)
    return list(found.values())


def _placed(one: Typed, books: Iterable[Book]) -> tuple[str, int]:
    """The period and sequence number of a typed number by the first book whose pattern it follows; else its year alone."""
    for book in books:
        try:
            found = Pattern.read(book.pattern, book.values, book.restart).sequence_of(one.text)
        except PatternUnfit:
            continue
        if found is not None:
            return found
    if any(book.restart == NEVER for book in books):
        return ALWAYS, 0
    told = _YEAR.findall(one.text)
    return (told[-1] if told else one.at[:4]), 0


def _of_typed(kind: Kind, one: Typed, place: tuple[str, int], is_twice: bool) -> RegisterRow:
    return RegisterRow(
        key=one.stream, kind=kind.key, period=place[0], state=PROVISIONAL if one.is_provisional else TYPED,
        seq=0 if one.is_provisional else place[1], number=one.text, day=one.at[:10], is_twice=is_twice and not one.is_provisional,
        form_id=one.form_id, case_id=one.case_id, document=one.document, person=one.person,
    )  # fmt: skip


def _gaps(vault: Vault, tx: Connection, kind: Kind, books: Sequence[Book], entries: Iterable[RegisterRow]) -> Iterator[RegisterRow]:
    """Every number below the highest that no line has, in runs, with the reason that an act of the book gives."""
    here: dict[str, set[int]] = {}
    for one in entries:
        here.setdefault(one.period, set()).add(one.seq)
    acts = {book.stream: number_books.book_acts(tx, book.stream) for book in books}
    ends: dict[str, dict[str, int]] = {book.stream: numbers.periods_given(tx, book.stream) for book in books}
    for period in sorted({period for told in ends.values() for period in told}):
        last = max(told.get(period, 0) for told in ends.values())
        said = {number_books.last_of(body).get(period, 0) for found in acts.values() for _type, body, _log, _at, _person in found}
        cuts = sorted(said | {told.get(period, 0) for told in ends.values()})  # the reason may be another one behind each of these
        for first, end in _missing(here.get(period, set()), last, cuts):
            covering = [found for stream, found in acts.items() if ends[stream].get(period, 0) >= first]
            gap_kind, reason, day = _why(vault, tx, covering, period, first)
            yield RegisterRow(
                key=f"gap-{period}-{first}", kind=kind.key, period=period, state=GAP, seq=first, last_seq=end,
                day=day, reason=reason, gap_kind=gap_kind,
            )  # fmt: skip


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
                return BEFORE, text_of(body, "reason"), at[:10]
            if type == number_books.TAKEN:
                return TAKEN_UP, text_of(body, "reason"), at[:10]
            return NOT_HERE, laptop_name(vault, tx, log), at[:10]
    return NOT_HERE, "", ""


class _Facts:
    """What the register says of each case, read once for each."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx
        self._known: dict[str, dict[str, Any]] = {}

    def fill(self, row: RegisterRow) -> RegisterRow:
        if not row.case_id:
            return row
        if row.case_id not in self._known:
            self._known[row.case_id] = self._of_case(row.case_id)
        document = documents.one(self._tx, row.document) if row.document else None
        form_id = document.form_id if document is not None else row.form_id
        return replace(row, form_id=form_id, **self._known[row.case_id])

    def _of_case(self, case_id: str) -> dict[str, Any]:
        case = cases.one(self._tx, case_id)
        if case is None:
            return {}
        answers = [open_answers_of(self._tx, one.record_id) for one in documents.of_case(self._tx, case_id) if not one.is_withdrawn]
        reporter = next((found for one in answers if (found := _person(one.get("reporter")))), "")
        finder = next((found for one in answers if (found := _people(_group(one.get("supervision")).get("supervisor")))), "")
        days = ("reported_date", "received_date", "signed_date")
        received = next((found for day in days for one in answers if (found := _leaf(one, day))), "")
        breaches = [word for one in answers for word in _leaf(one, "violations").split()]
        return {
            "received": received,
            "reporter": reporter or finder,
            "reported": case.reported,
            "event": case.title,
            "breach": " ".join(dict.fromkeys(breaches)),
            "status": case.status,
            "status_day": _status_day(self._tx, case_id),
        }


def _status_day(tx: Connection, case_id: str) -> str:
    """The day since which the case stands where it stands."""
    day, last = "", None
    for one in all_of(tx, case_id):
        if one.header.type in (OPENED, CHANGED) and (status := text_of(one.body("case"), "status")) and status != last:
            day, last = one.header.at[:10], status
    return day


def _group(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _person(value: object) -> str:
    """Code name before name: open answers hold no name of a protected person."""
    return str(_group(value).get("code_name") or _group(value).get("name") or "")


def _people(value: object) -> str:
    return ", ".join(name for one in value if (name := _person(one))) if isinstance(value, list) else ""


def _leaf(answers: Mapping[str, Any], key: str) -> str:
    for name, value in answers.items():
        if name == key and isinstance(value, str):
            return value
        if isinstance(value, Mapping) and (found := _leaf(value, key)):
            return found
    return ""
