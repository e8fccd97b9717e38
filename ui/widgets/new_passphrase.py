"""A new passphrase, typed twice, its strength shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.office.setup import PassphraseTooShort, check_passphrase
from core.words import explain
from ui.widgets.dress import restyle, worded
from ui.widgets.passphrase_field import PassphraseField


class NewPassphrase(QWidget):
    """The only rules: eight characters, and twice the same."""

    entered = Signal()  # Enter in the second field

    def __init__(self, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = PassphraseField(label or self.tr("Passphrase"), with_meter=True)
        self.second = PassphraseField(self.tr("The same again"))
        self.problem = worded("", "problem", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.first, self.second, self.problem):
            column.addWidget(widget)
        self.first.entered.connect(self.second.setFocus)
        self.second.entered.connect(self.entered)
        for field in (self.first, self.second):
            field.changed.connect(self._calm)
        self.setFocusProxy(self.first)

    def passphrase(self) -> str:
        return self.first.passphrase()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def check(self) -> bool:
        """Return whether it can be taken; if not, say why and put the cursor there."""
        try:
            check_passphrase(self.first.passphrase())
        except PassphraseTooShort as error:
            self._complain(self.first, " ".join(explain(error)))
            return False
        if self.first.passphrase() != self.second.passphrase():
            self._complain(self.second, self.tr("The two are not the same. Type it again."))
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # entered has said it
            super().keyPressEvent(event)

    def _complain(self, field: PassphraseField, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        restyle(field.edit, "wrong", "true")
        field.edit.setAccessibleDescription(words)
        field.edit.setFocus()

    def _calm(self) -> None:
        self.problem.hide()
        for field in (self.first, self.second):
            restyle(field.edit, "wrong", "false")
            field.edit.setAccessibleDescription("")
