"""A line that a person can speak to: a name, why it stands as it does, its state, and a menu to say it otherwise."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from core.rules.requirements import STATES
from ui.icons import icon
from ui.rules.rule_words import REQUIREMENT_TONES, requirement_state
from ui.theme import theme
from ui.widgets.dress import tip, worded
from ui.widgets.pill import Pill


class TickRow(QWidget):
    """Emits `ticked` with its code and a state, "" to take back what a person said."""

    ticked = Signal(str, str)

    def __init__(
        self, code: str, name: str, state: str, *, why: str = "", is_ticked: bool = False, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.code = code
        self.label = worded(name, "label", wrap=True)
        self.why = worded(why, "problem" if state == "missing" else "soft", wrap=True)
        self.why.setVisible(bool(why))
        self.pill = Pill(requirement_state(state), REQUIREMENT_TONES[state])
        self.setToolTip(tip(hint))
        self.more = QToolButton()
        self.more.setIcon(icon("more", theme.colours.text_soft, 18))
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setAccessibleName(self.tr("Say it yourself: {item}").format(item=name))
        self.more.setToolTip(self.tr("Say it yourself"))
        self.more.setMenu(self._menu(is_ticked))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.label)
        words.addWidget(self.why)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.addLayout(words, 1)
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{name}: {self.pill.text()}. {why}")

    def _menu(self, is_ticked: bool) -> QMenu:
        menu = QMenu(self)
        for state in STATES:
            menu.addAction(requirement_state(state)).triggered.connect(partial(self._tick, state))
        if is_ticked:
            menu.addSeparator()
            menu.addAction(self.tr("As the form says")).triggered.connect(partial(self._tick, ""))
        return menu

    def _tick(self, state: str, _checked: bool = False) -> None:
        self.ticked.emit(self.code, state)
