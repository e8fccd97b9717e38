"""In Setelan: the folders of this laptop in which Beranda looks for new photos and new scans."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel

from core.actions.cases.watched_folder import PHOTOS, SCANS, Which
from core.errors import AppError
from core.words import explain
from ui.folders.folders_state import FoldersState
from ui.widgets.card import Card
from ui.widgets.dress import Button, show_if, worded


class FoldersCard(Card):
    """Choosing a folder sets it up at once."""

    def __init__(self, state: FoldersState) -> None:
        super().__init__(self.tr("Folders that are looked into"))
        self._state = state
        state.setParent(self)
        self.problem = worded("", "problem", wrap=True)
        self.problem.hide()
        self.places: dict[Which, QLabel] = {}
        self.choose: dict[Which, Button] = {}
        self.forget: dict[Which, Button] = {}
        titles: tuple[tuple[Which, str, str], ...] = (
            (PHOTOS, self.tr("New photos"), self.tr("Folder for photos ...")),
            (SCANS, self.tr("New scans"), self.tr("Folder of the scanner ...")),
        )
        for which, title, words in titles:
            self.places[which] = worded("", wrap=True)
            self.choose[which] = Button(words, icon_name="folder")
            self.forget[which] = Button(self.tr("Do not look"), kind="plain")
            self.forget[which].setAccessibleName(f"{title}: {self.tr('Do not look')}")
            self.choose[which].clicked.connect(partial(self._choose, which))
            self.forget[which].clicked.connect(partial(self._forget, which))
            self.add(worded(title, "label"))
            self.add(self.places[which])
            row = QHBoxLayout()
            row.addWidget(self.choose[which])
            row.addWidget(self.forget[which])
            row.addStretch(1)
            self.body.addLayout(row)
        self.add(self.problem)
        sentence = self.tr("Home offers what is new there. Nothing in the folder is moved or deleted; half-written files are waited for.")
        self.add(worded(sentence, "soft", wrap=True))
        state.named.connect(self._show)
        state.refused.connect(self._refuse)
        self._show("", "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._state.read()

    def _show(self, photos: str, scans: str) -> None:
        for which, folder in ((PHOTOS, photos), (SCANS, scans)):
            self.places[which].setText(folder or self.tr("none"))
            show_if(self.forget[which], bool(folder))

    def _choose(self, which: Which) -> None:
        dialog = QFileDialog(self, self.choose[which].text(), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._watch, which))
        dialog.open()

    def _watch(self, which: Which, folder: str) -> None:
        self.problem.hide()
        self._state.watch(which, Path(folder))

    def _forget(self, which: Which) -> None:
        self._state.watch(which, None)

    def _refuse(self, error: AppError) -> None:
        self.problem.setText(" ".join(explain(error)))
        self.problem.show()
