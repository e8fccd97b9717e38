"""The real window on a real accessibility bus (AT-SPI, under Xvfb), asked as a screen reader asks: `python -m tests.rigs.spoken_window`.

Prints for each page how many things are heard and by which roles, and what has no name or says nothing about what it does; exit 1 for
those. Needs the Debian packages at-spi2-core, dbus, gir1.2-atspi-2.0, python3-gi and xvfb. `--plant` puts a nameless button on each page.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LISTENER = Path(__file__).with_name("spoken_listener.py")
NOTHING_SAID = ("filler", "panel", "unknown", "invalid", "frame", "redundant object")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plant", action="store_true")
    parser.add_argument("--window", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.window:
        return be_the_window(is_planted=given.plant)
    if not given.inside:
        again = [sys.executable, "-m", "tests.rigs.spoken_window", "--inside", *(["--plant"] if given.plant else [])]
        return subprocess.run(["xvfb-run", "-a", "dbus-run-session", "--", *again], cwd=ROOT, check=False).returncode
    return listen(is_planted=given.plant)


def listen(*, is_planted: bool) -> int:
    """Start the window, let it go from page to page, and ask the bus on each. Returns the exit code."""
    surroundings = os.environ | {
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONUNBUFFERED": "1",
        "QT_LOGGING_RULES": "qt.accessibility.*=false",
    }
    command = [sys.executable, "-m", "tests.rigs.spoken_window", "--window", *(["--plant"] if is_planted else [])]
    wrong = 0
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdin is not None and window.stdout is not None
        for line in window.stdout:
            page = line.removeprefix("PAGE ").strip()
            heard = subprocess.run(["/usr/bin/python3", str(LISTENER), "Bukti"], capture_output=True, text=True, timeout=120, check=True)
            things = [json.loads(one) for one in heard.stdout.splitlines()]
            silent = [one for one in things if not one["name"].strip() or one["role"] in NOTHING_SAID]
            wrong += len(silent) + (not things)
            roles = ", ".join(f"{count} {role}" for role, count in Counter(one["role"] for one in things).most_common())
            print(f"{page:12} {len(things):3} heard: {roles}", flush=True)
            for one in silent:
                print(f"{'':12} SILENT {one['role']} {one['name']!r}", flush=True)
            window.stdin.write("next\n")
            window.stdin.flush()
    print(f"{wrong} things say nothing of themselves")
    return 1 if wrong else 0


def be_the_window(*, is_planted: bool) -> int:
    """Show page after page of a filled vault; each waits for a line."""
    from PySide6.QtCore import QEventLoop, QSocketNotifier, QTimer
    from PySide6.QtWidgets import QApplication, QPushButton

    from tests.ui.case_samples import office_vault
    from tests.ui.every_page import fill
    from ui.desk import Desk
    from ui.jobs.runner import JobRunner
    from ui.language import speak
    from ui.main_window import MainWindow
    from ui.navigator import Navigator
    from ui.start.gate import Gate
    from ui.theme import theme

    application = QApplication(["Bukti"])
    application.setApplicationName("Bukti")
    theme.wear(application)
    speak(application)
    loop = QEventLoop()
    asked = QSocketNotifier(0, QSocketNotifier.Type.Read)
    asked.activated.connect(loop.quit)

    def rest(jobs: JobRunner) -> None:
        for _ in range(200):
            QTimer.singleShot(100, loop.quit)
            loop.exec()
            if jobs.is_idle:
                return

    with tempfile.TemporaryDirectory() as folder:
        vault = office_vault(Path(folder) / "vault")
        case_id, documents = fill(vault, Path(folder))
        jobs, window = JobRunner(), MainWindow(Navigator())
        gate = Gate(window, jobs, vault.folder, base=Path(folder) / "base")
        desk = Desk(window, jobs, gate)
        gate.opened.connect(desk.open)
        window.resize(1280, 760)
        window.show()
        gate.enter(vault)
        assert window.rail is not None
        ways = {key: (lambda key=key: window.open_page(key)) for key in window.rail.buttons}
        ways |= {
            "a case": lambda: window.navigator.open_case.emit(case_id),
            "a form": lambda: window.navigator.open_document.emit(documents["model_a"]),
        }
        for name, show in ways.items():
            show()
            page = window.current_page()
            assert page is not None
            if is_planted:
                planted = QPushButton(page)
                planted.setGeometry(0, 0, 40, 30)
                planted.show()
            rest(jobs)
            print(f"PAGE {name}", flush=True)
            loop.exec()
            sys.stdin.readline()
        gate.close()
        jobs.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
