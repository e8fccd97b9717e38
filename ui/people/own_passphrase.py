"""One's own passphrase, asked for each legal act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import AppError
from core.words import explain
from ui.widgets.dress import restyle, worded
from ui.widgets.passphrase_field import PassphraseField


class OwnPassphrase(QWidget):
    """A passphrase field with room for what is wrong with it."""

    entered = Signal()

    def __init__(self, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = PassphraseField(label or self.tr("Your own passphrase, for your signature"))
        self.problem = worded("", "problem", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.problem)
        self.field.entered.connect(self.entered)
        self.field.edit.textEdited.connect(self._calm)
        self.setFocusProxy(self.field)

    def passphrase(self) -> str:
        return self.field.passphrase()

    def clear(self) -> None:
        """Forget what was typed."""
        self.field.clear()

    def check(self) -> bool:
        """Return whether something was typed."""
        if self.field.passphrase():
            return True
        self.complain(self.tr("Type your passphrase."))
        return False

    def refuse(self, error: AppError) -> None:
        """Say beside the field why it was not taken; the text is selected, to be typed anew."""
        self.complain(" ".join(words for words in explain(error) if words))
        self.field.edit.selectAll()

    def complain(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        restyle(self.field.edit, "wrong", "true")
        self.field.edit.setAccessibleDescription(words)
        self.field.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # entered has said it
            super().keyPressEvent(event)

    def _calm(self) -> None:
        self.problem.hide()
        restyle(self.field.edit, "wrong", "false")
        self.field.edit.setAccessibleDescription("")
