"""A menu in which a letter goes to the next entry that begins with it, and which stands on its first entry when it opens."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu


class LetterMenu(QMenu):
    """Enter takes the entry, or opens what is behind it."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = next((one for one in self.actions() if one.isEnabled() and not one.isSeparator()), None)
        if self.activeAction() is None and first is not None:
            self.setActiveAction(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().casefold()
        entries = [one for one in self.actions() if one.isEnabled() and not one.isSeparator()]
        active = self.activeAction()
        after = entries.index(active) + 1 if active in entries else 0
        wanted = next((one for one in [*entries[after:], *entries[:after]] if letter and one.text().casefold().startswith(letter)), None)
        if letter.isalnum() and wanted is not None:
            self.setActiveAction(wanted)
        else:
            super().keyPressEvent(event)
