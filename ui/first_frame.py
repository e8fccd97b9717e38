"""Starts the heavy part of the program only when the first frame is on the screen, so that nobody looks at nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

AT_LATEST_MS = 700  # a window that comes up minimised is never painted


class AfterFirstFrame(QObject):
    """Calls `begin` once, after the window was painted for the first time."""

    def __init__(self, window: QWidget, begin: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._begin = window, begin
        self._is_due = True
        window.installEventFilter(self)
        QTimer.singleShot(AT_LATEST_MS, self._go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_due:
            QTimer.singleShot(0, self._go)  # after this paint, not inside it
        return super().eventFilter(watched, event)

    def _go(self) -> None:
        if self._is_due:
            self._is_due = False
            self._window.removeEventFilter(self)
            self._begin()
