"""Asks for the words that stand on a picture."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from core.evidence.marks import WORDS_MAX
from ui.theme import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.dialog_column import column_in
from ui.widgets.dress import Button
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine


class MarkWordsDialog(AskingDialog):
    """After `exec`: `words`, trimmed and never empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Words on the picture"))
        self.setMinimumWidth(theme.px(400))
        self.field = LabelledField(self.tr("Short words"), TextLine(most=WORDS_MAX))
        self.put = Button(self.tr("Put them there"), kind="primary")
        self.put.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.put, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(buttons)
        self.put.clicked.connect(self._accept)
        self.field.setFocus()

    @property
    def words(self) -> str:
        return self.field.text()

    def _accept(self) -> None:
        if self.words:
            self.accept()
        else:
            self.field.complain(self.tr("The words are missing."))
