"""The recovery sheet: shown, saved or printed, and proved by typing one of its groups back."""

from __future__ import annotations

import secrets
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui.start.step import Step
from ui.theme import theme
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine

COLUMNS = 5


class SheetStep(Step):
    """First the code is shown; then it is hidden and one group is asked for, which must come from the sheet."""

    save_asked, print_asked = Signal(), Signal()
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__(
            self.tr("The recovery sheet"),
            self.tr("If every passphrase is forgotten, only this sheet opens the data again. It is shown now and kept nowhere."),
        )
        self._groups: list[str] = []
        self._asked = 0
        self._both = QStackedWidget()
        self._both.addWidget(self._showing())
        self._both.addWidget(self._asking())
        self.body.addWidget(self._both, 1)

    def _showing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        column.addLayout(self._grid)
        self.save = Button(self.tr("Save as PDF ..."), icon_name="download")
        self.print = Button(self.tr("Print ..."), icon_name="printer")
        self.save.clicked.connect(self.save_asked)
        self.print.clicked.connect(self.print_asked)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.print)
        row.addStretch(1)
        column.addLayout(row)
        self.said = worded("", "soft", wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        keep = self.tr("Keep it locked away, not beside the laptop. Do not photograph it. Writing the groups down by hand is good too.")
        column.addWidget(worded(keep, "soft", wrap=True))
        column.addStretch(1)
        return page

    def _asking(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._typed = TextLine()
        self._typed.setMaxLength(8)
        self._typed.setMaximumWidth(theme.px(220))
        self._typed.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
        self.answer = LabelledField("", self._typed)
        self.again = Button(self.tr("Show the code again"), kind="plain")
        self.again.clicked.connect(partial(self._turn, 0))
        column.addWidget(self.answer)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    @property
    def can_go_back(self) -> bool:
        return False

    @property
    def next_word(self) -> str:
        return self.tr("I have the sheet") if self._both.currentIndex() == 0 else self.tr("Confirm")

    @property
    def asked_group(self) -> int:
        """Which group is asked for: 1 is the first."""
        return self._asked + 1

    def show_code(self, code: str) -> None:
        """Show a code, groups joined by "-"."""
        self._groups = code.split("-")
        for place, group in enumerate(self._groups):
            self._grid.addWidget(_group(place + 1, group), place // COLUMNS, place % COLUMNS)
        self._turn(0)

    def forget(self) -> None:
        """Take the code off the screen and out of memory."""
        self._groups = []
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()

    def say_saved(self, where: str) -> None:
        self.said.setText(self.tr("Saved: {path}. Print it, put it away, then delete the file.").format(path=where))
        self.said.show()

    def enter(self) -> None:
        (self.save if self._both.currentIndex() == 0 else self._typed).setFocus()

    def check(self) -> bool:
        if self._both.currentIndex() == 0:
            self._turn(1)
            return False
        typed = self._typed.text().strip().upper().translate(str.maketrans("OIL", "011"))
        if typed != self._groups[self._asked]:
            self.answer.complain(self.tr("This is not group {number}. Look at the sheet once more.").format(number=self.asked_group))
            return False
        self.confirmed.emit()
        return True

    def _turn(self, side: int) -> None:
        if side == 1:
            self._asked = secrets.randbelow(len(self._groups))
            label = self.tr("Type group {number} from your sheet").format(number=self.asked_group)
            self.answer.label.setText(label)
            self._typed.setAccessibleName(label)
            self._typed.clear()
            self.answer.calm()
        self._both.setCurrentIndex(side)
        self.renamed.emit()
        self.enter()


def _group(number: int, group: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(10, 6, 10, 10)
    column.addWidget(worded(str(number), "small"))
    word: QLabel = worded(group, "title")
    word.setAlignment(Qt.AlignmentFlag.AlignCenter)
    word.setAccessibleName(f"{number}: {' '.join(group)}")
    column.addWidget(word)
    return frame
