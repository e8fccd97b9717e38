"""Promise: the unlock page is there no later than MusicBrainz Picard's window, and the idle program takes no more memory (PSS).

Both come from compiled files, as at every start but the first. Idle is measured twice: at the unlock page, and with the list of all cases.
PSS shares a page of a library among all processes that hold it. So nothing of the program may be loaded in this one: it would carry
half of Qt for the window it measures (15 MB). RSS, which counts every page in full for both, is told beside it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.first_paint import ROOT, cpu_ms, start_screen, visible
from bench.passphrase import PASSPHRASE
from bench.ui.promise import asked_vault, tell

ROUNDS, IDLE_S, LIST_S = 5, 8.0, 25.0  # at rest a busy machine is later
DRIVER = """
import sys
from pathlib import Path
from core.platform import share_one_heap
share_one_heap()  # as ui.app.run does, here before the first window of Qt
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

class Seen(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == "UnlockPage":
            print("PAINTED", flush=True)
            application.removeEventFilter(self)
        return False

application = QApplication(sys.argv[:1])
seen = Seen()
application.installEventFilter(seen)
def open_list():
    from ui.main_window import MainWindow
    from ui.start.unlock_page import UnlockPage
    window = next(one for one in application.topLevelWidgets() if isinstance(one, MainWindow))
    if page := window.findChild(UnlockPage):
        edit = page.own.field.edit
        edit.setText(sys.argv[2])  # QtTest would lie in the memory that is measured
        application.sendEvent(edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))
        QTimer.singleShot(4000, lambda: window.open_page("cases"))

if len(sys.argv) > 2:
    QTimer.singleShot(3000, open_list)
from ui.app import run
run(Path(sys.argv[1]))
"""


def main() -> None:
    args = asked_vault().parse_args()
    picard = shutil.which("picard")
    if picard is None:
        raise SystemExit("picard is not installed: apt-get install --no-install-recommends picard")
    subprocess.run([sys.executable, "-m", "bench.ui.large_vault", *sys.argv[1:]], cwd=ROOT, check=True)
    door, listed, theirs = [], [], []
    for _ in range(ROUNDS):  # by turns, so that all meet the same machine
        door.append(start([sys.executable, "-c", DRIVER, str(args.vault)], says_so=True))
        listed.append(start([sys.executable, "-c", DRIVER, str(args.vault), PASSPHRASE], says_so=True, idle_s=LIST_S))
        theirs.append(start([picard], says_so=False))
    assert "PySide6" not in sys.modules, "this process shares the libraries that it measures"
    for name, unit, ours, place in (
        ("first paint of the unlock page, wall", "ms", door, "wall_ms"),
        ("until then, CPU", "ms", door, "cpu_ms"),
        ("idle memory at the unlock page, PSS", "MB", door, "pss_mb"),
        ("idle memory at the unlock page, RSS", "MB", door, "rss_mb"),
        ("idle memory with the list of cases, PSS", "MB", listed, "pss_mb"),
        ("idle memory with the list of cases, RSS", "MB", listed, "rss_mb"),
    ):
        tell(name, median(getattr(one, place) for one in ours), median(getattr(one, place) for one in theirs), "Picard", unit)


@dataclass(frozen=True, slots=True)
class Start:
    """Until the window was there - ours tells when its unlock page was painted - and the memory of all its processes at rest."""

    wall_ms: float
    cpu_ms: float
    pss_mb: float
    rss_mb: float


def start(command: list[str], *, says_so: bool, idle_s: float = IDLE_S) -> Start:
    screen = start_screen()
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o700)
        places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"), home)
        environment = {**os.environ, **places, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # Picard's code is compiled too
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert process.stdout is not None
            if says_so:
                assert "PAINTED" in process.stdout.readline()
            while not says_so and not visible(environment):
                if process.poll() is not None:
                    raise SystemExit(f"no window came: {command}")
                time.sleep(0.005)
            wall, cpu = (time.perf_counter() - begun) * 1000, cpu_ms(process.pid)
            time.sleep(idle_s)
            return Start(wall, cpu, memory_mb(process.pid, "Pss"), memory_mb(process.pid, "Rss"))
        finally:
            process.kill()
            process.wait()
            screen.end()


def memory_mb(pid: int, kind: str) -> float:
    """Return the megabytes of a process and of all that it started. kind: Pss or Rss."""
    process = Path(f"/proc/{pid}")
    lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")) / 1024
    children = (child for task in process.glob("task/*/children") for child in task.read_text(encoding="ascii").split())
    return own + sum(memory_mb(int(child), kind) for child in children)


if __name__ == "__main__":
    sys.exit(main())
