"""Withdrawing a saved form or statement: visible, with a reason; what was said, printed, signed and numbered stays."""

from __future__ import annotations

from core.actions.cases.open_case import scope_of_case
from core.actions.clock import Now, wall_now
from core.actions.forms.drafts import DraftGone, FormWithdrawn, refuse_destroyed
from core.errors import AppError
from core.vault import local, views
from core.vault.vault import Vault
from core.vault.views import Changes, documents
from core.vault.views.said import all_of, text_of
from record.part import Part


class WithdrawalRefused(AppError):
    code = "form.withdrawal"


def withdraw_form(vault: Vault, stream: str, reason: str, *, passphrase: str = "", now: Now = wall_now) -> Changes:
    """Say that a form no longer counts. Its words, papers, numbers and history stay; a waiting draft of it goes.

    passphrase: needed for a sealed statement, which a person takes back as he gave it: by a legal act.
    Raises WithdrawalRefused without a reason, or while two versions stand; FormWithdrawn for the second time; DraftGone when it was never
    saved; WordsDestroyed; WrongPassphrase. Source: docs/format.md, form.withdrawn.
    """
    if not reason.strip():
        raise WithdrawalRefused("The form was not withdrawn: the reason is missing.", "Say in one sentence why.")
    with vault.write() as tx:
        document = documents.one(tx, stream)
        if document is None:
            raise DraftGone("This document was never saved.", "A draft is thrown away, not withdrawn.")
        if document.is_withdrawn:
            raise FormWithdrawn("This form was withdrawn already.", "The history says by whom and why.")
        if document.heads > 1:
            raise WithdrawalRefused("The form was not withdrawn: two versions of it stand side by side.", "Settle first which one holds.")
        refuse_destroyed(tx, document.record_id)
        body = {"case": document.case_id, "document": document.record_id, "reason": reason.strip()}
        appended = vault.log.append(
            tx,
            type=documents.FORM_WITHDRAWN,
            stream=stream,
            at=now(),
            person=vault.person(tx).id,
            schema="form.withdrawn/1",
            scope=scope_of_case(tx, document.case_id),
            parts=(Part.fresh("withdrawal", body),),
            person_key=vault.signing_key(tx, passphrase) if document.is_sealed else None,
        )
        for draft in local.all_drafts(tx, case_id=document.case_id):
            if draft.stream == stream:
                local.remove_draft(tx, draft.id)
        return views.update(tx, [(appended.id, appended.header)])


def why_withdrawn(vault: Vault, stream: str) -> str:
    """Return the reason for which a form was withdrawn, "" for one that stands."""
    with vault.read() as tx:
        said = [one for one in all_of(tx, stream) if one.header.type == documents.FORM_WITHDRAWN]
        return text_of(said[-1].body("withdrawal"), "reason") if said else ""
