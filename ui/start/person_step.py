"""Who sits here: name, role, position."""

from __future__ import annotations

from core.actions.office.office import PersonSetup
from ui.people.role_words import roles_for
from ui.start.first_start_state import FirstStartState
from ui.start.step import Step
from ui.start.suggestions import position_of
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine


class PersonStep(Step):
    """The role comes before the region: it says how far down the region must be chosen."""

    def __init__(self, state: FirstStartState) -> None:
        super().__init__(self.tr("Who are you?"), self.tr("Name and position stand on the papers that you sign."))
        self._state = state
        self.name = LabelledField(self.tr("Full name"), TextLine())
        self.roles = ChoiceBox([Choice("", self.tr("Choose ...")), *roles_for("")])
        self.role = LabelledField(
            self.tr("Role"), self.roles, hint=self.tr("The role decides what you may do here, and where your office stands.")
        )
        self._position = TextLine()
        self.position = LabelledField(self.tr("Position"), self._position, hint=self.tr("As it shall stand on papers."))
        self._suggested = ""
        for field in (self.name, self.role, self.position):
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.roles.picked.connect(self._suggest)
        self.roles.currentIndexChanged.connect(self._suggest)

    def enter(self) -> None:
        self.name.setFocus()

    def check(self) -> bool:
        if not self.name.text():
            self.name.complain(self.tr("The name is missing."))
            return False
        if not self.roles.value():
            self.role.complain(self.tr("Choose your role from the list."))
            return False
        self._state.tell_person(PersonSetup(name=self.name.text(), position=self.position.text(), role=self.roles.value()))
        return True

    def _suggest(self) -> None:
        self.role.calm()
        if self._position.text() in ("", self._suggested):
            self._suggested = position_of(self.roles.value())
            self._position.setText(self._suggested)
