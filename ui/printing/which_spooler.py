"""The one place that chooses how papers reach a printer on this system."""

from __future__ import annotations

from core.platform import prints_by_cups
from core.printing.cups import CupsSpooler
from core.printing.spooler import Spooler


def spooler_here() -> Spooler:
    """Return CUPS by its socket where there is CUPS, else the printers of the system through Qt. Call it on the thread of the window."""
    if prints_by_cups():
        return CupsSpooler()
    from ui.printing.qt_spooler import QtSpooler

    return QtSpooler()
