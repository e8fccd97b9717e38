"""Settings of this laptop, and the facts about office, vault and program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.office.recovery_sheet import confirm_recovery_sheet, renew_recovery_sheet
from core.actions.office.setup import fingerprint
from core.vault import local
from core.vault.durable import write_durably
from core.vault.vault import Vault
from core.words import language_in_use
from ui.jobs.runner import JobRunner
from ui.start.first_start_state import sheet_of
from ui.working_state import WorkingState

LANGUAGE, PAPER_SIZE = "language", "paper_size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the page shows. office: the facts of the founding record."""

    office_code: str
    office: Mapping[str, object]
    folder: Path
    fingerprint: str
    language: str
    paper_size: str
    version: str


class SettingsState(WorkingState):
    """`told` after `refresh`; settings are kept at once when chosen."""

    told = Signal(object)  # Facts
    sheet_made = Signal(object)  # the code of a new recovery sheet
    sheet_saved = Signal(object)  # where, as text
    kept = Signal(object)  # name of the setting

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)

    def refresh(self) -> None:
        vault = self.vault
        self.run(lambda _report: read_facts(vault), self.told)

    def keep(self, name: str, value: str) -> None:
        """Keep a setting; ends with `kept` or `refused`."""
        vault = self.vault

        def work(_report: object) -> str:
            with vault.write() as tx:
                local.keep_setting(tx, name, value)
            return name

        self.run(work, self.kept)

    def renew_sheet(self, passphrase: str) -> None:
        """Make a new recovery sheet; the old one opens nothing any more. Ends with `sheet_made` or `refused`."""
        vault = self.vault
        self.run(lambda _report: renew_recovery_sheet(vault, passphrase), self.sheet_made)

    def sheet_pdf(self, code: str) -> bytes:
        return sheet_of(self.vault, code)

    def save_sheet(self, code: str, target: Path) -> None:
        """Write the sheet as PDF; ends with `sheet_saved` or `refused`."""
        pdf = self.sheet_pdf(code)

        def work(_report: object) -> str:
            write_durably(target, [pdf])
            return str(target)

        self.run(work, self.sheet_saved)

    def confirm_sheet(self) -> None:
        """Somebody typed a group from the sheet."""
        confirm_recovery_sheet(self.vault)


def read_facts(vault: Vault) -> Facts:
    """Return everything the page shows."""
    with vault.read() as tx:
        office = vault.roster(tx).offices.get(vault.office, {})
        language, paper_size = local.setting(tx, LANGUAGE), local.setting(tx, PAPER_SIZE)
    return Facts(
        office_code=vault.office,
        office=office,
        folder=vault.folder,
        fingerprint=fingerprint(vault),
        language=str(language or language_in_use()),
        paper_size=str(paper_size or "A4"),
        version=program_version(),
    )


def program_version() -> str:
    """Return the version of the program, 0.1.0 when it runs from its source without being installed."""
    try:
        return version("bukti")
    except PackageNotFoundError:
        return "0.1.0"
