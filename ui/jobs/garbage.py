"""Frees cyclic garbage on the GUI thread only: a widget that dies in a worker's thread takes the process with it.

Python collects cycles in whichever thread happens to allocate, and widgets lie in cycles as soon as a signal holds a method of their page.
As in ankitects/anki `qt/aqt/main.py`.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


def spare_loaded() -> None:
    """What is loaded by now lives as long as the program: no later collection looks through it again. To be called on the GUI thread.

    Else every second or so the window stands still for a tenth of one: a thousand modules are three hundred thousand objects.
    """
    gc.collect()
    gc.freeze()


class GarbageOnGuiThread(QObject):
    """Turns automatic collection off for the process and collects by a timer instead, for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> None:
        """Collect the oldest generation whose turn it is by Python's own thresholds."""
        due = [n for n, (had, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if had > most]
        if due:
            gc.collect(due[-1])
