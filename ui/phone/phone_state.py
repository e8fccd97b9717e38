"""The page for a phone, as long as it is shown: opened and closed in jobs, looked at by a clock of this thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from core.errors import AppError
from core.evidence.inspect import Intake
from core.phone.session import PhoneSession, PhoneStanding
from core.vault.vault import Vault
from core.vault.views import Changes, cases
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState

if TYPE_CHECKING:
    from core.phone.phone_door import PhoneAddress, PhoneDoor

LOOK_MS = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneView:
    """What the page shows. addresses: the ways to it, the likeliest first."""

    standing: PhoneStanding
    addresses: tuple[PhoneAddress, ...]


class PhoneState(WorkingState):
    case_told = Signal(str)  # title of the case
    told = Signal(object)  # PhoneView
    took = Signal(object)  # Changes of an exhibit that came
    alive = Signal()  # something comes

    def __init__(
        self, vault: Vault, jobs: JobRunner, intake: Intake, case_id: str, *, make: Callable[[PhoneSession], PhoneDoor] | None = None
    ) -> None:
        """make: how the door is made; a test keeps it on loopback."""
        super().__init__(vault, jobs)
        self.case_id, self._intake, self._make = case_id, intake, make or _new_door
        self._session: PhoneSession | None = None
        self._door: PhoneDoor | None = None
        self._is_gone = False
        self._news, self._came = Event(), deque[Changes]()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._look)

    @property
    def is_open(self) -> bool:
        return self._door is not None

    def open(self) -> None:
        """Ends with `told`, or `refused`."""
        self._is_gone = False
        if self._session is None:
            with self.vault.read() as tx:
                case = cases.one(tx, self.case_id)
            self.case_told.emit((case.title or case.number) if case is not None else "")
            self._session = PhoneSession(
                self.vault,
                self.case_id,
                self._intake,
                case_words=case.number if case is not None else "",
                changed=self._news.set,
                took=self._came.append,
            )
            session, make = self._session, self._make
            self.run(lambda _report: make(session), self._opened).failed.connect(self._failed)

    def end(self) -> None:
        """Nothing more is taken from this moment on; what is open is put down in a job."""
        self._is_gone = True
        self._clock.stop()
        session, door = self._session, self._door
        self._session = self._door = None
        if session is not None:
            session.stop()
        if door is not None:
            self.run(lambda _report: door.close())

    def renew(self) -> None:
        """Make a new code for another phone."""
        if (session := self._session) is not None:
            self.run(lambda _report: session.renew())

    def _opened(self, door: PhoneDoor) -> None:
        if self._is_gone:
            self.run(lambda _report: door.close())
            return
        self._door = door
        self._clock.start()
        self._tell()

    def _failed(self, _error: AppError) -> None:
        self._session = None

    def _look(self) -> None:
        while self._came:
            self.took.emit(self._came.popleft())
        if self._news.is_set():
            self._news.clear()
            self.alive.emit()
            self._tell()

    def _tell(self) -> None:
        if self._session is not None and self._door is not None:
            self.told.emit(PhoneView(standing=self._session.standing(), addresses=self._door.addresses()))


def _new_door(session: PhoneSession) -> PhoneDoor:
    from core.phone.phone_door import PhoneDoor  # in the job: it brings a web server along

    return PhoneDoor(session)
