"""Short facts as two columns: what it is, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.widgets.dress import worded


class Facts(QWidget):
    """Rows of (name, value); a row without a value is left out. Values can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def show_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """Show these instead of the last ones."""
        told = [(name, value) for name, value in rows if value]
        while len(self._rows) < len(told):
            name, value = worded("", "soft"), worded("", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAlignment(Qt.AlignmentFlag.AlignTop)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(name, len(self._rows), 0)
            self._grid.addWidget(value, len(self._rows), 1)
            self._rows.append((name, value))
        for number, (name, value) in enumerate(self._rows):
            name.setVisible(number < len(told))
            value.setVisible(number < len(told))
            if number < len(told):
                name.setText(told[number][0])
                value.setText(told[number][1])

    def text(self) -> str:
        """Return what is shown, one row a line."""
        return "\n".join(f"{name.text()}: {value.text()}" for name, value in self._rows if not name.isHidden())
