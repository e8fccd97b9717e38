"""The keys of the window in one list, so that the guide (F1) can show them all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Shortcuts:
    """Shortcuts of the whole window. Pages may add theirs with `add`; a shortcut is forgotten by `clear`."""

    def __init__(self, window: QWidget, on_page: Callable[[], str] = str) -> None:
        """on_page: gives the key of the page that a person is on, for the guide to begin there."""
        self._window, self._on_page = window, on_page
        self.is_drill = False  # what is printed from the guide is marked then
        self._known: list[tuple[QShortcut, str]] = []
        self._first = QShortcut(QKeySequence("F1"), window)
        self._first.activated.connect(self.show_guide)

    def add(self, keys: str, words: str, act: Callable[[], object]) -> None:
        """Let `keys` (as "Ctrl+L") call `act` anywhere in the window; words: what it does, for the list."""
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(act)
        self._known.append((shortcut, words))

    def rows(self) -> list[tuple[str, str]]:
        """Return keys and words as the list shows them."""
        native = QKeySequence.SequenceFormat.NativeText
        return [(shortcut.key().toString(native), words) for shortcut, words in self._known]

    def clear(self) -> None:
        """Forget every shortcut but F1."""
        for shortcut, _words in self._known:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._known.clear()

    def show_guide(self) -> None:
        """Open the guide at the chapter of this page."""
        from ui.help.chapters import CHAPTER_OF
        from ui.help.help_dialog import HelpDialog

        HelpDialog(self.rows(), CHAPTER_OF.get(self._on_page(), ""), self._window, is_drill=self.is_drill).exec()
