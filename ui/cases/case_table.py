"""The table of cases: it knows the keys of all rows and reads the rows themselves by pages, when they are painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from core.actions.cases.case_rules import pressing
from core.rules.case_clock import Deadline
from ui.cases.case_rows import CaseRow
from ui.cases.words import STANDING_TONES, STATUS_TONES, standing_word, status_word
from ui.rules.rule_words import DEADLINE_TONES, left_words
from ui.widgets.pill import TONE_ROLE
from ui.widgets.row_table import RowTable, title_of

PAGE, PAGES_KEPT = 200, 20
COLUMNS = ("number", "title", "reported", "status", "deadline", "standing")
NARROW = 640  # pixels of the table
Read = Callable[[Sequence[str]], dict[str, CaseRow]]


class CaseTableModel(QAbstractTableModel):
    """`read` gives rows for keys and must be quick: it is called while painting, for 200 rows at a time."""

    sort_wanted = Signal(str, bool)  # column of the view, descending

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read
        self._keys: tuple[str, ...] = ()
        self._pages: OrderedDict[int, dict[str, CaseRow]] = OrderedDict()
        self._deadlines: dict[str, Deadline | None] = {}  # of the rows that were painted

    def show_keys(self, keys: Sequence[str]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._keys = tuple(keys)
        self._pages.clear()
        self._deadlines.clear()
        self.endResetModel()

    def reload(self) -> None:
        """The rows read otherwise now; their order did not change."""
        self._pages.clear()
        self._deadlines.clear()
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(COLUMNS) - 1))

    def key(self, row: int) -> str:
        """Return the case id of a row, "" for none."""
        return self._keys[row] if 0 <= row < len(self._keys) else ""

    def row_of(self, key: str) -> int:
        """Return where a case stands, -1 when it is not shown."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def case_row(self, row: int) -> CaseRow | None:
        """Return the row, reading its page when it is not at hand; None for a case that has gone meanwhile."""
        number = row // PAGE
        if number not in self._pages:
            self._pages[number] = self._read(self._keys[number * PAGE : (number + 1) * PAGE])
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return self._pages[number].get(self._keys[row])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._keys)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        titles = (
            self.tr("Number"),
            self.tr("Alleged breach"),
            self.tr("Reported person"),
            self.tr("Status"),
            self.tr("Deadline"),
            self.tr("Kept"),
        )
        return title_of(titles, section, orientation, role)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, TONE_ROLE):
            return None
        row = self.case_row(index.row())
        if row is None:
            return None
        column = COLUMNS[index.column()]
        if role == TONE_ROLE:
            tones = {
                "status": STATUS_TONES.get(row.case.status, "grey"),
                "standing": STANDING_TONES.get(row.standing, "grey"),
            }
            if column == "deadline" and (presses := self._deadline(row)) is not None:
                return DEADLINE_TONES[presses.state]
            return tones.get(column)
        return self._text(row, column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < COLUMNS.index("deadline"):  # the clock and the standing are computed, not columns
            self.sort_wanted.emit(COLUMNS[column], order == Qt.SortOrder.DescendingOrder)

    def _text(self, row: CaseRow, column: str) -> str:
        if column == "status":
            return status_word(row.case.status)
        if column == "deadline":
            presses = self._deadline(row)
            return left_words(presses) if presses is not None else ""
        if column == "standing":
            return standing_word(row.standing)
        empty = {"number": self.tr("No number yet"), "title": self.tr("Not told yet")}
        return str(getattr(row.case, column)) or empty.get(column, "-")

    def _deadline(self, row: CaseRow) -> Deadline | None:
        """The clock of a row is computed when it is painted: 200 of them would be felt."""
        case = row.case
        if case.case_id not in self._deadlines:
            self._deadlines[case.case_id] = pressing(case, row.settings) if row.settings is not None else None
        return self._deadlines[case.case_id]


class CaseTable(RowTable):
    """Enter and double click open a case."""

    opened = Signal(str)
    current_changed = Signal(str)

    def __init__(self, model: CaseTableModel) -> None:
        super().__init__(row_height=42, narrowest_column=60)
        self._cases = model
        self.setModel(model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Cases"))
        head = self.horizontalHeader()
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(COLUMNS.index("title"), QHeaderView.ResizeMode.Stretch)
        for column, width in {"number": 140, "reported": 124, "status": 166, "deadline": 132, "standing": 104}.items():
            self.setColumnWidth(COLUMNS.index(column), width)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen two columns leave their room to the others; the file of the case has them."""
        for column in ("reported", "standing"):
            self.setColumnHidden(COLUMNS.index(column), event.size().width() < NARROW)
        super().resizeEvent(event)

    def current_key(self) -> str:
        return self._cases.key(self.currentIndex().row())

    def choose(self, key: str) -> None:
        """Put the cursor on a case; on the first one when it is not shown."""
        row = max(0, self._cases.row_of(key))
        if self._cases.rowCount():
            self.setCurrentIndex(self._cases.index(row, 0))
        else:
            self.current_changed.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._cases.key(index.row()))

    def _tell(self, current: QModelIndex) -> None:
        self.current_changed.emit(self._cases.key(current.row()))
