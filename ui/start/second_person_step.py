"""The end of the first start: admit somebody else at once, or go to work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from core.errors import AppError
from core.vault.errors import WrongPassphrase
from ui.people.person_form import PersonForm
from ui.start.step import Step
from ui.widgets.dress import Button, worded


class SecondPersonStep(Step):
    """Admitting may be left for later; it is in Settings, People."""

    admit_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            self.tr("Ready to work"),
            self.tr("If a second person has a passphrase of his own, one forgotten passphrase locks nobody out."),
        )
        self.said = worded("", "soft", wrap=True)
        self.said.hide()
        self.open_form = Button(self.tr("Admit a second person"), icon_name="person")
        self.open_form.clicked.connect(self._open)
        self.form: PersonForm | None = None
        self.admit = Button(self.tr("Admit"), icon_name="check")
        self.admit.clicked.connect(self._admit)
        self.admit.hide()
        self._office = ""
        self.body.addWidget(self.said)
        self.body.addWidget(self.open_form, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.admit, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    @property
    def next_word(self) -> str:
        return self.tr("Start working")

    @property
    def can_go_back(self) -> bool:
        return False

    def offer(self, office_code: str, *, may_admit: bool) -> None:
        """Show the step for this office. may_admit: False for a person who joined and is no chair."""
        self._office = office_code
        self.open_form.setVisible(may_admit)
        self.sentence.setVisible(may_admit)

    def enter(self) -> None:
        if self.form is None:
            self.settled.emit()

    def check(self) -> bool:
        return True

    def say_admitted(self, name: str) -> None:
        """Somebody was admitted; another one may follow."""
        if self.form is not None:
            self.form.clear_secrets()
            self.form.deleteLater()
            self.form = None
        self.admit.hide()
        self.open_form.show()
        self.said.setText(self.tr("{name} was admitted and can open this vault with his own passphrase.").format(name=name))
        self.said.show()
        self.settled.emit()

    def refuse(self, error: AppError) -> bool:
        """Show a wrong passphrase beside its field. Returns whether it was one."""
        if self.form is None or not isinstance(error, WrongPassphrase):
            return False
        self.form.refuse_passphrase(error)
        return True

    def _open(self) -> None:
        self.form = PersonForm(self._office, with_passphrase=True)
        self.form.entered.connect(self._admit)
        self.body.insertWidget(1, self.form)
        self.open_form.hide()
        self.said.hide()
        self.admit.show()
        self.form.show()  # else it only appears later, and the cursor would go elsewhere
        self.form.setFocus()

    def _admit(self) -> None:
        if self.form is not None and self.form.check():
            self.admit_asked.emit()
