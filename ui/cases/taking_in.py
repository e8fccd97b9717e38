"""The other ways in which files come into a case: from a phone, from a watched folder; and the question into which case."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.cases.choose_case_page import ChooseCasePage

if TYPE_CHECKING:
    from ui.cases.case_pages import CasePages
    from ui.phone.phone_page import PhonePage


class TakingIn(QObject):
    """Builds pages and joins their signals, as CasePages does, to which it belongs."""

    def __init__(self, pages: CasePages) -> None:
        super().__init__(pages)
        self._pages, self._navigator = pages, pages.navigator
        self._navigator.from_phone.connect(self.open_phone)
        self._navigator.found_photos.connect(self.take_found_photos)
        self._navigator.found_scans.connect(self.take_found_scans)

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

    def take_found_scans(self, paths: tuple[Path, ...]) -> None:
        """Take new files of the scanner's folder as scans of signed papers; they are not offered again once they are read."""
        self._pages.open_scans().take_found(paths)

    def _attach(self, paths: tuple[Path, ...], case_id: str) -> None:
        page = self._pages.push_case(case_id)
        page.show_tab("evidence")
        page.evidence.state.attach(paths, "folder")

    def _choose_case(self, title: str, hint: str, then: Callable[[str], None]) -> None:
        page = ChooseCasePage(self._pages.vault, title, hint)
        page.left.connect(self._navigator.back)
        page.chosen.connect(partial(self._go_on, then))
        self._navigator.pushed.emit(page, title)

    def _go_on(self, then: Callable[[str], None], case_id: str) -> None:
        self._navigator.back.emit()
        then(case_id)

    def _push_phone(self, case_id: str) -> PhonePage:
        from ui.phone.phone_page import PhonePage  # brings the listening side: no start waits for it
        from ui.phone.phone_state import PhoneState

        pages = self._pages
        page = PhonePage(PhoneState(pages.vault, pages.jobs, pages.intake, case_id))
        page.left.connect(self._navigator.back)
        page.state.took.connect(pages.tell)
        page.state.alive.connect(self._navigator.in_use)
        self._navigator.pushed.emit(page, self.tr("From the phone"))
        return page

    def _phone_then_evidence(self, case_id: str) -> None:
        self._push_phone(case_id).finished.connect(partial(self._instead_evidence, case_id))

    def _instead_evidence(self, case_id: str) -> None:
        self._navigator.back.emit()
        self._pages.open_evidence(case_id)
