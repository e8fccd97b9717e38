"""What the register page says of a book: where it is, and what must be settled first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.actions.numbers.number_flags import MISSING, TWICE, Flag
from core.actions.numbers.number_standing import COPIED, DISPUTED, ELSEWHERE, HERE, NONE, SECOND, UNFIT, BookStanding


def state_words() -> dict[str, tuple[str, str]]:
    """Return state of a book -> word and tone of its pill."""
    return {
        NONE: (QCoreApplication.translate("RegisterPage", "No book yet"), "grey"),
        HERE: (QCoreApplication.translate("RegisterPage", "The book is here"), "green"),
        ELSEWHERE: (QCoreApplication.translate("RegisterPage", "The book is elsewhere"), "blue"),
        DISPUTED: (QCoreApplication.translate("RegisterPage", "In dispute"), "red"),
        SECOND: (QCoreApplication.translate("RegisterPage", "Two books"), "red"),
        COPIED: (QCoreApplication.translate("RegisterPage", "Copied vault"), "red"),
        UNFIT: (QCoreApplication.translate("RegisterPage", "Pattern not understood"), "orange"),
    }


def keepers_words() -> str:
    return QCoreApplication.translate("RegisterPage", "Members and secretariat of the office keep this book.")


def book_words(told: BookStanding) -> str:
    name = told.holder or QCoreApplication.translate("RegisterPage", "a laptop that is not known here")
    if told.state == HERE:
        return QCoreApplication.translate("RegisterPage", "Next number: {number}").format(number=told.next_number)
    if told.state == NONE:
        return QCoreApplication.translate("RegisterPage", "Open it on one laptop of the office. The others print a provisional reference.")
    if told.state == ELSEWHERE:
        return QCoreApplication.translate(
            "RegisterPage", "Numbers of this kind are given on laptop {name}; papers here bear a provisional reference."
        ).format(name=name)
    return QCoreApplication.translate("RegisterPage", "No number is given until this is settled.")


def empty_words(told: BookStanding) -> str:
    if told.state == NONE:
        return QCoreApplication.translate(
            "RegisterPage", "When the book is open, a form gets its number with one press; numbers that were typed stand here too."
        )
    return QCoreApplication.translate("RegisterPage", "Numbers given from the book, and numbers that were typed into forms, stand here.")


def flags_said(flags: Sequence[Flag]) -> tuple[str, str, str]:
    """Return what the banner above a register says: kind, title, hint. flags: at least one; the book itself comes first."""
    found = [_of_book(flag) for flag in flags if flag.kind not in (TWICE, MISSING)]
    is_error = bool(found)
    if twice := [flag.number for flag in flags if flag.kind == TWICE]:
        found += [
            (
                QCoreApplication.translate("RegisterPage", "Given or typed more than once: {numbers}").format(numbers=_many(twice)),
                QCoreApplication.translate("RegisterPage", "Void one of each, with the reason; a typed one is corrected in its form."),
            )
        ]
    if missing := [flag.number for flag in flags if flag.kind == MISSING]:
        found += [
            (
                QCoreApplication.translate("RegisterPage", "Missing, and nothing says why: {numbers}").format(numbers=_many(missing)),
                QCoreApplication.translate(
                    "RegisterPage", "Ask the other laptops to send. If that brings nothing, skip to the last number used, with the reason."
                ),
            )
        ]
    (title, hint), *more = found
    return "error" if is_error else "warn", title, " ".join([hint, *(word.rstrip(".") + "." for pair in more for word in pair)])


def flag_row(flag: Flag) -> tuple[str, str, str]:
    """Return what one row says of a flag where several registers stand together: a sentence, the word of its pill, and its tone."""
    if flag.kind == TWICE:
        sentence = QCoreApplication.translate("RegisterPage", "{number} stands there {count} times").format(
            number=flag.number, count=flag.count
        )
        return sentence, QCoreApplication.translate("RegisterPage", "Twice"), "red"
    if flag.kind == MISSING:
        sentence = QCoreApplication.translate("RegisterPage", "Running number {number} is missing, and nothing says why").format(
            number=flag.number
        )
        return sentence, QCoreApplication.translate("RegisterPage", "Gap"), "orange"
    word, tone = state_words()[flag.kind]
    return _of_book(flag)[0].rstrip("."), word, tone


def _many(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:3])
    if len(numbers) > 3:
        shown += QCoreApplication.translate("RegisterPage", " and {count} more").format(count=len(numbers) - 3)
    return shown


def _of_book(flag: Flag) -> tuple[str, str]:
    """What is wrong with the book itself, and what to do."""
    words = {
        SECOND: (
            QCoreApplication.translate("RegisterPage", "{count} books of this kind are open, each on another laptop.").format(
                count=flag.count
            ),
            QCoreApplication.translate("RegisterPage", "Agree on one, and close the other on the laptop that holds it."),
        ),
        DISPUTED: (
            QCoreApplication.translate("RegisterPage", "Two laptops have written into this book without knowing of each other."),
            QCoreApplication.translate(
                "RegisterPage", "Compare with the papers, then take the book up on one of them with the last number used."
            ),
        ),
        COPIED: (
            QCoreApplication.translate("RegisterPage", "This vault and a copy of it have both been in use."),
            QCoreApplication.translate("RegisterPage", "Give numbers on another laptop, or restore this one."),
        ),
        UNFIT: (
            QCoreApplication.translate("RegisterPage", "The pattern of this book is not understood here."),
            QCoreApplication.translate("RegisterPage", "Update Bukti, or change the pattern."),
        ),
    }
    return words[flag.kind]


def done_words() -> dict[str, str]:
    """Return what the banner says after each deed on a book."""
    return {
        "opened": QCoreApplication.translate("RegisterPage", "The book is open on this laptop."),
        "changed": QCoreApplication.translate("RegisterPage", "The next number follows the new pattern."),
        "moved": QCoreApplication.translate("RegisterPage", "The book was handed over. Send now, or carry a stick, so that it arrives."),
        "taken": QCoreApplication.translate("RegisterPage", "Numbering goes on here."),
        "closed": QCoreApplication.translate("RegisterPage", "The book is closed."),
        "voided": QCoreApplication.translate("RegisterPage", "The number is void."),
    }
