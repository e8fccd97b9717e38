"""The window of a form that is tried: its parts as in the real one, and buttons to save, print and hand its answers on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.actions.forms.try_form import TriedForm
from ui.form_view.form_view import FormView
from ui.trial.trial_state import TrialState
from ui.widgets.banner import Banner
from ui.widgets.dress import Button, worded

SIZE = (1180, 720)


class TrialWindow(QWidget):
    """One form, no vault: nothing is kept but what the person saves as a file."""

    def __init__(self, state: TrialState) -> None:
        super().__init__()
        self.state = state
        self.setWindowTitle(self.tr("Trying: {form}").format(form=state.tried.version.titles[""]))
        self.resize(*SIZE)
        self.banner = Banner()
        self.form = FormView(state.instance)
        self.open = Button(self.tr("Open answers ..."))
        self.save = Button(self.tr("Save answers ..."), kind="primary")
        self.paper = Button(self.tr("Paper as PDF ..."))
        self.table = Button(self.tr("Table as CSV ..."))
        self.check = Button(self.tr("What is missing?"))
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(worded(state.tried.version.titles[""], "title"), 1)
        for button in (self.check, self.open, self.save, self.paper, self.table):
            head.addWidget(button)
        self._column.addLayout(head)
        self._column.addWidget(self.banner)
        self._column.addWidget(self.form, 1)
        self.open.clicked.connect(self._open)
        self.save.clicked.connect(self._save)
        self.paper.clicked.connect(self._paper)
        self.table.clicked.connect(self._table)
        self.check.clicked.connect(self._check)
        state.reopened.connect(self._show_again)
        state.refused.connect(self.banner.refuse)
        state.written.connect(self._tell_written)
        self._tell_findings()

    def _tell_findings(self) -> None:
        errors = [finding for finding in self.state.tried.findings if finding.is_error]
        if errors:
            title = self.tr("To be mended before this form can be published: {count}").format(count=len(errors))
            self.banner.say("warning", title, "\n".join(map(str, errors[:5])))

    def _show_again(self) -> None:
        old, self.form = self.form, FormView(self.state.instance)
        self._column.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()
        self.banner.dismiss()

    def _check(self) -> None:
        problems = self.state.instance.problems()
        self.form.show_problems(problems)
        if problems:
            self.banner.say("warning", self.tr("Missing or wrong answers: {count}").format(count=len(problems)))
        else:
            self.banner.say("success", self.tr("Nothing is missing."))

    def _open(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, self.open.text(), str(Path.home()), "JSON (*.json)")
        if name:
            self.state.open_answers(Path(name))

    def _save(self) -> None:
        self._ask(self.save.text(), ".json", self.state.save_answers)

    def _paper(self) -> None:
        self._ask(self.paper.text(), ".pdf", self.state.save_paper)

    def _table(self) -> None:
        self._ask(self.table.text(), ".csv", self.state.save_table)

    def _ask(self, title: str, ending: str, write: Callable[[Path], None]) -> None:
        proposed = self.state.tried.path.with_suffix(ending).name
        name, _filter = QFileDialog.getSaveFileName(self, title, str(Path.home() / proposed), f"*{ending}")
        if name:
            write(Path(name))

    def _tell_written(self, path: str) -> None:
        self.banner.say("success", self.tr("Saved as a file."), path)


def run(tried: TriedForm, answers: dict[str, Any] | None, language: str) -> int:
    """Show the form until the window is closed. Returns the exit code of the process."""
    from ui.language import speak
    from ui.theme import theme

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Bukti")
    theme.wear(application)
    speak(application, language)
    window = TrialWindow(TrialState(tried, answers, language))
    window.show()
    return application.exec()
