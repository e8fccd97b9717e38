"""To an evening station on the network: look for one, hand in, stop; one piece of work at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.actions.exchange.hand_in import HandedIn, hand_in
from core.actions.exchange.hub_pins import PinnedHub, pinned_hubs
from core.errors import AppError
from core.exchange.hub_line import HubChanged, HubImpostor, HubUnknown
from core.reporter import Reporter
from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState

if TYPE_CHECKING:
    from core.hub.announce import FoundHub

FIND_S = 3.0
Find = Callable[[], "Sequence[FoundHub]"]


class HandInState(WorkingState):
    """Ends with `handed`, `code_wanted`, `stopped` or `failed`; looking ends with `found`."""

    found = Signal(object)  # list of FoundHub
    known = Signal(object)  # PinnedHub that was met last, or None
    began = Signal()
    progressed = Signal(object, object, str)  # bytes done, bytes of all, what is being done
    handed = Signal(object)  # HandedIn
    code_wanted = Signal(object, str)  # why (AppError), and the address it is about
    stopped = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, vault: Vault, jobs: JobRunner, *, find: Find | None = None) -> None:
        super().__init__(vault, jobs)
        self._job: Job | None = None
        self._address = ""
        self._find: Find = find or _find_hubs

    @property
    def is_at_it(self) -> bool:
        return self._job is not None

    def refresh(self) -> None:
        """Read which station was met last. Ends with `known`."""
        vault = self.vault
        self.run(lambda _report: _last(vault), self.known)

    def look(self) -> None:
        """Ask the network for stations. Ends with `found`."""
        find = self._find
        self.run(lambda _report: list(find()), self.found)

    def hand_in(self, address: str, code: str = "") -> None:
        if self._job is not None:
            return
        vault, self._address = self.vault, address
        job = self._job = Job(lambda report: _hand_in(vault, report, address, code))
        job.progressed.connect(self.progressed)
        job.succeeded.connect(self.handed)
        job.failed.connect(self._refuse)
        job.cancelled.connect(self.stopped)
        job.ended.connect(self._forget)
        self.busy_changed.emit(True)
        self.began.emit()
        self.jobs.start(job)

    def stop(self) -> None:
        if self._job is not None:
            self._job.stop.set()

    def _refuse(self, error: AppError) -> None:
        if isinstance(error, HubUnknown | HubChanged | HubImpostor):
            self.code_wanted.emit(error, self._address)
        else:
            self.failed.emit(error)

    def _forget(self) -> None:
        self._job = None
        self.busy_changed.emit(False)


def _last(vault: Vault) -> PinnedHub | None:
    with vault.read() as tx:
        return next(iter(pinned_hubs(tx)), None)


def _hand_in(vault: Vault, report: Reporter, address: str, code: str) -> HandedIn:
    return hand_in(vault, report, address=address, code=code)


def _find_hubs() -> Sequence[FoundHub]:
    from core.hub.announce import find_hubs  # in the job: it brings the multicast library along

    return find_hubs(wait_s=FIND_S)
