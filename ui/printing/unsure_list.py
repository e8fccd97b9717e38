"""Papers about which the print service knows nothing any more: the person looks into the tray and says what he sees."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.vault.printing import Print
from ui.widgets.dress import Button, worded
from ui.widgets.emptying import empty

SHOWN = 20


class UnsureList(QFrame):
    """Emits `settled` with the id of the print, and whether it came out."""

    settled = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "inset")
        self._shown: tuple[str, ...] = ()
        self.buttons: list[tuple[Button, Button]] = []
        column = QVBoxLayout(self)
        told = self.tr("The computer cannot say whether these came out of the printer. Look, and say so; nothing is sent twice by itself.")
        column.addWidget(worded(told, "label", wrap=True))
        self._rows = QVBoxLayout()
        column.addLayout(self._rows)

    def show_prints(self, prints: Sequence[Print]) -> None:
        """Show the first of these."""
        ids = tuple(one.id for one in prints[:SHOWN])
        if ids == self._shown:
            return
        self._shown, self.buttons = ids, []
        empty(self._rows)
        for one in prints[:SHOWN]:
            yes, no = Button(self.tr("It came out"), icon_name="check"), Button(self.tr("Send again"), icon_name="printer")
            yes.clicked.connect(partial(self._settle, one.id, True))
            no.clicked.connect(partial(self._settle, one.id, False))
            self.buttons.append((yes, no))
            row = QHBoxLayout()
            row.addWidget(worded(one.title, wrap=True), 1)
            for button in (yes, no):
                button.setAccessibleName(f"{button.text()}: {one.title}")
                row.addWidget(button)
            line = QWidget()
            line.setLayout(row)
            self._rows.addWidget(line)

    def _settle(self, print_id: str, came_out: bool, _checked: bool = False) -> None:
        self.settled.emit(print_id, came_out)
