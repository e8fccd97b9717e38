"""Does the window answer at all times? The longest gaps of its event loop over a day's journey: `python -m tests.rigs.never_stuck`.

The real window on the demo's cases opens, lists, opens a case, takes twelve photos in, searches as one types, makes a paper, switches
language and locks. A thread asks the event loop for an answer every 5 ms; how long each answer took is the gap. Printed is the longest of
each step, how much of it the GUI thread worked itself (on a busy machine it waits too), and where it stood where that is above 100 ms.
`--plant MS` keeps the loop busy once, to see that it is noticed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.actions.office.unlock import unlock
from core.demo import Demo, demo
from core.evidence.drill_photos import draw_all
from core.vault.views import cases, documents
from ui.cases.case_list_page import CaseListPage
from ui.cases.case_page import CasePage
from ui.desk import Desk
from ui.jobs.garbage import spare_loaded
from ui.jobs.runner import JobRunner
from ui.language import speak
from ui.loading import BEHIND, OF_THE_WINDOW
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.settings.settings_page import SettingsPage
from ui.start.gate import Gate
from ui.theme import theme

LIMIT_MS = 100
ASKED_EVERY_S = 0.005


class Watch(QObject):
    """Asks the event loop again and again; remembers how long it took to answer, and where the GUI thread stood meanwhile."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms, self.worked_ms, self.stood_at = 0.0, 0.0, ""
        self._clock = time.pthread_getcpuclockid(threading.get_ident())
        self._answered = threading.Event()
        self._gui_thread = threading.get_ident()
        self._end = threading.Event()
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()

    def begin(self) -> None:
        self.longest_ms, self.worked_ms, self.stood_at = 0.0, 0.0, ""

    def close(self) -> None:
        self._end.set()
        self._thread.join()

    def _answer(self, _number: int) -> None:
        self._answered.set()

    def _ask(self) -> None:
        while not self._end.wait(ASKED_EVERY_S):
            self._answered.clear()
            began, worked, where = time.perf_counter(), time.clock_gettime(self._clock), ""
            self.asked.emit(0)
            while not self._answered.wait(LIMIT_MS / 2000) and not self._end.is_set():
                where = where or _where(self._gui_thread)
            gap = (time.perf_counter() - began) * 1000
            worked_ms = (time.clock_gettime(self._clock) - worked) * 1000
            self.longest_ms = max(self.longest_ms, gap)
            if worked_ms > self.worked_ms:
                self.worked_ms, self.stood_at = worked_ms, where


def _where(thread: int) -> str:
    """Return the lines of ours on which this thread stands, the innermost first."""
    frame = sys._current_frames().get(thread)
    lines = [] if frame is None else traceback.extract_stack(frame)
    ours = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in lines if "never_stuck" not in one.filename]
    return " < ".join(reversed(ours[-5:]))


class Journey:
    """One window, step after step."""

    def __init__(self, sample: Demo, folder: Path) -> None:
        self.sample, self.photos = sample, draw_all(folder / "photos")
        self.rows: list[tuple[str, float, float, str]] = []
        self.jobs, self.window, self.watch = JobRunner(), MainWindow(Navigator()), Watch()
        self.gate = Gate(self.window, self.jobs, sample.vault, base=folder / "base")
        self.desk = Desk(self.window, self.jobs, self.gate)
        self.gate.opened.connect(self.desk.open)
        self.window.resize(1366, 768)
        self.window.show()

    def step(self, name: str, act: Callable[[], object]) -> None:
        self.rest(60)
        self.watch.begin()
        act()
        self.rest(250)
        self.rows.append((name, self.watch.longest_ms, self.watch.worked_ms, self.watch.stood_at))

    def rest(self, least_ms: int) -> None:
        """Wait until nothing is under way; the loop runs meanwhile."""
        while True:
            loop = QEventLoop()
            QTimer.singleShot(least_ms, loop.quit)
            loop.exec()
            if self.jobs.is_idle:
                return

    def type_words(self, words: str) -> None:
        page = self.window.current_page()
        assert isinstance(page, CaseListPage)
        for letter in words:
            QTest.keyClicks(page.search, letter)
            self.rest(40)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plant", type=int, default=0, metavar="MS")
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    theme.wear(application)
    speak(application)
    with demo() as sample, tempfile.TemporaryDirectory() as place:
        for name in (*BEHIND, *OF_THE_WINDOW):  # as the program does before the desk opens
            import_module(name)
        spare_loaded()
        journey = Journey(sample, Path(place))
        walk(journey, given.plant)
        journey.gate.close()
        journey.watch.close()
        journey.jobs.close()
    over = [row for row in journey.rows if row[2] > LIMIT_MS]
    print("   gap  of it work of the window itself (CPU)")
    for step, gap, worked, where in journey.rows:
        print(f"{gap:6.0f} {worked:6.0f} ms  {step}" + (f"\n{'':18}{where}" if worked > LIMIT_MS else ""))
    print(f"in {len(over)} of {len(journey.rows)} steps the window is kept from answering by more than {LIMIT_MS} ms of its own work")
    return 1 if over else 0


def walk(journey: Journey, plant_ms: int) -> None:
    window, navigator = journey.window, journey.window.navigator
    vault = unlock(journey.sample.vault, journey.sample.passphrase)
    with vault.read() as tx:
        forms = [one for case_id in cases.keys(tx) for one in documents.of_case(tx, case_id)]
    document = next(one for one in forms if one.form_id == "model_a")

    def page(kind: type) -> object:
        found = window.current_page()
        assert isinstance(found, kind)
        return found

    def attach() -> None:
        shown = page(CasePage)
        assert isinstance(shown, CasePage)
        shown.evidence.state.attach([journey.photos[number % len(journey.photos)] for number in range(12)], "folder")

    def switch(language: str) -> Callable[[], None]:
        def act() -> None:
            shown = page(SettingsPage)
            assert isinstance(shown, SettingsPage)
            shown.languages.picked.emit(language)

        return act

    journey.step("open the vault: the desk", lambda: journey.gate.enter(vault))
    for key in ("cases", "evidence", "numbers", "catalogue", "printing", "sending", "check", "recap", "settings"):
        journey.step(f"page {key}", lambda key=key: window.open_page(key))
    journey.step("English", switch("en"))
    journey.step("Indonesian again", switch("id"))
    journey.step("the list again", lambda: window.open_page("cases"))
    journey.step("search, letter by letter", lambda: journey.type_words("mobil dinas"))
    journey.step("open a case", lambda: navigator.open_case.emit(document.case_id))
    for tab in ("evidence", "statements", "papers", "course", "history"):
        journey.step(f"tab {tab}", lambda tab=tab: page(CasePage).show_tab(tab))  # type: ignore[attr-defined]
    journey.step("back to the evidence", lambda: page(CasePage).show_tab("evidence"))  # type: ignore[attr-defined]
    journey.step("attach 12 photos", attach)
    journey.step("open a form", lambda: navigator.open_document.emit(document.stream))
    journey.step("back", window.go_back)
    journey.step("the paper of a form", lambda: page(CasePage).preview_wanted.emit(document.stream))  # type: ignore[attr-defined]
    if plant_ms:
        journey.step("planted", lambda: QTimer.singleShot(0, lambda: _busy(plant_ms)))
    journey.step("lock", journey.gate.lock)


def _busy(milliseconds: int) -> None:
    until = time.thread_time() + milliseconds / 1000
    while time.thread_time() < until:
        pass


if __name__ == "__main__":
    sys.exit(main())
