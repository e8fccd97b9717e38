"""On Beranda: new photos and scans that lie in the watched folders, and what to do with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from core.actions.cases.watched_folder import PHOTOS, SCANS, FolderLook, Which
from core.words import explain
from ui.folders.folders_state import FoldersState, FoldersView
from ui.icons import icon
from ui.navigator import Navigator
from ui.theme import theme
from ui.widgets.dress import show_if, worded
from ui.widgets.row_button import RowButton


class FoundRow(QWidget):
    """One folder: what is new in it, to be taken, or put aside."""

    def __init__(self, title: str, sentence: str, icon_name: str) -> None:
        super().__init__()
        self._words = title
        self.look: FolderLook | None = None
        self.take = RowButton("", sentence, icon_name=icon_name)
        self.aside = QToolButton()
        self.aside.setToolTip(self.tr("Not these: do not offer them again"))
        self.aside.setAccessibleName(self.aside.toolTip())
        self.problem = worded("", "problem", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.take, 1)
        row.addWidget(self.aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.problem)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    def paths(self) -> tuple[Path, ...]:
        return self.look.new if self.look is not None else ()

    def show_look(self, look: FolderLook) -> None:
        """Show what is new; the row is hidden when there is nothing to say."""
        self.look = look
        words = self._words.format(count=len(look.new), folder=Path(look.folder).name)
        growing = self.tr("{count} more are still being written").format(count=look.growing) if look.growing and look.new else ""
        self.take.setText(" · ".join(word for word in (words, growing) if word))
        self.take.set_sentence(self.take.sentence)
        for widget in (self.take, self.aside):
            show_if(widget, bool(look.new))
        self.problem.setText(" ".join(explain(look.trouble)) if look.trouble is not None else "")
        show_if(self.problem, look.trouble is not None)
        show_if(self, bool(look.new or look.trouble))

    def _draw(self) -> None:
        self.aside.setIcon(icon("close", theme.colours.text_soft, 16))


class FoundRows(QWidget):
    """Looks as long as it is shown."""

    def __init__(self, state: FoldersState, navigator: Navigator) -> None:
        super().__init__()
        self._state, self._navigator = state, navigator
        state.setParent(self)
        self.photos = FoundRow(self.tr("{count} new files in {folder}"), self.tr("Take into which case?"), "camera")
        self.scans = FoundRow(self.tr("{count} new scans in {folder}"), self.tr("Match them with their papers"), "upload")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.photos)
        column.addWidget(self.scans)
        self.photos.take.clicked.connect(self._take_photos)
        self.photos.aside.clicked.connect(self._leave_photos)
        self.scans.take.clicked.connect(self._take_scans)
        self.scans.aside.clicked.connect(self._leave_scans)
        state.found.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._state.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._state.stop()

    def _show(self, view: FoldersView) -> None:
        self.photos.show_look(view.photos)
        self.scans.show_look(view.scans)

    def _take_photos(self) -> None:
        self._navigator.found_photos.emit(self.photos.paths())

    def _take_scans(self) -> None:
        self._navigator.found_scans.emit(self.scans.paths())

    def _leave_photos(self) -> None:
        self._leave(PHOTOS, self.photos)

    def _leave_scans(self) -> None:
        self._leave(SCANS, self.scans)

    def _leave(self, which: Which, row: FoundRow) -> None:
        self._state.put_aside(which, row.paths())
