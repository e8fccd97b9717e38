"""Opens the window: dresses it, lets it speak Indonesian, shows the first frame early, and ends its threads cleanly."""

from __future__ import annotations

import faulthandler
import sys
from pathlib import Path


def run(vault_path: Path | None, *, demo: bool = False) -> int:
    """Show the window until it is closed. Returns the exit code of the process.

    vault_path: the vault to open, or None to look in the usual place; demo: a throw-away drill vault. Everything heavy is
    imported after the first frame is on the screen.
    """
    if sys.stderr is not None:  # a packed program without a console has none
        faulthandler.enable()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui.language import speak
    from ui.main_window import MainWindow
    from ui.navigator import Navigator
    from ui.theme import theme

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Bukti")
    application.setApplicationDisplayName("Bukti")
    application.setDesktopFileName("bukti")
    theme.wear(application)
    speak(application)
    window = MainWindow(Navigator())
    window.show()

    def begin() -> None:
        from ui.crash_dialog import CrashReporter
        from ui.jobs.runner import JobRunner
        from ui.desk import Desk
        from ui.start.gate import Gate

        crashes = CrashReporter()
        sys.excepthook = crashes.hook
        jobs = JobRunner()
        jobs.crashed.connect(crashes.show_fault)
        application.aboutToQuit.connect(jobs.close)
        gate = Gate(window, jobs, vault_path)
        desk = Desk(window, jobs, gate)
        gate.opened.connect(desk.open)
        gate.begin()

    _ = demo
    QTimer.singleShot(0, begin)
    return application.exec()
