"""What the line at the foot of the window says: line, what waits, whose desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal

from core.actions.clock import wall_now
from core.actions.exchange.copy_standing import CopyStanding, copy_standing
from core.actions.exchange.sending import LAST_SYNC
from core.actions.exchange.waiting import waiting
from core.vault import local
from core.vault.vault import Vault
from ui.jobs.runner import JobRunner
from ui.status_bar import Standing
from ui.sync.lane_words import ago_words
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True)
class _Seen:
    count: int
    last_at: str
    is_online: bool
    office: str
    copy: CopyStanding


class StandingState(WorkingState):
    """Emits `told` after `look`."""

    told = Signal(object)  # Standing

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)

    def look(self) -> None:
        """Count anew, in a job."""
        vault = self.vault
        self.run(lambda _report: _see(vault), self._tell, is_behind=True)

    def _tell(self, seen: _Seen) -> None:
        words = self.tr("{count} changes wait to be sent").format(count=seen.count) if seen.count else self.tr("Nothing waits to be sent")
        last = (
            self.tr("last sent {ago}").format(ago=ago_words(datetime.fromisoformat(seen.last_at), wall_now()))
            if seen.last_at
            else self.tr("never sent")
        )
        self.told.emit(Standing(is_online=seen.is_online, waiting=f"{words} · {last}{self._copy_words(seen.copy)}", office=seen.office))

    def _copy_words(self, stands: CopyStanding) -> str:
        """Return what must be known about the second copy, nothing when all is well."""
        if not stands.path:
            return " · " + self.tr("no second copy yet")
        if not stands.is_there:
            return " · " + self.tr("the second copy's disk is not there")
        return " · " + self.tr("the second copy is full") if stands.is_full else ""


def _see(vault: Vault) -> _Seen:
    count = sum(lane.count for lane in waiting(vault))
    with vault.read() as tx:
        kept = local.setting(tx, LAST_SYNC)
        name = str(vault.roster(tx).offices.get(vault.office, {}).get("name", ""))
    last = kept if isinstance(kept, dict) else {}
    return _Seen(count, str(last.get("at") or ""), last.get("ok") is True, name or vault.office, copy_standing(vault))
