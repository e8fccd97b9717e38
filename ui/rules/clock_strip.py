"""The line above the tabs of a case: the deadline that presses most, and how much of the case is complete."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.actions.cases.case_rules import CaseRules
from core.rules.case_clock import running
from core.rules.requirements import missing, unclear
from ui.icons import icon_pixmap
from ui.rules.rule_words import DEADLINE_TONES, last_words, left_words
from ui.theme import theme
from ui.widgets.dress import Button, worded
from ui.widgets.elided import ElidedLabel
from ui.widgets.pill import Pill

NARROW = 680  # pixels


class ClockStrip(QFrame):
    """Hidden while nothing presses and nothing is missing; `wanted` asks for the whole course."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inset")
        self._picture = worded("")
        self.pill, self.what, self.lacks = Pill(), ElidedLabel("", "label"), Pill()
        self.until = ElidedLabel("", "soft")
        self.more = Button(self.tr("Clock and completeness"), kind="plain", icon_name="chevron_right")
        self.more.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 6, 5)
        row.setSpacing(10)
        for widget in (self._picture, self.what, self.until, self.pill):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.lacks)
        row.addWidget(self.more)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.more.be_short(event.size().width() < theme.px(NARROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())  # the button shows its icon alone before anything is cut off

    def show_rules(self, seen: CaseRules) -> None:
        """Show what presses most."""
        presses = running(seen.deadlines)
        lacking, open_ = missing(seen.requirements), unclear(seen.requirements)
        self.what.setText(str(presses.rule.label) if presses else self.tr("No deadline runs."))
        self.until.setText(last_words(presses) if presses else "")
        self.pill.show_state(left_words(presses) if presses else "", DEADLINE_TONES[presses.state] if presses else "grey")
        if lacking:
            self.lacks.show_state(self.tr("{n} missing").format(n=len(lacking)), "red")
        elif open_:
            self.lacks.show_state(self.tr("{n} not clear").format(n=len(open_)), "yellow")
        else:
            self.lacks.show_state(self.tr("Complete") if seen.requirements else "", "green")
        self.setVisible(presses is not None or bool(seen.requirements))
        self.setAccessibleName(
            ", ".join(word for word in (self.what.text(), self.until.text(), self.pill.text(), self.lacks.text()) if word)
        )

    def _draw(self) -> None:
        self._picture.setPixmap(icon_pixmap("clock", theme.colours.link, theme.px(20)))
