"""Sealing a statement: read back, signed, and from then on as it is - a legal act of the clarifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.actions.cases.open_case import scope_of_case
from core.actions.clock import Now, wall_now
from core.actions.forms.drafts import DraftGone, FormWithdrawn, StatementSealed, answers_of, refuse_destroyed
from core.actions.forms.save_form import AnswersInvalid
from core.actions.office.roster import readers
from core.vault import local, views
from core.vault.vault import Vault
from core.vault.views import Changes, documents
from forms.library import by_sha256
from record.part import Part

Strokes = Sequence[Sequence[Sequence[int]]]  # strokes of points [x, y, milliseconds, pressure 0-1023]
STATEMENT = "ba_klarifikasi"


def seal_statement(
    vault: Vault, stream: str, *, passphrase: str, strokes: Mapping[str, Strokes] | None = None, on_paper: bool = False, now: Now = wall_now
) -> Changes:
    """Seal the newest version of a statement. strokes: drawn signatures by field ("sign_subject", "sign_clarifier").

    on_paper: it was signed on paper instead. Strokes of a protected person are sealed to the handlers.
    Raises StatementSealed when it is sealed already, AnswersInvalid while a draft of it waits, two versions stand, or no signature is
    there; WrongPassphrase, DraftGone.
    """
    drawn = {name: [[list(point) for point in stroke] for stroke in given] for name, given in (strokes or {}).items() if given}
    if not drawn and not on_paper:
        raise AnswersInvalid(
            "The statement was not sealed: nobody has signed it.", "Let it be signed on the screen, or mark it as signed on paper."
        )
    with vault.write() as tx:
        document = documents.one(tx, stream)
        if document is None or document.form_id != STATEMENT:
            raise DraftGone("This statement is not in the vault.", "Choose one from the list.")
        if document.is_sealed:
            raise StatementSealed("This statement is sealed already.", "Make a new statement that supersedes it.")
        if document.is_withdrawn:
            raise FormWithdrawn("The statement was not sealed: it was withdrawn.", "Make a new statement.")
        if document.heads > 1:
            raise AnswersInvalid(
                "The statement was not sealed: two versions of it stand side by side.", "Settle which one holds, then seal it."
            )
        if any(draft.stream == stream for draft in local.all_drafts(tx)):
            raise AnswersInvalid("The statement was not sealed: an unsaved draft of it waits.", "Save the draft or throw it away first.")
        refuse_destroyed(tx, document.record_id)
        missing = by_sha256(document.form_sha256).open(answers_of(vault, tx, document.record_id).answers, identity_sealed=True).problems()
        if unanswered := [problem for problem in missing if not problem.ref.startswith(f"/{STATEMENT}/signing")]:
            raise AnswersInvalid("The statement was not sealed: it is not complete.", "Complete the marked fields.", problems=unanswered)
        body = {"case": document.case_id, "statement": document.record_id, "signed": "on_paper" if on_paper else "on_screen"}
        parts = [Part.fresh("seal", body)]
        if drawn:
            sealed_to = readers(vault, tx) if document.has_identity else None
            parts.append(Part.fresh("strokes", {"case": document.case_id, "strokes": drawn}, sealed_to=sealed_to))
        appended = vault.log.append(
            tx,
            type=documents.STATEMENT_SEALED,
            stream=stream,
            at=now(),
            person=vault.person(tx).id,
            schema="statement.sealed/1",
            scope=scope_of_case(tx, document.case_id),
            parts=parts,
            person_key=vault.signing_key(tx, passphrase),
        )
        return views.update(tx, [(appended.id, appended.header)])
