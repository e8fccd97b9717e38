"""Changes what is said of a case as a whole: title, number, regime; its status is moved in its course."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QWidget

from core.vault.views.cases import Case
from ui.cases.words import regime_words
from ui.theme import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import Button, worded
from ui.widgets.text_line import TextLine


class CaseFactsDialog(AskingDialog):
    """After `exec`: `changes` holds what is different now."""

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self.setWindowTitle(self.tr("Details of the case"))
        self.setMinimumWidth(theme.px(480))
        self.title, self.number, self.regime = TextLine(case.title), TextLine(case.number), QComboBox()
        self.number.setPlaceholderText("001/TM/PB/Kec.Sukarekaan/00.00/X/2024")
        for regime, word in regime_words().items():
            self.regime.addItem(word, regime)
        self.regime.setCurrentIndex(max(0, self.regime.findData(case.regime)))
        column = column_in(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(5)
        column.addWidget(worded(self.tr("Details of the case"), "heading"))
        for name, widget in ((self.tr("Title"), self.title), (self.tr("Number"), self.number), (self.tr("Election"), self.regime)):
            label = worded(name, "label")
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            column.addSpacing(6)
            column.addWidget(label)
            column.addWidget(widget)
        self.reason = TextLine()
        self.reason.setAccessibleName(self.tr("Why it is put right"))
        why = worded(self.tr("Why it is put right"), "label")
        why.setBuddy(self.reason)
        self.reason.setPlaceholderText(self.tr("For the history; may stay empty"))
        column.addSpacing(6)
        column.addWidget(why)
        column.addWidget(self.reason)
        note = self.tr("Every change stays in the history with its time and your name.")
        column.addSpacing(8)
        column.addWidget(worded(note, "small", wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = Button(self.tr("Save"), kind="primary")
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot_in(self, buttons)

    @property
    def changes(self) -> dict[str, str]:
        said = {"title": self.title.text().strip(), "number": self.number.text().strip(), "regime": str(self.regime.currentData())}
        return {name: value for name, value in said.items() if value != getattr(self._case, name)}
