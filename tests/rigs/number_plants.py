"""Faults put into the program on purpose, so that the rig of number books can show that it sees them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from core.actions.numbers import number_standing
from core.vault.views import number_books, same_numbers
from tests.rigs import number_laptops
from tests.rigs.put_in import put_in


def _never(*_args: object, **_named: object) -> bool:
    return False


def _everybody_holds() -> tuple[object, str, object]:
    real = number_standing.standing

    def standing(vault: Any, tx: Any, kind: Any, *, on: Any) -> Any:
        kept, mine = number_books.books, vault.log.id

        def books(tx: Any, office: str, *, kind: str | None = None) -> list[Any]:
            return [replace(one, holder=mine) for one in kept(tx, office, kind=kind)]

        setattr(number_books, "books", books)  # noqa: B010 - mypy knows the real one
        try:
            return real(vault, tx, kind, on=on)
        finally:
            setattr(number_books, "books", kept)  # noqa: B010

    return number_standing, "standing", standing


def _books_stay() -> tuple[object, str, object]:
    return number_books, "MOVED", "number.nothing"


def _no_memory() -> tuple[object, str, object]:
    def last_of(_body: Mapping[str, object]) -> dict[str, int]:
        return {}

    return number_books, "last_of", last_of


def _blind() -> tuple[object, str, object]:
    return same_numbers, "twice", lambda *_args, **_named: {}


def _no_look_at_the_register() -> tuple[object, str, object]:
    return same_numbers, "is_taken", _never


def _blind_to_its_copy() -> tuple[object, str, object]:
    return number_standing, "COPIED_LOG", "nothing"


def _restore_keeps_the_log() -> tuple[object, str, object]:
    return number_laptops, "begin_anew", lambda _vault, _at: None


PLANTS = {
    "everybody-holds": _everybody_holds,
    "books-stay": _books_stay,
    "typed-number-forgotten": _no_memory,
    "twice-not-flagged": _blind,
    "register-not-looked-at": _no_look_at_the_register,
    "copy-not-noticed": _blind_to_its_copy,
    "restore-keeps-the-log": _restore_keeps_the_log,
}


def planted(name: str | None) -> AbstractContextManager[None]:
    """Put a fault in for as long as the block runs; None: the program as it is."""
    return put_in(PLANTS, name)
