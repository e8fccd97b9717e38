"""The frame of the window: a rail, one page at a time, a status bar; before a vault is open, a gate page alone. It only navigates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.leaving import Leaving
from ui.navigator import Navigator
from ui.rail import Rail, RailEntry
from ui.shortcuts import Shortcuts
from ui.status_bar import StatusBar
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.drill_band import DrillBand
from ui.widgets.page import pressed_by_enter, put_cursor_on
from ui.widgets.page_stack import PageFrame, PageStack

NARROW = 900


class MainWindow(QMainWindow):
    """Shows either a gate (first start, unlock) or the desk with its rail. Pages are built when first shown."""

    locked = Signal()  # the person asked for the lock; whoever holds the keys drops them and shows a gate
    closing = Signal()  # the window is about to close

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self.navigator = navigator
        self.setWindowTitle("Bukti")
        self.setMinimumSize(560, 280)  # 1366x768 at 200 % is 683x384, less a title and a task bar
        self.resize(1280, 760)
        self.shortcuts = Shortcuts(self, lambda: self.key)
        self.rail: Rail | None = None
        self.status_bar = StatusBar()
        self.banner, self.leaving = Banner(), Leaving(self)
        self.drill, self._row = DrillBand(), QHBoxLayout()
        self._entries: dict[str, RailEntry] = {}
        self._pages: dict[str, QWidget] = {}
        self.trail: list[tuple[QWidget, str]] = []  # pushed pages, the last on top, with their titles
        self.key = ""  # of the rail entry that is shown, or below the pages above it
        self._build()
        navigator.open_page.connect(self.open_page)
        navigator.pushed.connect(self.push)
        navigator.back.connect(self.go_back)
        navigator.lock.connect(self.lock)
        navigator.say.connect(self.banner.say)

    def _build(self) -> None:
        self._stack, self._gate = PageStack(), PageStack()  # the pages of the desk; the one page before it
        column = self._column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.leaving)
        column.addWidget(self.banner)
        column.addWidget(PageFrame(self._stack), 1)
        self._row.setSpacing(0)
        self._row.addLayout(column, 1)
        self._desk = QWidget()
        body = QVBoxLayout(self._desk)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(self._row, 1)
        body.addWidget(self.status_bar)
        self._either = QStackedWidget()
        self._before = PageFrame(self._gate)
        self._either.addWidget(self._before)
        self._either.addWidget(self._desk)
        ground = QWidget()
        ground.setObjectName("Ground")
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.drill)
        whole.addWidget(self._either, 1)
        self.setCentralWidget(ground)
        self._fit(self.width())

    def show_fitting(self) -> None:
        """Show the window; on a screen that is hardly larger than it, it takes the whole of it."""
        room = self.screen().availableGeometry().size()
        is_small = room.width() < 1440 or room.height() < 860
        self.resize(self.size().boundedTo(room))
        self.showMaximized() if is_small else self.show()

    @property
    def is_at_gate(self) -> bool:
        return self._either.currentWidget() is self._before

    def show_gate(self, page: QWidget) -> None:
        """Show `page` alone. The desk, with everything that its pages knew, is taken down."""
        self._take_desk_down()
        self._gate.empty()
        self._gate.addWidget(page)
        self._either.setCurrentWidget(self._before)
        self.setWindowTitle("Bukti")
        put_cursor_on(page)

    def open_desk(self, entries: Sequence[RailEntry], *, is_drill: bool, at: str = "") -> None:
        """Show the rail with these entries and the page `at`, else the first; a drill office gets a band that cannot be missed."""
        self._take_desk_down()
        self._entries = {entry.key: entry for entry in entries}
        self.rail = Rail(entries)
        self.rail.chosen.connect(self.leaving.go_to)
        self._row.insertWidget(0, self.rail)
        self._fit(self.width())
        for number, entry in enumerate(entries[:10], 1):
            self.shortcuts.add(f"Ctrl+{number % 10}", entry.title, partial(self.leaving.go_to, entry.key))
        self.shortcuts.add("Ctrl+L", self.tr("Lock"), self.lock)
        self.shortcuts.add(QKeySequence(QKeySequence.StandardKey.Back).toString(), self.tr("Back"), self.leaving.want_back)
        self.drill.show_drill(is_drill)
        self._either.setCurrentWidget(self._desk)
        self.open_page(at or entries[0].key)

    def current_page(self) -> QWidget | None:
        return self._stack.currentWidget()

    def open_page(self, key: str) -> None:
        """Go to a rail entry; pages that were pushed above the last one go away."""
        if key not in self._entries or self.rail is None:
            return
        while self.trail:
            self._drop_top()
        if key not in self._pages:
            self._pages[key] = self._entries[key].factory()
            self._stack.addWidget(self._pages[key])
        self.key = key
        self._show(self._pages[key], self._entries[key].title)
        self.rail.show_chosen(key)

    def push(self, page: QWidget, title: str) -> None:
        """Show a page above the current one; `back` returns and takes the page down."""
        self._stack.addWidget(page)
        self.trail.append((page, title))
        self._show(page, title)

    def go_back(self) -> None:
        """Return to where the person came from; at a rail page nothing happens."""
        if not self.trail:
            return
        self._drop_top()
        page, title = self.trail[-1] if self.trail else (self._pages[self.key], self._entries[self.key].title)
        self._show(page, title)

    def lock(self) -> None:
        """Ask whoever holds the keys to drop them."""
        if not self.is_at_gate:
            self.locked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.leaving.took(event) and not pressed_by_enter(self.focusWidget(), event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_end():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _fit(self, width: int) -> None:
        """On a small screen the rail and the margins leave the room to the page."""
        is_narrow = width < theme.px(NARROW)
        self._column.setContentsMargins(*(10, 8, 10, 6) if is_narrow else (20, 16, 20, 14))
        if self.rail is not None:
            self.rail.be_narrow(is_narrow)

    def _show(self, page: QWidget, title: str) -> None:
        self.leaving.forget()
        self.banner.hide()
        self._stack.setCurrentWidget(page)
        self.setWindowTitle(f"{title} - Bukti")
        put_cursor_on(page)

    def _drop_top(self) -> None:
        page, _title = self.trail.pop()
        self._stack.removeWidget(page)
        page.deleteLater()

    def _take_desk_down(self) -> None:
        self.shortcuts.clear()
        self.trail.clear()
        self._pages.clear()
        self._entries.clear()
        self.banner.hide()
        self._stack.empty()
        if self.rail is not None:
            self._row.removeWidget(self.rail)
            self.rail.deleteLater()
            self.rail = None
