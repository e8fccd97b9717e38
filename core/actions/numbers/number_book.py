"""Number books: open one, change its pattern, move it to another laptop, take it up again, close it. One laptop at a time holds a book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.numbers.number_keepers import check_keeper
from core.actions.numbers.number_standing import (
    NONE,
    UNFIT,
    NumberRefused,
    copied,
    held_here,
    is_copied,
    kind_named,
    laptop_name,
    laptops,
    standing,
    usual,
)
from core.rules.number_pattern import Kind, Pattern
from core.vault import views
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import Changes, number_books, numbers
from record.part import Part


def open_book(
    vault: Vault,
    kind_key: str,
    *,
    passphrase: str,
    pattern: str | None = None,
    values: Mapping[str, str] | None = None,
    restart: str | None = None,
    last_used: int = 0,
    reason: str = "",
    now: Now = wall_now,
) -> Changes:
    """Open the office's book of a kind on this laptop. last_used: the last number used on paper this year, 0 for none.

    pattern, values, restart: of the kind unless given. `Changes.streams` holds the book. Raises NumberRefused while a book of the kind
    is open anywhere that is known here, NumberMayNot (so do all deeds here) by the person's role, PatternUnfit, WrongPassphrase.
    """
    kind, at = kind_named(kind_key), now()
    with vault.write() as tx:
        check_keeper(vault, tx, kind)
        state = standing(vault, tx, kind, on=at.date())
        if state.state != NONE:
            raise NumberRefused(
                "No book was opened: this office has a book of this kind, on laptop {laptop}.",
                "Let it be moved here. If that laptop is lost, take the book up here with the last number used on paper.",
                laptop=laptop_name(vault, tx, state.book.holder) if state.book is not None else "?",
            )
        told = {**usual(vault, tx, kind), **(values or {})}
        fit = Pattern.read(pattern or kind.pattern, told, restart or kind.restart)
        body = {**_pattern_body(fit), "last": {fit.period(at.date()): _checked(last_used)} if last_used else {}, "reason": reason.strip()}
        return _act(vault, tx, number_books.OPENED, new_id(), kind, body, at, vault.signing_key(tx, passphrase))


def change_book(
    vault: Vault,
    kind_key: str,
    *,
    passphrase: str,
    pattern: str,
    values: Mapping[str, str],
    restart: str,
    reason: str = "",
    now: Now = wall_now,
) -> Changes:
    """Give a book another pattern; numbers that were given stay as they are. Raises NumberRefused where the book is not held."""
    kind, at = kind_named(kind_key), now()
    with vault.write() as tx:
        check_keeper(vault, tx, kind)
        held, _ = held_here(vault, tx, kind, on=at.date(), also=(UNFIT,))
        fit = Pattern.read(pattern, values, restart)
        return _act(
            vault,
            tx,
            number_books.CHANGED,
            held.stream,
            kind,
            {**_pattern_body(fit), "reason": reason.strip()},
            at,
            vault.signing_key(tx, passphrase),
        )


def move_book(vault: Vault, kind_key: str, *, to_device: str, passphrase: str, now: Now = wall_now) -> Changes:
    """Hand a book to another laptop of the office; this one gives no more numbers from now on, that one may as soon as it has the record.

    to_device: key id of the laptop. Raises NumberRefused where the book is not held, or the laptop is unknown or ended.
    """
    kind, at = kind_named(kind_key), now()
    with vault.write() as tx:
        check_keeper(vault, tx, kind)
        held, _ = held_here(vault, tx, kind, on=at.date())
        target = next((one for one in laptops(vault, tx) if one.device == to_device), None)
        if target is None or to_device == vault.log.device:
            raise NumberRefused("The book was not moved: that laptop is not one of this office's others.", "Choose one from the list.")
        body = {"to_device": target.device, "to_log": target.log, "last": numbers.periods_given(tx, held.stream)}
        return _act(vault, tx, number_books.MOVED, held.stream, kind, body, at, vault.signing_key(tx, passphrase))


def take_book(vault: Vault, kind_key: str, *, last_used: int, reason: str, passphrase: str, now: Now = wall_now) -> Changes:
    """Take a book up on this laptop, or go on with it after it was disputed: numbering continues behind the last number used on paper.

    For a restored vault, a laptop that is lost, or one that was copied. last_used: the last sequence number seen on paper in the
    running period; numbers up to it that are not known here stand in the register as a gap with this reason. Raises NumberRefused
    without a reason, for a vault of which a copy is in use, or without a book to take up.
    """
    kind, at = kind_named(kind_key), now()
    if not reason.strip():
        raise NumberRefused("The book was not taken up: the reason is missing.", "Write why: restored, lost, copied ...")
    with vault.write() as tx:
        check_keeper(vault, tx, kind)
        state = standing(vault, tx, kind, on=at.date())
        if state.book is None:
            raise NumberRefused("There is no book of this kind to take up.", "Open one.")
        if is_copied(vault, tx):
            raise copied()
        book = state.book
        period = Pattern.read(book.pattern, book.values, book.restart).period(at.date())
        known = numbers.periods_given(tx, book.stream)
        last = {**known, period: max(_checked(last_used), known.get(period, 0))}
        body = {"last": last, "typed": last_used, "reason": reason.strip(), "from_log": book.holder}
        return _act(vault, tx, number_books.TAKEN, book.stream, kind, body, at, vault.signing_key(tx, passphrase))


def close_book(vault: Vault, stream: str, *, reason: str, passphrase: str, now: Now = wall_now) -> Changes:
    """Close a book for good, as the one of two that shall not go on. Its numbers stay. Raises NumberRefused where it is not held.

    A book that another laptop holds is closed there, or taken up here first.
    """
    at = now()
    if not reason.strip():
        raise NumberRefused("The book was not closed: the reason is missing.", "Write why it shall not go on.")
    with vault.write() as tx:
        book = number_books.book(tx, stream)
        if book is None or book.is_closed or book.office != vault.office:
            raise NumberRefused("This book is not open here.", "Choose one from the list.")
        if book.holder != vault.log.id:
            raise NumberRefused(
                "The book was not closed: laptop {laptop} holds it.",
                "Close it there; or if that laptop is lost, take the book up here first.",
                laptop=laptop_name(vault, tx, book.holder) or "?",
            )
        kind = kind_named(book.kind)
        check_keeper(vault, tx, kind)
        return _act(vault, tx, number_books.CLOSED, stream, kind, {"reason": reason.strip()}, at, vault.signing_key(tx, passphrase))


def _checked(last_used: int) -> int:
    if not 0 <= last_used < 1_000_000:
        raise NumberRefused("The last number used is not a number that can be.", "Type the running number alone: 12 for 012/LHP/...")
    return last_used


def _pattern_body(fit: Pattern) -> dict[str, object]:
    return {"pattern": fit.text(), "values": dict(fit.values), "restart": fit.restart}


def _act(
    vault: Vault,
    tx: Connection,
    type: str,
    stream: str,
    kind: Kind,
    body: Mapping[str, object],
    at: datetime,
    key: ec.EllipticCurvePrivateKey,
) -> Changes:
    """Write a record about a book, signed by the person too."""
    appended = vault.log.append(
        tx,
        type=type,
        stream=stream,
        at=at,
        person=vault.person(tx).id,
        schema=f"{type}/1",
        parts=(Part.fresh("book", {"kind": kind.key, **body}),),
        person_key=key,
    )
    return views.update(tx, [(appended.id, appended.header)])
