"""The points of the map, read in a job."""

from __future__ import annotations

from PySide6.QtCore import Signal

from core.actions.cases.map_points import map_points
from core.vault.vault import Vault
from core.vault.views import exhibits
from core.vault.views.exhibits import Exhibit
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


class MapState(WorkingState):
    told = Signal(object)  # MapView
    opened = Signal(object, str)  # tuple of Exhibit, stream

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)

    def load(self) -> None:
        """Ends with `told`."""
        vault = self.vault
        self.run(lambda _report: map_points(vault), self.told)

    def open(self, streams: tuple[str, ...], stream: str) -> None:
        """Ends with `opened`: the exhibits that are leafed through, and the one to begin with."""
        vault = self.vault
        self.run(lambda _report: (_some(vault, streams), stream), self._open)

    def _open(self, answer: tuple[tuple[Exhibit, ...], str]) -> None:
        self.opened.emit(*answer)


def _some(vault: Vault, streams: tuple[str, ...]) -> tuple[Exhibit, ...]:
    with vault.read() as tx:
        return tuple(exhibits.some(tx, streams))
