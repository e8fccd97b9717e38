"""What the list of cases shows: search, filter, order; the case under the cursor; opening a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from core.actions.cases.case_views import CaseView, case_views, columns_in_use, drop_view, keep_columns, keep_view
from core.actions.cases.open_case import open_case
from core.actions.forms.drafts import begin_draft
from core.actions.forms.prefill import prefill
from core.actions.recap.export_cases import export_cases
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import Changes
from ui.cases.case_file import Glance, glance
from ui.cases.case_rows import Found, Wanted, find_cases, read_rows, statuses
from ui.cases.row_reader import RowReader
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState

REST_MS = 80  # how long the cursor stays on a case before the panel reads it


@dataclass(frozen=True, slots=True)
class Begun:
    """A case just opened and the draft of its first form."""

    changes: Changes
    draft: Draft


class CaseListState(WorkingState):
    """Every answer names the question it belongs to, so that a slow search never replaces a newer one."""

    found = Signal(object)  # Found
    glanced = Signal(object)  # Glance of the case under the cursor
    thumbnail_ready = Signal(str, bytes)  # exhibit, JPEG
    begun = Signal(object)  # Begun
    statuses_changed = Signal(object)  # status -> count
    views_changed = Signal(object)  # tuple of CaseView
    columns_changed = Signal(object)  # tuple of column keys, none for the usual ones
    exporting, exported = Signal(object, object, str), Signal(int, str)  # done, total, what; files, folder
    export_ended, export_stopped = Signal(), Signal()  # stopped: by the person, before it was done

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self.wanted = Wanted()
        self.rows = RowReader(partial(read_rows, vault), jobs)
        self.rows.setParent(self)
        self.rows.refused.connect(self.refused)
        self._looked_at = ""
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(REST_MS)
        self._resting.timeout.connect(self._glance)
        self._export: Job | None = None

    def look_for_views(self) -> None:
        """Read the saved views and the columns in use."""
        vault = self.vault
        self.run(lambda _report: (case_views(vault), columns_in_use(vault)), self._take_views)

    def keep_view(self, name: str, columns: Sequence[str]) -> None:
        """Save what the list shows now under a name."""
        vault, now = self.vault, self.wanted
        view = CaseView(
            name=name, words=now.words, status=now.status, sort=now.sort, descending=now.descending, columns=tuple(columns)
        )  # fmt: skip
        self.run(lambda _report: keep_view(vault, view), self.views_changed)

    def restore_view(self, view: CaseView) -> None:
        """Put a view back that was just forgotten."""
        vault = self.vault
        self.run(lambda _report: keep_view(vault, view), self.views_changed)

    def drop_view(self, name: str) -> None:
        vault = self.vault
        self.run(lambda _report: drop_view(vault, name), self.views_changed)

    def show_view(self, view: CaseView) -> None:
        """Look as a view says."""
        self._want(Wanted(words=view.words, status=view.status, sort=view.sort, descending=view.descending))
        self.keep_columns(view.columns)

    def keep_columns(self, columns: Sequence[str]) -> None:
        """Show these columns from now on; none for the usual ones."""
        vault, chosen = self.vault, tuple(columns)
        self.run(lambda _report: keep_columns(vault, chosen))
        self.columns_changed.emit(chosen)

    def export(self, case_ids: Sequence[str], folder: Path, form: str) -> None:
        """Hand cases out; ends with `exported` or `refused`, and `export_ended` always."""
        vault, ids = self.vault, tuple(case_ids)
        work = self.run(lambda report: (export_cases(vault, ids, folder, form, report=report), str(folder)), self._exported)
        self._export = work
        work.progressed.connect(self.exporting)
        work.ended.connect(self._end_export)

    def stop_export(self) -> None:
        if self._export is not None:
            self._export.stop.set()

    def refresh(self) -> None:
        """Look again for what is wanted, at the case under the cursor, and how many cases stand at each status."""
        vault = self.vault
        self._find()
        self.run(lambda _report: statuses(vault), self.statuses_changed)
        self.look_at(self._looked_at)

    def search(self, words: str) -> None:
        self._want(replace(self.wanted, words=words))

    def filter_status(self, status: str) -> None:
        """status: "" for all."""
        self._want(replace(self.wanted, status=status))

    def sort(self, column: str, descending: bool) -> None:
        self._want(replace(self.wanted, sort=column, descending=descending))

    def look_at(self, case_id: str) -> None:
        """Tell what the side panel shows of a case, once the cursor rests on it: sooner it would be in the way of typing."""
        self._looked_at = case_id
        self._resting.start()

    def want_thumbnail(self, exhibit: str, digest: str) -> None:
        """Answer by `thumbnail_ready`."""
        vault = self.vault
        self.run(lambda _report: (exhibit, vault.blobs.read_bytes(digest)), self._give_thumbnail)

    def begin(self, *, regime: str, origin: str) -> None:
        """Open a case and begin its first form: the report for a report, else Form A."""
        vault, form_id = self.vault, "laporan" if origin == "laporan" else "model_a"

        def work(_report: object) -> Begun:
            changes = open_case(vault, regime=regime, origin=origin)
            case_id = changes.cases[0]
            return Begun(changes, begin_draft(vault, form_id, case_id=case_id, answers=prefill(vault, case_id, form_id)))

        self.run(work, self.begun)

    def _want(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self._find()

    def _find(self) -> None:
        vault, wanted = self.vault, self.wanted
        self.run(lambda _report: find_cases(vault, wanted), self._take_found)

    def _take_found(self, found: Found) -> None:
        if found.wanted == self.wanted:
            self.found.emit(found)

    def _glance(self) -> None:
        if case_id := self._looked_at:
            vault = self.vault
            self.run(lambda _report: glance(vault, case_id), self._take_glance)

    def _take_glance(self, seen: Glance | None) -> None:
        if seen is not None and seen.row.case.case_id == self._looked_at:
            self.glanced.emit(seen)

    def _take_views(self, answer: tuple[tuple[CaseView, ...], tuple[str, ...]]) -> None:
        views, columns = answer
        self.views_changed.emit(views)
        self.columns_changed.emit(columns)

    def _exported(self, answer: tuple[int, str]) -> None:
        self._export = None  # done: a stop comes too late
        self.exported.emit(*answer)

    def _end_export(self) -> None:
        is_stopped, self._export = self._export is not None and self._export.stop.is_set(), None
        self.export_ended.emit()
        if is_stopped:
            self.export_stopped.emit()

    def _give_thumbnail(self, answer: tuple[str, bytes]) -> None:
        self.thumbnail_ready.emit(*answer)
