"""Which columns the list of cases has, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QDialogButtonBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.cases.case_table import COLUMNS, USUAL, column_titles
from ui.theme import theme
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import Button, worded

KEY = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """After `exec`: `columns` holds the ticked ones in their order."""

    def __init__(self, shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Columns of the list"))
        self.setMinimumWidth(theme.px(420))
        self.list = QListWidget()
        self.list.setProperty("role", "framed")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setAccessibleName(self.tr("Columns of the list"))
        self.list.setMinimumHeight(180)
        self.up, self.down = (
            Button(self.tr("Further left"), icon_name="chevron_up"),
            Button(self.tr("Further right"), icon_name="chevron_down"),
        )
        self.usual = Button(self.tr("As usual"))
        beside = QVBoxLayout()
        for button in (self.up, self.down, self.usual):
            beside.addWidget(button)
        beside.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(10)
        both.addWidget(self.list, 1)
        both.addLayout(beside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(worded(self.tr("Columns of the list"), "heading"))
        column.addWidget(worded(self.tr("Space shows or hides a column; Alt+↑ and Alt+↓ move it."), "soft", wrap=True))
        column.addLayout(both, 1)
        foot_in(self, buttons)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.usual.clicked.connect(self._be_usual)
        for keys, act in (("Alt+Up", self._up), ("Alt+Down", self._down)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._fill(shown)
        self.list.setFocus()

    @property
    def columns(self) -> tuple[str, ...]:
        rows = [self.list.item(row) for row in range(self.list.count())]
        return tuple(str(one.data(KEY)) for one in rows if one.checkState() == Qt.CheckState.Checked)

    def _fill(self, shown: Sequence[str]) -> None:
        titles = column_titles()
        self.list.clear()
        for key in (*shown, *(one for one in COLUMNS if one not in shown)):
            item = QListWidgetItem(titles[key])
            item.setData(KEY, key)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            if key == "title":
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)  # a row without it would say nothing
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _be_usual(self) -> None:
        self._fill(USUAL)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)
