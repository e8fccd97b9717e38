"""Looking through the pictures of a case, one at a time: the working copy at once, the original when asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal

from core.vault.vault import Vault
from core.vault.views.exhibits import Exhibit
from ui.exhibits.original import FullPicture, read_original, read_working
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


class ViewerState(WorkingState):
    fetching = Signal(object)  # the Job that brings an original
    shown = Signal(object, object)  # Exhibit, FullPicture
    moved = Signal(int, int)  # place from 1, how many

    def __init__(self, vault: Vault, jobs: JobRunner, exhibits: tuple[Exhibit, ...], stream: str) -> None:
        """exhibits: of the case; those without a picture are passed over."""
        super().__init__(vault, jobs)
        self.pictures = tuple(one for one in exhibits if one.working)
        self._at = next((place for place, one in enumerate(self.pictures) if one.stream == stream), 0)

    @property
    def exhibit(self) -> Exhibit | None:
        return self.pictures[self._at] if self.pictures else None

    def look(self) -> None:
        """Show the one in hand."""
        if (one := self.exhibit) is not None:
            vault = self.vault
            self.moved.emit(self._at + 1, len(self.pictures))
            self.run(lambda _report: (one, read_working(vault, one)), self._show)

    def look_at_original(self) -> None:
        """Show the original of the one in hand; it is fetched first where it is at the centre only."""
        if (one := self.exhibit) is not None:
            vault = self.vault
            self.fetching.emit(self.run(lambda report: (one, read_original(vault, one, report)), self._show))

    def go(self, by: int) -> None:
        """Go by: 1 to the next, -1 to the one before; after the last comes the first."""
        if self.pictures:
            self._at = (self._at + by) % len(self.pictures)
            self.look()

    def _show(self, answer: tuple[Exhibit, FullPicture]) -> None:
        exhibit, picture = answer
        if exhibit == self.exhibit:
            self.shown.emit(exhibit, picture)
