"""The evening station of this desk: lives as long as the desk is open, whatever page is shown."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from core.hub.board import Board, board
from core.vault.vault import Vault
from core.vault.views import Changes
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState

if TYPE_CHECKING:
    from core.hub.hub import Hub, HubStanding

LOOK_MS = 500  # whether something has changed
READ_MS = 20_000  # read anew all the same: laptops rest, evenings end


class Station(WorkingState):
    """Opening and closing run in jobs; what the hub's own threads tell is picked up by a clock of this thread."""

    changed = Signal()  # open or closed now
    turning = Signal(bool)  # it is being opened or closed
    told = Signal(object, object)  # Board, and HubStanding or None
    brought = Signal(object)  # Changes that came in with a colleague's parcel
    alive = Signal()  # it is open: the window is in use, also without a hand on it

    def __init__(self, vault: Vault, jobs: JobRunner, *, make: Callable[..., Hub] | None = None) -> None:
        """make: how a hub is made; a test keeps it off the network."""
        super().__init__(vault, jobs)
        self._make = make or _new_hub
        self._hub: Hub | None = None
        self._is_turning = False
        self._news, self._came = Event(), deque[Changes]()
        self._gone = Event()  # the desk was left while it was being opened
        self._since_ms = 0
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._look)

    @property
    def is_open(self) -> bool:
        return self._hub is not None

    def open(self) -> None:
        """Ends with `changed`, or `refused`."""
        if self._hub is None and not self._is_turning:
            vault, news, came, make, gone = self.vault, self._news, self._came, self._make, self._gone
            self._turn(self.run(lambda _report: _open(make(vault, changed=news.set, took=came.append), gone), self._opened))

    def close(self) -> None:
        """Ends with `changed`; what was handed in is kept."""
        if (hub := self._hub) is not None:
            self._hub = None
            self._clock.stop()
            self._turn(self.run(lambda _report: hub.close(), self._closed))

    def end(self) -> None:
        """The desk goes: close at once and wait for it."""
        self._clock.stop()
        self._gone.set()
        if (hub := self._hub) is not None:
            self._hub = None
            hub.close()

    def refresh(self) -> None:
        """Read the board. Ends with `told`."""
        vault, hub = self.vault, self._hub
        self.run(lambda _report: _read(vault, hub), self._tell)

    def _turn(self, job: Job) -> None:
        self._is_turning = True
        self.turning.emit(True)
        job.ended.connect(self._turned)

    def _turned(self) -> None:
        self._is_turning = False
        self.turning.emit(False)

    def _opened(self, hub: Hub) -> None:
        if self._gone.is_set():
            hub.close()  # a second time does nothing
            return
        self._hub = hub
        self._clock.start()
        self.changed.emit()
        self.refresh()

    def _closed(self, _nothing: object) -> None:
        self.changed.emit()
        self.refresh()

    def _look(self) -> None:
        self.alive.emit()
        self._since_ms += LOOK_MS
        while self._came:
            self.brought.emit(self._came.popleft())
        if (self._news.is_set() or self._since_ms >= READ_MS) and not self.is_busy:
            self._news.clear()
            self._since_ms = 0
            self.refresh()

    def _tell(self, found: tuple[Board, HubStanding | None]) -> None:
        self.told.emit(*found)


def _new_hub(vault: Vault, *, changed: Callable[[], None], took: Callable[[Changes], None]) -> Hub:
    from core.hub.hub import Hub  # in the job: few evenings have a station, and it brings a web server along

    return Hub(vault, changed=changed, took=took)


def _open(hub: Hub, gone: Event) -> Hub:
    hub.open()
    if gone.is_set():
        hub.close()
    return hub


def _read(vault: Vault, hub: Hub | None) -> tuple[Board, HubStanding | None]:
    return (hub.board(), hub.standing()) if hub is not None else (board(vault), None)
