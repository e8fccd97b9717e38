"""The page on which a person settles two versions of a form, by keyboard and by mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.actions.forms.two_versions import two_versions
from core.actions.office.setup import join_office
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits
from tests.ui.case_samples import OFFICE, PASSPHRASE
from tests.unit.test_two_sayings import parted_case, parted_exhibit
from tests.unit.test_two_versions import parted
from tests.unit.vault_samples import roster_of
from ui.cases.case_page import CasePage
from ui.cases.case_pages import CasePages
from ui.documents.two_versions_page import TwoVersionsPage
from ui.documents.two_versions_state import TwoVersionsState
from ui.exhibits.exhibits_state import ExhibitsState
from ui.exhibits.exhibits_view import ExhibitsView
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator


def test_a_person_chooses_and_the_form_has_one_version_again(qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path) -> None:
    second = join_office(tmp_path / "second", roster_of(vault), office=OFFICE.code, passphrase=PASSPHRASE).vault
    stream = parted((vault, second))
    second.close()
    state = TwoVersionsState(vault, jobs, stream)
    page = TwoVersionsPage(state)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: len(page.rows) > 0)
    open_rows = [row for row in page.rows if not row.open.isHidden()]
    assert len(open_rows) == 1 and "2" not in page.left_open.text().split(".")[1]
    with qtbot.waitSignal(state.refused):
        qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert not page.banner.isHidden()
    qtbot.mouseClick(open_rows[0].cells[1].words, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.settled), qtbot.waitSignal(page.left):
        qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert two_versions(vault, stream) is None


def test_the_row_of_such_a_form_leads_to_the_page_instead_of_the_editor(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path
) -> None:
    second = join_office(tmp_path / "second", roster_of(vault), office=OFFICE.code, passphrase=PASSPHRASE).vault
    stream = parted((vault, second))
    second.close()
    shown: list[object] = []
    navigator = Navigator()
    navigator.pushed.connect(lambda page, _title: shown.append(page))
    pages = CasePages(vault, jobs, navigator)
    with vault.read() as tx:
        document = documents.one(tx, stream)
    assert document is not None
    pages.open_case(document.case_id)
    case = shown[-1]
    assert isinstance(case, CasePage)
    qtbot.addWidget(case)
    qtbot.waitUntil(lambda: len(case.forms.rows) > 0)
    row = case.forms.rows[0]
    assert "edit" not in row.buttons
    qtbot.mouseClick(row.buttons["settle"], Qt.MouseButton.LeftButton)
    assert isinstance(shown[-1], TwoVersionsPage)
    qtbot.addWidget(shown[-1])
    pages.open_document(stream)
    assert isinstance(shown[-1], TwoVersionsPage)
    qtbot.addWidget(shown[-1])
    qtbot.waitUntil(lambda: jobs.is_idle)
    pages.close()


def test_an_exhibit_and_a_case_are_settled_on_the_same_page_and_not_edited_before(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, tmp_path: Path
) -> None:
    second = join_office(tmp_path / "second", roster_of(vault), office=OFFICE.code, passphrase=PASSPHRASE).vault
    exhibit, case_id = parted_exhibit(vault, second), parted_case(vault, second)
    second.close()
    with vault.read() as tx:
        one = exhibits.one(tx, exhibit)
    assert one is not None
    view = ExhibitsView(ExhibitsState(vault, jobs, intake, one.case_id))
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: view.panel.exhibit is not None)
    assert not view.panel.settle.isHidden() and not view.panel.caption.isEnabled()
    with qtbot.waitSignal(view.settling_wanted) as wanted:
        view.panel.settle.click()
    for stream in (wanted.args[0], case_id):
        state = TwoVersionsState(vault, jobs, stream)
        page = TwoVersionsPage(state)
        qtbot.addWidget(page)
        qtbot.waitUntil(lambda page=page: len(page.rows) == 2)  # type: ignore[misc]
        page.wholes[1].click()
        with qtbot.waitSignal(page.settled), qtbot.waitSignal(page.left):
            page.save.click()
    with vault.read() as tx:
        settled = exhibits.one(tx, exhibit), cases.one(tx, case_id)
    assert [found.heads for found in settled if found is not None] == [1, 1]
    with qtbot.waitSignal(view.state.loaded):
        view.state.load()
    assert view.panel.settle.isHidden() and view.panel.caption.isEnabled()
