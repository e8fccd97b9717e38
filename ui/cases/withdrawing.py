"""Withdrawing a document from its own page or from its case: the question why, the deed, and the way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from core.actions.forms.withdraw_form import withdraw_form
from core.vault.vault import Vault
from core.vault.views import Changes, documents
from ui.cases.withdraw_dialog import WithdrawDialog
from ui.jobs.runner import Job, JobRunner
from ui.navigator import Navigator


class Withdrawing(QObject):
    """One of the deeds that CasePages offer on several pages."""

    withdrawn = Signal(object)  # Changes

    def __init__(self, vault: Vault, jobs: JobRunner, navigator: Navigator, parent: QObject) -> None:
        super().__init__(parent)
        self._vault, self._jobs, self._navigator = vault, jobs, navigator

    def ask(self, stream: str) -> None:
        """Ask why a document is withdrawn, and withdraw it."""
        self._ask(stream, leaves=False)

    def ask_and_leave(self, stream: str) -> None:
        """The same from the document's own page, which goes then."""
        self._ask(stream, leaves=True)

    def _ask(self, stream: str, *, leaves: bool) -> None:
        with self._vault.read() as tx:
            document = documents.one(tx, stream)
        if document is None:
            return
        dialog = WithdrawDialog(document, QApplication.activeWindow())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asked.connect(partial(self._withdraw, dialog, stream, leaves))
        dialog.open()

    def _withdraw(self, dialog: WithdrawDialog, stream: str, leaves: bool, reason: str, passphrase: str) -> None:
        vault = self._vault
        job = Job(lambda _report: withdraw_form(vault, stream, reason, passphrase=passphrase))
        job.succeeded.connect(partial(self._withdrawn, dialog, leaves))
        job.failed.connect(dialog.refuse)
        self._jobs.start(job)

    def _withdrawn(self, dialog: WithdrawDialog, leaves: bool, changes: Changes) -> None:
        dialog.accept()
        if leaves:
            self._navigator.back.emit()
        self.withdrawn.emit(changes)
        self._navigator.say.emit("success", self.tr("It is withdrawn."), self.tr("The history shows it, with the reason."))
