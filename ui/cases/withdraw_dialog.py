"""Withdrawing a form or statement: what stays, and why it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from core.errors import AppError
from core.vault.errors import WrongPassphrase
from core.vault.views.documents import Document
from ui.cases.words import form_title
from ui.theme import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.banner import Banner
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import Button, worded
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.text_line import TextLine


class WithdrawDialog(AskingDialog):
    """Emits `asked` with reason and passphrase; stays open until it is accepted. A sealed statement asks for the passphrase."""

    asked = Signal(str, str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Withdraw"))
        self.setMinimumWidth(theme.px(460))
        self.banner, self.reason = Banner(), TextLine()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.passphrase = PassphraseField(self.tr("Your passphrase"))
        self.passphrase.setVisible(document.is_sealed)
        self._needs_passphrase = document.is_sealed
        self.sure = Button(self.tr("Withdraw it"), kind="danger")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.sure, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        label = worded(self.tr("Reason"), "label")
        label.setBuddy(self.reason)
        title = " ".join(word for word in (form_title(document.form_id), document.number) if word)
        told = self.tr(
            "It no longer counts in the case and is not printed any more. Its words, its papers and its number stay, and the history "
            "shows who withdrew it, when and why. This cannot be taken back; begin a new form instead."
        )
        sealed = self.tr("A sealed statement is withdrawn by a legal act: you sign it.")
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(worded(self.tr("Withdraw: {form}").format(form=title), "heading", wrap=True))
        column.addWidget(self.banner)
        column.addWidget(worded(f"{told} {sealed}" if document.is_sealed else told, wrap=True))
        for widget in (label, self.reason, self.passphrase):
            column.addWidget(widget)
        foot_in(self, buttons)
        self.sure.setDefault(True)  # only within its dialog is it known as such
        self.reason.textChanged.connect(self._allow)
        self.passphrase.changed.connect(self._allow)
        self.sure.clicked.connect(self._ask)
        self._allow()
        self.reason.setFocus()

    def refuse(self, error: AppError) -> None:
        """Show why it was not done."""
        self.banner.refuse(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase.edit.setFocus()
            self.passphrase.edit.selectAll()

    def _allow(self, *_: object) -> None:
        self.sure.setEnabled(bool(self.reason.text().strip()) and (not self._needs_passphrase or bool(self.passphrase.passphrase())))

    def _ask(self) -> None:
        self.asked.emit(self.reason.text().strip(), self.passphrase.passphrase())
