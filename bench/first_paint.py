"""Promise: the window is there at once. Limit: a bare PySide6 window with one word in it, started the same way on the same screen."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel

application = QApplication(sys.argv)
word = QLabel("Bukti")
word.setWindowTitle("Bukti")
word.show()
application.exec()
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        screen = start_screen()
        try:
            environment = {**os.environ, "DISPLAY": screen.display, "HOME": folder, "XDG_DATA_HOME": folder, "QT_QPA_PLATFORM": "xcb"}
            environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as at every start but the first
            ours, bare = [], []
            for _ in range(ROUNDS):  # by turns, so that both meet the same machine
                ours.append(until_mapped([str(ROOT / "main.py"), "--vault", f"{folder}/none"], environment))
                bare.append(until_mapped(["-c", BARE], environment))
        finally:
            screen.end()
    wall, limit = median(w for w, _ in ours), median(w for w, _ in bare)
    cpu, cpu_limit = median(c for _, c in ours), median(c for _, c in bare)
    print(f"first paint {wall:.0f} ms / bare window {limit:.0f} ms = {wall / limit:.2f} (wall)")
    print(f"first paint {cpu:.0f} ms / bare window {cpu_limit:.0f} ms = {cpu / cpu_limit:.2f} (CPU)")


class Screen:
    """A screen of our own, so that no other window is counted."""

    def __init__(self, process: subprocess.Popen[str], display: str) -> None:
        self.process, self.display = process, display

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()


def start_screen() -> Screen:
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    return Screen(process, f":{process.stdout.readline().strip()}")


def until_mapped(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Start Python with these arguments; return wall and CPU milliseconds until a window of it is visible."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        while not visible(environment):
            if process.poll() is not None or time.perf_counter() - started > 60:
                raise SystemExit(f"no window came: {arguments}")
        wall = (time.perf_counter() - started) * 1000
        cpu = cpu_ms(process.pid)
    finally:
        process.kill()
        process.wait()
    return wall, cpu


def visible(environment: dict[str, str]) -> bool:
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "."], env=environment, capture_output=True, text=True)
    return bool(found.stdout.strip())


def cpu_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1000


if __name__ == "__main__":
    sys.exit(main())
