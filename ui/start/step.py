"""One step of the first start: a title, a sentence, and a check before going on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.dress import worded


class Step(QWidget):
    """Steps put their widgets into `body`. The page asks `check` before it goes on and calls `enter` when the step is shown."""

    settled = Signal()  # nothing more to fill in: the button that goes on takes the focus
    renamed = Signal()  # `next_word` is another one now

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self.title = worded(title, "title", wrap=True)
        self.sentence = worded(sentence, "soft", wrap=True)
        self.sentence.setVisible(bool(sentence))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addSpacing(10)
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        column.addLayout(self.body, 1)

    @property
    def next_word(self) -> str:
        """The word on the button that goes on; empty hides it."""
        return self.tr("Next")

    @property
    def next_kind(self) -> str:
        """The kind of that button (see Button): plain while the step has something better to do than to go on."""
        return "primary"

    @property
    def can_go_back(self) -> bool:
        return True

    def enter(self) -> None:
        """The step is shown: fill in what became known and put the cursor into the first field."""
        self.setFocus()

    def be_busy(self, is_busy: bool) -> None:
        """Something asked here is under way, or over."""
        self.setDisabled(is_busy)

    def check(self) -> bool:
        """Return whether the person may go on; if not, say beside the field why not."""
        return True
