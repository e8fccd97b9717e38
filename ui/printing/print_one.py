"""One paper, printed at once from its page: choose a printer and how many copies; the bytes go from memory to CUPS."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QSpinBox, QWidget

from core.errors import AppError
from core.papers.page_size import paper_size_of
from core.printing.media import media_name
from core.printing.spooler import DONE, EMPTY, OPEN, Printer, Spooler
from core.vault.ids import new_id
from core.words import explain
from ui.theme import theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import inset, show_if, worded
from ui.widgets.labelled_field import LabelledField

COPIES_MOST = 20
LOOK_MS, LOOKS_MOST = 1_000, 600


class ForgetWhenDone(QObject):
    """Lives beside the window until CUPS has printed these jobs, and lets it forget them: their files hold the paper in plain."""

    def __init__(self, spooler: Spooler, jobs: list[tuple[str, str]]) -> None:
        super().__init__(QCoreApplication.instance())
        self._spooler, self._jobs, self._looks = spooler, jobs, 0
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._look)
        self._clock.start()

    def _look(self) -> None:
        self._looks += 1
        for job, name in list(self._jobs):
            try:
                found = self._spooler.look(job, name)
            except AppError:
                break
            if found == DONE:
                self._spooler.forget(job)
            if found not in (OPEN, EMPTY):
                self._jobs.remove((job, name))
        if not self._jobs or self._looks > LOOKS_MOST:
            self._clock.stop()
            self.deleteLater()


class PrintOneDialog(QDialog):
    """Accepted once CUPS has taken every copy; a refusal is said here and the dialog stays."""

    def __init__(self, pdf: bytes, spooler: Spooler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf, self._spooler = pdf, spooler
        self._printers: tuple[Printer, ...] = ()
        self.setWindowTitle(self.tr("Print"))
        self.setMinimumWidth(theme.px(380))
        self.printer, self.copies = ChoiceBox(), QSpinBox()
        self.copies.setRange(1, COPIES_MOST)
        inset(self.copies)
        self.problem = worded("", "problem", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Print"))
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(LabelledField(self.tr("Printer"), self.printer))
        column.addWidget(LabelledField(self.tr("Copies"), self.copies))
        column.addWidget(self.problem)
        foot_in(self, self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.problem.hide()
        self._load()

    def accept(self) -> None:
        printer = next((one for one in self._printers if one.name == self.printer.value()), None)
        if printer is None:
            return
        begun: list[tuple[str, str]] = []
        try:
            for _ in range(self.copies.value()):
                name = f"bukti-one-{new_id()}"
                job = self._spooler.begin(printer.name, name, media_name(paper_size_of(self._pdf), printer.media))
                self._spooler.send(printer.name, job, name, self._pdf)
                begun.append((job, name))
        except AppError as error:
            self._complain(" ".join(explain(error)))
            return
        finally:
            if begun:
                ForgetWhenDone(self._spooler, begun)
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
