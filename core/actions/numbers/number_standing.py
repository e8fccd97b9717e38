"""Where a number book stands: whether this laptop may give from it, what comes next, and what must be settled first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from core.errors import AppError
from core.rules.number_pattern import Kind, Pattern, PatternUnfit, kinds, usual_values
from core.vault import local, truth
from core.vault.incoming import COPIED_LOG
from core.vault.vault import Vault
from core.vault.views import number_books, numbers, same_numbers
from core.vault.views.number_books import Book
from record.header import Header

NONE, HERE, ELSEWHERE, DISPUTED, SECOND, COPIED, UNFIT = "none", "here", "elsewhere", "disputed", "second", "copied", "unfit"
WARNINGS = (DISPUTED, SECOND, COPIED, UNFIT)  # nothing is given until a person settles it


class NumberRefused(AppError):
    code = "number.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookStanding:
    """What this laptop may do with the book of one kind.

    state: none (no open book is known), here, elsewhere, disputed (two laptops wrote into it), second (another open book is known),
    copied (this vault and a copy of it have both been in use), unfit (its pattern is not understood by this build).
    holder: name of the other laptop that holds it, as the roster knows it; empty for this one. next_number: what comes next, here only.
    """

    kind: Kind
    state: str
    book: Book | None = None
    others: tuple[Book, ...] = ()
    holder: str = ""
    next_number: str = ""
    next_seq: int = 0
    period: str = ""

    @property
    def may_give(self) -> bool:
        return self.state == HERE


def kind_named(key: str) -> Kind:
    """Return the kind of register. Raises NumberRefused when there is none of this name."""
    found = kinds().get(key)
    if found is None:
        raise NumberRefused("There is no register of this kind: {kind}.", "Choose one from the list.", kind=key)
    return found


def standing(vault: Vault, tx: Connection, kind: Kind, *, on: date) -> BookStanding:
    """Return what this laptop may do with the book of a kind, by what it knows. on: wall date of the office."""
    open_ones = [one for one in number_books.books(tx, vault.office, kind=kind.key) if not one.is_closed]
    if not open_ones:
        return BookStanding(kind=kind, state=NONE)
    mine = vault.log.id
    book = next((one for one in open_ones if one.holder == mine), open_ones[0])
    others = tuple(one for one in open_ones if one is not book)
    holder = "" if book.holder == mine else laptop_name(vault, tx, book.holder)
    told = BookStanding(kind=kind, state=ELSEWHERE, book=book, others=others, holder=holder)
    if others:
        return _with(told, SECOND)
    if book.heads > 1:
        return _with(told, DISPUTED)
    if book.holder != mine:
        return told
    if is_copied(vault, tx):
        return _with(told, COPIED)
    try:
        pattern = pattern_of(book)
    except PatternUnfit:
        return _with(told, UNFIT)
    seq, text = next_free(tx, kind, book, pattern, on)
    return BookStanding(kind=kind, state=HERE, book=book, holder=told.holder, next_number=text, next_seq=seq, period=pattern.period(on))


def _with(told: BookStanding, state: str) -> BookStanding:
    return BookStanding(kind=told.kind, state=state, book=told.book, others=told.others, holder=told.holder)


def pattern_of(book: Book) -> Pattern:
    """Raises PatternUnfit for a pattern that a later build wrote."""
    return Pattern.read(book.pattern, book.values, book.restart)


def next_free(tx: Connection, kind: Kind, book: Book, pattern: Pattern, on: date) -> tuple[int, str]:
    """Return the next sequence number of a book and its text; what stands in the register already, typed or given, is passed over."""
    seq = numbers.last_given(tx, book, pattern.period(on)) + 1
    while same_numbers.is_taken(tx, text := pattern.number(seq, on), book.office, kind.key, kind.forms):
        seq += 1
    return seq, text


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop of the office: key id and name as the roster knows it, and the log in which it writes now."""

    device: str
    name: str
    log: str


def laptops(vault: Vault, tx: Connection) -> list[Laptop]:
    """Return the laptops of this office whose key has not ended, with the newest log each is known to write."""
    roster = vault.roster(tx)
    newest: dict[str, str] = {}
    chosen = select(func.max(truth.records.c.arrival)).group_by(truth.records.c.log)
    rows = tx.execute(select(truth.records.c.header).where(truth.records.c.arrival.in_(chosen)).order_by(truth.records.c.arrival))
    for row in rows:
        header = Header.from_bytes(row.header)
        newest[header.device] = header.log
    here = [one for one in roster.devices.values() if one.office == vault.office and one.key.ended_after is None and one.id in newest]
    return [Laptop(one.id, one.name, newest[one.id]) for one in here]


def held_here(vault: Vault, tx: Connection, kind: Kind, *, on: date, also: tuple[str, ...] = ()) -> tuple[Book, BookStanding]:
    """Return the book, which this laptop holds and may write into. Raises NumberRefused that says where it is and what to do."""
    state = standing(vault, tx, kind, on=on)
    if state.book is not None and (state.may_give or state.state in also):
        return state.book, state
    if state.state == NONE:
        raise NumberRefused("No number was given: this office has no book of this kind yet.", "Open one, on one laptop only.")
    if state.state == COPIED:
        raise copied()
    if state.state == SECOND:
        raise NumberRefused(
            "No number was given: two books of this kind are open, each on another laptop.",
            "Compare them in the register, void what was given twice, and close one of the two.",
        )
    if state.state == DISPUTED:
        raise NumberRefused(
            "No number was given: two laptops have written into this book without knowing of each other.",
            "Compare them in the register, void what was given twice, then take the book up on one of the two.",
        )
    if state.state == UNFIT:
        raise NumberRefused("No number was given: the pattern of this book is not understood here.", "Change the pattern, or update Bukti.")
    raise NumberRefused(
        "No number was given: the book of this kind is on laptop {laptop}.",
        "Give the number there, or let the book be moved here. Until then the paper bears a provisional reference.",
        laptop=state.holder or "?",
    )


def copied() -> NumberRefused:
    return NumberRefused(
        "No number was given: this vault and a copy of it have both been in use.",
        "Give numbers on another laptop, or restore this one, which begins anew under its own name.",
    )


def usual(vault: Vault, tx: Connection, kind: Kind) -> dict[str, str]:
    """Return what the tokens of a kind stand for in this office: as in its last book of the kind, else as is usual."""
    regime = str(vault.roster(tx).offices.get(vault.office, {}).get("regime") or "pemilihan")
    before = number_books.books(tx, vault.office, kind=kind.key)
    return {**usual_values(kind, office=vault.office, regime=regime), **(before[-1].values if before else {})}


def laptop_name(vault: Vault, tx: Connection, log: str) -> str:
    """The name of the laptop that writes a log, empty when nothing of that log is known here."""
    if log == vault.log.id:
        device = vault.log.device
    else:
        raw = tx.scalar(select(truth.records.c.header).where(truth.records.c.log == log).limit(1))
        if raw is None:
            return ""
        device = Header.from_bytes(raw).device
    known = vault.roster(tx).devices.get(device)
    return known.name if known is not None else device[:8]


def is_copied(vault: Vault, tx: Connection) -> bool:
    """Whether somebody copied this vault and both are in use: a record of its own log came that it never wrote, or two bear one number."""
    log = vault.log.id
    if local.setting(tx, COPIED_LOG) == log:
        return True
    count = tx.scalar(select(truth.log_counts.c.count).where(truth.log_counts.c.log == log)) or 0
    highest = tx.scalar(select(func.max(truth.records.c.seq)).where(truth.records.c.log == log)) or 0
    return count > highest
