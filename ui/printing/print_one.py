"""One paper, printed at once from its page: choose a printer and how many copies; the bytes go from memory to CUPS."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QSpinBox, QWidget

from core.errors import AppError
from core.papers.page_size import paper_size_of
from core.printing.media import media_name
from core.printing.spooler import Printer, Spooler
from core.vault.ids import new_id
from core.words import explain
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dialog_column import column_in
from ui.widgets.dress import show_if, worded
from ui.widgets.labelled_field import LabelledField

COPIES_MOST = 20


class PrintOneDialog(QDialog):
    """Accepted once CUPS has taken every copy; a refusal is said here and the dialog stays."""

    def __init__(self, pdf: bytes, spooler: Spooler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf, self._spooler = pdf, spooler
        self._printers: tuple[Printer, ...] = ()
        self.setWindowTitle(self.tr("Print"))
        self.setMinimumWidth(380)
        self.printer, self.copies = ChoiceBox(), QSpinBox()
        self.copies.setRange(1, COPIES_MOST)
        self.problem = worded("", "problem", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Print"))
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(LabelledField(self.tr("Printer"), self.printer))
        column.addWidget(LabelledField(self.tr("Copies"), self.copies))
        column.addWidget(self.problem)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.problem.hide()
        self._load()

    def accept(self) -> None:
        printer = next((one for one in self._printers if one.name == self.printer.value()), None)
        if printer is None:
            return
        try:
            for _ in range(self.copies.value()):
                name = f"bukti-one-{new_id()}"
                job = self._spooler.begin(printer.name, name, media_name(paper_size_of(self._pdf), printer.media))
                self._spooler.send(printer.name, job, name, self._pdf)
        except AppError as error:
            self._complain(" ".join(explain(error)))
            return
        super().accept()

    def _load(self) -> None:
        try:
            self._printers = tuple(self._spooler.printers())
        except AppError as error:
            self._complain(" ".join(explain(error)))
        else:
            if not self._printers:
                self._complain(self.tr("This computer knows no printer. Add one in the settings of the system."))
        self.printer.set_choices([Choice(one.name, one.title) for one in self._printers])
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self._printers))

    def _complain(self, words: str) -> None:
        self.problem.setText(words)
        show_if(self.problem, bool(words))
