"""A dialog into which a person types: Esc and the cross ask before that goes. "Cancel" has said it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.banner import Banner
from ui.widgets.dialog_column import DialogColumn


class AskingDialog(QDialog):
    """Asks in a notice at its top, as pages do (ui/leaving.py)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaving = Banner()
        self._stood_on: QWidget | None = None
        self._size = self.size()
        self.leaving.acted.connect(self.reject)
        self.leaving.dismissed.connect(self._stand_again)

    def is_unsaved(self) -> bool:
        """Return whether something stands here that a person typed; a passphrase is no loss."""
        lines = (one for one in self.findChildren(QLineEdit) if one.echoMode() is QLineEdit.EchoMode.Normal)
        texts = (one for one in self.findChildren(QPlainTextEdit) if one.document().isModified())
        return any(one.isModified() and one.text().strip() for one in lines) or any(one.toPlainText().strip() for one in texts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            if not self.leaving.isHidden():
                self.leaving.dismiss()
                return
            if self.is_unsaved():
                self._ask_first()
                return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The program itself closes without asking."""
        if event.spontaneous() and self.is_unsaved():
            event.ignore()
            self._ask_first()
            return
        super().closeEvent(event)

    def _ask_first(self) -> None:
        (whole,) = self.findChildren(DialogColumn)
        whole.column.insertWidget(0, self.leaving)
        whole.verticalScrollBar().setValue(0)
        if self.leaving.isHidden():
            self._stood_on, self._size = self.focusWidget(), self.size()
        title, hint = self.tr("What you entered here is not kept yet."), self.tr("Esc stays here, to keep it. Enter leaves without it.")
        self.leaving.say("warn", title, hint, action=self.tr("Leave without it"))
        self.leaving.action.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _stand_again(self) -> None:
        if self._stood_on is not None:
            self._stood_on.setFocus(Qt.FocusReason.OtherFocusReason)
        (whole,) = self.findChildren(DialogColumn)
        whole.column.invalidate()
        whole.updateGeometry()
        if (layout := self.layout()) is not None:
            layout.activate()  # at once, so that the dialog may be as low as before
        self.resize(self._size)
