"""The grid of a case's evidence: tells pasted files from dropped ones, and shows places for files still to come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.vault.views.exhibits import Exhibit
from ui.widgets.photo_grid import PhotoGrid, Tile

WAITING = "waiting:"
WAITING_SHOWN_MOST = 60


class EvidenceGrid(PhotoGrid):
    files_pasted = Signal(list)  # of Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exhibits: tuple[Exhibit, ...] = ()
        self._waiting = 0
        self._shown: tuple[Tile, ...] = ()

    def paste(self, pasted: QMimeData) -> None:
        """Files first, else a picture; how it came is part of the evidence's history."""
        if paths := [Path(url.toLocalFile()) for url in pasted.urls() if url.isLocalFile()]:
            self.files_pasted.emit(paths)
        else:
            super().paste(pasted)

    def paste_from_clipboard(self) -> None:
        self.paste(QGuiApplication.clipboard().mimeData())

    def show_exhibits(self, exhibits: Sequence[Exhibit]) -> None:
        """Show these; the chosen one stays chosen."""
        self._exhibits = tuple(exhibits)
        self._show()

    def show_waiting(self, count: int) -> None:
        """Show as many empty places for files that are still to come."""
        old, self._waiting = self._waiting, count
        if min(old, WAITING_SHOWN_MOST) != min(count, WAITING_SHOWN_MOST):
            self._show()

    def choose(self, stream: str) -> None:
        """Put the cursor on an exhibit."""
        for row, tile in enumerate(self._shown):
            if tile.id == stream:
                self.setCurrentIndex(self.model().index(row, 0))

    def current_id(self) -> str:
        row = self.currentIndex().row()
        found = self._shown[row].id if 0 <= row < len(self._shown) else ""
        return "" if found.startswith(WAITING) else found

    def _show(self) -> None:
        tiles = [
            Tile(one.stream, one.no, one.caption or one.title or one.file_name, is_broken=bool(one.why_not_shown) or not one.thumbnail)
            for one in self._exhibits
        ]
        waiting = min(self._waiting, WAITING_SHOWN_MOST)
        tiles += [Tile(f"{WAITING}{number}", self.tr("Waiting ..."), "", is_broken=False) for number in range(waiting)]
        if tuple(tiles) == self._shown:
            return
        current, chosen = self.current_id(), set(self.chosen_ids())
        self._shown = tuple(tiles)
        self.show_tiles(tiles)
        if current:
            self.choose(current)
        if chosen - {current}:
            self.choose_ids(chosen)
