"""Brings in what stands behind the door while a person is still at it, so that the door itself is there at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from ui.jobs.runner import Job, JobRunner

# What takes long to load and knows no Qt: loaded in a worker, so that the window answers meanwhile.
BEHIND = (
    "core.vault.vault",
    "core.actions.office.unlock",
    "core.actions.destruction.obey",
    "core.actions.exchange.sync",
    "core.evidence.inspect",
    "forms.library",
)
# What belongs to the window: loaded in its own thread, one between two events. In this order none of them takes long.
OF_THE_WINDOW = (
    "ui.cases.words",
    "ui.exhibits.exhibits_state",
    "ui.documents.fill_form_page",
    "ui.cases.case_list_page",
    "ui.cases.case_page",
    "ui.cases.case_pages",
    "ui.home.home_page",
    "ui.desk",
)


class Loading(QObject):
    """`begin` once, after the first sight of the door; whoever needs the desk waits by `then`."""

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self._left = deque(OF_THE_WINDOW)
        self._waiting: list[Callable[[], None]] = []
        self.is_done = False

    def begin(self) -> None:
        """Start; a person may type meanwhile."""
        job = Job(lambda _report: [import_module(name) for name in BEHIND])
        job.ended.connect(self._go_on)
        self._jobs.start(job)

    def then(self, act: Callable[[], None]) -> None:
        """Do `act` as soon as everything is there: now, or after what was asked for before."""
        if self.is_done:
            act()
        else:
            self._waiting.append(act)

    def _go_on(self) -> None:
        if self._left:
            import_module(self._left.popleft())
            QTimer.singleShot(0, self._go_on)  # what was typed meanwhile comes first
            return
        self.is_done = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()
