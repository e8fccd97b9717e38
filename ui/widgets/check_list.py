"""Tick some of many: a searchable list beside an explanation of the row in hand; made for the catalogue of breaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.choice_model import VALUE_ROLE, Choice
from ui.widgets.dress import worded
from ui.widgets.search_field import SearchField

MARGINS = 24  # pixels beside the words of a row


class _TickModel(QAbstractListModel):
    """The choices that the search left, and which of all are ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.ticked: set[str] = set()
        self._shown: tuple[Choice, ...] = ()

    def show_choices(self, choices: Iterable[Choice]) -> None:
        self.beginResetModel()
        self._shown = tuple(choices)
        self.endResetModel()

    def repaint_ticks(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0), [Qt.ItemDataRole.CheckStateRole])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self._shown[index.row()]
        is_ticked = choice.value in self.ticked
        by_role = {
            int(Qt.ItemDataRole.DisplayRole): choice.label,
            int(Qt.ItemDataRole.CheckStateRole): Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked,
            int(VALUE_ROLE): choice.value,
        }
        return by_role.get(int(role))


class _Wrapped(QStyledItemDelegate):
    """Qt breaks the words for the whole width of a row when it asks for its height, and for less when it paints them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        asked = QStyleOptionViewItem(option)
        asked.rect = QRect(option.rect.topLeft(), option.rect.size() - QSize(MARGINS, 0))
        return super().sizeHint(asked, index)


class _TickList(QListView):
    """Space and Enter tick the row in hand, a click anywhere in a row too."""

    toggled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "framed")
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))
        self.setSpacing(1)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._toggle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # rows wrap anew

    def _toggle(self, index: QModelIndex) -> None:
        self.toggled.emit(str(index.data(VALUE_ROLE)))


class CheckList(QWidget):
    """Emits `changed` with the ticked values in the order of the choices."""

    changed = Signal(list)

    def __init__(
        self,
        placeholder: str,
        explain: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
        *,
        search: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        """search: gives the values that words stand for, best first, in place of looking for the words themselves."""
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self._explain, self._search = explain, search
        self._model = _TickModel()
        self.field = SearchField(placeholder)
        self.field.textEdited.connect(self._filter)
        self.field.installEventFilter(self)
        self.only_ticked = QCheckBox()
        self.only_ticked.toggled.connect(self._filter)
        self.list = _TickList()
        self.list.setAccessibleName(self.field.placeholderText())
        self.list.setModel(self._model)
        self.list.toggled.connect(self.toggle)
        self.list.selectionModel().currentChanged.connect(self._show_explanation)
        self.explanation = worded("", wrap=True)
        self.explanation.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.explanation.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.panel = QFrame()
        self.panel.setProperty("role", "inset")
        inside = QVBoxLayout(self.panel)
        inside.addWidget(self.explanation)
        top = QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self.only_ticked)
        both = QHBoxLayout()
        both.addWidget(self.list, 3)
        both.addWidget(self.panel, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addLayout(both, 1)
        self.panel.setVisible(explain is not None)
        self.setFocusProxy(self.field)
        self._count()

    def sizeHint(self) -> QSize:
        return QSize(640, 320)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these choices; ticks stay."""
        if tuple(choices) != self._all:
            self._all = tuple(choices)
            self._filter()

    def set_ticked(self, values: Iterable[str]) -> None:
        """Tick exactly these; `changed` is not emitted."""
        self._model.ticked = set(values)
        self._model.repaint_ticks()
        self._count()

    def ticked(self) -> list[str]:
        """Return the ticked values in the order of the choices; one that is no longer a choice comes last."""
        known = [choice.value for choice in self._all if choice.value in self._model.ticked]
        return known + sorted(self._model.ticked - set(known))

    def toggle(self, value: str) -> None:
        """Tick or untick one, as the person does."""
        self._model.ticked ^= {value}
        self._model.repaint_ticks()
        self._count()
        self.changed.emit(self.ticked())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = watched is self.field and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self._model.index(0, 0))
            return True
        return super().eventFilter(watched, event)

    def _filter(self) -> None:
        if self._search is not None and self.field.text().strip():
            by_value = {choice.value: choice for choice in self._all}
            found = [by_value[value] for value in self._search(self.field.text()) if value in by_value]
            self._model.show_choices(one for one in found if not self.only_ticked.isChecked() or one.value in self._model.ticked)
            return
        words = self.field.text().lower().split()
        only = self.only_ticked.isChecked()
        self._model.show_choices(
            choice
            for choice in self._all
            if (not only or choice.value in self._model.ticked)
            and all(word in f"{choice.label} {choice.detail} {self._explanation(choice.value)}".lower() for word in words)
        )

    def _explanation(self, value: str) -> str:
        return self._explain(value) if self._explain is not None else ""

    def _show_explanation(self, index: QModelIndex) -> None:
        text = self._explanation(str(index.data(VALUE_ROLE))) if index.isValid() else ""
        self.explanation.setText(text or self.tr("Legal basis and sanction of the chosen row appear here."))

    def _count(self) -> None:
        self.only_ticked.setText(self.tr("Only the chosen ({count})").format(count=len(self._model.ticked)))
        self._show_explanation(self.list.currentIndex())
