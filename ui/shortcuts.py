"""The keys of the window in one list, so that F1 can show them all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QWidget

from ui.widgets.dialog_column import column_in
from ui.widgets.dress import worded


class ShortcutList(QDialog):
    """Keys at the left, what they do at the right."""

    def __init__(self, rows: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard"))
        self.setMinimumWidth(420)
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(worded(self.tr("Keyboard"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        everywhere = [
            ("Tab / Shift+Tab", self.tr("Next or previous field")),
            ("Ctrl+PgDown / Ctrl+PgUp", self.tr("Next or previous part of a form")),
            ("Alt+↓", self.tr("Open a list or the calendar")),
            ("F1", self.tr("This list")),
        ]
        for row, (keys, words) in enumerate(rows + everywhere):
            grid.addWidget(worded(keys, "label"), row, 0)
            grid.addWidget(worded(words), row, 1)
        column.addLayout(grid)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)


class Shortcuts:
    """Shortcuts of the whole window. Pages may add theirs with `add`; a shortcut is forgotten by `clear`."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._known: list[tuple[QShortcut, str]] = []
        self._first = QShortcut(QKeySequence("F1"), window)
        self._first.activated.connect(self.show_list)

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

    def show_list(self) -> None:
        """Open the list of keys."""
        ShortcutList(self.rows(), self._window).exec()
