"""Two versions of one document, exhibit or case that stand side by side: what a person chose of each, and the version that follows both."""

from __future__ import annotations

from PySide6.QtCore import Signal

from core.actions.cases.two_sayings import settle_two, two_of
from core.actions.forms.two_versions import Path, TwoVersions
from core.vault.vault import Vault
from core.words import language_in_use
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


class TwoVersionsState(WorkingState):
    """`told` after `load`; `settled` when a version was written and no other waits, else `told` again."""

    told = Signal(object)  # TwoVersions, None when nothing stands side by side any more
    settled = Signal(object)  # Changes

    def __init__(self, vault: Vault, jobs: JobRunner, stream: str) -> None:
        super().__init__(vault, jobs)
        self.stream = stream
        self.two: TwoVersions | None = None
        self.chosen: dict[Path, int] = {}

    def load(self) -> None:
        """Read the document anew."""
        vault, stream, words = self.vault, self.stream, language_in_use()
        self.run(lambda _report: two_of(vault, stream, language=words), self._take)

    def choose(self, path: Path, which: int) -> None:
        """Let a field be as version 0 or 1 has it."""
        self.chosen[path] = which

    def choose_all(self, which: int) -> None:
        """Let every field be as one version has it."""
        if self.two is not None:
            self.chosen = {row.path: which for row in self.two.rows}
            self.told.emit(self.two)

    def open_rows(self) -> int:
        """Return how many fields nobody has chosen yet."""
        return sum(row.path not in self.chosen for row in self.two.rows) if self.two is not None else 0

    @property
    def is_changed(self) -> bool:
        """True once a person has chosen something that nothing proposed."""
        return self.two is not None and self.chosen != self._proposed(self.two)

    def settle(self) -> None:
        """Write the chosen version; ends with `settled` or `refused`."""
        if self.two is None:
            return
        vault, two, chosen = self.vault, self.two, dict(self.chosen)
        self.run(lambda _report: settle_two(vault, two, chosen), self.settled)

    def _take(self, two: TwoVersions | None) -> None:
        self.two = two
        self.chosen = self._proposed(two) if two is not None else {}
        self.told.emit(two)

    def _proposed(self, two: TwoVersions) -> dict[Path, int]:
        return {row.path: row.proposed for row in two.rows if row.proposed is not None}
