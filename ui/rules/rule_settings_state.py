"""The settings of the rules in this office: read, and kept at once when changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from core.actions.cases.rule_settings import keep_rule_settings, rule_settings
from core.rules.settings import RuleSettings
from core.vault.vault import Vault
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


class RuleSettingsState(WorkingState):
    """`told` after `load` and after every change that was kept."""

    told = Signal(object)  # RuleSettings
    kept = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)

    def load(self) -> None:
        vault = self.vault
        self.run(lambda _report: read(vault), self.told)

    def keep(self, changed: Mapping[str, object]) -> None:
        """Keep settings; ends with `kept` and `told`, or `refused`."""
        vault = self.vault
        self.run(lambda _report: keep_rule_settings(vault, changed), self._kept)

    def _kept(self, settings: RuleSettings) -> None:
        self.kept.emit()
        self.told.emit(settings)


def read(vault: Vault) -> RuleSettings:
    """Return the settings in force."""
    with vault.read() as tx:
        return rule_settings(vault, tx)
