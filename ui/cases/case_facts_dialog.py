"""Changes what is said of a case as a whole: title, number, status."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from core.vault.views.cases import Case
from ui.cases.words import status_words
from ui.widgets.dress import Button, worded


class CaseFactsDialog(QDialog):
    """After `exec`: `changes` holds what is different now."""

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self.setWindowTitle(self.tr("Details of the case"))
        self.setMinimumWidth(480)
        self.title, self.number, self.status = QLineEdit(case.title), QLineEdit(case.number), QComboBox()
        self.number.setPlaceholderText("001/TM/PB/Kec.Sukarekaan/00.00/X/2024")
        for status, word in status_words().items():
            self.status.addItem(word, status)
        self.status.setCurrentIndex(max(0, self.status.findData(case.status)))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(5)
        column.addWidget(worded(self.tr("Details of the case"), "heading"))
        for name, widget in ((self.tr("Title"), self.title), (self.tr("Number"), self.number), (self.tr("Status"), self.status)):
            label = worded(name, "label")
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            column.addSpacing(6)
            column.addWidget(label)
            column.addWidget(widget)
        note = self.tr("Every change stays in the history with its time and your name.")
        column.addSpacing(8)
        column.addWidget(worded(note, "small", wrap=True))
        column.addSpacing(8)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = Button(self.tr("Save"), kind="primary")
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    @property
    def changes(self) -> dict[str, str]:
        said = {"title": self.title.text().strip(), "number": self.number.text().strip(), "status": str(self.status.currentData())}
        return {name: value for name, value in said.items() if value != getattr(self._case, name)}
