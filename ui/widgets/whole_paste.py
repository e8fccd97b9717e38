"""A line that has no room for what is pasted takes nothing of it, and says so: a text that is cut off unseen is evidence that is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

LINE_MOST, TEXT_MOST = 32_767, 100_000  # characters of a line and of a long text, in forms and beside; what was longer before stays


class WholePaste(QObject):
    """Watches one QLineEdit. Made before anybody else listens to `textEdited`, who then reads the text from the line."""

    refused = Signal(str)  # the sentence; comes once the line is as it was

    def __init__(self, line: QLineEdit, sentence: Callable[[int], str]) -> None:
        """sentence: why nothing was taken, of how many characters the line holds."""
        super().__init__(line)
        self._sentence = sentence
        self._line, self._before, self._was_cut = line, line.text(), False
        line.inputRejected.connect(self._reject)
        line.textEdited.connect(self._put_back)
        line.textChanged.connect(self._remember)

    def _reject(self) -> None:
        self._was_cut = True
        QTimer.singleShot(0, self, self._tell)  # a full line tells of no edit afterwards

    def _put_back(self) -> None:
        if self._was_cut:
            place = self._line.cursorPosition()
            self._line.undo()
            if self._line.text() != self._before:
                self._line.setText(self._before)
                self._line.setCursorPosition(min(place, len(self._before)))

    def _remember(self, text: str) -> None:
        if not self._was_cut:
            self._before = text

    def _tell(self) -> None:
        self._was_cut = False
        self.refused.emit(self._sentence(self._line.maxLength()))


def too_long(most: int) -> str:
    """Return why nothing was pasted. most: characters that the field holds."""
    words = QCoreApplication.translate(
        "WholePaste", "Nothing was pasted: this field holds at most {most} characters. Keep a long text in a file and add it as evidence."
    )
    return words.format(most=QLocale().toString(most))
