"""One deadline: what, until when, from which day and article it follows, and how much time is left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.rules.case_clock import Deadline
from ui.rules.rule_words import DEADLINE_TONES, last_words, left_words, warning_words, why_words, with_mark
from ui.widgets.dress import tip, worded
from ui.widgets.pill import Pill


class DeadlineRow(QFrame):
    """An open one is an inset with all its reasons; one that is over takes two lines and keeps the reasons in its tool tip."""

    def __init__(self, one: Deadline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deadline = one
        self.setProperty("role", "inset" if one.is_open else "")
        self.pill = Pill(left_words(one), DEADLINE_TONES[one.state])
        self.title = worded(str(one.rule.label), "label", wrap=True)
        self.last = worded(last_words(one), "" if one.is_open else "soft", wrap=True)
        self.why = worded(f"{why_words(one)} · {with_mark(one.term.article, one.term.mark)}", "small", wrap=True)
        self.warning = worded(warning_words(one), "small", wrap=True)
        self.why.setVisible(one.is_open)
        self.warning.setVisible(bool(self.warning.text()))
        self.setToolTip(tip("\n".join(word for word in (self.why.text(), self.warning.text()) if word)))
        words = QVBoxLayout()
        words.setSpacing(2 if one.is_open else 0)
        for label in (self.title, self.last, self.why, self.warning):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(*((14, 10, 12, 10) if one.is_open else (14, 0, 12, 0)))
        row.addLayout(words, 1)
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        said = (self.title.text(), self.pill.text(), self.last.text(), self.why.text(), self.warning.text())
        self.setAccessibleName(". ".join(word for word in said if word))
