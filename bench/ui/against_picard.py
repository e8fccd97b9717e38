"""Promise: the unlock page is there no later than MusicBrainz Picard's window, and the idle program takes no more memory (PSS)."""

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
from bench.ui.large_vault import asked_vault, large_vault
from bench.ui.window import tell

ROUNDS, IDLE_S = 5, 8.0
DRIVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
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
    for place, name, unit in (
        (0, "first paint of the unlock page, wall", "ms"),
        (1, "until then, CPU", "ms"),
        (2, "idle memory, PSS", "MB"),
    ):
        tell(name, median(one[place] for one in ours), median(one[place] for one in theirs), "Picard", unit)


def start(command: list[str], *, says_so: bool) -> tuple[float, float, float]:
    """Return wall and CPU milliseconds until the window is there - ours tells when its unlock page was painted - and PSS in MB at rest."""
    screen = start_screen()
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o700)
        places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"), home)
        environment = {**os.environ, **places, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1"}
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
            time.sleep(IDLE_S)
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
