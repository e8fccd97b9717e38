"""Putting choices into an order: by dragging, or with Up and Down beside the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem

from forms.engine.view import Field
from ui.form_view.editor import Editor
from ui.theme import theme
from ui.widgets.dress import Button

ROW_HEIGHT = 30


class RankEditor(Editor):
    """Until something is moved there is no answer: the list then shows the order of the form."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.up, self.down = Button(self.tr("Up")), Button(self.tr("Down"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.up)
        buttons.addWidget(self.down)
        buttons.addStretch(1)
        self.column.addWidget(self.list)
        self.column.addLayout(buttons)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.list.model().rowsMoved.connect(self._tell)

    def bind(self, field: Field) -> None:
        labels = dict(field.choices)
        order = [value for value in field.value.split() if value in labels] or list(labels)
        if order != self._order():
            self.list.clear()
            for value in order:
                item = QListWidgetItem(labels[value])
                item.setData(Qt.ItemDataRole.UserRole, value)
                self.list.addItem(item)
            self.list.setFixedHeight(theme.px(ROW_HEIGHT) * max(len(order), 1))
        for widget in (self.list, self.up, self.down):
            widget.setEnabled(not field.readonly)

    def input(self) -> QListWidget:
        return self.list

    def _order(self) -> list[str]:
        return [str(self.list.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self.list.count())]

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(" ".join(self._order()))
