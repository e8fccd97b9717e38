"""The file of a case, and the ways between the pages of the main job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.forms.drafts import begin_draft, reopen
from core.actions.forms.save_form import save_form
from core.evidence.inspect import Intake
from core.vault import local
from core.vault.vault import Vault
from core.vault.views import cases, documents
from tests.ui.case_samples import model_a_answers, new_case, saved_form, statement_answers
from ui.cases.case_list_page import CaseListPage
from ui.cases.case_page import TABS, CasePage
from ui.cases.case_pages import CasePages
from ui.cases.case_state import CaseState
from ui.cases.history_view import HistoryView
from ui.cases.withdraw_dialog import WithdrawDialog
from ui.documents.fill_form_page import FillFormPage
from ui.exhibits.exhibits_state import ExhibitsState
from ui.exhibits.exhibits_view import ExhibitsView
from ui.jobs.runner import JobRunner
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.papers.paper_page import PaperPage
from ui.rail import RailEntry
from ui.rules.course_view import CourseView
from ui.statements.statement_page import StatementPage
from ui.widgets.page_stack import PageFrame


def shown_case(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, case_id: str) -> CasePage:
    page = CasePage(CaseState(vault, jobs, case_id), ExhibitsState(vault, jobs, intake, case_id))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitSignal(page.state.loaded):
        page.show()
    return page


@pytest.fixture
def window(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> Iterator[MainWindow]:
    """The main window with the pages of the main job behind one rail entry."""
    navigator = Navigator()
    opened = MainWindow(navigator)
    qtbot.addWidget(opened)
    pages = CasePages(vault, jobs, navigator)
    opened.pages = pages  # type: ignore[attr-defined]  # the test asks it
    opened.open_desk([RailEntry("cases", "folder", "Berkas", pages.list_page)], is_drill=True)
    opened.resize(1366, 768)
    opened.show()
    yield opened
    pages.close()


def test_forms_statements_and_drafts_stand_in_their_tabs(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake):
    case_id = new_case(vault, title="Bansos", number="001/TM")
    saved_form(vault, case_id, "model_a", model_a_answers())
    begin_draft(vault, "laporan", case_id=case_id)
    saved_form(vault, case_id, "ba_klarifikasi", statement_answers())
    page = shown_case(qtbot, vault, jobs, intake, case_id)
    assert [(row.line.form_id, sorted(row.buttons)) for row in page.forms.rows] == [
        ("laporan", ["discard", "edit"]),
        ("model_a", ["edit", "preview", "withdraw"]),
    ]
    assert [sorted(row.buttons) for row in page.statements.rows] == [["edit", "preview", "sign", "withdraw"]]
    assert page.head.title.text() == "Bansos"


def test_the_history_tells_field_by_field_what_a_version_changed(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake):
    case_id = new_case(vault)
    stream = saved_form(vault, case_id, "model_a", model_a_answers())
    draft = reopen(vault, stream)
    answers = dict(draft.answers)
    answers["violation"] = {**answers["violation"], "facts": "Sudah dihapus."}
    save_form(vault, replace(draft, answers=answers))
    page = shown_case(qtbot, vault, jobs, intake, case_id)
    page.show_tab("history")
    with qtbot.waitSignal(page.state.compared):
        row = next(at for at in range(page.history.model.rowCount()) if page.history.model.line(at).version == 2)
        page.history.table.setCurrentIndex(page.history.model.index(0, 0))
        page.history.table.setCurrentIndex(page.history.model.index(row + 1, 0))
        page.history.table.setCurrentIndex(page.history.model.index(row, 0))
    qtbot.waitUntil(lambda: "Sudah dihapus." in page.history.detail_text())
    assert "Fakta dan Keterangan" in page.history.detail_text()


def test_details_of_a_case_are_changed_with_a_record(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake):
    case_id = new_case(vault)
    page = shown_case(qtbot, vault, jobs, intake, case_id)
    with qtbot.waitSignal(page.state.changed):
        page.state.change({"number": "009/TM", "status": "registered"})
    qtbot.waitUntil(lambda: page.head.subtitle.text().startswith("009/TM"))
    with vault.read() as tx:
        case = cases.one(tx, case_id)
    assert case is not None and (case.number, case.status) == ("009/TM", "registered")


def test_a_discarded_draft_goes_away(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake):
    case_id = new_case(vault)
    begin_draft(vault, "model_a", case_id=case_id)
    page = shown_case(qtbot, vault, jobs, intake, case_id)
    page.forms.rows[0].buttons["discard"].click()
    qtbot.waitUntil(lambda: page.forms.rows == [])
    with vault.read() as tx:
        assert local.all_drafts(tx) == []


def test_from_a_new_case_through_its_form_back_to_the_list(qtbot: QtBot, vault: Vault, window: MainWindow):
    page = window.current_page()
    assert isinstance(page, CaseListPage)
    page.state.begin(regime="pemilihan", origin="temuan")
    qtbot.waitUntil(lambda: isinstance(window.current_page(), FillFormPage))
    form = window.current_page()
    assert isinstance(form, FillFormPage)
    form.state.instance.set("/model_a/violation/has_violation", "ada")
    form.form.go_to("/model_a/violation/event")
    edit = form.form.field("/model_a/violation/event")
    assert isinstance(edit, QLineEdit)
    qtbot.keyClicks(edit, "Bansos bergambar calon")
    form.head.back.emit()
    qtbot.waitUntil(lambda: isinstance(window.current_page(), CasePage))
    case = window.current_page()
    assert isinstance(case, CasePage)
    qtbot.waitUntil(lambda: len(case.forms.rows) == 1)
    with vault.read() as tx:
        kept = local.all_drafts(tx)
    assert kept[0].answers["violation"]["event"] == "Bansos bergambar calon"
    window.go_back()
    assert window.current_page() is page
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_saving_a_statement_leads_to_reading_it_back(qtbot: QtBot, vault: Vault, window: MainWindow):
    case_id = new_case(vault)
    draft = begin_draft(vault, "ba_klarifikasi", case_id=case_id, answers=statement_answers())
    window.navigator.open_case.emit(case_id)
    window.navigator.open_document.emit(draft.stream)
    form = window.current_page()
    assert isinstance(form, FillFormPage)
    form.save.click()
    qtbot.waitUntil(lambda: isinstance(window.current_page(), StatementPage))
    with vault.read() as tx:
        assert documents.one(tx, draft.stream) is not None


def test_another_program_that_writes_to_the_vault_is_noticed(qtbot: QtBot, vault: Vault, window: MainWindow):
    page = window.current_page()
    assert isinstance(page, CaseListPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.nothing_yet)
    new_case(vault, title="Dari perintah")
    window.pages.news.look()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_a_form_is_withdrawn_from_its_case_with_a_reason_that_the_row_then_tells(qtbot: QtBot, vault: Vault, window: MainWindow):
    case_id = new_case(vault, title="Bansos")
    stream = saved_form(vault, case_id, "model_a", model_a_answers())
    window.navigator.open_case.emit(case_id)
    page = window.current_page()
    assert isinstance(page, CasePage)
    qtbot.waitUntil(lambda: len(page.forms.rows) == 1)
    page.forms.rows[0].buttons["withdraw"].click()
    dialog = next(one for one in window.findChildren(WithdrawDialog) or QApplication.topLevelWidgets() if isinstance(one, WithdrawDialog))
    assert not dialog.sure.isEnabled()
    qtbot.keyClicks(dialog.reason, "Salah orang")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.forms.rows) == 1 and page.forms.rows[0].line.is_withdrawn)
    row = page.forms.rows[0]
    assert sorted(row.buttons) == ["preview"]
    assert any("Salah orang" in one.text() for one in row.findChildren(QLabel))
    assert page.history.model.index(0, 2).data().endswith("Salah orang")
    window.navigator.open_document.emit(stream)
    assert isinstance(window.current_page(), PaperPage)  # it can only be read


def test_a_draft_that_was_thrown_away_comes_back(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake):
    case_id = new_case(vault)
    draft = begin_draft(vault, "laporan", case_id=case_id, answers={"reporter": {"name": "Ratih"}})
    page = shown_case(qtbot, vault, jobs, intake, case_id)
    page.forms.rows[0].buttons["discard"].click()
    qtbot.waitUntil(page.banner.action.isVisible)
    qtbot.waitUntil(lambda: page.forms.rows == [])
    page.banner.action.click()
    qtbot.waitUntil(lambda: len(page.forms.rows) == 1)
    with vault.read() as tx:
        assert local.all_drafts(tx) == [draft]


def test_on_a_small_screen_each_tab_opens_with_the_head_of_the_case_in_sight(
    window: MainWindow, qtbot: QtBot, vault: Vault, jobs: JobRunner
):
    case_id = new_case(vault, title="Mobil dinas")
    name = "Maria Magdalena Kusumaningtyas Tampubolon-Simanjuntak, S.H.I."
    saved_form(vault, case_id, "ba_klarifikasi", statement_answers(name=name))
    window.resize(683, 344)  # 1366x768 at 200 %
    window.pages.open_case(case_id)
    page = window.current_page()
    assert isinstance(page, CasePage)
    frame = next(one for one in window.findChildren(PageFrame) if one.isAncestorOf(page))
    for key in ("evidence", "statements", "papers"):
        frame.verticalScrollBar().setValue(frame.verticalScrollBar().maximum())  # where somebody left the tab before
        page.show_tab(key)
        qtbot.waitUntil(lambda: jobs.is_idle)
        qtbot.waitUntil(lambda: not frame._laid_out.isActive())
        assert frame.verticalScrollBar().value() == 0, key


def test_a_tab_is_built_when_it_is_looked_at_and_then_shows_what_was_read_before(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake
):
    case_id = new_case(vault, title="Mobil dinas")
    saved_form(vault, case_id, "model_a", model_a_answers())
    page = CasePage(CaseState(vault, jobs, case_id), ExhibitsState(vault, jobs, intake, case_id))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.state.loaded):
        page.show()
    qtbot.waitUntil(lambda: page.strip.isVisible())  # the rules have been read too
    assert [page.findChildren(one) for one in (ExhibitsView, CourseView, HistoryView)] == [[], [], []]
    page.show_tab("history")
    assert page.history.model.rowCount() == 2
    page.show_tab("course")
    assert page.course.moves and page.focusWidget() is page.course.moves[0]
    page.tabs.setCurrentIndex(TABS.index("evidence"))
    (shown,) = page.findChildren(ExhibitsView)
    qtbot.waitUntil(shown.isVisible)
