"""Promise: the unlock page is there no later than MusicBrainz Picard's window, and the idle program takes no more memory (PSS).

Both come from compiled files, as at every start but the first. Idle is measured twice: at the unlock page, and with the list of all cases.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.first_paint import ROOT, cpu_ms, start_screen, visible
from bench.material import PASSPHRASE
from bench.ui.large_vault import asked_vault, large_vault
from bench.ui.window import tell

ROUNDS, IDLE_S, LIST_S = 5, 8.0, 15.0
DRIVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
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
    from PySide6.QtTest import QTest
    from PySide6.QtCore import Qt
    from ui.main_window import MainWindow
    from ui.start.unlock_page import UnlockPage
    window = next(one for one in application.topLevelWidgets() if isinstance(one, MainWindow))
    if page := window.findChild(UnlockPage):
        QTest.keyClicks(page.own.field.edit, sys.argv[2])
        QTest.keyClick(page.own.field.edit, Qt.Key.Key_Return)
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
    vault = large_vault(args.vault, documents_wanted=args.documents, photos=args.photos)
    ours, theirs = [], []
    for _ in range(ROUNDS):  # by turns, so that both meet the same machine
        ours.append(start([sys.executable, "-c", DRIVER, str(vault)], says_so=True))
        theirs.append(start([picard], says_so=False))
    listed = start([sys.executable, "-c", DRIVER, str(vault), PASSPHRASE], says_so=True, idle_s=LIST_S)
    for place, name, unit in (
        (0, "first paint of the unlock page, wall", "ms"),
        (1, "until then, CPU", "ms"),
        (2, "idle memory at the unlock page, PSS", "MB"),
    ):
        tell(name, median(one[place] for one in ours), median(one[place] for one in theirs), "Picard", unit)
    tell("idle memory with the list of cases, PSS", listed[2], median(one[2] for one in theirs), "Picard", "MB")


def start(command: list[str], *, says_so: bool, idle_s: float = IDLE_S) -> tuple[float, float, float]:
    """Return wall and CPU milliseconds until the window is there - ours tells when its unlock page was painted - and PSS in MB at rest."""
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
            return wall, cpu, pss_mb(process.pid)
        finally:
            process.kill()
            process.wait()
            screen.end()


def pss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    sys.exit(main())
