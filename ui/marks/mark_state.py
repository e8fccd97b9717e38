"""Marking a copy of one picture: the picture, and keeping the copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from core.actions.cases.mark_picture import mark_picture
from core.evidence.inspect import Intake
from core.evidence.marks import Mark
from core.vault.vault import Vault
from core.vault.views.exhibits import Exhibit
from ui.exhibits.original import FullPicture, read_working
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


class MarkState(WorkingState):
    shown = Signal(object)  # FullPicture
    kept = Signal(object)  # Changes

    def __init__(self, vault: Vault, jobs: JobRunner, intake: Intake, exhibit: Exhibit) -> None:
        super().__init__(vault, jobs)
        self.exhibit, self._intake = exhibit, intake

    def load(self) -> None:
        """Read the picture to draw on; the copy is made from the original."""
        vault, exhibit = self.vault, self.exhibit
        self.run(lambda _report: read_working(vault, exhibit), self._show)

    def keep(self, marks: Sequence[Mark], reason: str) -> None:
        """Make the copy; ends with `kept` or `refused`."""
        vault, intake, stream, drawn = self.vault, self._intake, self.exhibit.stream, tuple(marks)
        self.run(lambda _report: mark_picture(vault, stream, drawn, reason, intake=intake), self.kept)

    def _show(self, picture: FullPicture) -> None:
        self.shown.emit(picture)
