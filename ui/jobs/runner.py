"""Runs work in threads and brings its result back to the GUI thread; no QObject is ever touched by a worker."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from core.errors import AppError
from core.reporter import Cancelled, Reporter
from ui.jobs.garbage import GarbageOnGuiThread

QUIET_MS, PATIENCE_MS = 150, 2000  # a job behind the others begins after so long without one, or after so long in any case


class Job(QObject):
    """One piece of work as the GUI thread sees it: connect to its signals, then give it to a JobRunner."""

    progressed = Signal(object, object, str)  # done, total, label; object, because a Qt int ends at 2 GB
    succeeded = Signal(object)
    failed = Signal(object)  # an AppError
    cancelled = Signal()
    ended = Signal()  # always, and last

    def __init__(self, work: Callable[[Reporter], object]) -> None:
        """work: gets plain values only (no widget, no self); it runs in another thread."""
        super().__init__()
        self.work = work
        self.stop = threading.Event()


class JobRunner(QObject):
    """The one owner of worker threads. Close it before the application ends."""

    crashed = Signal(object)  # an exception nobody expected: one dialog with Copy details
    idle_changed = Signal(bool)  # True when the last running job ended
    _arrived = Signal(int, str, object)  # job number, what, value; the one door from the workers

    def __init__(self, workers: int = 2) -> None:
        super().__init__()
        self.garbage = GarbageOnGuiThread(self)  # where there are workers, none of them may collect what a page left behind
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="job")
        self._numbers = count(1)
        self._behind = ThreadPoolExecutor(1, thread_name_prefix="job-behind")
        self._first = ThreadPoolExecutor(1, thread_name_prefix="job-first")
        self._running: dict[int, Job] = {}
        self._patient: deque[Job] = deque()  # begin when nobody waits for anything else
        self._door = threading.Lock()
        self._is_open = True
        self._quiet, self._patience = QTimer(self), QTimer(self)
        for timer, interval_ms, act in ((self._quiet, QUIET_MS, self._rested), (self._patience, PATIENCE_MS, self._begin_behind)):
            timer.setSingleShot(True)
            timer.setInterval(interval_ms)
            timer.timeout.connect(act)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        return not self._running and not self._patient

    def start(self, job: Job) -> None:
        """Run the job. Connect to its signals first: a quick job ends at once. After close() nothing is started."""
        if self._is_open:
            self._submit(job, self._pool)

    def start_first(self, job: Job) -> None:
        """Run the job as `start` does, but in a thread of its own, so that it waits for no other: for what is just being painted."""
        if self._is_open:
            self._submit(job, self._first)

    def start_behind(self, job: Job) -> None:
        """Run the job as `start` does, but in a thread of its own and only when all others have rested (QUIET_MS), or after PATIENCE_MS."""
        if not self._is_open:
            return
        if self.is_idle:
            self.idle_changed.emit(False)
        if not self._patient:
            self._patience.start()
        self._patient.append(job)
        if not self._running:
            self._quiet.start()

    def _rested(self) -> None:
        if not self._running:
            self._begin_behind()

    def _begin_behind(self) -> None:
        self._patience.stop()
        while self._patient:
            self._submit(self._patient.popleft(), self._behind)

    def _submit(self, job: Job, pool: ThreadPoolExecutor) -> None:
        number = next(self._numbers)
        was_idle = self.is_idle and pool is not self._behind
        self._running[number] = job
        if was_idle:
            self.idle_changed.emit(False)
        pool.submit(self._work, number, job.work, job.stop)  # never the Job itself: it may only die on the GUI thread

    def stop_all(self) -> None:
        """Ask every running job to stop; they end as `cancelled` at their next step."""
        for job in (*self._running.values(), *self._patient):
            job.stop.set()

    def close(self) -> None:
        """Stop every job, let nothing more through and wait for the threads. Called once, at the end."""
        self.stop_all()
        with self._door:
            self._is_open = False
        for pool in (self._pool, self._behind, self._first):
            pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()
        self._patient.clear()

    def _work(self, number: int, work: Callable[[Reporter], object], stop: threading.Event) -> None:
        report = Reporter(lambda *step: self._post(number, "progressed", step), stop)
        what: str
        value: object
        try:
            what, value = "succeeded", work(report)
        except Exception as error:  # the one broad except; a bug is shown, never swallowed
            kinds = {Cancelled: "cancelled", AppError: "failed"}
            what, value = next((kind for known, kind in kinds.items() if isinstance(error, known)), "crashed"), error
        self._post(number, what, value)

    def _post(self, number: int, what: str, value: object) -> None:
        with self._door:
            if self._is_open:
                self._arrived.emit(number, what, value)

    @Slot(int, str, object)
    def _deliver(self, number: int, what: str, value: object) -> None:
        job = self._running.get(number)
        if job is None:
            return
        if what == "progressed":
            assert isinstance(value, tuple)
            job.progressed.emit(*value)
            return
        del self._running[number]
        try:
            if what == "succeeded":
                job.succeeded.emit(value)
            elif what == "failed":
                job.failed.emit(value)
            elif what == "cancelled":
                job.cancelled.emit()
            else:
                self.crashed.emit(value)
        finally:
            job.ended.emit()
            if self._patient and not self._running:
                self._quiet.start()
            if self.is_idle:
                self.idle_changed.emit(True)
