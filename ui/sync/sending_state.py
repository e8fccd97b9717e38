"""How this laptop sends, and the room that its originals take: what the cards on Kirim show and change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal

from core.actions.clock import wall_now
from core.actions.exchange.free_space import Freed, Removed, Room, free_space, keep_days, removed, room, set_keep_days
from core.actions.exchange.sending import keep_wishes, office_time, spent, wishes_of
from core.exchange.allowance import Wishes, starts
from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """wishes: as kept; today_bytes: what went and came today; evening, night: when this office begins by itself, office time."""

    wishes: Wishes
    today_bytes: int
    evening: datetime
    night: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """room: what could go; keep_days: after how many days they go by themselves, None for never; removed: what went so far."""

    room: Room
    keep_days: int | None
    removed: Removed


class SendingState(WorkingState):
    """`told` after `look` and after each change."""

    told = Signal(object)  # Sending

    def look(self) -> None:
        vault = self.vault
        self.run(lambda _report: _sending(vault), self.told)

    def keep(self, wishes: Wishes) -> None:
        """Send like this from now on."""
        vault = self.vault
        self.run(lambda _report: _keep(vault, wishes), self.told)


class RoomState(WorkingState):
    """`told` after `look`; `freed` when originals were removed. One removal at a time; stopping keeps what was done."""

    told = Signal(object)  # Originals
    freed = Signal(object)  # Freed
    progressed = Signal(object, object, str)
    stopped = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self._job: Job | None = None

    def look(self) -> None:
        vault = self.vault
        self.run(lambda _report: _originals(vault), self.told)

    def keep_days(self, days: int | None) -> None:
        """Let originals go by themselves after so many days; None for never."""
        vault = self.vault
        self.run(lambda _report: _keep_days(vault, days), self.told)

    def free(self) -> None:
        """Ask the centre for proof and remove what it shows. Ends with `freed`, `stopped` or `refused`, then `told`."""
        if self._job is None:
            vault = self.vault
            self._job = self.run(lambda report: free_space(vault, report), self._freed)
            self._job.progressed.connect(self.progressed)
            self._job.cancelled.connect(self.stopped)
            self._job.ended.connect(self._forget)

    def stop(self) -> None:
        if self._job is not None:
            self._job.stop.set()

    def _freed(self, done: Freed) -> None:
        self.freed.emit(done)

    def _forget(self) -> None:
        self._job = None
        self.look()


def _sending(vault: Vault) -> Sending:
    with vault.read() as tx:
        at = office_time(vault, tx, wall_now())
    evening, night = starts(vault.office, at)
    return Sending(wishes=wishes_of(vault), today_bytes=spent(vault).bytes, evening=evening, night=night)


def _keep(vault: Vault, wishes: Wishes) -> Sending:
    keep_wishes(vault, wishes)
    return _sending(vault)


def _originals(vault: Vault) -> Originals:
    return Originals(room=room(vault), keep_days=keep_days(vault), removed=removed(vault))


def _keep_days(vault: Vault, days: int | None) -> Originals:
    set_keep_days(vault, days)
    return _originals(vault)
