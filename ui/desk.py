"""Opens the desk on a vault and keeps the line at its foot true."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.rules.regions import is_drill_code
from core.vault.vault import NobodyHere, Vault
from ui.jobs.runner import JobRunner
from ui.main_window import MainWindow
from ui.places import places
from ui.start.gate import Gate
from ui.status_bar import Standing
from ui.sync.standing_state import StandingState


class Desk(QObject):
    """Joins what the gate lets through to the window."""

    def __init__(self, window: MainWindow, jobs: JobRunner, gate: Gate) -> None:
        super().__init__(window)
        self._window, self._jobs, self._gate = window, jobs, gate
        self._standing: StandingState | None = None
        window.navigator.status_changed.connect(self._look)

    def open(self, vault: Vault) -> None:
        """Show the desk; say so when this person can only read."""
        self._standing = StandingState(vault, self._jobs)
        self._standing.told.connect(self._show)
        self._window.open_desk(places(vault, self._jobs, self._window.navigator), is_drill=is_drill_code(vault.office))
        self._look()
        try:
            with vault.read() as tx:
                vault.person(tx)
        except NobodyHere:
            self._window.banner.say(
                "warn",
                self.tr("You can read here, but not write."),
                self.tr("Ask the chair or the regency for a new key. They admit you in Settings, People, on a laptop that is open."),
            )

    def _look(self) -> None:
        if self._standing is not None and self._gate.vault is not None:
            self._standing.look()

    def _show(self, standing: Standing) -> None:
        self._window.status_bar.show_standing(standing)
