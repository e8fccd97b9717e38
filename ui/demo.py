"""Opens the throw-away drill vault of `--demo` without asking, and tells its passphrase for the legal acts."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.actions.office.unlock import unlock
from ui.jobs.runner import Job, JobRunner
from ui.main_window import MainWindow
from ui.start.gate import Gate


def open_demo(window: MainWindow, jobs: JobRunner, gate: Gate, folder: Path, passphrase: str) -> None:
    """Unlock in a job, then let the person to the desk."""
    job = Job(lambda _report: unlock(folder, passphrase))
    job.succeeded.connect(gate.enter)
    job.failed.connect(window.banner.refuse)
    gate.opened.connect(partial(_tell, window, passphrase))
    jobs.start(job)


def _tell(window: MainWindow, passphrase: str, _vault: object) -> None:
    title = QCoreApplication.translate("Demo", "This is a drill: everything here is invented and gone once the window closes.")
    hint = QCoreApplication.translate("Demo", "The passphrase for signing and sealing is: {passphrase}").format(passphrase=passphrase)
    window.banner.say("info", title, hint)
