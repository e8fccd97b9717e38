"""The second copy as the window sees it: set up, brought up to date, read back - and followed after every commit."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from PySide6.QtCore import QTimer, Signal

from core.actions.exchange.case_standing import newest_arrivals
from core.actions.exchange.copy_standing import CopyStanding, copy_standing
from core.actions.exchange.second_copy import check_copy, copy_now, set_up_copy
from core.errors import AppError
from core.reporter import Reporter
from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState

LOOK_MS = 3000
DRAFTS_S = 60.0  # drafts change with every key: once a minute is enough


class CopyState(WorkingState):
    """Ends with `told`; `refused` when the disk is not there or refuses."""

    told = Signal(object)  # CopyStanding
    checked = Signal(int)  # how many records and files were written anew
    progressed = Signal(object, object, str)
    stopped = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self._job: Job | None = None

    def refresh(self) -> None:
        vault = self.vault
        self.run(lambda _report: copy_standing(vault), self.told)

    def set_up(self, path: Path) -> None:
        """Keep the copy there from now on."""
        vault = self.vault
        self._start(lambda report: set_up_copy(vault, path, report))

    def copy(self) -> None:
        vault = self.vault
        self._start(lambda report: copy_now(vault, report))

    def check(self) -> None:
        """Read everything back. Ends with `checked` and `told`."""
        vault = self.vault
        self._start(lambda report: check_copy(vault, report))

    def stop(self) -> None:
        if self._job is not None:
            self._job.stop.set()

    def _start(self, work: object) -> None:
        if self._job is None:
            self._job = self.run(work, self._done)  # type: ignore[arg-type]  # one of the three above
            self._job.progressed.connect(self.progressed)
            self._job.cancelled.connect(self.stopped)
            self._job.ended.connect(self._forget)

    def _done(self, result: CopyStanding | tuple[CopyStanding, int]) -> None:
        if isinstance(result, tuple):
            self.checked.emit(result[1])
            result = result[0]
        self.told.emit(result)

    def _forget(self) -> None:
        self._job = None


class CopyFollower(WorkingState):
    """Lets the second copy follow while the desk is open; says nothing but through the line at the foot of the window."""

    followed = Signal()
    moved = Signal()  # something stands as copied now

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self._seen: tuple[int, int] | None = None
        self._at = 0.0
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Copy when something was committed since the last time, or a minute has passed."""
        if self.is_busy:
            return
        try:
            with self.vault.read() as tx:
                now = newest_arrivals(tx)
        except AppError:
            return  # a busy moment; the next look will tell
        if now != self._seen or monotonic() - self._at > DRAFTS_S:
            vault, self._seen, self._at = self.vault, now, monotonic()
            self.run(lambda report: _follow(vault, report), self._tell)

    def stop(self) -> None:
        """The desk goes: look no more."""
        self._clock.stop()

    def _tell(self, did: tuple[bool, bool]) -> None:
        if did[0]:
            self.followed.emit()
        if did[1]:
            self.moved.emit()


def _follow(vault: Vault, report: Reporter) -> tuple[bool, bool]:
    """Returns whether there is a second copy at all, and whether it holds more now. What goes wrong shows in the standing."""
    stands = copy_standing(vault)
    if not stands.path or not stands.is_there:
        return bool(stands.path), False
    try:
        now = copy_now(vault, report)
    except AppError:
        return True, False
    return True, (now.records, now.files) != (stands.records, stands.files)
