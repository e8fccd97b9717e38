"""Berkas: all cases, found by typing, filtered by status, with the chosen one beside the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout

from ui.cases.case_list_state import CaseListState
from ui.cases.case_panel import CasePanel
from ui.cases.case_rows import Found
from ui.cases.case_table import CaseTable, CaseTableModel
from ui.cases.new_case_dialog import NewCaseDialog
from ui.cases.words import count_words, status_words
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.search_field import SearchField

NARROW = 740  # pixels: list and panel need that much


class CaseListPage(Page):
    """usual_regime: chosen beforehand for a new case."""

    open_wanted = Signal(str)
    evidence_wanted = Signal(str)

    def __init__(self, state: CaseListState, *, usual_regime: str = "pemilihan") -> None:
        super().__init__()
        self.state, self._usual_regime = state, usual_regime
        state.setParent(self)
        self.banner = Banner()
        self.title, self.count = worded(self.tr("Cases"), "title"), worded("", "soft")
        self.search = SearchField(self.tr("Search number, name, place, text ... (Ctrl+F)"))
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(320)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Status"))
        self.new = Button(self.tr("New case"), kind="primary", icon_name="plus")
        self.new.setToolTip("Ctrl+N")
        self.model = CaseTableModel(state.read_rows)
        self.table = CaseTable(self.model)
        self.panel = CasePanel()
        self._chosen, self._shown_words = "", ""
        self._build()
        self._connect()
        self._fill_filter({})
        state.refresh()

    def _build(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self.title)
        titles.addWidget(self.count)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addLayout(titles, 1)
        top.addWidget(self.search, 1)
        for widget in (self.filter, self.new):
            top.addWidget(widget)
        left = Card()
        left.setContentsMargins(-12, -12, -12, -10)
        left.add(self.table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([860, 340])
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        left.setMinimumSize(420, 190)
        self.panel.setMinimumWidth(290)
        self.nothing_yet = EmptyState(
            "folder",
            self.tr("No case yet"),
            self.tr(
                "A case holds everything about one event: the form, the photos, the statements and the printed papers.\n"
                "Open the first one when something was seen, or when somebody comes to report."
            ),
            action=self.tr("New case"),
        )
        self.nothing_found = EmptyState(
            "search",
            self.tr("Nothing fits"),
            self.tr("Try fewer letters or another word, or show every status."),
            action=self.tr("Show all"),
        )
        self.stack = QStackedWidget()
        for shown in (split, self.nothing_yet, self.nothing_found):
            self.stack.addWidget(shown)
        self._split = split
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self.begin_at(self.search)

    def _connect(self) -> None:
        state = self.state
        self.search.searched.connect(state.search)
        self.search.went_down.connect(self._go_to_table)
        self.search.returnPressed.connect(self._open_current)
        self.filter.activated.connect(self._filter)
        self.new.clicked.connect(self.ask_for_new)
        self.nothing_yet.acted.connect(self.ask_for_new)
        self.nothing_found.acted.connect(self._show_all)
        self.model.sort_wanted.connect(self._sort)
        self.table.opened.connect(self.open_wanted)
        self.table.current_changed.connect(self._look_at)
        self.panel.open_wanted.connect(self.open_wanted)
        self.panel.evidence_wanted.connect(self.evidence_wanted)
        self.panel.thumbnail_wanted.connect(state.want_thumbnail)
        state.found.connect(self._show_found)
        state.statuses_changed.connect(self._fill_filter)
        state.glanced.connect(self.panel.show_case)
        state.thumbnail_ready.connect(self.panel.photos.give_thumbnail)
        state.refused.connect(self.banner.refuse)
        for keys, act in ((QKeySequence(QKeySequence.StandardKey.Find), self._go_to_search), (QKeySequence("Ctrl+N"), self.ask_for_new)):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the list has all the room; Enter opens the case."""
        is_narrow = event.size().width() < NARROW
        show_if(self.panel, not is_narrow)
        self.new.be_short(is_narrow)
        self.filter.setMaximumWidth(165 if is_narrow else 16_777_215)
        super().resizeEvent(event)

    def ask_for_new(self) -> None:
        """Ask for election and origin, then open the case."""
        dialog = NewCaseDialog(self._usual_regime, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.state.begin(regime=dialog.regime, origin=dialog.origin)
        dialog.deleteLater()

    def _show_found(self, found: Found) -> None:
        chosen, self._shown_words = self._chosen, found.wanted.words
        self.model.show_keys(found.keys)
        is_narrowed = bool(found.wanted.words or found.wanted.status)
        words = self.tr("{shown} of {total} cases") if is_narrowed else self.tr("{total} cases")
        self.count.setText(words.format(shown=count_words(len(found.keys)), total=count_words(found.total)))
        if found.keys:
            self.stack.setCurrentWidget(self._split)
            self.table.choose(chosen)
        else:
            self.panel.clear()
            self.stack.setCurrentWidget(self.nothing_found if found.total else self.nothing_yet)

    def _look_at(self, case_id: str) -> None:
        if case_id:
            self._chosen = case_id
        self.state.look_at(case_id)

    def _fill_filter(self, counted: dict[str, int]) -> None:
        chosen = self.filter.currentData() or ""
        self.filter.clear()
        self.filter.addItem(self.tr("Every status"), "")
        for status, word in status_words().items():
            if status in counted:
                self.filter.addItem(f"{word} ({count_words(counted[status])})", status)
        self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))

    def _filter(self, row: int) -> None:
        self.state.filter_status(str(self.filter.itemData(row)))

    def _sort(self, column: str, descending: bool) -> None:
        self.state.sort(column, descending)

    def _show_all(self) -> None:
        self.search.clear()
        self.filter.setCurrentIndex(0)
        self.state.filter_status("")

    def _go_to_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    def _go_to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _open_current(self) -> None:
        """Enter in the search field opens the first case, once the list shows what was typed."""
        if self._shown_words == self.search.text().strip() and self.table.current_key():
            self.open_wanted.emit(self.table.current_key())
