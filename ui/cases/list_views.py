"""The button of the saved views and columns above the list of cases."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog

from core.actions.cases.case_views import CaseView
from ui.cases.case_list_state import CaseListState
from ui.cases.case_table import COLUMNS, CaseTable, column_titles
from ui.cases.columns_dialog import ColumnsDialog
from ui.cases.views_menu import ViewNameDialog, ViewsMenu
from ui.cases.words import status_word
from ui.widgets.banner import Banner
from ui.widgets.dress import Button


class ListViews(Button):
    """Emits `chosen` with a CaseView, whose words and status the page shows. A view that was forgotten comes back by `undo`."""

    chosen = Signal(object)

    def __init__(self, state: CaseListState, table: CaseTable, banner: Banner) -> None:
        super().__init__(self.tr("View"), icon_name="list")
        self._state, self._table, self._banner = state, table, banner
        self._views: tuple[CaseView, ...] = ()
        self._dropped: CaseView | None = None
        self.views_menu = ViewsMenu(self)
        self.setMenu(self.views_menu)
        self.setToolTip("Ctrl+T")
        self.views_menu.chosen.connect(self._choose)
        self.views_menu.save_wanted.connect(self._save)
        self.views_menu.dropped.connect(self._drop)
        self.views_menu.columns_wanted.connect(self._choose_columns)
        state.views_changed.connect(self._take)
        state.columns_changed.connect(table.show_columns)
        table.columns_moved.connect(state.keep_columns)
        banner.acted.connect(self.undo)

    def undo(self) -> None:
        """Have the view back that was forgotten last."""
        if self._dropped is not None:
            self._state.restore_view(self._dropped)
            self._dropped = None
            self._banner.hide()

    def _take(self, views: tuple[CaseView, ...]) -> None:
        self._views = views
        self.views_menu.show_views(views)

    def _choose(self, view: CaseView) -> None:
        head = self._table.horizontalHeader()
        head.blockSignals(True)  # the order is asked for with the words and the status, in one question
        is_shown = bool(view.name) and view.sort in COLUMNS
        order = Qt.SortOrder.DescendingOrder if view.descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(COLUMNS.index(view.sort) if is_shown else -1, order)
        head.blockSignals(False)
        head.viewport().update()
        self.chosen.emit(view)

    def _save(self) -> None:
        wanted = self._state.wanted
        told = [self.tr("Words: {words}").format(words=wanted.words)] if wanted.words else []
        told += [self.tr("Status: {status}").format(status=status_word(wanted.status))] if wanted.status else []
        order = column_titles().get(wanted.sort, "")
        told += [self.tr("Sorted by: {column}").format(column=order)] if order else []
        told.append(self.tr("{count} columns").format(count=len(self._table.columns())))
        dialog = ViewNameDialog(" · ".join(told), self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.name:
            self._state.keep_view(dialog.name, self._table.columns())
            words = self.tr("The view {name} was saved.").format(name=dialog.name)
            self._banner.say("success", words, self.tr("Ctrl+T and its digit show it."))
        dialog.deleteLater()

    def _drop(self, name: str) -> None:
        self._dropped = next((one for one in self._views if one.name == name), None)
        self._state.drop_view(name)
        self._banner.say("info", self.tr("The view {name} was forgotten.").format(name=name), "", action=self.tr("Undo"))

    def _choose_columns(self) -> None:
        dialog = ColumnsDialog(self._table.columns(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._state.keep_columns(dialog.columns)
        dialog.deleteLater()
