"""Drafts: begin one, keep it while typing, throw it away. Local and mutable; nothing of them is ever sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.forms.known_form import known_form
from core.errors import AppError
from core.vault import local
from core.vault.ids import new_id
from core.vault.local import Draft
from core.vault.truth import record as stored_record
from core.vault.vault import Vault
from core.vault.views import destroyed, documents, heads
from core.vault.views.said import Said
from forms.answers import join_identity
from forms.library import official

SUPERSEDES, TOLD_BY = "_supersedes", "_told_by"  # what a draft keeps beside its answers


class DraftGone(AppError):
    code = "draft.gone"


class StatementSealed(AppError):
    code = "statement.sealed"


class FormWithdrawn(AppError):
    """The form no longer counts; nothing is built on it."""

    code = "form.is_withdrawn"


class TwoVersionsStand(AppError):
    """Two laptops edited the document; editing one of them further would silently put the other aside."""

    code = "draft.two_versions"


class WordsDestroyed(AppError):
    code = "words.destroyed"


@dataclass(frozen=True, slots=True)
class Filled:
    """Answers of a saved document. is_whole is False when the identity of a protected person is sealed and cannot be opened by me."""

    answers: dict[str, Any]
    is_whole: bool


def begin_draft(
    vault: Vault,
    form_id: str,
    *,
    case_id: str,
    answers: Mapping[str, object] | None = None,
    told_by: Mapping[str, str] | None = None,
    supersedes: str = "",
    now: Now = wall_now,
) -> Draft:
    """Begin a new document of a case. answers: what is known already. supersedes: the sealed statement whose place it takes.

    told_by: path of an answer (items by their `_id`, joined by "/") -> id of the form that it was taken from; shown until it is changed.
    """
    form = official()[form_id]
    given = dict(answers or {})
    given |= {key: value for key, value in ((SUPERSEDES, supersedes), (TOLD_BY, dict(told_by or {}))) if value}
    draft = Draft(
        id=new_id(),
        stream=new_id(),
        case_id=case_id,
        form_id=form_id,
        form_sha256=form.sha256,
        parents=(),
        answers=given,
        updated_at=now().isoformat(timespec="milliseconds"),
    )
    with vault.write() as tx:
        local.add_draft(tx, draft)
    return draft


def reopen(vault: Vault, stream: str, *, now: Now = wall_now) -> Draft:
    """Begin a draft on a saved document, or return the one that waits already. Save then makes its next version.

    Raises StatementSealed for a sealed statement: it can only be superseded by a new one. Raises TwoVersionsStand,
    FormWithdrawn, WordsDestroyed, DraftGone for an unknown document, FormMissing when the version of its form is not here.
    """
    with vault.write() as tx:
        waiting = next((one for one in local.all_drafts(tx) if one.stream == stream), None)
        if waiting is not None:
            return waiting
        document = documents.one(tx, stream)
        if document is None:
            raise DraftGone("This document is not in the vault.", "Choose one from the list.")
        if document.is_sealed:
            raise StatementSealed("A sealed statement cannot be edited.", "Make a new statement that supersedes it.")
        if document.is_withdrawn:
            raise FormWithdrawn("This form was withdrawn; it can be read, not edited.", "Begin a new one in the case.")
        if document.heads > 1:
            raise TwoVersionsStand("Two versions of this form stand side by side.", "Settle first which one holds.")
        refuse_destroyed(tx, document.record_id)
        known_form(document.form_id, document.form_sha256)
        draft = Draft(
            id=new_id(),
            stream=stream,
            case_id=document.case_id,
            form_id=document.form_id,
            form_sha256=document.form_sha256,
            parents=tuple(heads.of_stream(tx, stream)),
            answers=answers_of(vault, tx, document.record_id).answers | ({SUPERSEDES: document.supersedes} if document.supersedes else {}),
            updated_at=now().isoformat(timespec="milliseconds"),
        )
        local.add_draft(tx, draft)
    return draft


def refuse_destroyed(tx: Connection, record_id: str) -> None:
    """Raises WordsDestroyed for a saved form whose answers an order has destroyed: nothing is built on an empty one."""
    if (order := destroyed.order_for(tx, record_id, name="answers")) is not None:
        raise WordsDestroyed(
            "What stood here was destroyed by order {reference} of {day}.",
            "The history says who ordered it and why.",
            reference=order.reference,
            day=order.day,
        )


def answers_of(vault: Vault, tx: Connection, record_id: str) -> Filled:
    """Return the answers of a saved form, with the identity of protected persons when it is sealed to me."""
    stored = stored_record(tx, record_id)
    if stored is None:
        raise DraftGone("This document is not in the vault.", "Choose one from the list.")
    said = Said(tx, record_id, stored.header)
    answers = said.body("answers").get("answers")
    opened: dict[str, Any] = dict(answers) if isinstance(answers, Mapping) else {}
    if not said.is_sealed("identity") or "identity" in destroyed.parts_gone(tx, record_id, stored.header):
        return Filled(opened, True)
    sealed = vault.open_sealed(tx, record_id, "identity")
    if sealed is None:
        return Filled(opened, False)
    identity: Any = sealed.get("identity")
    return Filled(join_identity(opened, identity), True)


def open_answers_of(tx: Connection, record_id: str) -> dict[str, Any]:
    """Return the answers of a saved form as anyone who holds it may read them: protected persons under their code names."""
    stored = stored_record(tx, record_id)
    answers = Said(tx, record_id, stored.header).body("answers").get("answers") if stored else None
    return dict(answers) if isinstance(answers, Mapping) else {}


def autosave(vault: Vault, draft_id: str, answers: Mapping[str, object], *, now: Now = wall_now) -> bool:
    """Keep the answers as they stand on the screen. Returns False when the draft was saved or thrown away meanwhile."""
    with vault.write() as tx:
        return local.keep_answers(tx, draft_id, answers, now())


def discard(vault: Vault, draft_id: str) -> Draft | None:
    """Throw a draft away and return it, for `restore`; what was saved before stays as it is."""
    with vault.write() as tx:
        draft = local.draft(tx, draft_id)
        local.remove_draft(tx, draft_id)
    return draft


def restore(vault: Vault, draft: Draft) -> None:
    """Put a draft back that was thrown away, unless another one of its document waits by now."""
    with vault.write() as tx:
        if all(one.stream != draft.stream for one in local.all_drafts(tx)):
            local.add_draft(tx, draft)
