"""The table of cases: it knows the keys of all rows and reads the rows themselves by pages, when they are painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from core.actions.cases.case_rules import pressing
from core.rules.case_clock import Deadline
from core.vault.views.cases import SORTS
from ui.cases.case_rows import CaseRow
from ui.cases.words import STANDING_TONES, STATUS_TONES, count_words, day_words, moment_words, origin_words, standing_word, status_word
from ui.rules.rule_words import DEADLINE_TONES, left_words
from ui.theme import theme
from ui.widgets.dress import tip
from ui.widgets.pill import TONE_ROLE
from ui.widgets.row_table import RowTable, title_of

PAGE, AHEAD, PAGES_KEPT = 8, 5, 500  # rows of a page; pages that are read at once: what is in sight lies in them wherever one jumps
COLUMNS = (
    "number", "title", "reported", "status", "deadline", "standing", "place", "event_date", "origin", "documents", "exhibits", "changed_at",
)  # fmt: skip
USUAL = COLUMNS[:6]  # what is shown until a person chooses
WIDTHS = {
    "number": 140, "reported": 124, "status": 166, "deadline": 132, "standing": 104, "place": 150, "event_date": 116, "origin": 150,
    "documents": 84, "exhibits": 84, "changed_at": 150,
}  # fmt: skip
NARROW, TITLE_LEAST = 640, 130  # pixels: of the table, of the column that takes what is left
NARROW_COLUMNS = 4  # that have room then
LAST_IN_NARROW = ("reported", "standing", "place", "origin", "documents", "exhibits")  # they give way first; the file of the case has them
Read = Callable[[Sequence[str]], dict[str, CaseRow] | None]


class CaseTableModel(QAbstractTableModel):
    """`read` gives rows for keys and must be quick: it is called while painting, for at most 40 rows at a time.

    Where it answers None the rows stay empty until `take_rows` brings them; nothing else is read meanwhile.
    """

    sort_wanted = Signal(str, bool)  # column of the view, descending

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read
        self._keys: Sequence[str] = ()
        self._pages: OrderedDict[int, dict[str, CaseRow]] = OrderedDict()
        self._late: dict[int, Sequence[str]] | None = None  # pages that `take_rows` will bring, with their keys
        self._deadlines: dict[str, Deadline | None] = {}  # of the rows that were painted

    def show_keys(self, keys: Sequence[str]) -> None:
        """Replace all rows. keys is kept as it is: of a long list it may be one piece of memory."""
        self.beginResetModel()
        self._keys = keys
        self._forget_rows()
        self.endResetModel()

    def reload(self) -> None:
        """The rows read otherwise now; their order did not change."""
        self._forget_rows()
        self._paint_anew()

    def take_rows(self, rows: dict[str, CaseRow]) -> None:
        """Show rows that were late. Another page may be in sight by now: it is painted, and read, in any case."""
        late, self._late = self._late or {}, None
        self._keep(late, rows)
        self._paint_anew()

    def _forget_rows(self) -> None:
        self._pages.clear()
        self._deadlines.clear()
        if self._late is not None:
            self._late = {}  # they come, but as they were before

    def _paint_anew(self) -> None:
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
        """Return the row, reading its page when it is not at hand; None for one that comes later, or for a case that has gone meanwhile."""
        number = row // PAGE
        if number not in self._pages and self._late is None:
            self._read_from(number)
        if number not in self._pages:
            return None
        self._pages.move_to_end(number)
        return self._pages[number].get(self._keys[row])

    def _read_from(self, number: int) -> None:
        """Read this page and those of the next that are not at hand, in one go."""
        keys = {one: self._keys[one * PAGE : (one + 1) * PAGE] for one in range(number, number + AHEAD) if one not in self._pages}
        rows = self._read([key for page in keys.values() for key in page])
        if rows is None:
            self._late = keys
        else:
            self._keep(keys, rows)

    def _keep(self, keys: dict[int, Sequence[str]], rows: dict[str, CaseRow]) -> None:
        for one, page in keys.items():
            if page:
                self._pages[one] = {key: rows[key] for key in page if key in rows}
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._keys)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return title_of(tuple(column_titles().values()), section, orientation, role)

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
        return tip(self._text(row, column)) if role == Qt.ItemDataRole.ToolTipRole else self._text(row, column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= 0 and COLUMNS[column] in SORTS:  # the clock, the standing and the counts are not sorted by
            self.sort_wanted.emit(COLUMNS[column], order == Qt.SortOrder.DescendingOrder)

    def _text(self, row: CaseRow, column: str) -> str:
        if column == "status":
            return status_word(row.case.status)
        if column == "deadline":
            presses = self._deadline(row)
            return left_words(presses) if presses is not None else ""
        if column == "standing":
            return standing_word(row.standing)
        case = row.case
        if column == "event_date":
            return day_words(case.event_date) if case.event_date else "-"
        if column == "changed_at":
            return moment_words(case.changed_at)
        if column == "origin":
            return origin_words().get(case.origin, case.origin)
        if column in ("documents", "exhibits"):
            return count_words(int(getattr(case, column)))
        empty = {"number": self.tr("No number yet"), "title": self.tr("Not told yet")}
        return str(getattr(case, column)) or empty.get(column, "-")

    def _deadline(self, row: CaseRow) -> Deadline | None:
        """The clock of a row is computed when it is painted: 200 of them would be felt."""
        case = row.case
        if case.case_id not in self._deadlines:
            self._deadlines[case.case_id] = pressing(case, row.settings) if row.settings is not None else None
        return self._deadlines[case.case_id]


def column_titles() -> dict[str, str]:
    """Return column key -> its title, in the order of COLUMNS."""
    return {
        "number": QCoreApplication.translate("CaseTable", "Number"),
        "title": QCoreApplication.translate("CaseTable", "Alleged breach"),
        "reported": QCoreApplication.translate("CaseTable", "Reported person"),
        "status": QCoreApplication.translate("CaseTable", "Status"),
        "deadline": QCoreApplication.translate("CaseTable", "Deadline"),
        "standing": QCoreApplication.translate("CaseTable", "Kept"),
        "place": QCoreApplication.translate("CaseTable", "Place"),
        "event_date": QCoreApplication.translate("CaseTable", "Event"),
        "origin": QCoreApplication.translate("CaseTable", "Origin"),
        "documents": QCoreApplication.translate("CaseTable", "Forms"),
        "exhibits": QCoreApplication.translate("CaseTable", "Evidence"),
        "changed_at": QCoreApplication.translate("CaseTable", "Last changed"),
    }


class CaseTable(RowTable):
    """Enter and double click open a case. Several are chosen by Shift and arrows, Ctrl+A, or Ctrl and a click.

    Letters that are typed here belong into the search field: `typed`.
    """

    opened = Signal(str)
    current_changed = Signal(str)
    chosen_changed = Signal(int)  # how many rows are chosen
    columns_moved = Signal(tuple)  # the shown columns in their new order
    menu_wanted = Signal(object)  # where, on the screen
    typed = Signal(str)

    def __init__(self, model: CaseTableModel) -> None:
        super().__init__(row_height=42, narrowest_column=60)
        self._cases = model
        self._columns: tuple[str, ...] = USUAL
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("Cases"))
        head = self.horizontalHeader()
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(COLUMNS.index("title"), QHeaderView.ResizeMode.Stretch)
        head.setSectionsMovable(True)
        head.sectionMoved.connect(self._moved)
        for column, width in WIDTHS.items():
            self.setColumnWidth(COLUMNS.index(column), theme.px(width))
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.show_columns(USUAL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_columns()

    def show_columns(self, columns: Sequence[str]) -> None:
        """Show these columns in this order; the title is always among them. Unknown ones are passed over; none: the usual ones."""
        known = tuple(one for one in columns if one in COLUMNS) or USUAL
        self._columns = known if "title" in known else (*known, "title")
        head = self.horizontalHeader()
        head.blockSignals(True)
        for place, column in enumerate(self._columns):
            head.moveSection(head.visualIndex(COLUMNS.index(column)), place)
        head.blockSignals(False)
        self._hide_columns()
        self.viewport().update()

    def columns(self) -> tuple[str, ...]:
        """Return the chosen columns in their order."""
        return self._columns

    def chosen_keys(self) -> tuple[str, ...]:
        """Return the ids of all chosen cases, from top to bottom."""
        rows = sorted(row for one in self.selectionModel().selection().toList() for row in range(one.top(), one.bottom() + 1))
        return tuple(self._cases.key(row) for row in dict.fromkeys(rows))

    def choose_keys(self, keys: Sequence[str]) -> None:
        """Choose these cases, as far as they are shown; the cursor stays."""
        wanted, selection = set(keys), QItemSelection()
        rows = [row for row in range(self._cases.rowCount()) if self._cases.key(row) in wanted]
        first = last = -2
        for row in [*rows, -1]:
            if row != last + 1:
                if first >= 0:
                    selection.select(self._cases.index(first, 0), self._cases.index(last, len(COLUMNS) - 1))
                first = row
            last = row
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose_only_current(self) -> None:
        """Leave the case under the cursor alone chosen."""
        self.choose(self.current_key())

    def current_key(self) -> str:
        return self._cases.key(self.currentIndex().row())

    def choose(self, key: str) -> None:
        """Put the cursor on a case; on the first one when it is not shown."""
        row = max(0, self._cases.row_of(key))
        if self._cases.rowCount():
            self.selectionModel().setCurrentIndex(
                self._cases.index(row, COLUMNS.index("title")),
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )
        else:
            self.current_changed.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
        elif event.key() == Qt.Key.Key_Escape and self._count() > 1:
            self.choose_only_current()
        elif not held and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the menu key, Shift+F10 or the right button."""
        if self.current_key():
            at_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
            self.menu_wanted.emit(below if at_key else event.globalPos())

    def _count(self) -> int:
        return sum(one.height() for one in self.selectionModel().selection().toList())

    def _hide_columns(self) -> None:
        """On a narrow screen some columns leave their room to the others."""
        shown = list(self._columns)
        if self.width() < theme.px(NARROW):
            for column in (*LAST_IN_NARROW, *reversed(COLUMNS)):
                if len(shown) > NARROW_COLUMNS and column in shown and column != "title":
                    shown.remove(column)
        for number, column in enumerate(COLUMNS):
            self.setColumnHidden(number, column not in shown)
        title, head = COLUMNS.index("title"), self.horizontalHeader()
        others = sum(self.columnWidth(COLUMNS.index(one)) for one in shown if one != "title")
        is_tight = others + TITLE_LEAST > self.viewport().width() and self.width() >= theme.px(NARROW)
        head.setSectionResizeMode(title, QHeaderView.ResizeMode.Interactive if is_tight else QHeaderView.ResizeMode.Stretch)
        if is_tight:  # then the list is scrolled sideways
            self.setColumnWidth(title, TITLE_LEAST)

    def _moved(self, *_: int) -> None:
        head = self.horizontalHeader()
        order = [COLUMNS[head.logicalIndex(place)] for place in range(len(COLUMNS))]
        self._columns = tuple(one for one in order if one in self._columns)
        self.columns_moved.emit(self._columns)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._cases.key(index.row()))

    def _tell(self, current: QModelIndex) -> None:
        self.current_changed.emit(self._cases.key(current.row()))

    def _tell_chosen(self, *_: QItemSelection) -> None:
        self.chosen_changed.emit(self._count())
