"""Kirim: make this laptop known to the centre, exchange with it, and tell what waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QTimer, Signal

from core.actions.exchange.copied_laptops import CopiedLaptop, copied_laptops
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sending import LAST_SYNC
from core.actions.exchange.sync_incoming import INCOMING, INCOMING_FILES
from core.actions.exchange.waiting import Waiting, waiting
from core.exchange.allowance import Wishes
from core.exchange.pace import Pace, left_of
from core.vault import local
from core.vault.outgoing import LANES
from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner
from ui.sync.one_round import one_round
from ui.working_state import WorkingState

LOOK_MS = 15_000  # while it sends
SLOW_LANES = (*LANES[1:], INCOMING, INCOMING_FILES)  # own records are small and soon over


@dataclass(frozen=True, slots=True)
class Speed:
    """How much a second over the last minute, and in how many seconds all lanes are done at this speed (None while nothing moves).

    a_second: bytes, or where `is_of_records` records.
    """

    a_second: int
    left_s: float | None
    is_of_records: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How this vault stands with the centre. server: empty when it is not enrolled; last_at: ISO time of the last whole round.

    copied: laptops whose disk was copied.
    """

    server: str
    last_at: str
    waiting: tuple[Waiting, ...]
    copied: tuple[CopiedLaptop, ...] = ()


class SyncState(WorkingState):
    """One round at a time; stopping keeps what was done."""

    told = Signal(object)  # Line
    enrolled = Signal(str)  # server
    began = Signal()
    progressed = Signal(object, object, str)  # done, total, lane
    finished = Signal(object)  # SyncResult
    stopped = Signal()
    failed = Signal(object)  # AppError of a round

    def __init__(self, vault: Vault, jobs: JobRunner, *, clock_s: Callable[[], float] = monotonic) -> None:
        """clock_s: a steady clock in seconds."""
        super().__init__(vault, jobs)
        self._job: Job | None = None
        self.is_enrolling = False
        self._pace, self._clock_s = Pace(), clock_s
        self._lane, self._left, self._riding = "", 0, 0.0  # riding: the share of this lane's bytes that wait in a later one too
        self._waiting: dict[str, int] = {}
        self._looker = QTimer(self)  # what is received grows while it sends
        self._looker.setInterval(LOOK_MS)
        self._looker.timeout.connect(self.refresh)

    @property
    def is_sending(self) -> bool:
        return self._job is not None

    def refresh(self) -> None:
        """Read how it stands; ends with `told`."""
        vault = self.vault
        self.run(lambda _report: read_line(vault), self._tell)

    def speed(self) -> Speed | None:
        """Return how fast it goes now, None while nobody can tell, and while what is under way is small and soon over."""
        if self._job is None or self._lane not in SLOW_LANES or (self._lane == INCOMING and not self._left):
            return None
        now = self._clock_s()
        a_second = self._pace.a_second(now)
        left = self._pace.left_s(left_of(self._lane, self._left, self._waiting) - round(self._riding * self._left), now)
        return None if a_second is None else Speed(round(a_second), left, is_of_records=self._lane == INCOMING)

    def _saw(self, done: int, total: int, lane: str) -> None:
        if lane != self._lane:  # photos that travel with their papers wait in their own lane until receipts come
            self._riding = max(0, total - self._waiting.get(lane, total)) / max(1, total)
        self._lane, self._left = lane, max(0, total - done)
        self._pace.saw(lane, done, self._clock_s())
        self.progressed.emit(done, total, lane)

    def _tell(self, found: Line) -> None:
        self._waiting = {one.lane: one.size_bytes for one in found.waiting}
        self.told.emit(found)

    def enrol(self, server: str, code: str) -> None:
        """Ends with `enrolled` or `refused`."""
        vault = self.vault
        self.is_enrolling = True
        job = self.run(lambda _report: enrol(vault, url=server, code=code).server, self._finish_enrol)
        job.failed.connect(self._end_enrol)

    def send(self, wishes: Wishes | None = None) -> None:
        """One round. wishes: how this one goes, else as this laptop sends. Ends with `finished`, `stopped` or `failed`."""
        if self._job is not None:
            return
        vault, self._pace = self.vault, Pace()
        job = self._job = Job(lambda report: one_round(vault, report, wishes))
        job.progressed.connect(self._saw)
        job.succeeded.connect(self.finished)
        job.failed.connect(self.failed)
        job.cancelled.connect(self.stopped)
        job.ended.connect(self._forget)
        self.busy_changed.emit(True)
        self._looker.start()
        self.began.emit()
        self.jobs.start(job)

    def stop(self) -> None:
        """Ask the round to stop at the next safe place."""
        if self._job is not None:
            self._job.stop.set()

    def _end_enrol(self, _error: object = None) -> None:
        self.is_enrolling = False

    def _finish_enrol(self, server: str) -> None:
        self._end_enrol()
        self.enrolled.emit(server)
        self.refresh()

    def _forget(self) -> None:
        self._job = None
        self._looker.stop()
        self.busy_changed.emit(False)
        self.refresh()


def read_line(vault: Vault) -> Line:
    """Return how this vault stands with the centre."""
    waits = waiting(vault)
    with vault.read() as tx:
        server, last = local.setting(tx, "server"), local.setting(tx, LAST_SYNC)
        is_known = bool(vault.centre_keys(tx))
    at = last.get("at") if isinstance(last, dict) else ""
    return Line(server=str(server) if server and is_known else "", last_at=str(at or ""), waiting=waits, copied=copied_laptops(vault))
