"""Giving a number from the office's book, and voiding one: legal acts of the person who does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from core.actions.cases.open_case import change_case
from core.actions.clock import Now, wall_now
from core.actions.forms.drafts import DraftGone, StatementSealed, answers_of, reopen
from core.actions.forms.save_form import AnswersInvalid, problems_of, save_form
from core.actions.numbers.number_keepers import check_giver, check_keeper
from core.actions.numbers.number_standing import NumberRefused, held_here, kind_named
from core.errors import AppError
from core.rules.number_pattern import Kind, kind_of
from core.vault import local, views
from core.vault.vault import Vault
from core.vault.views import Changes, cases, documents, number_books, numbers
from core.vault.views.numbers import Given
from core.vault.views.typed_numbers import PROVISIONAL
from forms.library import FormVersion, by_sha256
from record.part import Part

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
REASON_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that was given. is_new: False when the same document (or case) had it already and nothing was written."""

    text: str
    record_id: str
    changes: Changes
    is_new: bool


def give_number(
    vault: Vault, kind_key: str, *, passphrase: str, case_id: str = "", document: str = "", on: date | None = None, now: Now = wall_now
) -> Numbered:
    """Give the next number of a kind to a document of a case, or (kinds with one number a case) to the case.

    on: the day of the number, today unless given. Asked again for what has a number that holds, it returns that one, so that a crash
    between the number and the form costs no number. Raises NumberRefused that says where the book is, NumberMayNot, WrongPassphrase.
    """
    kind, at = kind_named(kind_key), now()
    with vault.write() as tx:
        if (old := _number_of(tx, kind, case_id, document)) is not None:
            return Numbered(old.text, old.record_id, Changes(), is_new=False)
        check_giver(vault, tx, kind)
        held, ready = held_here(vault, tx, kind, on=on or at.date())
        body = {
            "kind": kind.key,
            "period": ready.period,
            "seq": ready.next_seq,
            "text": ready.next_number,
            "day": (on or at.date()).isoformat(),
            "case": case_id,
            "document": document,
        }
        appended = vault.log.append(
            tx,
            type=numbers.GIVEN,
            stream=held.stream,
            at=at,
            person=vault.person(tx).id,
            schema=f"{numbers.GIVEN}/1",
            parts=(Part.fresh("number", body),),
            person_key=vault.signing_key(tx, passphrase),
        )
        return Numbered(ready.next_number, appended.id, views.update(tx, [(appended.id, appended.header)]), is_new=True)


def number_documents(
    vault: Vault, streams: Iterable[str], *, passphrase: str, on: date | None = None, now: Now = wall_now
) -> Iterator[tuple[str, Numbered | AppError]]:
    """Give each saved document its number and save it with that number, one after another; one passphrase for the list that was shown.

    Yields (document, number or why not) as soon as each is durable. A crash between the two leaves a number that belongs to the
    document; the same deed goes on from there.
    """
    for stream in streams:
        try:
            yield stream, number_document(vault, stream, passphrase=passphrase, on=on, now=now)
        except AppError as error:
            yield stream, error


def number_document(vault: Vault, stream: str, *, passphrase: str, on: date | None = None, now: Now = wall_now) -> Numbered:
    """Give a saved document its number, and save its next version that bears it.

    Raises NumberRefused, DraftGone, StatementSealed, and AnswersInvalid while an unsaved draft waits or the form is not complete.
    """
    with vault.read() as tx:
        document = documents.one(tx, stream)
        if document is None:
            raise DraftGone("This document is not in the vault.", "Choose one from the list.")
        form, kind = by_sha256(document.form_sha256), kind_of(document.form_id)
        path = number_path(form)
        if kind is None or path is None:
            raise NumberRefused("This form has no number of its own.", "Give a number to the report or finding it belongs to.")
        if document.is_sealed:
            raise StatementSealed("A sealed statement cannot be edited.", "Make a new statement that supersedes it.")
        if any(draft.stream == stream for draft in local.all_drafts(tx)):
            raise AnswersInvalid("No number was given: an unsaved draft of this form waits.", "Open it and give the number there.")
        if document.number.strip() and not document.number.startswith(PROVISIONAL):
            if (old := _number_of(tx, kind, document.case_id, stream)) is not None:
                return Numbered(old.text, old.record_id, Changes(), is_new=False)
            raise NumberRefused("No number was given: this document bears one that was typed.", "Take it out of the form first.")
        if not answers_of(vault, tx, document.record_id).is_whole:
            raise NumberRefused(
                "No number was given: this form holds an identity that is sealed to others.", "Let one of the handlers give the number."
            )
    numbered = give_number(vault, kind.key, passphrase=passphrase, case_id=document.case_id, document=stream, on=on, now=now)
    draft = reopen(vault, stream, now=now)
    answers = with_number(draft.answers, path, numbered.text)
    if problems := problems_of(draft, answers):
        with vault.write() as tx:
            local.keep_answers(tx, draft.id, answers, now())
        raise AnswersInvalid("The number was given, but the form was not saved.", "Complete the marked fields.", problems=problems)
    return replace(numbered, changes=numbered.changes + save_form(vault, replace(draft, answers=answers), now=now))


