"""The language of this laptop, and the facts about office, vault and program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.office.letterhead import LetterheadSetting, letterhead_of
from core.actions.office.recovery_sheet import confirm_recovery_sheet, renew_recovery_sheet
from core.actions.office.setup import fingerprint
from core.reporter import Reporter
from core.vault.durable import write_durably
from core.vault.vault import Vault
from core.words import language_in_use
from ui.jobs.runner import JobRunner
from ui.screen import keep_screen, screen_of
from ui.start.first_start_state import sheet_of
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the page shows. office: the facts of the founding record; letterhead: what the office prints of them."""

    office_code: str
    office: Mapping[str, object]
    folder: Path
    fingerprint: str
    language: str
    letters: str
    letterhead: LetterheadSetting


class SettingsState(WorkingState):
    """`told` after `refresh`; the language is kept at once when chosen."""

    told = Signal(object)  # Facts
    sheet_made = Signal(object)  # the code of a new recovery sheet
    sheet_saved = Signal(object)  # where, as text
    kept = Signal(str)  # "language" or "letters"

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)

    def refresh(self) -> None:
        vault = self.vault
        self.run(lambda _report: read_facts(vault), self.told)

    def keep_language(self, language: str) -> None:
        """Keep the language of this screen; ends with `kept` or `refused`."""
        folder, screen = self.vault.folder, replace(screen_of(self.vault.folder), language=language)
        self.run(lambda _report: keep_screen(folder, screen), self._language_kept)

    def keep_letters(self, letters: str) -> None:
        """Keep the size of the letters, one of ui.theme.LETTERS; ends with `kept` or `refused`."""
        folder, screen = self.vault.folder, replace(screen_of(self.vault.folder), letters=letters)
        self.run(lambda _report: keep_screen(folder, screen), self._letters_kept)

    def _language_kept(self, _nothing: object) -> None:
        self.kept.emit("language")

    def _letters_kept(self, _nothing: object) -> None:
        self.kept.emit("letters")

    def renew_sheet(self, passphrase: str) -> None:
        """Make a new recovery sheet; the old one opens nothing any more. Ends with `sheet_made` or `refused`."""
        vault = self.vault

        def renew(_report: Reporter) -> str:
            import core.papers.recovery_sheet  # noqa: F401 - what draws the sheet, before the person asks for it

            return renew_recovery_sheet(vault, passphrase)

        self.run(renew, self.sheet_made)

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
        letterhead = letterhead_of(vault, tx)
    return Facts(
        office_code=vault.office,
        office=office,
        folder=vault.folder,
        fingerprint=fingerprint(vault),
        language=language_in_use(),
        letters=screen_of(vault.folder).letters,
        letterhead=letterhead,
    )
