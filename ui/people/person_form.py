"""The fields for admitting somebody: who he is, his own passphrase, and the passphrase of the one who admits him."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.actions.office.office import PersonSetup
from core.vault.errors import WrongPassphrase
from ui.people.own_passphrase import OwnPassphrase
from ui.people.role_words import roles_for
from ui.start.suggestions import position_of
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.labelled_field import LabelledField
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.text_line import TextLine


class PersonForm(QWidget):
    """`with_passphrase`: for a new person; without it for changing somebody."""

    entered = Signal()

    def __init__(self, office_code: str, *, with_passphrase: bool, person: PersonSetup | None = None) -> None:
        super().__init__()
        self.name = LabelledField(self.tr("Full name"), TextLine(person.name if person else ""))
        self.roles = ChoiceBox([Choice("", self.tr("Choose ...")), *roles_for(office_code)])
        self.role = LabelledField(self.tr("Role"), self.roles)
        self._position, self._suggested = TextLine(person.position if person else ""), ""
        self.position = LabelledField(self.tr("Position"), self._position)
        self.new = NewPassphrase(self.tr("This person's own passphrase, typed by himself")) if with_passphrase else None
        self.own = OwnPassphrase()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.addWidget(self.role, 0, 0)
        grid.addWidget(self.position, 0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.name)
        column.addLayout(grid)
        if self.new is not None:
            column.addWidget(self.new)
            self.new.entered.connect(self.own.setFocus)
        column.addWidget(self.own)
        self.roles.currentIndexChanged.connect(self._suggest)
        self.own.entered.connect(self.entered)
        self.setFocusProxy(self.name)
        if person is not None:
            self.roles.set_value(person.role)

    def who(self) -> PersonSetup:
        """Return what was typed."""
        return PersonSetup(name=self.name.text(), position=self.position.text(), role=self.roles.value())

    def check(self) -> bool:
        """Return whether everything is there; if not, say beside the field what is missing."""
        if not self.name.text():
            self.name.complain(self.tr("The name is missing."))
            return False
        if not self.roles.value():
            self.role.complain(self.tr("Choose the role from the list."))
            return False
        if self.new is not None and not self.new.check():
            return False
        return self.own.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> None:
        self.own.refuse(error)

    def clear_secrets(self) -> None:
        """Forget the passphrases."""
        self.own.clear()
        if self.new is not None:
            self.new.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # Enter never goes past this form
            super().keyPressEvent(event)

    def _suggest(self) -> None:
        self.role.calm()
        if self._position.text() in ("", self._suggested):
            self._suggested = position_of(self.roles.value())
            self._position.setText(self._suggested)
