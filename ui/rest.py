"""Gives memory back while nobody works: an evening of reading must not leave the laptop with less for the other programs."""

from __future__ import annotations

import gc
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow

from core.errors import AppError
from core.platform import give_back_memory
from core.vault.vault import Vault
from ui.jobs.runner import JobRunner
from ui.start.gate import SIGNS_OF_LIFE

REST_MS = 3000  # without a job, a key or the mouse


class Rest(QObject):
    """For one open vault. It acts once in each rest: twenty milliseconds or so, in which nobody is there to wait."""

    def __init__(self, vault: Vault, jobs: JobRunner, window: QWindow | None, *, rest_ms: int = REST_MS) -> None:
        super().__init__()
        self._vault, self._jobs = vault, jobs
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(rest_ms)
        self._timer.timeout.connect(self.give_back)
        jobs.idle_changed.connect(self._wait)
        if window is not None:
            window.installEventFilter(self)
        self._wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE:
            self._wait()
        return super().eventFilter(watched, event)

    def _wait(self, _is_idle: bool = True) -> None:
        self._timer.start()

    def give_back(self) -> None:
        """Free what is kept only to be quick, unless a job runs."""
        if not self._jobs.is_idle:
            return  # the end of the last job begins anew
        gc.collect()
        with suppress(AppError):  # a busy moment
            self._vault.rest()
        give_back_memory()
