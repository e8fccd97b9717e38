"""Bukti: every photo and file of all cases in one place, by time and place, with what is there twice or looks alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from core.vault.views import Changes
from core.vault.views.exhibits import Exhibit, Glimpse
from ui.cases.words import count_words, moment_words
from ui.exhibits.original import FullPicture
from ui.gallery.gallery_panel import GalleryPanel
from ui.gallery.gallery_state import ALIKE, ALL, TWICE, WITH_POINT, WITHOUT_TIME, GalleryState
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.photo_grid import ID_ROLE, PhotoGrid, Tile
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.search_field import SearchField
from ui.widgets.side_by_side import SideBySide

NARROW = 820
LANE = "pictures"


class GalleryPage(Page):
    """Emits what a person wants to see; the pictures of a case are added and described on its own page."""

    pictures_wanted = Signal(object, str)  # tuple of Exhibit, stream
    comparison_wanted = Signal(object)  # list of (Exhibit, FullPicture)
    case_wanted = Signal(str)
    map_wanted = Signal()

    def __init__(self, state: GalleryState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.banner, self.count = Banner(), worded("", "soft")
        self.search = SearchField(self.tr("Search caption, place, date, camera ... (Ctrl+F)"))
        self.kind = ChoiceBox(
            [
                Choice(ALL, self.tr("Everything")),
                Choice(WITH_POINT, self.tr("With a position")),
                Choice(WITHOUT_TIME, self.tr("Time unknown")),
                Choice(TWICE, self.tr("Same file twice")),
                Choice(ALIKE, self.tr("Looks alike")),
            ]
        )
        self.map = Button(self.tr("Map"), icon_name="pin")
        self.compare = Button(self.tr("Side by side"), icon_name="fit")
        self.progress = ProgressStrip([(LANE, self.tr("Comparing"))])
        self.grid, self.panel = PhotoGrid(), GalleryPanel()
        self._chosen = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search.setMinimumWidth(theme.px(140))
        self.kind.setMinimumWidth(theme.px(150))
        self.kind.setAccessibleName(self.tr("Which evidence"))
        self.compare.setToolTip(self.tr("Choose two pictures with Ctrl, then press this"))
        self.compare.setEnabled(False)
        self.grid.setAcceptDrops(False)
        self.progress.hide()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(worded(self.tr("Evidence"), "title"))
        titles.addWidget(self.count)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addLayout(titles, 1)
        top.addWidget(self.search, 1)
        for widget in (self.kind, self.map, self.compare):
            top.addWidget(widget)
        left = Card()
        left.setContentsMargins(-10, -10, -10, -10)
        left.add(self.grid, 1)
        self._both = SideBySide(left, self.panel, right_width=330, least_height=210)
        self.nothing_yet = EmptyState(
            "camera", self.tr("No evidence yet"), self.tr("Photos and files are added on the page of their case.")
        )
        self.nothing_found = EmptyState(
            "search", self.tr("Nothing fits"), self.tr("Try fewer letters or another word, or show everything.")
        )
        self.stack = QStackedWidget()
        self.nothing_twice = EmptyState(
            "check", self.tr("No file is here twice"), self.tr("Each was compared with all others by its hash.")
        )
        self.nothing_alike = EmptyState(
            "check", self.tr("No two pictures look alike"), self.tr("Pictures that were cut or made smaller would stand here.")
        )
        for shown in (self._both, self.nothing_yet, self.nothing_found, self.nothing_twice, self.nothing_alike):
            self.stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        column.addWidget(self.stack, 1)
        self.begin_at(self.search)

    def _connect(self) -> None:
        state = self.state
        self.search.searched.connect(state.search)
        self.search.went_down.connect(self.grid.setFocus)
        self.kind.picked.connect(state.choose)
        self.map.clicked.connect(self.map_wanted)
        self.compare.clicked.connect(self._compare)
        self.progress.cancelled.connect(self._show_all)
        self.grid.opened.connect(state.open)
        self.grid.thumbnail_wanted.connect(state.want_thumbnail)
        self.grid.selectionModel().currentChanged.connect(self._look)
        self.grid.selectionModel().selectionChanged.connect(self._count_chosen)
        self.panel.view_wanted.connect(state.open)
        self.panel.case_wanted.connect(self.case_wanted)
        state.loaded.connect(self._show)
        state.in_hand.connect(self.panel.show_in_hand)
        state.thumbnail_ready.connect(self.grid.give_thumbnail)
        state.opened.connect(self._open)
        state.compared.connect(self._side_by_side)
        state.looking.connect(self._tell)
        state.refused.connect(self.banner.refuse)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._go_to_search)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.state.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_narrow = event.size().width() < theme.px(NARROW)
        show_if(self.panel, not is_narrow)
        self.compare.be_short(is_narrow)
        self.map.be_short(is_narrow)
        super().resizeEvent(event)

    def refresh(self, _changes: Changes) -> None:
        """Something was written: read anew now when a person looks, else when the page is shown again."""
        if self.isVisible():
            self.state.load()

    def _show(self, shown: Sequence[Glimpse], total: int) -> None:
        words = self.tr("{shown} of {total}") if len(shown) != total else self.tr("{total} pieces of evidence")
        self.count.setText(words.format(shown=count_words(len(shown)), total=count_words(total)))
        by_kind = {TWICE: self.nothing_twice, ALIKE: self.nothing_alike}
        nothing = self.nothing_found if self.search.text() else by_kind.get(self.kind.value(), self.nothing_found)
        self.stack.setCurrentWidget(self._both if shown else nothing if total else self.nothing_yet)
        self.grid.show_many([one.stream for one in shown], lambda row: self._tile(shown[row]), self._heads())
        at = next((row for row, one in enumerate(shown) if one.stream == self._chosen), 0)
        if shown:
            self.grid.setCurrentIndex(self.grid.model().index(at, 0))

    def _heads(self) -> dict[int, str]:
        """What stands above each group of what belongs together, by the row with which it begins."""
        words = self.tr("Group {number}: {count} times") if self.state.kind == TWICE else self.tr("Group {number}: {count} pictures")
        heads, row = dict[int, str](), 0
        for number, count in enumerate(self.state.groups, 1):
            heads[row] = words.format(number=count_words(number), count=count_words(count))
            row += count
        return heads

    def _tile(self, one: Glimpse) -> Tile:
        note = " · ".join(word for word in (moment_words(one.taken) or self.tr("time unknown"), one.place) if word)
        return Tile(one.stream, " · ".join(word for word in (one.no, one.words) if word), note, is_broken=not one.thumbnail)

    def _look(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._chosen = str(current.data(ID_ROLE) or "")
        if self._chosen:
            self.state.look_at(self._chosen)

    def _count_chosen(self) -> None:
        self.compare.setEnabled(len(self.grid.chosen_ids()) == 2)

    def _compare(self) -> None:
        self.state.compare(self.grid.chosen_ids())

    def _side_by_side(self, pair: list[tuple[Exhibit, FullPicture]]) -> None:
        if len(pair) == 2:
            self.comparison_wanted.emit(pair)
        else:
            self.banner.say("warn", self.tr("These two cannot be laid side by side."), self.tr("Only pictures can."))

    def _open(self, found: tuple[Exhibit, ...], stream: str) -> None:
        if any(one.stream == stream and one.working for one in found):
            self.pictures_wanted.emit(found, stream)

    def _show_all(self) -> None:
        self.kind.set_value(ALL)
        self.state.choose(ALL)

    def _tell(self, done: int, total: int) -> None:
        if total and self.progress.isHidden():
            self.progress.begin()
        show_if(self.progress, total > 0)
        if total:
            self.progress.show_lane(LANE, done, total)

    def _go_to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
