"""The evidence of a case: a grid that takes files in every way people have them, and beside it the one in hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from core.vault.views.exhibits import Exhibit
from core.words import explain
from ui.exhibits.evidence_grid import EvidenceGrid
from ui.exhibits.exhibit_panel import ExhibitPanel
from ui.exhibits.exhibits_state import Attached, ExhibitsState
from ui.exhibits.fetch_strip import FetchStrip
from ui.exhibits.original import can_play
from ui.sync.lane_words import size_words
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, tip, worded
from ui.widgets.progress_strip import ProgressStrip

LANE, FILE_LANE = "files", "file"
NARROW = 680  # pixels


class ExhibitsView(QWidget):
    view_wanted = Signal(str)  # exhibit to be seen in full
    settling_wanted = Signal(str)  # exhibit of which two descriptions stand side by side
    destroy_wanted = Signal(str)
    phone_wanted = Signal(str)  # the case

    def __init__(self, state: ExhibitsState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.banner = Banner()
        self.add_files = Button(self.tr("Add files"), kind="primary", icon_name="plus")
        self.add_files.setToolTip("Ctrl+O")
        self.add_folder = Button(self.tr("Add a folder"), icon_name="folder")
        self.add_folder.setToolTip("Ctrl+Shift+O")
        self.phone = Button(self.tr("From the phone"), icon_name="phone")
        self.paste = Button(self.tr("Paste"), icon_name="paste")
        self.add_object = Button(self.tr("Object without a file"), icon_name="case")
        self.count = worded("", "soft")
        self.progress = ProgressStrip([(LANE, self.tr("Taking in")), (FILE_LANE, self.tr("This file"))])
        self.progress.hide()
        self.fetching = FetchStrip()
        self.grid = EvidenceGrid()
        self.panel = ExhibitPanel()
        self._build()
        self._connect()
        state.load()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for button in (self.add_files, self.add_folder, self.phone, self.paste, self.add_object):
            top.addWidget(button)
        top.addStretch(1)
        top.addWidget(self.count)
        left = Card()
        left.add(self.grid, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([900, 340])
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        self.panel.setMinimumWidth(theme.px(320))
        self._split = split
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        column.addWidget(self.fetching)
        column.addWidget(split, 1)

    def _connect(self) -> None:
        state = self.state
        self.add_files.clicked.connect(self._choose_files)
        self.add_folder.clicked.connect(self._choose_folder)
        self.phone.clicked.connect(self._ask_for_phone)
        self.paste.clicked.connect(self.grid.paste_from_clipboard)
        self.add_object.clicked.connect(state.add_thing)
        self.grid.files_dropped.connect(self._dropped)
        self.grid.files_pasted.connect(self._pasted)
        self.grid.image_pasted.connect(self._pasted_picture)
        self.grid.opened.connect(self._view)
        self.grid.thumbnail_wanted.connect(state.want_thumbnail)
        self.grid.selectionModel().currentChanged.connect(self._show_current)
        self.panel.described.connect(state.describe)
        self.panel.view_wanted.connect(self._view)
        self.panel.copy_wanted.connect(self._choose_target)
        self.panel.withdraw_wanted.connect(state.withdraw)
        self.panel.settling_wanted.connect(self.settling_wanted)
        self.panel.destroy_wanted.connect(self.destroy_wanted)
        self.progress.cancelled.connect(state.stop)
        state.loaded.connect(self._show)
        state.thumbnail_ready.connect(self.grid.give_thumbnail)
        state.intake_began.connect(self._intake_began)
        state.intake_moved.connect(self._intake_moved)
        state.file_moved.connect(self._file_moved)
        state.intake_ended.connect(self._intake_ended)
        state.copying.connect(self.fetching.follow)
        state.copied_out.connect(self._copied)
        state.refused.connect(self.banner.refuse)
        state.refused.connect(self.panel.forget_sent)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.grid.paste_from_clipboard)

    def minimumSizeHint(self) -> QSize:
        """Never wider than with short buttons: also while another tab is shown and they were not shortened yet."""
        return QSize(420, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the one in hand stands below the others."""
        is_narrow = event.size().width() < theme.px(NARROW)
        self._split.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)
        self._split.setMinimumHeight(560 if is_narrow else 0)
        for button in (self.add_folder, self.phone, self.paste, self.add_object):
            button.be_short(is_narrow)
        super().resizeEvent(event)

    def _show(self, exhibits: tuple[Exhibit, ...]) -> None:
        chosen = self.grid.current_id()
        self.grid.show_exhibits(exhibits)
        self.count.setText(self.tr("{count} pieces of evidence").format(count=len(exhibits)))
        if not self.grid.current_id() and exhibits:
            self.grid.choose(chosen if self.state.exhibit(chosen) is not None else exhibits[0].stream)
        self._show_panel(self.grid.current_id())

    def _show_current(self, _current: QModelIndex) -> None:
        if shown := self.grid.current_id():
            self._show_panel(shown)

    def _show_panel(self, stream: str) -> None:
        one = self.state.exhibit(stream)
        self.panel.show_exhibit(one, self.state.away.get(one.original) if one is not None else None)

    def _choose_files(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(self, self.tr("Add files"))
        if names:
            self.state.attach([Path(name) for name in names], "dialog")

    def _choose_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, self.tr("Add a folder")):
            self.state.attach([Path(name)], "folder")

    def _ask_for_phone(self) -> None:
        self.phone_wanted.emit(self.state.case_id)

    def _dropped(self, paths: list[Path]) -> None:
        self.state.attach(paths, "drop")

    def _pasted(self, paths: list[Path]) -> None:
        self.state.attach(paths, "paste")

    def _pasted_picture(self, picture: bytes) -> None:
        self.state.attach_picture(picture, self.tr("pasted.png"))

    def _intake_began(self) -> None:
        self.banner.hide()
        self.progress.begin()
        self.progress.set_lane_shown(FILE_LANE, False)
        self.progress.show_lane(LANE, 0, 0, self.tr("Looking ..."))
        self.progress.show()

    def _intake_moved(self, done: int, total: int, name: str) -> None:
        self.progress.show_lane(LANE, done, total, self.tr("{done} of {total}").format(done=done, total=total))
        self.progress.setToolTip(tip(name))
        self.progress.set_lane_shown(FILE_LANE, False)  # until it turns out that the next one is large
        self.grid.show_waiting(total - done)

    def _file_moved(self, done: int, total: int) -> None:
        words = self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total))
        self.progress.set_lane_shown(FILE_LANE, True)
        self.progress.show_lane(FILE_LANE, done, total, words)

    def _intake_ended(self, attached: Attached | None) -> None:
        self.progress.hide()
        self.grid.show_waiting(0)
        if attached is None:
            self.banner.say("info", self.tr("Stopped."), self.tr("What was taken in before is kept."))
        elif attached.refused:
            title = self.tr("{count} files were not added.").format(count=len(attached.refused))
            first = "\n".join(f"{name}: {' '.join(explain(error))}" for name, error in attached.refused[:4])
            self.banner.say("warn", title, first)

    def _view(self, stream: str) -> None:
        one = self.state.exhibit(stream)
        if one is not None and (one.working or can_play(one)):
            self.view_wanted.emit(stream)
        elif one is not None:
            self.grid.choose(stream)

    def _choose_target(self, stream: str) -> None:
        one = self.state.exhibit(stream)
        if one is None:
            return
        name, _filter = QFileDialog.getSaveFileName(self, self.tr("Save the original as ..."), str(Path.home() / one.file_name))
        if name:
            self.state.copy_out(stream, Path(name))

    def _copied(self, path: str, digest: str) -> None:
        hint = self.tr("{file}\nSHA-256 {digest} - the same as in the vault.").format(file=path, digest=digest)
        self.banner.say("success", self.tr("The original was saved, byte for byte."), hint)
