"""The other ways in which files come into a case: from a phone, from a watched folder; and the question into which case."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.evidence.inspect import Intake
from core.vault.vault import Vault
from ui.cases.choose_case_page import ChooseCasePage
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator

if TYPE_CHECKING:
    from ui.phone.phone_page import PhonePage


class TakingIn(QObject):
    """Builds the pages that ask, and joins their signals; CasePages show the case."""

    took = Signal(object)  # Changes
    evidence_wanted = Signal(str)  # case id
    attach_wanted = Signal(str, object)  # case id, tuple of Path
    scans_found = Signal(object)  # tuple of Path

    def __init__(self, vault: Vault, jobs: JobRunner, navigator: Navigator, intake: Intake, parent: QObject) -> None:
        super().__init__(parent)
        self._vault, self._jobs, self._navigator, self._intake = vault, jobs, navigator, intake
        self._navigator.from_phone.connect(self.open_phone)
        self._navigator.found_photos.connect(self.take_found_photos)
        self._navigator.found_scans.connect(self.scans_found)

    def open_phone(self, case_id: str = "") -> None:
        """Take photos from a phone: into a case, or ask first which, and show its evidence afterwards."""
        if case_id:
            self._push_phone(case_id).finished.connect(self._navigator.back)
        else:
            title, hint = self.tr("From the phone: into which case?"), self.tr("Type a name, place or number; Enter chooses.")
            self._choose_case(title, hint, self._phone_then_evidence)

    def take_found_photos(self, paths: tuple[Path, ...]) -> None:
        """Take new files of the watched folder into a case that is chosen now."""
        title = self.tr("Take {count} files into which case?").format(count=len(paths))
        self._choose_case(title, self.tr("Type a name, place or number; Enter chooses."), partial(self._attach, paths))

    def _attach(self, paths: tuple[Path, ...], case_id: str) -> None:
        self.attach_wanted.emit(case_id, paths)

    def _choose_case(self, title: str, hint: str, then: Callable[[str], None]) -> None:
        page = ChooseCasePage(self._vault, title, hint)
        page.left.connect(self._navigator.leave)
        page.chosen.connect(partial(self._go_on, then))
        self._navigator.pushed.emit(page, title)

    def _go_on(self, then: Callable[[str], None], case_id: str) -> None:
        self._navigator.back.emit()
        then(case_id)

    def _push_phone(self, case_id: str) -> PhonePage:
        from ui.phone.phone_page import PhonePage  # brings the listening side: no start waits for it
        from ui.phone.phone_state import PhoneState

        page = PhonePage(PhoneState(self._vault, self._jobs, self._intake, case_id))
        page.left.connect(self._navigator.leave)
        page.state.took.connect(self.took)
        page.state.alive.connect(self._navigator.in_use)
        self._navigator.pushed.emit(page, self.tr("From the phone"))
        return page

    def _phone_then_evidence(self, case_id: str) -> None:
        self._push_phone(case_id).finished.connect(partial(self._instead_evidence, case_id))

    def _instead_evidence(self, case_id: str) -> None:
        self._navigator.back.emit()
        self.evidence_wanted.emit(case_id)