def number_case(vault: Vault, case_id: str, *, passphrase: str, on: date | None = None, now: Now = wall_now) -> Numbered:
    """Give a case its registration number (as report or finding, by its origin) and enter it in the case. Raises NumberRefused."""
    with vault.read() as tx:
        case = cases.one(tx, case_id)
    if case is None:
        raise NumberRefused("This case is not in the vault.", "Choose one from the list.")
    kind_key = "laporan" if case.origin == "laporan" else "temuan"
    numbered = give_number(vault, kind_key, passphrase=passphrase, case_id=case_id, on=on, now=now)
    if case.number == numbered.text:
        return numbered
    return replace(numbered, changes=numbered.changes + change_case(vault, case_id, {"number": numbered.text}, now=now))


def void_number(vault: Vault, record_id: str, *, reason: str, passphrase: str, now: Now = wall_now) -> Changes:
    """Void a number: it is never given again, and the register says why. record_id: of the record that gave it.

    The laptop that holds its book does it, also while the book is disputed or a second one is open: that is how such a thing is
    settled. Raises NumberRefused without a reason, for an unknown number, one void already, or one of another laptop's book;
    NumberMayNot.
    """
    at, why = now(), reason.strip()
    if not why or len(why) > REASON_LONGEST:
        raise NumberRefused("The number was not voided: the reason is missing or too long.", "Write why in a sentence; it is printed.")
    with vault.write() as tx:
        found = numbers.number(tx, record_id)
        if found is None or found.office != vault.office:
            raise NumberRefused("This number is not in the register of this office.", "Choose one from the list.")
        check_keeper(vault, tx, kind_named(found.kind))
        if found.is_void:
            raise NumberRefused("This number is void already.", "Choose another one.")
        book = number_books.book(tx, found.stream)
        if book is not None and book.holder != vault.log.id:
            raise NumberRefused(
                "The number was not voided: its book is on another laptop.", "Void it there, or let the book be moved here."
            )
        appended = vault.log.append(
            tx,
            type=numbers.VOIDED,
            stream=found.stream,
            at=at,
            person=vault.person(tx).id,
            schema=f"{numbers.VOIDED}/1",
            parts=(Part.fresh("void", {"number": record_id, "text": found.text, "case": found.case_id, "reason": why}),),
            person_key=vault.signing_key(tx, passphrase),
        )
        return views.update(tx, [(appended.id, appended.header)])


def provisional_reference(document: str) -> str:
    """Return what a paper bears until its number is given: the same on every laptop, without any count that could run twice.

    document: its stream. 40 random bits of it, as SEMENTARA-7F3K-2Q9D.
    """
    bits = int(document.replace("-", ""), 16) & ((1 << 40) - 1)
    letters = "".join(_LETTERS[bits >> 5 * place & 31] for place in reversed(range(8)))
    return f"{PROVISIONAL}{letters[:4]}-{letters[4:]}"


def number_path(form: FormVersion) -> tuple[str, ...] | None:
    """Return where the number lies in the answers of a form, as its layout says; None for a form without."""
    told = form.layout.get("number")
    return tuple(told.split("/")) if isinstance(told, str) and told else None


def with_number(answers: Any, path: tuple[str, ...], text: str) -> dict[str, Any]:
    """Return answers with the number at its place; the given ones stay as they are."""
    found = dict(answers)
    found[path[0]] = text if len(path) == 1 else with_number(found.get(path[0]) or {}, path[1:], text)
    return found


def _number_of(tx: Connection, kind: Kind, case_id: str, document: str) -> Given | None:
    """The number that holds of a document; where a case has one number, that of the case."""
    given = numbers.of_case(tx, case_id) if kind.per_case and case_id else numbers.of_document(tx, document) if document else []
    return next((one for one in given if one.kind == kind.key and not one.is_void), None)
