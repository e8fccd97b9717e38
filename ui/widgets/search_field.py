"""A field to search in: waits until typing pauses, hands Down on to the list below, Esc clears it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import icon
from ui.theme import theme
from ui.widgets.text_line import TextLine

PAUSE_MS = 150  # shorter than a person waits, longer than between two keys of one word

WORDS_MOST = 200  # characters: nobody looks for more, and a pasted page would be looked for word by word


class SearchField(TextLine):
    """Emits `searched` with the words, trimmed, when they changed and typing paused, or at once on Enter."""

    searched = Signal(str)
    went_down = Signal()  # Down was pressed: the list below may take the focus

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, most=WORDS_MOST, sentence=_too_long)
        self._last = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setMinimumWidth(theme.px(240))
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._cross = QAction(self)
        self._cross.setText(self.tr("Clear"))
        self._cross.setToolTip(self.tr("Clear"))
        self._cross.setVisible(False)
        self._cross.triggered.connect(self.empty)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._search)
        theme.changed.connect(self._draw)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._search()
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.empty()
        else:
            super().keyPressEvent(event)

    def empty(self) -> None:
        """Take the words away, as Esc and the cross do."""
        self.clear()
        self.textEdited.emit("")
        self._search()

    def took(self, words: str) -> None:
        """Somebody else has searched for these words already: nothing is emitted for them."""
        self._pause.stop()
        self._last = words.strip()
        self._cross.setVisible(bool(words))

    def _typed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._pause.start()

    def _search(self) -> None:
        self._pause.stop()
        words = self.text().strip()
        if words != self._last:
            self._last = words
            self.searched.emit(words)

    def _draw(self) -> None:
        self._glass.setIcon(icon("search", theme.colours.text_soft, 16))
        self._cross.setIcon(icon("close", theme.colours.text_soft, 16))


def _too_long(most: int) -> str:
    words = QCoreApplication.translate(
        "SearchField", "The search text was too long and was not taken: at most {most} characters are looked for. Use a few words of it."
    )
    return words.format(most=QLocale().toString(most))
