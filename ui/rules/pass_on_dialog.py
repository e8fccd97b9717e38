"""Asks to which office a case goes, why, and for the passphrase: passing a case on is a legal act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from core.actions.cases.hand_over import Receiver
from core.vault.errors import WrongPassphrase
from ui.people.deed_dialog import DeedDialog
from ui.people.own_passphrase import OwnPassphrase
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine


class PassOnDialog(DeedDialog):
    """Stays open until the case is on its way; its status stays as it is."""

    def __init__(self, receivers: Sequence[Receiver], parent: QWidget | None = None) -> None:
        title, follows = (
            QCoreApplication.translate("PassOnDialog", "Pass the case on"),
            QCoreApplication.translate(
                "PassOnDialog", "The office you choose reads everything of this case from then on, sealed names too. You go on seeing it."
            ),
        )
        super().__init__(title, follows, QCoreApplication.translate("PassOnDialog", "Sign and pass on"), parent=parent)
        self.office = QComboBox()
        for one in receivers:
            self.office.addItem(one.name, one.code)
        self.body.addWidget(LabelledField(self.tr("To"), self.office))
        self.reason = LabelledField(self.tr("Reason"), TextLine(), hint=self.tr("Recorded with your name."))
        self.body.addWidget(self.reason)
        self.own = OwnPassphrase()
        self.own.entered.connect(self._ask)
        self.body.addWidget(self.own)
        self.reason.setFocus() if len(receivers) == 1 else self.office.setFocus()

    def receiver(self) -> str:
        """Return the code of the chosen office."""
        return str(self.office.currentData())

    def check(self) -> bool:
        if not self.reason.text():
            self.reason.complain(self.tr("The reason is missing."))
            return False
        return self.own.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        self.own.refuse(error)
        return True
