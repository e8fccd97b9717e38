"""Sends by itself in the evening, and originals at night, at the moment of this office; says nothing but at the foot of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal

from core.actions.exchange.sending import is_due, note_begun
from core.errors import AppError
from core.reporter import Reporter
from core.vault.vault import Vault
from core.vault.views import Changes
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState

LOOK_MS = 60_000


class EveningSender(WorkingState):
    went = Signal(object)  # Changes of what came; empty when there was no line

    def __init__(self, vault: Vault, jobs: JobRunner, *, due: Callable[[Vault], bool] = is_due) -> None:
        """due: says whether it is time."""
        super().__init__(vault, jobs)
        self._due = due
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Begin when it is time."""
        if not self.is_busy:
            vault, due = self.vault, self._due
            self.run(lambda report: _when_due(vault, due, report), self._tell)

    def stop(self) -> None:
        """The desk goes: begin no more."""
        self._clock.stop()

    def _tell(self, changes: Changes | None) -> None:
        if changes is not None:
            self.went.emit(changes)


def _when_due(vault: Vault, due: Callable[[Vault], bool], report: Reporter) -> Changes | None:
    """Returns what changed, None when it was not time."""
    try:
        if not due(vault):
            return None
        from ui.sync.one_round import one_round  # no moment before needs what sends

        note_begun(vault)
        return one_round(vault, report).changes
    except AppError:
        return Changes()  # no line, or somebody is sending; how it stands is told at the foot
