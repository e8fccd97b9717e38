"""The keys of the window: keys at the left, what they do at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.widgets.dress import worded


class KeyList(QWidget):
    """`rows` are those of the window and of its pages; what holds everywhere is added."""

    def __init__(self, rows: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        everywhere = [
            ("Tab / Shift+Tab", self.tr("Next or previous field")),
            ("Ctrl+S", self.tr("Save")),
            ("Ctrl+F", self.tr("Search on this page")),
            ("Ctrl+P", self.tr("Print what this page shows")),
            ("Ctrl+G", self.tr("Sign; on the page Numbers: give numbers")),
            ("Ctrl+O / Ctrl+Shift+O", self.tr("Add photos to a case, or a whole folder")),
            ("Alt+1 ... Alt+6", self.tr("The parts of a case")),
            ("Ctrl+PgDown / Ctrl+PgUp", self.tr("Next or previous part of a form")),
            ("Alt+↓", self.tr("Open a list or the calendar")),
            ("Esc", self.tr("Back, or close a dialog")),
            ("F1", self.tr("This guide")),
        ]
        self.rows = [*rows, *everywhere]
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(14)
        column.addWidget(worded(self.tr("Keyboard"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (keys, words) in enumerate(self.rows):
            grid.addWidget(worded(keys.replace(" / ", "\n"), "label"), row, 0)  # large letters have no room for both beside each other
            grid.addWidget(worded(words, wrap=True), row, 1)
        column.addLayout(grid)
        column.addStretch(1)
