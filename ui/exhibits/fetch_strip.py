"""How far an original is on its way from the centre, or into a file of the person's choice; it can be stopped."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.actions.exchange.fetch_back import FETCHING
from ui.exhibits.exhibits_state import SAVING
from ui.jobs.runner import Job
from ui.sync.lane_words import size_words
from ui.widgets.progress_strip import ProgressStrip


class FetchStrip(ProgressStrip):
    """Hidden while nothing is under way; what came from the centre before it was stopped is there the next time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            [(FETCHING, translate("FetchStrip", "From the centre")), (SAVING, translate("FetchStrip", "Saving the original"))], parent
        )
        self._job: Job | None = None
        self.cancelled.connect(self._stop)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show this job from its first step to its end. Call it before anything of the job can have arrived."""
        self._job = job
        self.begin()
        job.progressed.connect(self._show_step)
        job.ended.connect(self._end)

    def _show_step(self, done: int, total: int, lane: str) -> None:
        if lane in (FETCHING, SAVING) and self._job is not None:
            self.show()
            self.show_lane(lane, done, total, self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total)))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop.set()

    def _end(self) -> None:
        self._job = None
        self.hide()
