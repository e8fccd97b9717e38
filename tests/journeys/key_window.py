"""The program's own window for `keystrokes.py`: it says, line by line, where the cursor is: `python -m tests.journeys.key_window VAULT`.

Reads the passphrase from standard input. Each line is JSON: page, field (its ref in a form), widget (what a screen reader would say), kind,
window (the one that has the keys: a dialog, a menu, the main one), places (words -> where to point), idle (nothing is under way).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TELL_EVERY_MS = 25
LOOK_EVERY = 8  # times: where things are is slower to find out


def main(vault: str) -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QTextEdit, QWidget

    from tests.journeys.window_places import places
    from ui.app import run
    from ui.desk import Desk
    from ui.form_view.field_row import FieldRow
    from ui.main_window import MainWindow

    passphrase = sys.stdin.readline().rstrip("\n")
    application = QApplication(sys.argv[:1])
    numbers = iter(range(sys.maxsize))
    pointed: dict[str, tuple[int, int]] = {}

    def above(widget: QWidget | None) -> str:
        while widget is not None and not isinstance(widget, FieldRow):
            widget = widget.parentWidget()
        return widget.field.ref if isinstance(widget, FieldRow) else ""

    def tell() -> None:
        window = next((one for one in application.topLevelWidgets() if isinstance(one, MainWindow)), None)
        if window is None or window.is_at_gate or not (desks := window.findChildren(Desk)):
            return
        focus, active, popup = application.focusWidget(), application.activeWindow(), application.activePopupWidget()
        page = window.current_page()
        text, number = getattr(focus, "text", None), next(numbers)
        if number % LOOK_EVERY == 0:
            pointed.clear()
            pointed.update(places(popup or active or window, above))
        seen = {
            "number": number,
            "places": pointed,
            "page": type(page).__name__,
            "field": above(focus),
            "widget": (focus.accessibleName() or (str(text()) if callable(text) else "")) if focus is not None else "",
            "is_long": isinstance(focus, QPlainTextEdit | QTextEdit),
            "kind": type(focus).__name__ if focus is not None else "",
            "window": type(popup or active).__name__,
            "words": [one.text() for one in page.findChildren(QLabel) if one.isVisible() and one.text()][:80] if page is not None else [],
            "idle": desks[0]._jobs.is_idle,
        }
        print(json.dumps(seen), flush=True)

    clock = QTimer()
    clock.setInterval(TELL_EVERY_MS)
    clock.timeout.connect(tell)
    clock.start()
    return run(Path(vault), demo_passphrase=passphrase)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
