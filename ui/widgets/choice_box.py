"""One of a few, in the space of one line; scrolling the page does not change it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.theme import theme
from ui.widgets.choice_model import Choice


class ChoiceBox(QComboBox):
    """Emits `picked` with the value when a person chose one."""

    picked = Signal(str)

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(theme.px(260))
        self.activated.connect(self._tell)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; the value stays while it is among them."""
        kept = self.value()
        self.clear()
        for choice in choices:
            self.addItem(choice.label, choice.value)
        self.set_value(kept)

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show a choice; `picked` is not emitted."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _tell(self, row: int) -> None:
        self.picked.emit(str(self.itemData(row)))
