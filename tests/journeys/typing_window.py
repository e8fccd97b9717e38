"""The program's own window in a process that types into a form until it is killed: `python -m tests.journeys.typing_window VAULT STREAM`.

With `--forgetful` the window never keeps what is typed: the bug that the test must find.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVENT = "/model_a/violation/event"
LONGEST_MS = 120_000
KEY_EVERY_MS = 45  # about 22 keys a second: a fast typist
WORDS = " ".join(f"{number} pegawai," for number in range(1, 400))


@dataclass(frozen=True, slots=True)
class Killed:
    """What stood in the field, as the window said key by key (length so far -> monotonic seconds), and when it was killed."""

    typed_at: dict[int, float]
    killed_at: float

    def typed_before(self, seconds: float) -> str:
        """Return what stood in the field so long before the kill."""
        return WORDS[: max((length for length, at in self.typed_at.items() if at <= self.killed_at - seconds), default=0)]

    @property
    def stood_still(self) -> float:
        """Seconds that the machine took from the window while it typed: what its keys came late by. They are nobody's typing."""
        moments = sorted(self.typed_at.values())
        return sum(
            max(0.0, later - earlier - KEY_EVERY_MS / 1000) for earlier, later in zip(moments, [*moments[1:], self.killed_at], strict=True)
        )


def type_and_kill(vault: Path, stream: str, passphrase: str, *, seed: int, forgetful: bool = False) -> Killed:
    """Let the window type, kill it with SIGKILL after some seconds of typing, and return what it had typed."""
    command = [sys.executable, "-m", "tests.journeys.typing_window", str(vault), stream, *(["--forgetful"] if forgetful else [])]
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}
    typed_at: dict[int, float] = {}
    keys = random.Random(seed).randint(60, 90)
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdin is not None and window.stdout is not None
        window.stdin.write(passphrase + "\n")
        window.stdin.flush()
        for line in window.stdout:
            length, at = line.split()
            typed_at[int(length)] = float(at)
            if len(typed_at) >= keys:
                break
        killed_at = time.monotonic()
        window.send_signal(signal.SIGKILL)
        for line in window.stdout:  # said between the last line read and the kill
            if len(words := line.split()) == 2 and line.endswith("\n"):
                typed_at[int(words[0])] = float(words[1])
        assert window.wait() == -signal.SIGKILL
    return Killed(typed_at, killed_at)


def main(vault: str, stream: str, *options: str) -> int:
    """Open the window as main.py does, wait for the desk, open the form and type."""
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit

    from ui.app import run
    from ui.documents.fill_form_page import FillFormPage
    from ui.documents.fill_form_state import FillFormState
    from ui.main_window import MainWindow

    if "--forgetful" in options:
        FillFormState.touch = lambda _state: None  # type: ignore[method-assign]
    passphrase = sys.stdin.readline().rstrip("\n")
    application = QApplication(sys.argv[:1])
    field: list[QLineEdit] = []

    def step() -> None:
        window = next((one for one in application.topLevelWidgets() if isinstance(one, MainWindow)), None)
        if window is None or window.is_at_gate:
            return
        if not field:
            if not isinstance(window.current_page(), FillFormPage):
                window.navigator.open_document.emit(stream)
            page = window.current_page()
            assert isinstance(page, FillFormPage)
            page.form.go_to(EVENT)
            found = page.form.field(EVENT)
            assert isinstance(found, QLineEdit)
            field.append(found)
            keys.setInterval(KEY_EVERY_MS)
        QTest.keyClicks(field[0], WORDS[len(field[0].text())])
        assert WORDS.startswith(field[0].text())
        print(len(field[0].text()), time.monotonic(), flush=True)

    keys = QTimer()
    keys.setInterval(20)
    keys.timeout.connect(step)
    keys.start()
    QTimer.singleShot(LONGEST_MS, application.quit)  # nobody waits for ever for a window that does not type
    return run(Path(vault), demo_passphrase=passphrase)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
