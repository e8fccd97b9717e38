"""The register of one kind of number: every number with what it was given for, every gap with its reason, and what is not right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from core.actions.clock import office_day
from core.actions.forms.drafts import open_answers_of
from core.actions.numbers.number_flags import Flag, flags_among
from core.actions.numbers.number_gaps import Gap, gaps, place_of_typed
from core.actions.numbers.number_standing import BookStanding, standing
from core.rules.number_pattern import Kind, kinds
from core.vault.vault import Vault
from core.vault.views import cases, documents, number_books, numbers, same_numbers, typed_numbers
from core.vault.views.cases import CHANGED, OPENED
from core.vault.views.numbers import Given
from core.vault.views.said import all_of, text_of
from core.vault.views.typed_numbers import Typed

GIVEN, VOID, TYPED, GAP, PROVISIONAL = "given", "void", "typed", "gap", "provisional"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One line. state: given, void, typed, gap, provisional. reason: of a void or gap; gap_kind: as in number_gaps.

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

    @property
    def gap(self) -> str:
        """Return "4" or "4-7" for what a gap leaves out."""
        return str(self.seq) if self.seq == self.last_seq else f"{self.seq}-{self.last_seq}"


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

    def key_of(self, number: str) -> str:
        """Return the key of the first line that bears a number, or of the gap ("4" or "4-7"); empty for none."""
        found = (row.key for row in self.rows if number and number in (row.number, row.gap if row.state == GAP else None))
        return next(found, "")


def read_register(vault: Vault, kind_key: str, *, period: str | None = None, on: date) -> Register:
    """Return the register of a kind as this laptop knows it. period: a year or "all"; without it the newest. on: wall date of today."""
    kind = kinds()[kind_key]
    with vault.read() as tx:
        now = standing(vault, tx, kind, on=on)
        books = number_books.books(tx, vault.office, kind=kind.key)
        given = numbers.numbers(tx, vault.office, kind=kind.key)
        typed = typed_numbers.of_forms(tx, vault.office, kind.forms, per_case=kind.per_case)
        twice = same_numbers.twice(tx, vault.office, kind.key, kind.forms, per_case=kind.per_case)
        entries = [_of_given(one, one.same in twice and not one.is_void) for one in given]
        entries += [_of_typed(kind, one, place_of_typed(one, books), one.same in twice) for one in _once(typed, kind)]
        missing = list(gaps(vault, tx, kind, books))
        entries += [_of_gap(kind, one) for one in missing]
        periods = tuple(sorted({one.period for one in entries}, reverse=True))
        chosen = period if period in periods else periods[0] if periods else str(on.year)
        told = _Facts(tx)
        rows = [told.fill(one) for one in entries if one.period == chosen]
        rows.sort(key=lambda one: (one.seq == 0, one.seq, one.day, one.key))
        waiting = sum(one.state == PROVISIONAL for one in entries)
    flags = tuple(flags_among(now, twice, missing))
    return Register(kind=kind, period=chosen, periods=periods, rows=tuple(rows), flags=flags, standing=now, waiting=waiting)


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


def _of_typed(kind: Kind, one: Typed, place: tuple[str, int], is_twice: bool) -> RegisterRow:
    return RegisterRow(
        key=one.stream, kind=kind.key, period=place[0], state=PROVISIONAL if one.is_provisional else TYPED,
        seq=0 if one.is_provisional else place[1], number=one.text, day=office_day(one.at), is_twice=is_twice and not one.is_provisional,
        form_id=one.form_id, case_id=one.case_id, document=one.document, person=one.person,
    )  # fmt: skip


def _of_gap(kind: Kind, one: Gap) -> RegisterRow:
    return RegisterRow(
        key=f"gap-{one.period}-{one.first}", kind=kind.key, period=one.period, state=GAP, seq=one.first, last_seq=one.last,
        day=one.day, reason=one.reason, gap_kind=one.kind,
    )  # fmt: skip


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
            day, last = office_day(one.header.at), status
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
