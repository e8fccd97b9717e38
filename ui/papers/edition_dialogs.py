"""Dialogs of the other editions: which blank form, the legal act of a closed edition, and the closed edition itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QWidget

from core.vault.errors import WrongPassphrase
from forms.library import official
from ui.cases.words import form_title, regime_words
from ui.people.deed_dialog import DeedDialog
from ui.people.own_passphrase import OwnPassphrase
from ui.printing.print_pdf import print_pdf
from ui.widgets.dialog_column import column_in, resize_on_screen
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.pdf_view import PdfView


class BlankFormDialog(DeedDialog):
    """Asks which form, for which election, on which paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title, follows = (
            QCoreApplication.translate("BlankFormDialog", "Blank form"),
            QCoreApplication.translate("BlankFormDialog", "To be filled by hand: dotted lines and boxes to tick. Nothing is recorded."),
        )
        super().__init__(title, follows, QCoreApplication.translate("BlankFormDialog", "Save as file"), parent=parent)
        self.form, self.regime, self.paper = QComboBox(), QComboBox(), QComboBox()
        for form_id in sorted(official(), key=form_title):
            self.form.addItem(form_title(form_id), form_id)
        for regime, word in regime_words().items():
            self.regime.addItem(word, regime)
        self.paper.addItems(["A4", "F4"])
        self.body.addWidget(LabelledField(self.tr("Form"), self.form))
        self.body.addWidget(LabelledField(self.tr("Election"), self.regime))
        self.body.addWidget(LabelledField(self.tr("Paper"), self.paper))


class ClosedEditionDialog(DeedDialog):
    """Says what a closed edition is, and asks for the passphrase: making one is a legal act."""

    def __init__(self, form_id: str, parent: QWidget | None = None) -> None:
        title, follows = (
            QCoreApplication.translate("ClosedEditionDialog", "Closed edition: {form}"),
            QCoreApplication.translate(
                "ClosedEditionDialog",
                "It names the protected persons, is marked TERTUTUP on every page, and stays sealed to those who handle the case. "
                "Making it is a legal act and is recorded with your name.",
            ),
        )
        act = QCoreApplication.translate("ClosedEditionDialog", "Sign and make it")
        super().__init__(title.format(form=form_title(form_id)), follows, act, kind="danger", parent=parent)
        self.own = OwnPassphrase()
        self.own.entered.connect(self._ask)
        self.body.addWidget(self.own)
        self.own.setFocus()

    def check(self) -> bool:
        return self.own.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        self.own.refuse(error)
        return True


class ClosedView(QDialog):
    """The pages of a closed edition; printed or written to a file only when somebody asks for it here."""

    save_wanted = Signal(object, bytes)  # target, PDF

    def __init__(self, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Closed edition"))
        resize_on_screen(self, 760, 640)
        self.pdf, self.view = pdf, PdfView()
        self.view.set_pdf(pdf)
        self.print, self.file = Button(self.tr("Print"), icon_name="printer"), Button(self.tr("Save as file"), icon_name="download")
        self.print.clicked.connect(self._print)
        self.file.clicked.connect(self._save)
        row = QHBoxLayout()
        row.addWidget(worded(self.tr("Confidential: it names protected persons."), "label"), 1)
        row.addWidget(self.print)
        row.addWidget(self.file)
        column = column_in(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.addLayout(row)
        self.view.setMinimumHeight(260)
        column.addWidget(self.view, 1)

    def _print(self) -> None:
        print_pdf(self.pdf, self)

    def _save(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("Save as file"), str(Path.home() / "TERTUTUP.pdf"), "PDF (*.pdf)")
        if chosen:
            self.save_wanted.emit(Path(chosen), self.pdf)
