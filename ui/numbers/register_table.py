"""The table of a register: one line a number, in the order of the sequence; gaps and voids stand in their place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QDate, QLocale, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from core.actions.numbers.number_gaps import BEFORE, TAKEN_UP, UNEXPLAINED, WITHDRAWN
from core.actions.numbers.number_register import GAP, PROVISIONAL, TYPED, VOID, RegisterRow
from ui.cases.words import form_title, status_word
from ui.theme import theme
from ui.widgets.dress import tip
from ui.widgets.pill import TONE_ROLE
from ui.widgets.row_table import RowTable, title_of

COLUMNS = ("seq", "number", "day", "event", "reporter", "reported", "state", "note")
TONES = {"given": "green", "void": "quiet", "typed": "blue", "gap": "yellow", "provisional": "orange"}


class RegisterModel(QAbstractTableModel):
    """All lines of one register and year that fit the words typed."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[RegisterRow, ...] = ()
        self._rows: tuple[RegisterRow, ...] = ()
        self._words: list[str] = []

    def show_rows(self, rows: Sequence[RegisterRow]) -> None:
        self._all = tuple(rows)
        self._narrow()

    def search(self, words: str) -> None:
        """Show only lines in which every word occurs."""
        self._words = words.casefold().split()
        self._narrow()

    def row(self, number: int) -> RegisterRow | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_of(self, key: str) -> int:
        """Return where a line stands, -1 when it is not shown."""
        return next((number for number, one in enumerate(self._rows) if one.key == key), -1)

    def is_narrowed(self) -> bool:
        return len(self._rows) != len(self._all)

    def _narrow(self) -> None:
        self.beginResetModel()
        self._rows = tuple(one for one in self._all if self._fits(one))
        self.endResetModel()

    def _fits(self, one: RegisterRow) -> bool:
        if not self._words:
            return True
        said = " ".join(self._text(one, column) for column in COLUMNS).casefold()
        return all(word in said for word in self._words)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        titles = (
            self.tr("No."),
            self.tr("Number"),
            self.tr("Date"),
            self.tr("For what"),
            self.tr("Reporter or finder"),
            self.tr("Reported person"),
            self.tr("Entry"),
            self.tr("Remark"),
        )
        return title_of(titles, section, orientation, role)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._text(one, column))
        if role == TONE_ROLE and column == "state":
            return "red" if one.is_twice or one.gap_kind == UNEXPLAINED else TONES[one.state]
        if role == Qt.ItemDataRole.FontRole and column == "number" and one.state == VOID:
            font = QFont()
            font.setStrikeOut(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and one.state in (VOID, GAP):
            return QColor(theme.colours.text_soft)
        return None

    def _text(self, one: RegisterRow, column: str) -> str:
        if column == "seq":
            return f"{one.seq}-{one.last_seq}" if one.last_seq > one.seq else str(one.seq or "")
        if column == "number":
            return "-" if one.state == GAP else one.number
        if column == "day":
            return short_day(one.day)
        if column == "event":
            return " · ".join(word for word in (_form(one.form_id), one.event) if word)
        if column == "state":
            return self._state(one)
        if column == "note":
            return self._note(one)
        return str(getattr(one, column))

    def _state(self, one: RegisterRow) -> str:
        if one.is_twice:
            return self.tr("Twice")
        words = {
            "given": self.tr("Given"),
            "void": self.tr("Void"),
            "typed": self.tr("Typed"),
            "gap": self.tr("Gap"),
            "provisional": self.tr("Waiting"),
        }
        return words[one.state]

    def _note(self, one: RegisterRow) -> str:
        if one.state == VOID:
            return one.reason
        if one.state == GAP:
            if one.gap_kind == BEFORE:
                return self._with(self.tr("Used before this book was opened"), one.reason)
            if one.gap_kind == TAKEN_UP:
                return self._with(self.tr("Used on paper before the book was taken up"), one.reason)
            if one.gap_kind == WITHDRAWN:
                return self._with(self.tr("Its form was withdrawn"), one.reason)
            if one.gap_kind == UNEXPLAINED:
                return self.tr("No reason is known")
            return self.tr("Given on laptop {name}, not arrived here yet").format(name=one.reason or "?")
        if one.state == TYPED:
            return self._with(self.tr("Typed, not from the book"), status_word(one.status) if one.status else "")
        if one.state == PROVISIONAL:
            return self.tr("Bears a provisional reference")
        return status_word(one.status) if one.status else ""

    @staticmethod
    def _with(words: str, more: str) -> str:
        return f"{words}: {more}" if more else words


def short_day(iso: str) -> str:
    """Return "5 Okt 2024" for a text that begins with 2024-10-05; other texts as they are."""
    day = QDate.fromString(iso[:10], "yyyy-MM-dd")
    return QLocale().toString(day, "d MMM yyyy") if day.isValid() else iso


def _form(form_id: str) -> str:
    return form_title(form_id) if form_id and not form_id.startswith("case.") else ""


class RegisterTable(RowTable):
    """Enter opens the case, Delete asks to void, the menu key shows what can be done: the page listens to the keys it is given."""

    wanted = Signal(str, object)  # "open" or "void", RegisterRow
    chosen = Signal(object)  # RegisterRow or None

    def __init__(self, model: RegisterModel) -> None:
        super().__init__(row_height=38, narrowest_column=44)
        self.lines = model
        self.setModel(model)
        self.setAccessibleName(self.tr("Register of numbers"))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(False)
        for column, width in {"seq": 56, "number": 286, "day": 104, "reporter": 146, "reported": 130, "state": 112, "note": 150}.items():
            self.setColumnWidth(COLUMNS.index(column), theme.px(width))
        self.doubleClicked.connect(self._open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What it is for takes the room that is left, but never less than can be read; on a narrow screen the table moves sideways."""
        super().resizeEvent(event)
        others = sum(self.columnWidth(at) for at, name in enumerate(COLUMNS) if name != "event")
        self.setColumnWidth(COLUMNS.index("event"), max(180, self.viewport().width() - others))

    def current_row(self) -> RegisterRow | None:
        return self.lines.row(self.currentIndex().row())

    def choose(self, key: str) -> None:
        """Put the cursor on a line; on the last one when it is not shown."""
        count = self.lines.rowCount()
        if count:
            at = self.lines.row_of(key)
            self.setCurrentIndex(self.lines.index(at if at >= 0 else count - 1, 0))
        self.chosen.emit(self.current_row())

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.lines.row(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {Qt.Key.Key_Return: "open", Qt.Key.Key_Enter: "open", Qt.Key.Key_Delete: "void"}
        row = self.current_row()
        if row is not None and (deed := deeds.get(Qt.Key(event.key()))):
            self.wanted.emit(deed, row)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if (row := self.lines.row(index.row())) is not None:
            self.wanted.emit("open", row)
