"""Ends the window orderly when the system ends the program: Qt's loop sleeps through the signals of Python otherwise."""

from __future__ import annotations

import signal
import socket
from collections.abc import Sequence

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from core.ends import ENDS

AGAIN_MS = 100


class EndSignals(QObject):
    """Emits `came` on the GUI thread for SIGTERM, Ctrl-C or the end of the terminal; again and again, for a loop that begins only later."""

    came = Signal()

    def __init__(self, noted: Sequence[int]) -> None:
        """noted: where `core.ends.note_ends` notes what comes, also before this."""
        super().__init__()
        self._noted = noted
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._fd = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.came)
        if noted:
            self._again.start()

    def close(self) -> None:
        """Hear nothing more."""
        self._again.stop()
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd)
        self._read.close()
        self._write.close()

    def _wake(self) -> None:
        if set(self._read.recv(64)) & set(ENDS) or self._noted:
            self._again.start()
