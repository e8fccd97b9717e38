"""Kirim: make this laptop known to the centre, exchange with it, and tell what waits."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from core.actions.clock import wall_now
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import SyncResult, sync
from core.actions.exchange.waiting import Waiting, waiting
from core.errors import AppError
from core.reporter import Reporter
from core.vault import local
from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner
from ui.sync.standing_state import LAST_SYNC
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How this vault stands with the centre. server: empty when it is not enrolled; last_at: ISO time of the last whole round."""

    server: str
    last_at: str
    waiting: tuple[Waiting, ...]


class SyncState(WorkingState):
    """One round at a time; stopping keeps what was done."""

    told = Signal(object)  # Line
    enrolled = Signal(str)  # server
    began = Signal()
    progressed = Signal(object, object, str)  # done, total, lane
    finished = Signal(object)  # SyncResult
    stopped = Signal()
    failed = Signal(object)  # AppError of a round

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self._job: Job | None = None

    @property
    def is_sending(self) -> bool:
        return self._job is not None

    def refresh(self) -> None:
        """Read how it stands; ends with `told`."""
        vault = self.vault
        self.run(lambda _report: read_line(vault), self.told)

    def enrol(self, server: str, code: str) -> None:
        """Ends with `enrolled` or `refused`."""
        vault = self.vault
        self.run(lambda _report: enrol(vault, url=server, code=code).server, self._finish_enrol)

    def send(self) -> None:
        """One round. Ends with `finished`, `stopped` or `failed`."""
        if self._job is not None:
            return
        vault = self.vault
        job = self._job = Job(lambda report: _round(vault, report))
        job.progressed.connect(self.progressed)
        job.succeeded.connect(self.finished)
        job.failed.connect(self.failed)
        job.cancelled.connect(self.stopped)
        job.ended.connect(self._forget)
        self.busy_changed.emit(True)
        self.began.emit()
        self.jobs.start(job)

    def stop(self) -> None:
        """Ask the round to stop at the next safe place."""
        if self._job is not None:
            self._job.stop.set()

    def _finish_enrol(self, server: str) -> None:
        self.enrolled.emit(server)
        self.refresh()

    def _forget(self) -> None:
        self._job = None
        self.busy_changed.emit(False)
        self.refresh()


def read_line(vault: Vault) -> Line:
    """Return how this vault stands with the centre."""
    waits = waiting(vault)
    with vault.read() as tx:
        server, last = local.setting(tx, "server"), local.setting(tx, LAST_SYNC)
        is_known = bool(vault.centre_keys(tx))
    at = last.get("at") if isinstance(last, dict) else ""
    return Line(server=str(server) if server and is_known else "", last_at=str(at or ""), waiting=waits)


def _round(vault: Vault, report: Reporter) -> SyncResult:
    try:
        result = sync(vault, report)
    except AppError:
        _note(vault, is_good=False)
        raise
    _note(vault, is_good=True)
    return result


def _note(vault: Vault, *, is_good: bool) -> None:
    """Keep when the last whole round was; a failed one only says that there is no line now."""
    with vault.write() as tx:
        old = local.setting(tx, LAST_SYNC)
        before = old.get("at") if isinstance(old, dict) else ""
        at = wall_now().isoformat(timespec="seconds") if is_good else str(before or "")
        local.keep_setting(tx, LAST_SYNC, {"at": at, "ok": is_good})
