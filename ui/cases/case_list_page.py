"""Berkas: all cases, found by typing, filtered by status, with the chosen one beside the list."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout

from core.actions.cases.case_views import CaseView
from core.export.json_export import FILES
from ui.cases.case_list_state import CaseListState
from ui.cases.case_panel import CasePanel
from ui.cases.case_rows import Found
from ui.cases.case_table import CaseTable, CaseTableModel
from ui.cases.chosen_bar import ChosenBar
from ui.cases.export_dialog import ExportDialog
from ui.cases.list_views import ListViews
from ui.cases.new_case_dialog import NewCaseDialog
from ui.cases.words import count_words, status_words
from ui.sync.lane_words import size_words
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.search_field import SearchField

NARROW = 740  # pixels: list and panel need that much


class CaseListPage(Page):
    """usual_regime: chosen beforehand for a new case."""

    open_wanted = Signal(str)
    evidence_wanted = Signal(str)
    print_wanted = Signal(tuple)  # ids of cases whose papers are to be printed
    sign_wanted = Signal(tuple)  # ids of cases whose papers are to be signed

    def __init__(self, state: CaseListState, *, usual_regime: str = "pemilihan") -> None:
        super().__init__()
        self.state, self._usual_regime = state, usual_regime
        state.setParent(self)
        self.banner = Banner()
        self.title, self.count = worded(self.tr("Cases"), "title"), worded("", "soft")
        self.search = SearchField(self.tr("Search number, name, place, text ... (Ctrl+F)"))
        self.search.setMinimumWidth(theme.px(140))
        self.search.setMaximumWidth(theme.px(320))
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Status"))
        self.new = Button(self.tr("New case"), kind="primary", icon_name="plus")
        self.new.setToolTip("Ctrl+N")
        self.model = CaseTableModel(state.rows.read)
        self.table = CaseTable(self.model)
        self.panel, self.bar = CasePanel(), ChosenBar()
        self.views = ListViews(state, self.table, self.banner)
        self.strip = ProgressStrip([("cases", self.tr("Export")), (FILES, self.tr("Files"))])
        self._chosen, self._shown_words = "", ""
        self._build()
        self._connect()
        self._fill_filter({})
        state.look_for_views()
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
        for widget in (self.filter, self.views, self.new):
            top.addWidget(widget)
        left = Card()
        left.setContentsMargins(-12, -12, -12, -10)
        left.add(self.table, 1)
        left.add(self.bar)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([860, 340])
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        left.setMinimumSize(420, 190)
        self.panel.setMinimumWidth(theme.px(290))
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
        column.addWidget(self.strip)
        self.strip.hide()
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
        state.rows.came.connect(self.model.take_rows)
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
        self._connect_many()
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._go_to_search),
            (QKeySequence("Ctrl+N"), self.ask_for_new),
            (QKeySequence("Ctrl+T"), self.views.showMenu),
            (QKeySequence(QKeySequence.StandardKey.Print), self._print),
            (QKeySequence("Ctrl+G"), self._sign),
            (QKeySequence("Ctrl+E"), self._export),
            (QKeySequence(QKeySequence.StandardKey.Undo), self.views.undo),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _connect_many(self) -> None:
        """Saved views, and what is done with several cases."""
        state = self.state
        self.views.chosen.connect(self._show_view)
        self.table.chosen_changed.connect(self.bar.show_count)
        self.table.menu_wanted.connect(self._show_menu)
        self.table.typed.connect(self._type_on)
        self.bar.open_wanted.connect(self._open_chosen)
        self.bar.print_wanted.connect(self._print)
        self.bar.sign_wanted.connect(self._sign)
        self.bar.export_wanted.connect(self._export)
        self.bar.left.connect(self._choose_one)
        self.strip.cancelled.connect(state.stop_export)
        state.exporting.connect(self._show_exporting)
        state.exported.connect(self._say_exported)
        state.export_ended.connect(self.strip.hide)
        state.export_stopped.connect(self._say_stopped)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the list has all the room; Enter opens the case."""
        is_narrow = event.size().width() < theme.px(NARROW)
        show_if(self.panel, not is_narrow)
        self.new.be_short(is_narrow)
        self.views.be_short(is_narrow)
        self.filter.setMaximumWidth(theme.px(165) if is_narrow else 16_777_215)
        super().resizeEvent(event)

    def ask_for_new(self) -> None:
        """Ask for election and origin, then open the case."""
        dialog = NewCaseDialog(self._usual_regime, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.state.begin(regime=dialog.regime, origin=dialog.origin)
        dialog.deleteLater()

    def _show_found(self, found: Found) -> None:
        chosen, self._shown_words = self._chosen, found.wanted.words
        several = self.table.chosen_keys() if not self.bar.isHidden() else ()
        self.model.show_keys(found.keys)
        is_narrowed = bool(found.wanted.words or found.wanted.status)
        words = self.tr("{shown} of {total} cases") if is_narrowed else self.tr("{total} cases")
        self.count.setText(words.format(shown=count_words(len(found.keys)), total=count_words(found.total)))
        if found.keys:
            self.stack.setCurrentWidget(self._split)
            self.table.choose(chosen)
            if several:
                self.table.choose_keys(several)
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

    def _show_view(self, view: CaseView) -> None:
        self.search.blockSignals(True)
        self.search.setText(view.words)
        self.search.blockSignals(False)
        self.search.took(view.words)
        self.filter.setCurrentIndex(max(0, self.filter.findData(view.status)))
        self.state.show_view(view)
        self.table.setFocus()

    def _chosen_keys(self) -> tuple[str, ...]:
        return self.table.chosen_keys() if self.stack.currentWidget() is self._split else ()

    def _print(self) -> None:
        if keys := self._chosen_keys():
            self.print_wanted.emit(keys)

    def _sign(self) -> None:
        if keys := self._chosen_keys():
            self.sign_wanted.emit(keys)

    def _export(self) -> None:
        if not (keys := self._chosen_keys()):
            return
        dialog = ExportDialog(len(keys), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.banner.hide()
            self.strip.begin()
            self.strip.set_lane_shown(FILES, False)
            self.strip.show()
            self.state.export(keys, dialog.folder, dialog.form)
        dialog.deleteLater()

    def _show_exporting(self, done: int, total: int, what: str) -> None:
        if what == FILES:
            self.strip.set_lane_shown(FILES, True)
            sizes = self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total))
            self.strip.show_lane(FILES, done, total, sizes)
        else:
            self.strip.show_lane("cases", done, total)

    def _say_exported(self, files: int, folder: str) -> None:
        self.banner.say("success", self.tr("{count} files were written.").format(count=count_words(files)), folder)

    def _say_stopped(self) -> None:
        self.banner.say("info", self.tr("Stopped."), self.tr("Nothing was exported; what had been written was taken away again."))

    def _open_chosen(self) -> None:
        self.open_wanted.emit(self.table.current_key())

    def _choose_one(self) -> None:
        self.table.choose_only_current()
        self.table.setFocus()

    def _show_menu(self, place: QPoint) -> None:
        self.bar.show_menu(place)

    def _type_on(self, letters: str) -> None:
        """Letters typed in the list are searched for."""
        self.search.setFocus()
        self.search.setText(letters)

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
