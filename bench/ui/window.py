"""The real window in this process, opened on a vault and driven by real keys, with every moment in which it did not answer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bench.passphrase import PASSPHRASE
from ui.desk import Desk
from ui.jobs.garbage import spare_loaded
from ui.jobs.runner import JobRunner
from ui.language import speak
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.start.gate import Gate
from ui.start.unlock_page import UnlockPage
from ui.theme import theme


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds: from the start to the end, of this process alone, and the longest time in which the window did not answer."""

    wall: float
    cpu: float
    longest: float


class Painted(QObject):
    """Knows whether a widget was painted since it was asked last."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return super().eventFilter(watched, event)


class Window:
    """As ui/app.py joins it. folder: the vault; its passphrase is bench.material.PASSPHRASE."""

    def __init__(self, folder: Path) -> None:
        application = QApplication.instance()
        self.application = application if isinstance(application, QApplication) else QApplication([])
        theme.wear(self.application)
        speak(self.application)
        self.jobs = JobRunner()
        spare_loaded()
        self.jobs.crashed.connect(self._crash)
        self.main = MainWindow(Navigator())
        self.gate = Gate(self.main, self.jobs, folder, base=folder.parent / "window")
        self.desk = Desk(self.main, self.jobs, self.gate)
        self.gate.opened.connect(self.desk.open)
        self.gate.begin()
        self.main.resize(1366, 768)
        self.main.show()
        self.turn()

    def now(self) -> tuple[float, float]:
        return time.perf_counter(), time.process_time()

    def since(self, started: tuple[float, float]) -> Took:
        return Took((time.perf_counter() - started[0]) * 1000, (time.process_time() - started[1]) * 1000, 0.0)

    def type_passphrase(self) -> Took:
        """Type it and press Enter; opening has begun then. Returns what Enter alone took."""
        page = self.main.findChild(UnlockPage)
        assert isinstance(page, UnlockPage)
        field = page.own.findChildren(QWidget)
        line = next(one for one in field if one.inherits("QLineEdit"))
        line.setFocus()
        QTest.keyClicks(line, PASSPHRASE)
        started = self.now()
        QTest.keyClick(line, Qt.Key.Key_Return)
        return self.since(started)

    def turn(self) -> float:
        """Let the window do what waits. Returns the milliseconds of it."""
        started = time.perf_counter()
        self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        return (time.perf_counter() - started) * 1000

    def until(self, holds: Callable[[], Any], *, limit_s: float = 60.0) -> Took:
        """Run the window until `holds` is true."""
        started, cpu, longest = time.perf_counter(), time.process_time(), 0.0
        while not holds():
            longest = max(longest, self.turn())
            if time.perf_counter() - started > limit_s:
                raise SystemExit("it did not come to pass")
            time.sleep(0.0005)  # as the event loop waits: the workers have the processor
        return Took((time.perf_counter() - started) * 1000, (time.process_time() - cpu) * 1000, longest)

    def settle(self) -> Took:
        """Wait until no work runs and nothing waits to be painted."""
        quiet = 0

        def holds() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if self.jobs.is_idle else 0
            return quiet > 40

        return self.until(holds)

    def _crash(self, error: object) -> None:
        raise SystemExit(f"the window crashed: {error!r}")

    def end(self) -> None:
        self.main.close()
        self.jobs.close()
        self.main.deleteLater()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def open_window(folder: Path) -> Iterator[Window]:
    window = Window(folder)
    try:
        yield window
    finally:
        window.end()


@contextmanager
def open_desk(folder: Path) -> Iterator[Window]:
    """The window behind the passphrase, at rest."""
    with open_window(folder) as window:
        window.type_passphrase()
        window.until(lambda: not window.main.is_at_gate)
        window.settle()
        yield window
