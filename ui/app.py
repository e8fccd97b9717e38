"""Opens the window: dresses it, lets it speak Indonesian, shows the first frame early, and ends its threads cleanly."""

from __future__ import annotations

import faulthandler
import sys
import threading
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.jobs.runner import JobRunner

# What takes long to load and knows no Qt: loaded in a worker, so that the window answers meanwhile.
HEAVY = (
    "core.vault.vault",
    "core.actions.office.roster",
    "core.actions.papers.papers",
    "core.papers.recovery_sheet",
    "core.evidence.inspect",
    "forms.library",
)
# What single pages bring beyond that: loaded while the person types the passphrase, so that no page waits for it.
LATER = (
    "core.actions.check.check_paper",
    "core.actions.check.check_vault",
    "core.actions.exchange.bring_back",
    "core.actions.exchange.hand_in",
    "core.actions.exchange.read_stick",
    "core.actions.papers.drawn_signature",
    "core.actions.papers.outside",
    "core.actions.papers.print_queue",
    "core.actions.papers.print_single",
    "core.actions.papers.signing_order",
    "core.actions.papers.token_module",
    "core.actions.recap.recap_sheets",
    "core.papers.deferred",
    "core.papers.token",
)


def run(vault_path: Path | None, *, demo_passphrase: str | None = None) -> int:
    """Show the window until it is closed. Returns the exit code of the process.

    vault_path: the vault to open, or None to look in the usual place. demo_passphrase: opens it without asking, and is shown, because
    a throw-away drill vault has no secrets. Everything heavy is imported after the first frame is on the screen.
    """
    if sys.stderr is not None:  # a packed program without a console has none
        faulthandler.enable()
    from PySide6.QtWidgets import QApplication

    from ui.first_frame import AfterFirstFrame
    from ui.language import speak
    from ui.main_window import MainWindow
    from ui.navigator import Navigator
    from ui.opening_page import OpeningPage
    from ui.theme import theme

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Bukti")
    application.setApplicationDisplayName("Bukti")
    application.setDesktopFileName("bukti")
    theme.wear(application)
    speak(application)
    window = MainWindow(Navigator())
    window.show_gate(OpeningPage())
    kept: list[object] = []  # a connection does not keep its receiver alive

    def begin() -> None:
        from ui.crash_dialog import CrashReporter
        from ui.jobs.garbage import GarbageOnGuiThread
        from ui.jobs.runner import Job, JobRunner

        kept.append(GarbageOnGuiThread())
        crashes = CrashReporter()
        sys.excepthook = crashes.hook
        threading.excepthook = crashes.hook_thread
        jobs = JobRunner()
        jobs.crashed.connect(crashes.show_fault)
        application.aboutToQuit.connect(jobs.close)
        loading = Job(lambda _report: [import_module(name) for name in HEAVY])
        loading.ended.connect(partial(enter, jobs))
        kept.extend((crashes, jobs))
        jobs.start(loading)

    def enter(jobs: JobRunner) -> None:
        from ui.desk import Desk
        from ui.jobs.runner import Job
        from ui.start.gate import Gate

        gate = Gate(window, jobs, vault_path)
        desk = Desk(window, jobs, gate)
        gate.opened.connect(desk.open)
        kept.extend((gate, desk))
        jobs.start(Job(lambda _report: [import_module(name) for name in LATER]))
        if vault_path is None or demo_passphrase is None:
            gate.begin()
            return
        from ui.demo import open_demo

        open_demo(window, jobs, gate, vault_path, demo_passphrase)

    AfterFirstFrame(window, begin)
    window.show_fitting()
    return application.exec()
