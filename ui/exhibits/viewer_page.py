"""A picture as large as the window: zoom and turning of the view, the next and the one before by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout

from core.vault.views.exhibits import Exhibit
from ui.cases.words import moment_words
from ui.documents.page_head import PageHead
from ui.exhibits.fetch_strip import FetchStrip
from ui.exhibits.original import FullPicture, can_show_original
from ui.exhibits.viewer_state import ViewerState
from ui.icons import icon
from ui.theme import icon_size, theme
from ui.widgets.banner import Banner
from ui.widgets.dress import Button, worded
from ui.widgets.image_view import ImageView
from ui.widgets.page import Page


class ViewerPage(Page):
    copy_wanted = Signal(str)
    marking_wanted = Signal(object)  # Exhibit

    def __init__(self, state: ViewerState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.head, self.banner = PageHead(""), Banner()
        self.view, self.fetching = ImageView(), FetchStrip()
        self.original = Button(self.tr("Show the original"), icon_name="zoom_in")
        self.mark = Button(self.tr("Mark or cover ..."), icon_name="pen")
        self.copy = Button(self.tr("Save the original as ..."), icon_name="download")
        self.caption, self.zoom = worded("", wrap=True), worded("", "small")
        self._tools: list[tuple[QToolButton, str]] = []
        self._build()
        self._connect()
        state.look()

    def _build(self) -> None:
        self.head.add(self.mark)
        self.head.add(self.original)
        self.head.add(self.copy)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for name, words, act in (
            ("chevron_left", self.tr("Previous (←)"), self._previous),
            ("chevron_right", self.tr("Next (→)"), self._next),
            ("zoom_out", self.tr("Smaller (-)"), self.view.zoom_out),
            ("zoom_in", self.tr("Larger (+)"), self.view.zoom_in),
            ("fit", self.tr("Whole picture (0)"), self.view.fit),
            ("rotate", self.tr("Turn the view (R)"), self.view.turn_right),
        ):
            button = QToolButton()
            button.setIconSize(icon_size())
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(act)
            self._tools.append((button, name))
            foot.addWidget(button)
        foot.addWidget(self.zoom)
        foot.addSpacing(12)
        foot.addWidget(self.caption, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.fetching)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.begin_at(self.view)
        self._draw()

    def _connect(self) -> None:
        self.head.back.connect(self.left)
        self.original.clicked.connect(self.state.look_at_original)
        self.copy.clicked.connect(self._copy)
        self.mark.clicked.connect(self._mark)
        self.view.zoomed.connect(self._show_zoom)
        self.state.moved.connect(self._show_place)
        self.state.shown.connect(self._show)
        self.state.fetching.connect(self.fetching.follow)
        self.state.refused.connect(self.banner.refuse)
        theme.changed.connect(self._draw)
        for keys, act in (("Left", self._previous), ("PgUp", self._previous), ("Right", self._next), ("PgDown", self._next)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show(self, exhibit: Exhibit, picture: FullPicture) -> None:
        self.banner.hide()
        self.view.show_image(picture.image)
        self.original.setEnabled(can_show_original(exhibit) and not picture.is_original)
        size = f"{picture.image.width()} x {picture.image.height()}"
        kind = self.tr("original") if picture.is_original else self.tr("working copy")
        words = [exhibit.caption or exhibit.title, moment_words(exhibit.taken_at), exhibit.place, f"{kind} {size}"]
        self.caption.setText(" · ".join(word for word in words if word))
        self.view.setAccessibleName(" ".join((exhibit.no, self.caption.text())))
        self.view.setFocus()

    def _show_place(self, place: int, count: int) -> None:
        exhibit = self.state.exhibit
        if exhibit is not None:
            file_name = exhibit.file_name if exhibit.file_name != exhibit.title else ""
            words = self.tr("{place} of {count}").format(place=place, count=count)
            self.head.show_words(exhibit.no, " · ".join(word for word in (words, file_name) if word))

    def _show_zoom(self, per_cent: int) -> None:
        self.zoom.setText(f"{per_cent} %")

    def _previous(self) -> None:
        self.state.go(-1)

    def _next(self) -> None:
        self.state.go(1)

    def _copy(self) -> None:
        if self.state.exhibit is not None:
            self.copy_wanted.emit(self.state.exhibit.stream)

    def _mark(self) -> None:
        if self.state.exhibit is not None:
            self.marking_wanted.emit(self.state.exhibit)

    def _draw(self) -> None:
        for button, name in self._tools:
            button.setIcon(icon(name, theme.colours.text, 20))
