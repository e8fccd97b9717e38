"""The history of a case: who did what when, and beside it what one version of a form changed, field by field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from core.actions.forms.compare import Difference
from ui.cases.case_file import EventLine
from ui.cases.words import deed_word, moment_words
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.dress import line, tip, worded
from ui.widgets.row_table import RowTable, title_of
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide

LONG = 400


class EventModel(QAbstractTableModel):
    """Newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[EventLine, ...] = ()

    def show_lines(self, lines: Sequence[EventLine]) -> None:
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> EventLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return title_of((self.tr("When"), self.tr("Who"), self.tr("What")), section, orientation, role)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        one = self._lines[index.row()]
        version = self.tr("version {number}").format(number=one.version) if one.version else ""
        what = " · ".join(word for word in (deed_word(one.event.type), one.subject, version, one.reason) if word)
        words = (moment_words(one.event.at), one.person or "-", what)[index.column()]
        return tip(words) if role == Qt.ItemDataRole.ToolTipRole else words


class HistoryView(QWidget):
    """Emits `compare_wanted` for a saved form; the answer comes in by `show_differences`."""

    compare_wanted = Signal(object)  # EventLine

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = EventModel()
        self.table = RowTable(row_height=38, narrowest_column=44)
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        self.table.setColumnWidth(0, theme.px(212))
        self.table.setColumnWidth(1, theme.px(150))
        self.table.setAccessibleName(self.tr("History"))
        self.table.selectionModel().currentRowChanged.connect(self._look)
        self._detail = QVBoxLayout()
        self._record = ""
        left, right = Card(), Card()
        left.add(self.table, 1)
        ground = QWidget()
        ground.setLayout(self._detail)
        scroll = Scrolled(ground)
        right.add(scroll, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(SideBySide(left, right, stretches=(3, 2), least_height=220))

    def show_lines(self, lines: Sequence[EventLine]) -> None:
        """Show what happened; the cursor stays on its row or goes to the newest."""
        kept = self.model.line(self.table.currentIndex().row())
        self.model.show_lines(lines)
        at = next((row for row, one in enumerate(lines) if kept and one.event.record_id == kept.event.record_id), 0)
        if lines:
            self.table.setCurrentIndex(self.model.index(at, 0))

    def show_differences(self, record_id: str, found: list[Difference]) -> None:
        """Show what a version changed, if it is still the chosen one."""
        if record_id != self._record:
            return
        self._clear()
        one = self.model.line(self.table.currentIndex().row())
        is_first = one is not None and one.version == 1
        title = self.tr("First version") if is_first else self.tr("Changed fields: {count}").format(count=len(found))
        self._detail.addWidget(worded(title, "heading"))
        for difference in found:
            self._detail.addWidget(worded(difference.label, "label", wrap=True))
            if not is_first:
                self._detail.addWidget(worded(self.tr("before: {text}").format(text=_cut(difference.before) or "-"), "soft", wrap=True))
            after = _cut(difference.after) or "-"
            self._detail.addWidget(worded(after if is_first else self.tr("now: {text}").format(text=after), wrap=True))
            self._detail.addWidget(line())
        self._detail.addStretch(1)

    def detail_text(self) -> str:
        """Return what stands at the right, one label a line."""
        items = (self._detail.itemAt(number) for number in range(self._detail.count()))
        texts = (getattr(item.widget(), "text", None) for item in items if item is not None)
        return "\n".join(text() for text in texts if callable(text))

    def _look(self, current: QModelIndex) -> None:
        self._clear()
        one = self.model.line(current.row())
        self._record = one.event.record_id if one is not None else ""
        if one is None:
            return
        if one.version:
            self.compare_wanted.emit(one)
            return
        self._detail.addWidget(worded(deed_word(one.event.type), "heading", wrap=True))
        reason = self.tr("Reason: {reason}").format(reason=one.reason) if one.reason else ""
        for word in (one.subject, moment_words(one.event.at), one.person, reason):
            if word:
                self._detail.addWidget(worded(word, wrap=True))
        self._detail.addWidget(worded(self.tr("Record {id}").format(id=one.event.record_id[:16]), "small", wrap=True))
        self._detail.addStretch(1)

    def _clear(self) -> None:
        while (item := self._detail.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _cut(text: str) -> str:
    return text if len(text) <= LONG else text[:LONG] + " ..."
