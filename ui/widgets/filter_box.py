"""Choose one of many in the space of one line: type a few letters, the matching choices drop down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from ui.icons import icon
from ui.theme import theme
from ui.widgets.choice_model import Choice, ChoiceDelegate, ChoiceModel
from ui.widgets.text_line import TextLine


class FilterBox(TextLine):
    """Emits `picked` with the value, or with an empty text when the field was emptied. Text that is no choice goes back on leaving.

    With `search_with` the choices come from a function and free text is kept: `chosen` then gives a Choice without a value.
    """

    picked = Signal(str)
    chosen = Signal(object)  # the whole Choice

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._all: tuple[Choice, ...] = tuple(choices)
        self._value = ""
        self._search: Callable[[str], Sequence[Choice]] | None = None
        self._model = ChoiceModel()
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(9)
        self._completer.setWrapAround(False)  # else the arrow below the last choice marks none
        self._list = QListView()
        self._list.setItemDelegate(ChoiceDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._completer.setPopup(self._list)
        self._completer.setWidget(self)  # not setCompleter: that would filter by itself
        self._completer.activated[QModelIndex].connect(self._pick)  # type: ignore[index]
        self.textEdited.connect(self._filter)
        self._arrow = QAction(self)
        self._arrow.triggered.connect(self.open_list)
        self.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        theme.changed.connect(self._draw)
        self._draw()

    def value(self) -> str:
        return self._value

    def choices(self) -> tuple[Choice, ...]:
        return self._all

    def search_with(self, search: Callable[[str], Sequence[Choice]]) -> None:
        """Ask `search(words)` for the choices; text that is none of them is kept as it is."""
        self._search = search

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the value stays while it is among them."""
        self._all = tuple(choices)
        self.set_value(self._value)

    def set_value(self, value: str) -> None:
        """Show the choice with this value; an unknown one shows as it is. `picked` is not emitted."""
        self._value = value
        self.setText(next((choice.label for choice in self._all if choice.value == value), value))
        self.setCursorPosition(0)

    def open_list(self) -> None:
        """Drop all choices down."""
        self.setFocus()
        self._offer(self.matching(""))

    def matching(self, words: str) -> list[Choice]:
        """Return the choices that hold every typed word, those that begin with the first word before the others."""
        if self._search is not None:
            return list(self._search(words))
        wanted = words.lower().split()
        if not wanted:
            return list(self._all)
        found = [choice for choice in self._all if all(word in f"{choice.label} {choice.detail}".lower() for word in wanted)]
        return sorted(found, key=lambda choice: not choice.label.lower().startswith(wanted[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self._list.isVisible():
            self.open_list()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()

    def _filter(self, words: str) -> None:
        if self._search is not None:
            self.chosen.emit(Choice("", words))
        self._offer(self.matching(words))

    def _offer(self, choices: Sequence[Choice]) -> None:
        self._model.show_choices(choices)
        if not choices:
            self._list.hide()
            return
        self._completer.complete()
        self._list.setCurrentIndex(self._model.index(0, 0))

    def _pick(self, index: QModelIndex) -> None:
        choice = self._model.choice(index.row())
        self._value = choice.value
        self.setText(choice.label)
        self.picked.emit(choice.value)
        self.chosen.emit(choice)

    def _settle(self) -> None:
        """On leaving: an emptied field is an answer, a full match too, anything else goes back to what was picked."""
        text = self.text().strip().lower()
        if self._search is not None:
            return
        if not text:
            if self._value:
                self._value = ""
                self.picked.emit("")
            return
        exact = next((choice for choice in self._all if choice.label.lower() == text), None)
        if exact is not None and exact.value != self._value:
            self.set_value(exact.value)
            self.picked.emit(exact.value)
        else:
            self.set_value(self._value)

    def _draw(self) -> None:
        self._arrow.setIcon(icon("chevron_down", theme.colours.text_soft, 16))
        self._arrow.setToolTip(self.tr("Show all choices"))
