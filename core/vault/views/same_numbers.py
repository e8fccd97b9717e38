"""Whether a number stands in a register already, given or typed, and which stand there more than once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, exists, func, select, union_all

from core.vault.views import documents
from core.vault.views.numbers import Given, given, sameness, voids, with_voids
from core.vault.views.typed_numbers import Typed, came_from_a_book, typed


def twice(tx: Connection, office: str, kind: str, forms: Sequence[str], *, per_case: bool) -> dict[str, tuple[list[Given], list[Typed]]]:
    """Return the numbers that stand in a register more than once for different things, by their `same` text: given ones and typed ones.

    Voided numbers, provisional references and documents that another took the place of do not count; typed in several papers of one
    case counts once where a case has one number.
    """
    of_given = select(given.c.same).where(
        given.c.office == office, given.c.kind == kind, ~exists().where(voids.c.number == given.c.record_id)
    )
    of_typed = select(typed.c.same).where(typed.c.office == office, typed.c.form_id.in_(forms), ~came_from_a_book(per_case))
    both = union_all(of_given, of_typed).subquery()
    found: dict[str, tuple[list[Given], list[Typed]]] = {}
    for same in tx.scalars(select(both.c.same).group_by(both.c.same).having(func.count() > 1).order_by(both.c.same)).all():
        rows = tx.execute(
            select(given).where(given.c.same == same, given.c.office == office, given.c.kind == kind).order_by(given.c.record_id)
        )
        held = [one for one in with_voids(tx, list(rows)) if not one.is_void]
        things: dict[str, Typed] = {}
        for row in tx.execute(
            select(typed)
            .where(typed.c.same == same, typed.c.office == office, typed.c.form_id.in_(forms), ~came_from_a_book(per_case))
            .order_by(typed.c.at, typed.c.stream)
        ):
            one = Typed(**row._mapping)
            if not one.is_provisional and not (one.document and documents.superseded_by(tx, one.document)):
                things.setdefault(one.case_id if per_case else one.stream, one)
        if len(held) + len(things) > 1:
            found[same] = held, list(things.values())
    return found


def is_taken(tx: Connection, text: str, office: str, kind: str, forms: Sequence[str]) -> bool:
    """Return whether a number stands in the register of this kind already: given (also voided: it is never given again) or typed."""
    wanted = sameness(text)
    of_given = select(given.c.record_id).where(given.c.same == wanted, given.c.office == office, given.c.kind == kind)
    of_typed = select(typed.c.stream).where(typed.c.same == wanted, typed.c.office == office, typed.c.form_id.in_(forms))
    return tx.scalar(union_all(of_given, of_typed).limit(1)) is not None
