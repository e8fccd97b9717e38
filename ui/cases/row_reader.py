"""Reads the rows of the list that are being painted: at once where the disk is quick, else later, and the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Signal

from core.reporter import Reporter
from ui.cases.case_rows import CaseRow
from ui.jobs.runner import Job, JobRunner

Rows = dict[str, CaseRow]
WAIT_S = 0.02  # of a frame; a quick disk takes a quarter of it, and then no row is seen empty


class RowReader(QObject):
    """After `read` answered None it is not asked again until `came`."""

    came = Signal(object)  # Rows that were late; none when they could not be read
    refused = Signal(object)  # AppError

    def __init__(self, read: Callable[[Sequence[str]], Rows], jobs: JobRunner, *, wait_s: float = WAIT_S) -> None:
        """read: runs in a worker."""
        super().__init__()
        self._read, self._jobs, self._wait_s = read, jobs, wait_s
        self._rows = Rows()

    def read(self, keys: Sequence[str]) -> Rows | None:
        """Return the rows of these cases; None when that takes longer than a frame may: then `came` tells."""
        read, answer = self._read, SimpleQueue[Rows]()

        def work(_report: Reporter) -> Rows:
            answer.put(rows := read(keys))
            return rows

        job = Job(work)
        self._jobs.start_first(job)
        try:
            return answer.get(timeout=self._wait_s)
        except Empty:
            job.succeeded.connect(self._take)  # not too late: it is told through the event loop
            job.failed.connect(self.refused)
            job.ended.connect(self._give)
            return None

    def _take(self, rows: Rows) -> None:
        self._rows = rows

    def _give(self) -> None:
        rows, self._rows = self._rows, Rows()
        self.came.emit(rows)
