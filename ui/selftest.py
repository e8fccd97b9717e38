"""Opens the desk on a vault without a screen, for `--selftest`: fonts, icons, forms and translations must be where the window looks."""

from __future__ import annotations

import os
from pathlib import Path


def see_window(vault_folder: Path, passphrase: str) -> str:
    """Open every page of the rail once. Returns how many, and the size of the last picture. Raises RuntimeError when it is empty."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QDeadlineTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    from core.actions.office.unlock import unlock
    from ui.desk import Desk
    from ui.jobs.runner import JobRunner
    from ui.language import speak
    from ui.main_window import MainWindow
    from ui.navigator import Navigator
    from ui.start.gate import Gate
    from ui.theme import theme

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
    theme.wear(application)
    speak(application)
    jobs, window = JobRunner(), MainWindow(Navigator())
    gate = Gate(window, jobs, vault_folder, base=vault_folder.parent / "window")
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    try:
        gate.enter(unlock(vault_folder, passphrase))
        window.show()
        rail = window.rail
        assert rail is not None
        for key in rail.buttons:
            window.open_page(key)
            deadline = QDeadlineTimer(20_000)
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            while not jobs.is_idle and not deadline.hasExpired():
                application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        picture = window.grab()
        if picture.isNull():
            raise RuntimeError("the window shows nothing")
        return f"{len(rail.buttons)} pages, {picture.width()} x {picture.height()}"
    finally:
        gate.close()
        jobs.close()
