"""Asks the two things a case begins with: which election, and how it came to us."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from ui.cases.words import origin_words, regime_words
from ui.theme import theme
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import Button, worded

WORD_LEFT = 32  # pixels from the left edge of a radio button to its word


class Hint(QLabel):
    """Says more about a choice, below its word; a click on it is a click on the choice."""

    def __init__(self, words: str, button: QRadioButton) -> None:
        super().__init__(words)
        self._button = button
        self.setProperty("role", "small")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(theme.px(WORD_LEFT), 0, 0, 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._button.setFocus(Qt.FocusReason.MouseFocusReason)
        self._button.click()


class NewCaseDialog(QDialog):
    """After `exec`: `regime` and `origin`. usual_regime: what the office mostly works under, chosen beforehand."""

    def __init__(self, usual_regime: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New case"))
        self.setMinimumWidth(theme.px(460))
        column = column_in(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(2)
        column.addWidget(worded(self.tr("New case"), "heading"))
        self._origins = self._choice(column, self.tr("How did it come to you?"), self._origin_choices(), "temuan")
        regimes = [(value, word, "") for value, word in regime_words().items()]
        self._regimes = self._choice(column, self.tr("Which election does it concern?"), regimes, usual_regime)
        note = self.tr("You can fill in everything else on the form that opens next. It is kept while you type.")
        column.addSpacing(8)
        column.addWidget(worded(note, "soft", wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.begin = Button(self.tr("Open the case"), kind="primary")
        buttons.addButton(self.begin, QDialogButtonBox.ButtonRole.AcceptRole)
        self.begin.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot_in(self, buttons)
        first = self._origins.checkedButton()
        if first is not None:
            first.setFocus()

    @property
    def origin(self) -> str:
        return _value(self._origins)

    @property
    def regime(self) -> str:
        return _value(self._regimes)

    def choose(self, *, origin: str = "", regime: str = "") -> None:
        """Check these, as a person would."""
        for group, value in ((self._origins, origin), (self._regimes, regime)):
            for button in group.buttons():
                if button.property("value") == value:
                    button.setChecked(True)

    def _origin_choices(self) -> list[tuple[str, str, str]]:
        hints = {
            "temuan": self.tr("begins with Form A"),
            "laporan": self.tr("begins with the report form"),
            "pengawasan": self.tr("begins with Form A; a breach may come later"),
            "informasi_awal": self.tr("begins with Form A of the tracing"),
        }
        return [(value, word, hints[value]) for value, word in origin_words().items()]

    def _choice(self, column: QVBoxLayout, title: str, choices: list[tuple[str, str, str]], chosen: str) -> QButtonGroup:
        column.addSpacing(8)
        column.addWidget(worded(title, "label"))
        group = QButtonGroup(self)
        for value, word, hint in choices:
            button = QRadioButton(word)
            button.setProperty("value", value)
            button.setChecked(value == chosen)
            group.addButton(button)
            column.addWidget(button)
            if hint:
                button.setAccessibleDescription(hint)
                column.addWidget(Hint(hint, button))
                column.addSpacing(4)
        if group.checkedButton() is None:
            group.buttons()[0].setChecked(True)
        return group


def _value(group: QButtonGroup) -> str:
    button = group.checkedButton()
    return str(button.property("value")) if button is not None else ""
