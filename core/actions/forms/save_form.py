"""Save: the only way from a draft to a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection

from core.actions.cases.open_case import scope_of_case
from core.actions.clock import Now, wall_now
from core.actions.forms.drafts import SUPERSEDES, TOLD_BY, DraftGone, FormWithdrawn, StatementSealed
from core.actions.office.roster import readers
from core.errors import AppError
from core.vault import local, truth, views
from core.vault.ids import new_id
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import Changes, documents
from core.vault.views.said import Said
from forms.answers import Answers, leaves, names_left_open, split_identity
from forms.engine.view import Problem
from forms.library import by_sha256, official
from forms.taken_on_the_case import left_to_write
from record.errors import Unreadable
from record.part import Part


class AnswersInvalid(AppError):
    code = "answers.invalid"


class FormTooLong(AppError):
    code = "answers.too_long"


class NameLeftOpen(AppError):
    code = "answers.name_left_open"


def problems_of(draft: Draft, answers: Mapping[str, Any]) -> Sequence[Problem]:
    """Return what keeps the draft from being saved with these answers."""
    return left_to_write(by_sha256(draft.form_sha256).open(dict(answers)))


def save_form(vault: Vault, draft: Draft, *, now: Now = wall_now) -> Changes:
    """Turn a draft into a record that holds a whole snapshot of its answers.

    draft: as on screen; its `parents` are the heads it began from, so that a record that came meanwhile is never overwritten.
    Returns what changed. Record, views and the end of the draft commit together: a crash leaves all or none.
    Raises AnswersInvalid naming each field, NameLeftOpen naming the places and FormTooLong (the draft stays), DraftGone when
    already saved, StatementSealed, FormWithdrawn. Source: docs/format.md, form.saved.
    """
    given = dict(draft.answers)
    supersedes = str(given.pop(SUPERSEDES, ""))
    given.pop(TOLD_BY, None)
    if problems := problems_of(draft, given):
        raise AnswersInvalid("The form was not saved.", "Complete the marked fields.", problems=problems)
    with vault.write() as tx:
        current = documents.one(tx, draft.stream)
        if current is not None and current.is_sealed:
            raise StatementSealed("A sealed statement cannot be edited.", "Make a new statement that supersedes it.")
        if current is not None and current.is_withdrawn:
            raise FormWithdrawn("The form was not saved: it was withdrawn meanwhile.", "Begin a new one in the case.")
        changes = _write(vault, tx, draft, given, {"supersedes": supersedes} if supersedes else {}, now)
        if not local.remove_draft(tx, draft.id):
            raise DraftGone("This draft was already saved.", "Open the saved form to correct it.")
        return changes


def save_imported(
    vault: Vault, form_id: str, *, case_id: str, answers: Mapping[str, Any], source: str, now: Now = wall_now
) -> tuple[Changes, list[str]]:
    """Save a new form of an import at once, without a draft; an empty field never blocks it. Returns also the labels of what is missing.

    source: where it was taken from. Raises NameLeftOpen as `save_form`.
    """
    form, at = official()[form_id], now()
    imported = Draft(
        id=new_id(),
        stream=new_id(),
        case_id=case_id,
        form_id=form_id,
        form_sha256=form.sha256,
        parents=(),
        answers=answers,
        updated_at=at.isoformat(timespec="milliseconds"),
    )
    missing = [problem.label for problem in problems_of(imported, answers)]
    with vault.write() as tx:
        return _write(vault, tx, imported, dict(answers), {"source": source}, lambda: at), missing


def write_version(
    vault: Vault,
    tx: Connection,
    *,
    stream: str,
    case_id: str,
    form_sha256: str,
    supersedes: str,
    parents: tuple[str, ...],
    answers: Mapping[str, Any],
    now: Now,
) -> Changes:
    """Write the next version of a saved form inside `tx`, without a draft; what is still missing in it does not stop it.

    Raises NameLeftOpen as `save_form`.
    """
    next_one = Draft(
        id=new_id(),
        stream=stream,
        case_id=case_id,
        form_id=by_sha256(form_sha256).id,
        form_sha256=form_sha256,
        parents=parents,
        answers=answers,
        updated_at="",
    )
    return _write(vault, tx, next_one, dict(answers), {"supersedes": supersedes} if supersedes else {}, now)


def _write(vault: Vault, tx: Connection, draft: Draft, given: dict[str, Any], more: Mapping[str, str], now: Now) -> Changes:
    form = by_sha256(draft.form_sha256)
    opened, identity = split_identity(form, given, taken=code_names(tx, draft.case_id))
    if places := names_left_open(opened, identity):
        raise NameLeftOpen(
            "The form was not saved: a protected person can still be recognised.",
            "Write the code name instead of the name in the marked fields.",
            places=["/".join(place) for place in places],
        )
    body = {"form": form.id, "form_sha256": form.sha256, "case": draft.case_id, "answers": opened, **more}
    try:
        parts = [Part.fresh("answers", body)]
        if identity is not None:
            parts.append(Part.fresh("identity", {"case": draft.case_id, "identity": identity}, sealed_to=readers(vault, tx)))
    except Unreadable as error:  # a part holds at most 1 MiB
        raise FormTooLong(
            "The form was not saved: its text is longer than 1 megabyte.", "Keep the long text in a file and add it as evidence."
        ) from error
    appended = vault.log.append(
        tx,
        type=documents.FORM_SAVED,
        stream=draft.stream,
        parents=draft.parents,
        at=now(),
        person=vault.person(tx).id,
        schema="form.saved/1",
        scope=scope_of_case(tx, draft.case_id),
        parts=parts,
    )
    return views.update(tx, [(appended.id, appended.header)])


def code_names(tx: Connection, case_id: str) -> set[str]:
    """Return the code names already given in a case, so that none is given to a second person."""
    found: set[str] = set()
    for document in documents.of_case(tx, case_id):
        for stored in truth.of_stream(tx, document.stream):
            body = Said(tx, stored.id, stored.header).body("answers")
            kept, answers = body.get("code_names"), cast("Any", body.get("answers"))
            found |= set(kept) if isinstance(kept, list) else set()  # of a form that was destroyed
            if isinstance(answers, dict):
                found |= {value for path, value in leaves(Answers(answers)) if path[-1] == "code_name"}
    return found
