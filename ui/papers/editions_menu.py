"""The menu of a case's papers for what is made besides signed papers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.errors import AppError
from core.vault.views.documents import Document
from ui.cases.words import form_title, moment_words
from ui.papers.editions_state import ClosedLine, EditionsState

if TYPE_CHECKING:
    from ui.papers.edition_dialogs import BlankFormDialog, ClosedEditionDialog, ClosedView

LETTERS = ("undangan", "penerusan", "pemberitahuan_status", "kelengkapan")  # as core.papers.docx_letter, which loads slowly


class EditionsMenu(QMenu):
    """Blank forms always; letters to edit and closed editions of the documents that have them."""

    written = Signal(object)  # path
    refused = Signal(object)  # AppError

    def __init__(self, state: EditionsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        state.setParent(self)
        self._documents: list[Document] = []
        self._closed: list[ClosedLine] = []
        self.dialog: BlankFormDialog | ClosedEditionDialog | None = None
        self.view: ClosedView | None = None
        state.closed_found.connect(self._found)
        state.closed_made.connect(self._made)
        state.closed_shown.connect(self._show)
        state.written.connect(self.written)
        state.refused.connect(self._refuse)
        self._fill()

    def show_documents(self, documents: Iterable[Document]) -> None:
        """Offer the editions of these documents."""
        self._documents = [one for one in documents if not one.is_withdrawn]
        self._fill()
        if any(one.has_identity for one in self._documents):
            self.state.look()

    def _found(self, closed: list[ClosedLine]) -> None:
        self._closed = closed
        self._fill()

    def _fill(self) -> None:
        self.clear()
        self.addAction(self.tr("Blank form ...")).triggered.connect(self._ask_blank)
        for one in self._documents:
            name = " ".join(word for word in (form_title(one.form_id), one.number) if word)
            if one.form_id in LETTERS:
                self.addAction(self.tr("Word file to edit: {name}").format(name=name)).triggered.connect(partial(self._ask_letter, one))
            if one.has_identity:
                self.addAction(self.tr("Closed edition: {name}").format(name=name)).triggered.connect(partial(self._ask_closed, one))
        for line in self._closed:
            words = self.tr("Open the closed edition of {time}: {form}")
            told = words.format(time=moment_words(line.made_at), form=form_title(line.form_id))
            self.addAction(told).triggered.connect(partial(self._open, line.stream))

    def _ask_blank(self) -> None:
        from ui.papers.edition_dialogs import BlankFormDialog

        dialog = self.dialog = BlankFormDialog(self.parentWidget())
        dialog.asked.connect(self._save_blank)
        dialog.open()

    def _save_blank(self) -> None:
        from ui.papers.edition_dialogs import BlankFormDialog

        dialog = self.dialog
        if isinstance(dialog, BlankFormDialog):
            form_id = str(dialog.form.currentData())
            if target := self._target(f"{form_title(form_id).replace(' ', '-')}-kosong.pdf", "PDF (*.pdf)"):
                regime, size = str(dialog.regime.currentData()), dialog.paper.currentText()
                self.state.write_blank(target, form_id=form_id, regime=regime, size=size)
                dialog.accept()

    def _ask_letter(self, document: Document, _checked: bool = False) -> None:
        if target := self._target(f"{form_title(document.form_id).replace(' ', '-')}.docx", "Word (*.docx)"):
            self.state.write_letter(target, document.stream)

    def _ask_closed(self, document: Document, _checked: bool = False) -> None:
        from ui.papers.edition_dialogs import ClosedEditionDialog

        dialog = self.dialog = ClosedEditionDialog(document.form_id, self.parentWidget())
        dialog.asked.connect(partial(self._close, document.stream))
        self.state.busy_changed.connect(dialog.be_busy)
        dialog.open()

    def _close(self, document: str) -> None:
        from ui.papers.edition_dialogs import ClosedEditionDialog

        if isinstance(self.dialog, ClosedEditionDialog):
            self.state.close(document, self.dialog.own.passphrase())

    def _made(self, _changes: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _open(self, stream: str, _checked: bool = False) -> None:
        self.state.show_closed(stream)

    def _show(self, pdf: bytes) -> None:
        from ui.papers.edition_dialogs import ClosedView

        self.view = ClosedView(pdf, self.parentWidget())
        self.view.save_wanted.connect(self.state.write)
        self.view.open()

    def _refuse(self, error: AppError) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.refuse(error)
        else:
            self.refused.emit(error)

    def _target(self, name: str, kinds: str) -> Path | None:
        chosen, _filter = QFileDialog.getSaveFileName(self.parentWidget(), self.tr("Save as file"), str(Path.home() / name), kinds)
        return Path(chosen) if chosen else None
