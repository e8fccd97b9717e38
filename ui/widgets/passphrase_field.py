"""A field for a passphrase: hidden or shown, with a meter that says in a word how hard it is to guess."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.icons import icon
from ui.theme import theme
from ui.widgets.dress import worded
from ui.widgets.passphrase_strength import Strength, estimate
from ui.widgets.text_line import TextLine


class _Meter(QWidget):
    """Four bars, as many filled as the level."""

    def __init__(self) -> None:
        super().__init__()
        self.level = 0
        self.setFixedHeight(6)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - 12) / 4
        filled = theme.pill(("grey", "red", "orange", "green", "green")[self.level])[1]
        for number in range(4):
            painter.setBrush(filled if number < self.level else QColor(theme.colours.line))
            painter.drawRoundedRect(QRectF(number * (width + 4), 0, width, 6), 3, 3)
        painter.end()


class PassphraseField(QWidget):
    """`with_meter` for a new passphrase, without it for an existing one. Nothing is refused here: any passphrase may be chosen."""

    changed = Signal(str)
    entered = Signal()  # Enter was pressed

    def __init__(self, label: str, *, with_meter: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.own_words: tuple[str, ...] = ()
        self.edit = TextLine()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(label)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
        self.edit.setInputMethodHints(hints)
        self._eye = QAction(self.edit)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._reveal)
        self.edit.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.meter, self.verdict = _Meter(), worded("", "small")
        name = worded(label, "label")
        name.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for widget in (name, self.edit, self.meter, self.verdict):
            column.addWidget(widget)
        self.meter.setVisible(with_meter)
        self.verdict.setVisible(with_meter)
        self.edit.textChanged.connect(self._measure)
        self.edit.returnPressed.connect(self.entered)
        self.setFocusProxy(self.edit)
        theme.changed.connect(self._draw)
        self._draw()
        self._measure("")

    def passphrase(self) -> str:
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed and hide the field again."""
        self.edit.clear()
        self._eye.setChecked(False)

    def strength(self) -> Strength:
        return estimate(self.edit.text(), self.own_words)

    def _measure(self, text: str) -> None:
        strength = estimate(text, self.own_words)
        self.meter.level = strength.level
        self.meter.update()
        words = (
            self.tr("Four or five words that do not belong together are easy to keep and hard to guess."),
            self.tr("Very easy to guess"),
            self.tr("Weak: add another word or two"),
            self.tr("Good"),
            self.tr("Strong"),
        )
        self.verdict.setText(words[strength.level])
        self.changed.emit(text)

    def _reveal(self, is_shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self._draw()

    def _draw(self) -> None:
        is_shown = self._eye.isChecked()
        self._eye.setIcon(icon("eye_off" if is_shown else "eye", theme.colours.text_soft, 18))
        self._eye.setText(self.tr("Hide the passphrase") if is_shown else self.tr("Show the passphrase"))
        self._eye.setToolTip(self._eye.text())
