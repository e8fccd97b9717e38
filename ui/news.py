"""Tells every open page that records came: from a deed of another page, or from a command that works on the same vault."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from core.actions.exchange.case_standing import newest_arrivals
from core.errors import AppError
from core.vault.vault import Vault
from core.vault.views import Changes

LOOK_MS = 3000


class News(QObject):
    """`changed` carries the Changes of a deed, or empty ones when somebody else wrote: then anything may be new."""

    changed = Signal(object)

    def __init__(self, vault: Vault) -> None:
        super().__init__()
        self._vault = vault
        self._seen = (0, 0)
        self._seen = self._count()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def tell(self, changes: Changes) -> None:
        """A deed of this window changed something."""
        self._seen = self._count()
        self.changed.emit(changes)

    def look(self) -> None:
        """Look whether somebody else has written since."""
        now = self._count()
        if now != self._seen:
            self._seen = now
            self.changed.emit(Changes())

    def _count(self) -> tuple[int, int]:
        try:
            with self._vault.read() as tx:
                return newest_arrivals(tx)
        except AppError:
            return self._seen  # a busy moment; the next look will tell
