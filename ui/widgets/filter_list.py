"""Choose one of many by typing: a field above a list that shrinks with every letter; made for 7,285 districts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from ui.widgets.choice_model import Choice, ChoiceDelegate, ChoiceModel
from ui.widgets.dress import worded
from ui.widgets.search_field import SearchField

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FilterList(QWidget):
    """`search(words)` gives the choices to show; it is the caller's and must be quick. Emits `picked` with the value."""

    picked = Signal(str)

    def __init__(self, placeholder: str, search: Callable[[str], Sequence[Choice]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._picked: Choice | None = None
        self.model = ChoiceModel()
        self.field = SearchField(placeholder)
        self.field.textEdited.connect(self._filter)  # at once: the caller's filter is quick
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setProperty("role", "framed")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the focus; the keys of the list work from there
        self.list.setAccessibleName(placeholder)
        self.list.clicked.connect(self._pick)
        self.nothing = worded(self.tr("Nothing has this name."), "soft")
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing)
        self.setFocusProxy(self.field)
        self._filter("")

    def value(self) -> str:
        """Return the value that was picked, or an empty text."""
        return self._picked.value if self._picked else ""

    def choice(self) -> Choice | None:
        return self._picked

    def set_search(self, search: Callable[[str], Sequence[Choice]]) -> None:
        """Use other choices from now on (another regency was chosen); what was picked is forgotten."""
        self._search, self._picked = search, None
        self.field.clear()
        self._filter("")

    def pick(self, value: str) -> bool:
        """Pick a value that the filter shows with no words typed. Returns whether it is there; `picked` is not emitted."""
        found = next((choice for choice in self._search("") if choice.value == value), None)
        if found is not None:
            self._picked = found
            self._filter("")
        return found is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._move(event.key())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentIndex().isValid():
                self._pick(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _move(self, key: int) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}[Qt.Key(key)]
        row = min(max(self.list.currentIndex().row() + step, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(row, 0))

    def _filter(self, words: str) -> None:
        self.model.show_choices(self._search(words.strip()))
        rows = self.model.rowCount()
        self.nothing.setVisible(rows == 0)
        wanted = self._picked.value if self._picked else None
        row = next((row for row in range(rows) if self.model.choice(row).value == wanted), 0 if words.strip() else -1)
        if row >= 0 and rows:
            self.list.setCurrentIndex(self.model.index(row, 0))

    def _pick(self, index: QModelIndex) -> None:
        self._picked = self.model.choice(index.row())
        self.field.setText(self._picked.label)
        self.field.selectAll()
        self.picked.emit(self._picked.value)
