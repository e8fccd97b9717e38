"""Opens the window: dresses it, lets it speak Indonesian, shows the first frame early, and ends its threads cleanly."""

from __future__ import annotations

import faulthandler
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path

from core.ends import note_ends
from core.platform import share_one_heap


def run(vault_path: Path | None, *, demo_passphrase: str | None = None) -> int:
    """Show the window until it is closed. Returns the exit code of the process.

    vault_path: the vault to open, or None to look in the usual place. demo_passphrase: opens it without asking, and is shown, because
    a throw-away drill vault has no secrets. Everything heavy is imported after the first frame is on the screen.
    """
    share_one_heap()  # before Qt starts its threads
    noted = note_ends()
    if sys.stderr is not None:  # a packed program without a console has none
        faulthandler.enable()
    from PySide6.QtWidgets import QApplication

    from ui.end_signals import EndSignals
    from ui.first_frame import AfterFirstFrame
    from ui.jobs.runner import JobRunner
    from ui.language import speak
    from ui.loading import Loading
    from ui.main_window import MainWindow
    from ui.navigator import Navigator
    from ui.opening_page import OpeningPage
    from ui.start.gate import Gate
    from ui.theme import theme

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Bukti")
    application.setApplicationDisplayName("Bukti")
    application.setDesktopFileName("bukti")
    theme.wear(application)
    speak(application)
    ends = EndSignals(noted)
    window, jobs = MainWindow(Navigator()), JobRunner()
    ends.came.connect(window.leaving.let_end)
    ends.came.connect(window.close)
    ends.came.connect(application.quit)  # also where a dialog waits for an answer
    loading = Loading(jobs)
    gate = Gate(window, jobs, vault_path, loading=loading)
    kept: list[object] = [gate]  # a connection does not keep its receiver alive

    def begin() -> None:
        from ui.crash_dialog import CrashReporter
        from ui.start.read_ahead import ReadAhead

        crashes = CrashReporter()
        sys.excepthook = crashes.hook
        threading.excepthook = crashes.hook_thread
        jobs.crashed.connect(crashes.show_fault)
        application.aboutToQuit.connect(jobs.close)
        ahead = ReadAhead()
        gate.asked.connect(ahead.begin)
        jobs.idle_changed.connect(ahead.give_way)
        window.closing.connect(ahead.stop)
        kept.extend((crashes, ahead))
        say_that_it_stands()
        loading.begin()

    def furnish() -> None:
        from ui.desk import Desk
        from ui.settings.fallen_back import tell_if_fallen_back

        desk = Desk(window, jobs, gate)
        gate.opened.connect(desk.open)
        gate.opened.connect(partial(tell_if_fallen_back, window))  # above the desk, so after it
        kept.append(desk)
        if vault_path is not None and demo_passphrase is not None:
            from ui.demo import open_demo

            open_demo(window, jobs, gate, vault_path, demo_passphrase)

    loading.then(furnish)
    if demo_passphrase is None:
        gate.begin()
    else:
        window.show_gate(OpeningPage())
    AfterFirstFrame(window, begin)
    window.show_fitting()
    try:
        return application.exec()
    finally:
        ends.close()


def say_that_it_stands() -> None:
    """Tell that the window of this version came up, before any vault is opened: from here on it is not left by itself any more."""
    from core.errors import AppError
    from core.program.versions import own_versions

    with suppress(AppError):  # a disk that takes nothing: then the next start is watched again
        if (versions := own_versions()) is not None:
            versions.stands()
