"""Where pages of the main job meet: the list leads to a case, a case to its forms, evidence, statements and papers, and back."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from core.actions.forms.begin_document import begin_document
from core.actions.forms.copy_form_a import copy_form_a, report_nothing_found
from core.actions.forms.drafts import StatementSealed, TwoVersionsStand
from core.errors import AppError
from core.evidence.inspect import Intake
from core.reporter import Reporter
from core.vault import local
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import Changes, documents
from core.words import explain
from forms.library import official
from ui.cases.case_file import STATEMENT
from ui.cases.case_list_page import CaseListPage
from ui.cases.case_list_state import Begun, CaseListState
from ui.cases.paper_pages import PaperPages
from ui.cases.pictures import Pictures
from ui.cases.taking_in import TakingIn
from ui.cases.withdrawing import Withdrawing
from ui.cases.words import form_title
from ui.documents.villages import warm_up
from ui.jobs.runner import Job, JobRunner
from ui.navigator import Navigator
from ui.news import News

if TYPE_CHECKING:
    from ui.cases.case_page import CasePage


class CasePages(QObject):
    """Builds pages and joins their signals; knows no widget inside them. Made when the desk opens, `close` when it goes.

    It owns the child process that looks at files, and the one thread that keeps what is being typed.
    """

    changed = Signal(object)  # Changes of a deed; empty ones when somebody else wrote

    def __init__(self, vault: Vault, jobs: JobRunner, navigator: Navigator) -> None:
        super().__init__()
        self.vault, self.jobs, self.navigator = vault, jobs, navigator
        self.keeping, self.intake, self.news = JobRunner(1), Intake(), News(vault)
        self._list: CaseListPage | None = None
        self.taking_in = TakingIn(vault, jobs, navigator, self.intake, self)
        self.taking_in.took.connect(self.tell)
        self.taking_in.evidence_wanted.connect(self.open_evidence)
        self.taking_in.attach_wanted.connect(self._attach_found)
        self.taking_in.scans_found.connect(self._take_found_scans)
        self.pictures = Pictures(vault, jobs, navigator, self.intake, self)
        self.pictures.kept.connect(self.tell)
        self.papers = PaperPages(vault, jobs, navigator, self.intake, self)
        self.papers.kept.connect(self.tell)
        self.withdrawing = Withdrawing(vault, jobs, navigator, self)
        self.withdrawing.withdrawn.connect(self.tell)
        self.keeping.crashed.connect(jobs.crashed)
        self.close = weakref.finalize(self, _close, self.keeping, self.intake)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)
        navigator.open_case.connect(self.open_case)
        navigator.open_course.connect(self.open_course)
        navigator.open_document.connect(self.open_document)
        navigator.new_case.connect(self.new_case)
        navigator.copy_form_a.connect(self.copy_form_a)
        navigator.nothing_found.connect(self.report_nothing_found)
        navigator.scans.connect(self.papers.open_scans)
        self.news.changed.connect(self.changed)
        jobs.start_behind(Job(_warm_up))

    # pages

    def list_page(self) -> QWidget:
        """Return the page behind the rail entry "Cases"."""
        page = CaseListPage(CaseListState(self.vault, self.jobs), usual_regime=self._usual_regime())
        page.open_wanted.connect(self.open_case)
        page.evidence_wanted.connect(self.open_evidence)
        page.print_wanted.connect(self.print_cases)
        page.sign_wanted.connect(self.papers.open_sign_list)
        page.state.begun.connect(self._case_begun)
        self.changed.connect(page.state.refresh)
        self._list = page
        return page

    def open_case(self, case_id: str) -> None:
        """Show the file of a case."""
        self.push_case(case_id)

    def open_course(self, case_id: str) -> None:
        """Show the deadlines of a case and what happens next."""
        self.push_case(case_id).show_tab("course")

    def open_evidence(self, case_id: str) -> None:
        """Show the evidence of a case."""
        self.push_case(case_id).show_tab("evidence")

    def push_case(self, case_id: str) -> CasePage:
        """Show the file of a case; returns its page."""
        from ui.cases.case_page import CasePage
        from ui.cases.case_state import CaseState
        from ui.exhibits.exhibits_state import ExhibitsState

        state = CaseState(self.vault, self.jobs, case_id)
        page = CasePage(state, ExhibitsState(self.vault, self.jobs, self.intake, case_id))
        page.left.connect(self.navigator.leave)
        page.form_wanted.connect(self.open_document)
        page.statement_wanted.connect(self.open_statement)
        page.settling_wanted.connect(self.open_two_versions)
        page.preview_wanted.connect(self.papers.open_preview)
        page.paper_wanted.connect(self.papers.open_paper)
        page.original_wanted.connect(self.papers.open_original)
        page.scans_wanted.connect(self.papers.open_scans)
        page.picture_wanted.connect(self.pictures.open)
        page.phone_wanted.connect(self.taking_in.open_phone)
        page.destroy_wanted.connect(self.open_destroy)
        page.orders_wanted.connect(self.open_orders)
        page.sign_wanted.connect(self.papers.open_sign_list)
        page.withdraw_wanted.connect(self.withdrawing.ask)
        state.begun.connect(self._push_form)
        state.changed.connect(self.tell)
        self.changed.connect(page.refresh)
        self.navigator.pushed.emit(page, self.tr("Case"))
        return page

    def new_case(self) -> None:
        """Go to the list and ask for a new case there."""
        self.navigator.open_page.emit("cases")
        if self._list is not None:
            self._list.ask_for_new()

    def copy_form_a(self) -> None:
        """Open a case and a Form A that repeats the task and place of my last one."""
        self._begin_quickly(copy_form_a)

    def report_nothing_found(self) -> None:
        """Open a case and a Form A that says that nothing was found."""
        self._begin_quickly(report_nothing_found)

    def open_document(self, stream: str) -> None:
        """Show a form to fill in, or a sealed statement to read."""
        from ui.documents.fill_form_state import begin_editing

        with self.vault.read() as tx:
            document = documents.one(tx, stream)
        if document is not None and (document.is_sealed or (document.is_withdrawn and document.form_id == STATEMENT)):
            self.open_statement(stream)
            return
        if document is not None and document.is_withdrawn:
            self.papers.open_preview(stream)  # it can be read for ever
            return
        try:
            draft, is_fresh = begin_editing(self.vault, stream)
        except StatementSealed:
            self.open_statement(stream)
        except TwoVersionsStand:
            self.open_two_versions(stream)
        except AppError as error:
            self.navigator.say.emit("error", *explain(error))
        else:
            self._push_form(draft, is_fresh=is_fresh)

    def open_two_versions(self, stream: str) -> None:
        """Show two versions of a document side by side, to be settled."""
        from ui.documents.two_versions_page import TwoVersionsPage
        from ui.documents.two_versions_state import TwoVersionsState

        page = TwoVersionsPage(TwoVersionsState(self.vault, self.jobs, stream))
        page.left.connect(self.navigator.leave)
        page.settled.connect(self.tell)
        self.navigator.pushed.emit(page, self.tr("Two versions"))

    def open_statement(self, stream: str) -> None:
        """Show a saved statement: to be read back and sealed, or sealed."""
        from ui.statements.statement_page import StatementPage
        from ui.statements.statement_state import StatementState

        page = StatementPage(StatementState(self.vault, self.jobs, stream))
        page.left.connect(self.navigator.leave)
        page.edit_wanted.connect(self._instead_edit)
        page.paper_wanted.connect(self.papers.open_preview)
        page.supersede_wanted.connect(self._supersede)
        page.destroy_wanted.connect(self.open_destroy)
        page.withdraw_wanted.connect(self.withdrawing.ask_and_leave)
        page.state.sealed.connect(self.tell)
        self.navigator.pushed.emit(page, self.tr("Statement"))

    def print_cases(self, case_ids: tuple[str, ...]) -> None:
        """Go to Cetak with the papers of these cases."""
        self.navigator.open_page.emit("printing")
        self.navigator.print_cases.emit(case_ids)

    def open_destroy(self, stream: str) -> None:
        """Show what would go of something, and take the order."""
        from ui.destruction.pages import push_destroy

        push_destroy(self.vault, self.jobs, self.navigator, self.tell, stream)

    def open_orders(self, case_id: str) -> None:
        """Show the orders of destruction of a case and who has obeyed."""
        from ui.destruction.pages import push_orders

        push_orders(self.vault, self.jobs, self.navigator, self.tell, case_id)

    # inside

    def _push_form(self, draft: Draft, *, is_fresh: bool = False) -> None:
        from ui.documents.fill_form_page import FillFormPage
        from ui.documents.fill_form_state import FillFormState

        self.jobs.start_behind(Job(warm_up(self.vault.office)))  # the tables of regions take 2 MB: many only read cases
        page = FillFormPage(FillFormState(self.vault, self.jobs, draft, keeping=self.keeping, is_fresh=is_fresh))
        page.left.connect(self._left_form)
        page.saved.connect(self._form_saved)
        page.history_wanted.connect(self._show_history)
        page.withdraw_wanted.connect(self.withdrawing.ask_and_leave)
        page.moved.connect(self._instead_edit)
        self.navigator.pushed.emit(page, form_title(draft.form_id))

    def _begin_quickly(self, deed: Callable[[Vault], Draft]) -> None:
        vault = self.vault
        job = Job(lambda _report: deed(vault))
        job.succeeded.connect(self._quickly_begun)
        job.failed.connect(self._say_failed)
        self.jobs.start(job)

    def _quickly_begun(self, draft: Draft) -> None:
        self.changed.emit(Changes())
        self.push_case(draft.case_id)  # so that "back" leads to the case
        self._push_form(draft)

    def _say_failed(self, error: AppError) -> None:
        self.navigator.say.emit("error", *explain(error))

    def _case_begun(self, begun: Begun) -> None:
        self.tell(begun.changes)
        self.push_case(begun.draft.case_id)  # so that "back" leads to the case
        self._push_form(begun.draft)

    def _form_saved(self, changes: Changes) -> None:
        stream = changes.streams[0]
        with self.vault.read() as tx:
            document = documents.one(tx, stream)
        self.tell(changes)
        self.navigator.back.emit()
        if document is not None and document.form_id == STATEMENT:
            self.open_statement(stream)
        else:
            self.navigator.say.emit("success", self.tr("The form was saved."), "")

    def _left_form(self) -> None:
        self.navigator.leave.emit()
        self.changed.emit(Changes())  # drafts are shown in the case

    def _instead_edit(self, stream: str) -> None:
        self.navigator.back.emit()
        self.open_document(stream)

    def _supersede(self, stream: str) -> None:
        with self.vault.read() as tx:
            document = documents.one(tx, stream)
        if document is not None:
            self.navigator.back.emit()
            self._push_form(begin_document(self.vault, document.case_id, document.form_id, supersedes=stream))

    def _show_history(self, stream: str) -> None:
        with self.vault.read() as tx:
            document = documents.one(tx, stream)
        if document is not None:
            self.push_case(document.case_id).show_tab("history")

    def _attach_found(self, case_id: str, paths: tuple[Path, ...]) -> None:
        page = self.push_case(case_id)
        page.show_tab("evidence")
        page.evidence.state.attach(paths, "folder")

    def _take_found_scans(self, paths: tuple[Path, ...]) -> None:
        """Scans of signed papers from the scanner's folder; they are not offered again once they are read."""
        self.papers.open_scans().take_found(paths)

    def tell(self, changes: Changes) -> None:
        """Something was written by a deed of this window."""
        self.news.tell(changes)
        self.navigator.status_changed.emit()

    def _usual_regime(self) -> str:
        with self.vault.read() as tx:
            kept = local.setting(tx, "usual_regime")
            told = self.vault.roster(tx).offices.get(self.vault.office, {}).get("regime")
        return str(kept or told or "pemilihan")


def _warm_up(_report: Reporter) -> None:
    """Do in a thread what the first menu of forms would wait for."""
    official()


def _close(keeping: JobRunner, intake: Intake) -> None:
    keeping.close()
    intake.close()
