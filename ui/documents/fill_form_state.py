"""Filling in a form: every answer is kept within a second, Save makes a record of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal

from core.actions.clock import wall_now
from core.actions.forms.drafts import SUPERSEDES, TOLD_BY, autosave, discard, reopen
from core.actions.forms.move_draft import Loss, move_draft, newer_form, what_is_lost
from core.actions.forms.save_form import NameLeftOpen, problems_of, save_form
from core.errors import AppError
from core.vault import local
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import Changes, cases
from forms.engine.view import Group, Problem, Repeat, Shown
from forms.library import by_sha256
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState

PAUSE_MS, LONGEST_MS, AGAIN_MS = 500, 600, 5000


def begin_editing(vault: Vault, stream: str) -> tuple[Draft, bool]:
    """Return the draft of a saved document or of a waiting draft, and whether it was made just now. Raises as `reopen`."""
    with vault.read() as tx:
        waiting = next((one for one in local.all_drafts(tx) if one.stream == stream), None)
    return (waiting, False) if waiting is not None else (reopen(vault, stream), True)


class FillFormState(WorkingState):
    """keeping: a runner with one thread of its own, so that a long import never keeps an answer waiting; Save goes behind the last answer.

    is_fresh: the draft was made only to look at a saved form; it goes away when nothing was changed.
    """

    problems_changed = Signal(object)  # tuple of Problem, to be shown beside the fields
    saved = Signal(object)  # Changes
    kept = Signal(str)  # "09.41": when the draft was last kept
    discarded = Signal()
    moved = Signal(str)  # document stream: its draft is on the newer version of the form now

    def __init__(self, vault: Vault, jobs: JobRunner, draft: Draft, *, keeping: JobRunner | None = None, is_fresh: bool = False) -> None:
        super().__init__(vault, jobs)
        self.draft, self._keeping = draft, keeping or jobs
        given = dict(draft.answers)
        self._supersedes = str(given.pop(SUPERSEDES, ""))
        told_by: Any = given.pop(TOLD_BY, {})
        self.told_by: dict[str, str] = dict(told_by)  # path -> id of the form that told it; a person's own answer takes it out
        self.form = by_sha256(draft.form_sha256)
        self.instance = self.form.open(given or None)
        self.newer = newer_form(draft)
        with vault.read() as tx:
            self.case = cases.one(tx, draft.case_id)
        self._is_fresh, self._is_dirty, self._is_saving, self._is_over = is_fresh, False, False, False
        self._job: Job | None = None
        self._pause, self._longest = self._timer(PAUSE_MS), self._timer(LONGEST_MS)

    @property
    def is_first_version(self) -> bool:
        return not self.draft.parents

    def touch(self) -> None:
        """The person changed an answer: keep it when he pauses, and at least every 600 ms while he types."""
        self._is_dirty, self._is_fresh = True, False
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Keep the answers as they stand, unless a keeping is under way: then right after it."""
        self._pause.stop()
        self._longest.stop()
        if not self._is_dirty or self._job is not None or self._is_over:
            return
        self._is_dirty = False
        vault, draft_id, answers = self.vault, self.draft.id, self._answers(with_irrelevant=True)
        self._job = Job(lambda _report: autosave(vault, draft_id, answers))
        self._job.succeeded.connect(self._was_kept)
        self._job.failed.connect(self._not_kept)
        self._job.ended.connect(self._go_on)
        self._keeping.start(self._job)

    def keep_now(self) -> None:
        """Keep at once, without a thread: after this the page may be gone, the vault locked or the program at its end."""
        self._pause.stop()
        self._longest.stop()
        if not self._is_dirty or self._is_over:
            return
        self._is_dirty = False
        try:
            self._was_kept(autosave(self.vault, self.draft.id, self._answers(with_irrelevant=True)))
        except AppError as error:
            self._not_kept(error)

    def leave(self) -> None:
        """The person goes to another page: keep what is not kept, or drop a draft that nobody touched."""
        if self._is_fresh and not self._is_over:
            self._is_over = True
            vault, draft_id = self.vault, self.draft.id
            self._keeping.start(Job(lambda _report: discard(vault, draft_id)))
        else:
            self.keep()

    def save(self) -> None:
        """Check, then make a record of the answers. The draft stays when something lacks."""
        answers = self._answers(with_irrelevant=False)
        problems = tuple(problems_of(self.draft, {key: value for key, value in answers.items() if key not in (SUPERSEDES, TOLD_BY)}))
        self.problems_changed.emit(problems)
        if problems:
            return
        self._pause.stop()
        self._longest.stop()
        self._is_dirty, self._is_saving = False, True
        vault, draft = self.vault, replace(self.draft, answers=answers)
        job = Job(lambda _report: save_form(vault, draft))
        job.succeeded.connect(self._was_saved)
        job.failed.connect(self._refuse)
        job.ended.connect(self._rest)
        self._running += 1
        self.busy_changed.emit(True)
        self._keeping.start(job)

    def losses(self) -> tuple[Loss, ...]:
        """Return what the newer version of the form would not keep of the answers as they stand now."""
        return what_is_lost(self._as_it_stands(), self.newer) if self.newer is not None else ()

    def move(self, seen: tuple[Loss, ...]) -> None:
        """Put the draft on the newer version of its form; ends with `moved` or `refused`."""
        if self.newer is None:
            return
        self.keep_now()
        vault, draft, form = self.vault, self._as_it_stands(), self.newer
        job = Job(lambda _report: move_draft(vault, draft, form, seen=seen))
        job.succeeded.connect(self._was_moved)
        job.failed.connect(self.refused)
        self._keeping.start(job)

    def discard(self) -> None:
        """Throw the draft away; what was saved before stays."""
        self._is_over = True
        vault, draft_id = self.vault, self.draft.id
        job = Job(lambda _report: discard(vault, draft_id))
        job.succeeded.connect(self._was_discarded)
        job.failed.connect(self.refused)
        self._keeping.start(job)

    def _as_it_stands(self) -> Draft:
        return replace(self.draft, answers=self._answers(with_irrelevant=True))

    def _was_moved(self, draft: Draft) -> None:
        self._is_over = True
        self.moved.emit(draft.stream)

    def _answers(self, *, with_irrelevant: bool) -> dict[str, Any]:
        answers = self.instance.answers(with_irrelevant=with_irrelevant)
        return answers | {key: value for key, value in ((SUPERSEDES, self._supersedes), (TOLD_BY, self.told_by)) if value}

    def _timer(self, interval_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(self.keep)
        return timer

    def _was_kept(self, was_there: bool) -> None:
        if was_there:
            self.kept.emit(f"{wall_now():%H.%M}")
        elif not (self._is_over or self._is_saving):
            self._is_over = True
            title, hint = self.tr("This draft was saved or thrown away in another window."), self.tr("Go back and open the form again.")
            self.refused.emit(AppError(title, hint))

    def _not_kept(self, error: AppError) -> None:
        self._is_dirty = True
        self.refused.emit(error)
        QTimer.singleShot(AGAIN_MS, self, self.keep)

    def _go_on(self) -> None:
        self._job = None
        if self._is_dirty and not (self._pause.isActive() or self._longest.isActive()):
            self._longest.start()

    def _was_saved(self, changes: Changes) -> None:
        self._is_over = True
        self.saved.emit(changes)

    def _was_discarded(self) -> None:
        self.discarded.emit()

    def _refuse(self, error: AppError) -> None:
        self._is_saving, self._is_dirty = False, True
        self._longest.start()
        if isinstance(error, NameLeftOpen):
            places = error.details.get("places")
            self.problems_changed.emit(named_problems(self.instance.pages(), places if isinstance(places, list) else []))
        self.refused.emit(error)


def named_problems(pages: tuple[Group, ...], places: list[str]) -> tuple[Problem, ...]:
    """Return the fields at `places` (keys and item ids joined by "/") as problems to be shown beside them."""
    found: list[Problem] = []
    said = QCoreApplication.translate("FillFormState", "A protected person can be recognised here: write the code name instead.")

    def walk(node: Shown, path: tuple[str, ...], page: Group) -> None:
        here = (*path, node.key)
        if isinstance(node, Repeat):
            for item in node.items:
                for child in item.children:
                    walk(child, (*here, item.item_id), page)
        elif isinstance(node, Group):
            for child in node.children:
                walk(child, here, page)
        elif "/".join(here) in places:
            found.append(Problem(ref=node.ref, label=node.label, message=said, page_ref=page.ref, kind="invalid"))

    for page in pages:
        walk(page, (), page)
    return tuple(found)
