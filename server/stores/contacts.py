"""When each device was here last: working knowledge for the people at the centre, written down at most every few minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Engine, delete, insert

from server.stores.database import writing
from server.stores.tables import contacts

STICK = "stick"
_EVERY = timedelta(minutes=5)
_KNOWN_MAX = 50_000


class Contacts:
    """Safe to use from several threads. One that is forgotten here is only written down once more."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine, self._now = engine, now
        self._noted: dict[tuple[str, str], datetime] = {}
        self._lock = Lock()

    def note(self, office: str, device: str) -> None:
        """Note that a device of an office is here now; `STICK` when a stick brought what an office had written."""
        now = self._now()
        with self._lock:
            before = self._noted.get((office, device))
            if before is not None and timedelta() <= now - before < _EVERY:
                return
            if len(self._noted) >= _KNOWN_MAX:
                self._noted.clear()
            self._noted[office, device] = now
        with writing(self._engine) as tx:
            tx.execute(delete(contacts).where(contacts.c.office == office, contacts.c.device == device))
            tx.execute(insert(contacts).values(office=office, device=device, at=now.isoformat(timespec="seconds")))
