"""An order of destruction in the making: what would go, whether this person may order it, and giving it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from core.actions.destruction.choose import ALL, Choice, what_can_go
from core.actions.destruction.obey import is_unfinished
from core.actions.destruction.order import destroy, may_order
from core.actions.destruction.retention import retention_of
from core.reporter import Reporter
from core.rules.retention import REFUSE
from core.vault.vault import Vault
from core.vault.views import Changes
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True)
class Seen:
    """What can go, and what stands against an order now: nobody here may give one, or the case still runs and the office forbids it."""

    choice: Choice
    may_order: bool
    is_forbidden: bool


class DestroyState(WorkingState):
    """stream: of a case, form, exhibit, paper or closed edition. schedule: id of the retention rule that is followed."""

    told = Signal(object)  # Seen
    done = Signal(object, bool)  # Changes; whether this laptop has carried it out, and not only ordered it
    moved = Signal(object, object, str)  # how far it is: done, total, lane
    stopped = Signal()  # before anything was ordered

    def __init__(self, vault: Vault, jobs: JobRunner, stream: str, *, what: str = ALL, schedule: str = "") -> None:
        super().__init__(vault, jobs)
        self.stream, self.what, self.schedule = stream, what, schedule
        self.seen: Seen | None = None
        self._job: Job | None = None

    def look(self, what: str = "") -> None:
        """Read what can go. what: ALL or IDENTITY, else as before."""
        self.what = what or self.what
        vault, stream, chosen = self.vault, self.stream, self.what
        self.run(lambda _report: look(vault, stream, chosen), self._keep)

    def is_ticked_at_first(self, stream: str) -> bool:
        """Of a whole case nothing is ticked until the person does, unless a retention rule asks for it."""
        if self.seen is None:
            return False
        is_wanted = any(one.stream == stream and one.is_wanted for one in self.seen.choice.things)
        return is_wanted and (self.stream != self.seen.choice.case_id or bool(self.schedule))

    def follows(self, stream: str) -> tuple[str, ...]:
        """Return what prints the words of a document, to be ticked with it."""
        return tuple(one.stream for one in self.seen.choice.things if one.prints == stream) if self.seen is not None else ()

    def order(self, streams: Collection[str], *, reason: str, reference: str, day: date, passphrase: str) -> None:
        """Give the order and carry it out here; `done` then, or `refused`."""
        if self.seen is None:
            return
        vault, choice, schedule, chosen = self.vault, self.seen.choice, self.schedule, frozenset(streams)

        def work(report: Reporter) -> tuple[Changes, bool]:
            changes = destroy(
                vault,
                choice,
                streams=chosen,
                reason=reason,
                reference=reference,
                day=day,
                passphrase=passphrase,
                schedule=schedule,
                report=report,
            )
            with vault.read() as tx:
                return changes, not is_unfinished(tx, vault.own_log)

        self._job = self.run(work, self._did)
        self._job.progressed.connect(self.moved)
        self._job.cancelled.connect(self.stopped)

    def stop(self) -> None:
        """What was ordered stands; the rest of it goes at the next opening of the vault."""
        if self._job is not None:
            self._job.stop.set()

    def _keep(self, seen: Seen) -> None:
        self.seen = seen
        self.told.emit(seen)

    def _did(self, answer: tuple[Changes, bool]) -> None:
        self.done.emit(*answer)


def look(vault: Vault, stream: str, what: str) -> Seen:
    """Return what can go and what stands against it. Raises NothingToDestroy."""
    choice = what_can_go(vault, stream, what=what)
    with vault.read() as tx:
        is_forbidden = choice.is_running and retention_of(vault, tx).running_cases == REFUSE
    return Seen(choice, may_order(vault), is_forbidden)
