"""Brings in what stands behind the door while a person is still at it, so that the door itself is there at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from core.reporter import Reporter
from ui.jobs.garbage import spare_loaded
from ui.jobs.runner import Job, JobRunner

# What takes long to load and knows no Qt: loaded in a worker, so that the window answers meanwhile.
BEHIND = (
    "sqlalchemy",
    "core.vault.vault",
    "core.actions.office.unlock",
    "core.actions.cases.exhibits",
    "core.actions.cases.judge_case",
    "core.actions.cases.move_case",
    "core.actions.forms.save_form",
    "core.actions.numbers.number_register",
    "core.actions.recap.export_cases",
    "core.evidence.inspect",
    "core.hub.board",
    "forms.library",
)
# What belongs to the window: loaded in its own thread, one between two events. In this order none of them takes long.
OF_THE_WINDOW = (
    "ui.cases.case_table",
    "ui.cases.case_list_page",
    "ui.cases.case_pages",
    "ui.home.home_page",
    "ui.desk",
)


class Loading(QObject):
    """`begin` once, after the first sight of the door; whoever needs the desk waits by `then`."""

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self._behind, self._of_the_window = deque(BEHIND), deque(OF_THE_WINDOW)
        self._waiting: list[Callable[[], None]] = []
        self.is_done = False

    def begin(self) -> None:
        """Start; a person may type meanwhile."""
        self._go_on()

    def then(self, act: Callable[[], None]) -> None:
        """Do `act` as soon as everything is there: now, or after what was asked for before."""
        if self.is_done:
            act()
        else:
            self._waiting.append(act)

    def _go_on(self) -> None:
        spare_loaded()  # after each, so that it never has much to look through
        if self._behind:
            job = Job(partial(_bring_in, self._behind.popleft()))
            job.ended.connect(self._go_on)
            self._jobs.start(job)
            return
        if self._of_the_window:
            import_module(self._of_the_window.popleft())
            QTimer.singleShot(0, self._go_on)  # what was typed meanwhile comes first
            return
        self.is_done = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()


def _bring_in(name: str, _report: Reporter) -> None:
    import_module(name)
