"""Promise: one key locks in 0.3 s, at rest and while the program still counts: the gate is painted and nobody's keys are held."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bench.ui.large_vault import large_vault
from bench.ui.promise import asked_vault, tell
from bench.ui.window import Painted, Took, Window, open_window
from ui.start.unlock_page import UnlockPage

LIMIT_MS = 300.0


def main() -> None:
    args = asked_vault().parse_args()
    folder = large_vault(args.vault, documents_wanted=args.documents, photos=args.photos)
    for what, is_at_rest in (("at rest", True), ("while it still counts", False)):
        with open_window(folder) as window:
            window.type_passphrase()
            window.until(lambda window=window: not window.main.is_at_gate)
            if is_at_rest:
                window.settle()
            else:
                window.until(lambda window=window: not window.jobs.is_idle)
            took = lock(window)
        tell(f"lock {what}, wall", took.wall, LIMIT_MS, "limit")
        tell(f"lock {what}, CPU", took.cpu, LIMIT_MS, "limit")


def lock(window: Window) -> Took:
    vault, started = window.gate.vault, window.now()
    assert vault is not None
    QTest.keyClick(window.main, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: window.main.is_at_gate)
    page = window.main.findChildren(UnlockPage)[-1]
    painted = Painted(page)
    window.until(lambda: painted.count)
    assert vault.me is None
    return window.since(started)


if __name__ == "__main__":
    sys.exit(main())
