"""What is done with a form that is tried; knows no widget."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.actions.forms.try_form import TriedForm, read_answers, written_answers
from core.errors import AppError
from core.vault.durable import write_durably


class TrialState(QObject):
    """One form with one set of answers at a time."""

    reopened = Signal()  # other answers: the instance is another
    refused = Signal(object)  # AppError
    written = Signal(str)  # path

    def __init__(self, tried: TriedForm, answers: dict[str, Any] | None, language: str) -> None:
        super().__init__()
        self.tried, self._language = tried, language
        self.instance = tried.version.open(answers, language=language)

    def open_answers(self, path: Path) -> None:
        """Go on with answers that were saved before."""
        try:
            answers = read_answers(path)
        except AppError as error:
            self.refused.emit(error)
            return
        self.instance = self.tried.version.open(answers, language=self._language)
        self.reopened.emit()

    def save_answers(self, path: Path) -> None:
        self._write(path, written_answers(self.instance))

    def save_table(self, path: Path) -> None:
        self._write(path, b"\xef\xbb\xbf" + self.tried.table(self.instance).encode())

    def save_paper(self, path: Path) -> None:
        self._write(path, self.paper())

    def paper(self) -> bytes:
        """Return the PDF of the answers as they stand."""
        return self.tried.paper(self.instance.answers(), made_at=datetime.now().astimezone())

    def _write(self, path: Path, content: bytes) -> None:
        try:
            write_durably(path, [content])
        except AppError as error:
            self.refused.emit(error)
            return
        self.written.emit(str(path))
