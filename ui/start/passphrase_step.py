"""A person's own passphrase."""

from __future__ import annotations

from ui.start.first_start_state import FirstStartState
from ui.start.step import Step
from ui.widgets.new_passphrase import NewPassphrase


class PassphraseStep(Step):
    """Strength is shown, not demanded; the vault is made when the person goes on."""

    def __init__(self, state: FirstStartState) -> None:
        super().__init__(
            self.tr("Your passphrase"),
            self.tr("It opens the vault and signs in your name. Nobody else needs it; nobody can look it up. At least eight characters."),
        )
        self._state = state
        self.new = NewPassphrase()
        self.body.addWidget(self.new)
        self.body.addStretch(1)

    @property
    def next_word(self) -> str:
        return self.tr("Set up the office")

    def enter(self) -> None:
        region = [one.name for one in self._state.region.chosen]
        self.new.first.own_words = (self._state.person.name, *region)
        self.new.setFocus()

    def check(self) -> bool:
        return self.new.check()
