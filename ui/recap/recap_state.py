"""The recap on the screen: which period, its counts, and handing it out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.clock import Now, wall_now
from core.actions.recap.recap import Recap, recap
from core.actions.recap.recap_sheets import recap_paper, recap_workbook
from core.vault.durable import write_durably
from core.vault.errors import disk_errors
from core.vault.vault import Vault
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState

ALL, THIS_MONTH, LAST_MONTH, THIS_YEAR, LAST_YEAR = "all", "this_month", "last_month", "this_year", "last_year"


class RecapState(WorkingState):
    loaded = Signal(object)  # Recap
    printed = Signal(object)  # PDF
    saved = Signal(object)  # file name

    def __init__(self, vault: Vault, jobs: JobRunner, *, now: Now = wall_now) -> None:
        super().__init__(vault, jobs)
        self.period = ALL
        self.shown: Recap | None = None
        self._now = now
        self._asked = 0  # an older answer that comes late is not shown

    def load(self) -> None:
        """Count anew; ends with `loaded`."""
        self._asked += 1
        asked, vault, now = self._asked, self.vault, self._now
        first, last = period_days(self.period, now().date())
        self.run(lambda report: (asked, recap(vault, first=first, last=last, report=report, now=now)), self._take)

    def choose(self, period: str) -> None:
        self.period = period
        self.load()

    def print(self) -> None:
        """Make the recap as a PDF; ends with `printed`."""
        vault, found = self.vault, self.shown
        if found is not None:
            self.run(lambda _report: recap_paper(vault, found), self.printed)

    def save(self, target: Path) -> None:
        """Write an Excel workbook; ends with `saved`, or `refused`."""
        found = self.shown
        if found is not None:
            self.run(lambda _report: _write(found, target), self.saved)

    def _take(self, answer: tuple[int, Recap]) -> None:
        asked, found = answer
        if asked == self._asked:
            self.shown = found
            self.loaded.emit(found)


def period_days(period: str, today: date) -> tuple[date | None, date | None]:
    """Return first and last day of a period as seen from today; None for no bound."""
    month = today.replace(day=1)
    if period == THIS_MONTH:
        return month, (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if period == LAST_MONTH:
        return (month - timedelta(days=1)).replace(day=1), month - timedelta(days=1)
    if period == THIS_YEAR:
        return date(today.year, 1, 1), date(today.year, 12, 31)
    if period == LAST_YEAR:
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return None, None


def _write(found: Recap, target: Path) -> str:
    with disk_errors(target):
        write_durably(target, [recap_workbook(found)])
    return target.name
