"""The files that come from a phone: name, short fingerprint, how far, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from core.phone.session import PhoneFile
from core.words import explain
from ui.cases.words import size_words
from ui.widgets.dress import tip
from ui.widgets.pill import TONE_ROLE
from ui.widgets.row_table import title_of

NAME, PRINT, SIZE, STATE = range(4)
TONES = {"coming": "blue", "kept": "green", "known": "teal", "refused": "red"}


def short_print(digest: str) -> str:
    """Return the eight digits that both screens show."""
    return f"{digest[:4]} {digest[4:8]}"


class PhoneFiles(QAbstractTableModel):
    """In the order in which they came."""

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[PhoneFile, ...] = ()

    def show_files(self, files: Sequence[PhoneFile]) -> None:
        """Show these; the rows that stay keep the cursor."""
        old, self._files = self._files, tuple(files)
        if [one.sha256 for one in old] == [one.sha256 for one in files]:
            if files:
                self.dataChanged.emit(self.index(0, 0), self.index(len(files) - 1, STATE))
        else:
            self.beginResetModel()
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._files)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return title_of((self.tr("File"), self.tr("Fingerprint"), self.tr("Size"), self.tr("State")), section, orientation, role)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self._files[index.row()]
        if role == TONE_ROLE and index.column() == STATE:
            return TONES[one.state]
        if role == Qt.ItemDataRole.ToolTipRole and one.trouble is not None:
            return tip("\n".join(explain(one.trouble)))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = (one.name, short_print(one.sha256), size_words(one.size), self._word(one))[index.column()]
        return tip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def _word(self, one: PhoneFile) -> str:
        if one.state == "coming":
            return f"{100 * one.come // one.size if one.size else 0} %"
        words = {
            "kept": self.tr("Kept as {no}"),
            "known": self.tr("Was there: {no}"),
            "refused": explain(one.trouble)[0] if one.trouble is not None else "",
        }
        return words[one.state].replace("{no}", one.no)
