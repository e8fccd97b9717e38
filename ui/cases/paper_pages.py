"""From a case to its papers: looked at, signed, scanned back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.evidence.inspect import Intake
from core.vault.vault import Vault
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator

if TYPE_CHECKING:
    from ui.scans.scans_page import ScansPage


class PaperPages(QObject):
    """The pages of papers that CasePages open; some bring ReportLab and pyHanko, which no start waits for."""

    kept = Signal(object)  # Changes: a paper, a signature or a scan

    def __init__(self, vault: Vault, jobs: JobRunner, navigator: Navigator, intake: Intake, parent: QObject) -> None:
        super().__init__(parent)
        self._vault, self._jobs, self._navigator, self._intake = vault, jobs, navigator, intake

    def open_preview(self, document: str) -> None:
        """Show the paper of a saved document."""
        self._push_paper(document=document)

    def open_paper(self, paper: str) -> None:
        """Show a kept paper."""
        self._push_paper(paper=paper)

    def open_sign_list(self, case_ids: tuple[str, ...]) -> None:
        """Show the papers of these cases that nobody has signed, to be signed together."""
        from core.actions.papers.sign_list import papers_to_sign
        from ui.papers.sign_list_page import SignListPage
        from ui.papers.sign_list_state import SignListState

        if len(case_ids) == 1 and len(waiting := [one for one in papers_to_sign(self._vault, case_ids) if not one.is_open]) == 1:
            self.open_preview(waiting[0].document.stream)  # one paper is looked at before it is signed
            return
        page = SignListPage(SignListState(self._vault, self._jobs, case_ids))
        page.left.connect(self._navigator.leave)
        page.state.changed.connect(self.kept)
        self._navigator.pushed.emit(page, self.tr("Sign papers"))

    def open_scans(self, case_id: str = "") -> ScansPage:
        """Show where scans are taken in, and the pages that wait; case_id: only papers of this case are matched."""
        from ui.scans.scans_page import ScansPage
        from ui.scans.scans_state import ScansState

        page = ScansPage(ScansState(self._vault, self._jobs, self._intake, case_id))
        page.left.connect(self._navigator.leave)
        page.state.changed.connect(self.kept)
        self._navigator.pushed.emit(page, self.tr("Scanned papers"))
        return page

    def open_original(self, paper: str) -> None:
        """Show the signed original of a paper."""
        from ui.scans.original_page import OriginalPage, OriginalState

        page = OriginalPage(OriginalState(self._vault, self._jobs, self._intake, paper), self.tr("Signed original"))
        page.left.connect(self._navigator.leave)
        self._navigator.pushed.emit(page, self.tr("Signed original"))

    def _push_paper(self, *, document: str = "", paper: str = "") -> None:
        from ui.papers.paper_page import PaperPage
        from ui.papers.paper_state import PaperState

        state = PaperState(self._vault, self._jobs, document=document, paper=paper)
        page = PaperPage(state)
        page.left.connect(self._navigator.leave)
        state.signed.connect(self.kept)
        state.kept.connect(self.kept)
        self._navigator.pushed.emit(page, self.tr("Paper"))
