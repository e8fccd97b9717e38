"""Moving a draft to a newer version of its form: nothing that the person typed is lost without his having seen it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.actions.clock import Now, wall_now
from core.actions.forms.drafts import SUPERSEDES, TOLD_BY, DraftGone
from core.errors import AppError
from core.vault import local
from core.vault.local import Draft
from core.vault.vault import Vault
from forms.answers import leaves
from forms.library import FormVersion, by_sha256, is_later, official


class WouldLose(AppError):
    code = "draft.would_lose"


@dataclass(frozen=True, slots=True)
class Loss:
    """An answer that has no place in the newer form, or does not fit there. path: as `forms.answers.leaves` gives it."""

    path: str
    label: str
    value: str
    reason: str  # "gone": no such field; "invalid": the field takes another kind of answer, or other choices


def newer_form(draft: Draft) -> FormVersion | None:
    """Return the version that new documents of this kind begin with, None when the draft is on it already."""
    newest = official().get(draft.form_id)
    mine = by_sha256(draft.form_sha256)
    return newest if newest is not None and is_later(newest.version, mine.version) else None


def what_is_lost(draft: Draft, form: FormVersion) -> tuple[Loss, ...]:
    """Return every answer of the draft that the form would not keep, with what the old form called it."""
    answers = _plain(draft)
    old, new = by_sha256(draft.form_sha256).open(answers), form.open(answers)
    wrong = {problem.ref for problem in new.problems() if problem.kind == "invalid"}
    found = []
    for path, value in leaves(answers):
        ref = new.ref_of(path)
        reason = "gone" if ref is None else "invalid" if ref in wrong else ""
        if reason:
            found.append(Loss("/".join(path), _label(old, path), value, reason))
    return tuple(found)


def move_draft(vault: Vault, draft: Draft, form: FormVersion, *, seen: tuple[Loss, ...] = (), now: Now = wall_now) -> Draft:
    """Put the draft on the form and return it; answers in `seen` are left behind. The saved versions of the document stay as they are.

    Raises WouldLose naming what is not in `seen` (nothing changes then), DraftGone when it was saved or thrown away meanwhile.
    """
    losses = what_is_lost(draft, form)
    if unseen := [loss for loss in losses if loss not in seen]:
        raise WouldLose("The draft was not moved: answers would be lost.", "Look at the list first.", losses=unseen)
    given: Any = dict(draft.answers)
    kept = _without({key: value for key, value in given.items() if key not in (SUPERSEDES, TOLD_BY)}, {loss.path for loss in losses})
    told_by = {path: origin for path, origin in dict(given.get(TOLD_BY, {})).items() if path not in {loss.path for loss in losses}}
    beside = {key: value for key, value in ((SUPERSEDES, given.get(SUPERSEDES)), (TOLD_BY, told_by)) if value}
    with vault.write() as tx:
        if not local.move_draft(tx, draft.id, form.sha256, {**kept, **beside}, now()):
            raise DraftGone("This draft was already saved or thrown away.", "Open the form again.")
        moved = local.draft(tx, draft.id)
    if moved is None:
        raise DraftGone("This draft was already saved or thrown away.", "Open the form again.")
    return moved


def _plain(draft: Draft) -> dict[str, Any]:
    return {key: value for key, value in draft.answers.items() if key not in (SUPERSEDES, TOLD_BY)}


def _label(old: Any, path: tuple[str, ...]) -> str:
    ref = old.ref_of(path)
    return str(old.node(ref).label) if ref is not None else path[-1]


def _without(value: Any, lost: set[str], path: tuple[str, ...] = ()) -> Any:
    """The answers without the lost ones; groups and items that held nothing else go too."""
    if isinstance(value, Mapping):
        inner = {key: kept for key, one in value.items() if (kept := _without(one, lost, (*path, key))) not in (None, {}, [])}
        return inner if set(inner) != {"_id"} else {}
    if isinstance(value, list):
        items = [_without(one, lost, (*path, str(one.get("_id") or n))) for n, one in enumerate(value, 1) if isinstance(one, Mapping)]
        return [one for one in items if one]
    return None if "/".join(path) in lost else value
