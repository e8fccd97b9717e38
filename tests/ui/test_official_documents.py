"""Beginning the official forms from the window: the menu, what flowed in, and the daily Form A by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from core.actions.forms.begin_document import begin_document
from core.actions.forms.form_wording import wordings
from core.vault import local
from core.vault.vault import Vault
from core.vault.views import documents
from forms.library import carry, official, version_of
from record.pack import make_form_pack
from tests.ui.case_samples import model_a_answers, new_case, saved_form
from tests.ui.test_fill_form_page import kept_answers, shown_form, typed
from tests.unit.official_samples import OFFICIAL_ANSWERS
from tests.unit.test_form_packs import AT, next_version
from ui.cases.add_form_menu import STATEMENT, AddFormMenu
from ui.cases.case_page import CasePage
from ui.cases.case_pages import CasePages
from ui.cases.words import form_title
from ui.documents.fill_form_page import FillFormPage
from ui.documents.move_draft_dialog import MoveDraftDialog
from ui.jobs.runner import JobRunner
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.rail import RailEntry
from ui.settings.form_wording_page import FormWordingPage, FormWordingState

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> Iterator[MainWindow]:
    navigator = Navigator()
    opened = MainWindow(navigator)
    qtbot.addWidget(opened)
    pages = CasePages(vault, jobs, navigator)
    opened.open_desk([RailEntry("cases", "folder", "Berkas", pages.list_page)], is_drill=True)
    opened.shortcuts.add("Ctrl+Shift+A", "", navigator.copy_form_a.emit)
    opened.shortcuts.add("Ctrl+Shift+N", "", navigator.nothing_found.emit)
    opened.resize(1366, 768)
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    yield opened
    pages.close()


def menu_of(page: CasePage, title: str) -> QMenu:
    found = next(action.menu() for action in page.forms_menu.actions() if action.text() == title)
    assert isinstance(found, QMenu)
    return found


def test_the_menu_offers_every_official_form_but_the_statement(qtbot: QtBot):
    menu = AddFormMenu()
    qtbot.addWidget(menu)
    offered = {action.text() for action in menu.actions() if action.text()}
    assert offered == {form_title(form_id) for form_id in official() if form_id != STATEMENT}


def test_an_invitation_is_begun_from_the_menu_for_a_person_of_the_case(qtbot: QtBot, vault: Vault, window: MainWindow):
    case_id = new_case(vault, number="001/TM")
    saved_form(vault, case_id, "model_a", model_a_answers())
    window.navigator.open_case.emit(case_id)
    page = window.current_page()
    assert isinstance(page, CasePage)
    with qtbot.waitSignal(page.state.people_found, timeout=30_000):  # behind the jobs that the desk starts with
        page.forms_menu.aboutToShow.emit()
    assert len(menu_of(page, "Undangan Klarifikasi").actions()) == 4  # two people, a line, somebody else
    invited = menu_of(page, "Undangan Klarifikasi").actions()[0]
    assert invited.text().endswith("Hendra Pura-Pura")
    invited.trigger()
    qtbot.waitUntil(lambda: isinstance(window.current_page(), FillFormPage))
    form = window.current_page()
    assert isinstance(form, FillFormPage)
    assert form.state.instance.node("/undangan/addressee/role").value == "terlapor"


def test_what_flowed_in_says_from_where_until_the_person_writes_himself(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    case_id = new_case(vault)
    saved_form(vault, case_id, "model_a", model_a_answers())
    draft = begin_document(vault, case_id, "temuan")
    page = shown_form(qtbot, vault, jobs, draft)
    event, number = page.form.row("/temuan/incident/event"), page.form.row("/temuan/signing/number")
    assert "Formulir Model A" in event.origin() and number.origin() == ""
    with qtbot.waitSignal(page.state.kept):
        typed(qtbot, page, "/temuan/incident/event", "Dirumuskan sendiri")
    assert event.origin() == ""
    kept = kept_answers(vault, draft)["_told_by"]
    assert isinstance(kept, dict) and "incident/event" not in kept and kept["incident/event_place"] == "model_a"


def test_an_item_that_goes_takes_its_origin_with_it(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    case_id = new_case(vault)
    saved_form(vault, case_id, "model_a", model_a_answers())
    page = shown_form(qtbot, vault, jobs, begin_document(vault, case_id, "temuan"))
    name = "/temuan/reported_list/reported[1]/name"
    assert "Formulir Model A" in page.form.row(name).origin()
    box = page.form.repeat("/temuan/reported_list/reported")
    box.add.click()
    assert page.form.row("/temuan/reported_list/reported[2]/name").origin() == ""
    assert "Formulir Model A" in page.form.row(name).origin()


def test_a_field_without_a_confirmed_source_is_marked(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    page = shown_form(qtbot, vault, jobs, begin_document(vault, new_case(vault), "undangan"))
    page.form.go_to("/undangan/signing/chair_name")
    mark = page.form.row("/undangan/signing/chair_name").unconfirmed
    assert mark is not None and mark.isVisible()
    page.form.go_to("/undangan/letter/number")
    assert page.form.row("/undangan/letter/number").unconfirmed is None


def keys(qtbot: QtBot, text: str) -> None:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit), focus
    qtbot.keyClicks(focus, text)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def test_nothing_found_is_reported_by_keyboard_alone(qtbot: QtBot, vault: Vault, window: MainWindow):
    saved_form(vault, new_case(vault), "model_a", model_a_answers())
    QTest.keyClick(window, Qt.Key.Key_N, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(window.current_page(), FillFormPage))
    page = window.current_page()
    assert isinstance(page, FillFormPage)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    keys(qtbot, "014/LHP/XI/2026")
    press(Qt.Key.Key_S, CTRL)  # what lacks is shown, the cursor goes there
    qtbot.waitUntil(lambda: page.form.current_part() == "/model_a/activity")
    keys(qtbot, "0900")
    press(Qt.Key.Key_Tab)
    keys(qtbot, "1130")
    with qtbot.waitSignal(page.state.saved):
        press(Qt.Key.Key_S, CTRL)
    with vault.read() as tx:
        assert local.all_drafts(tx) == []
        mine = documents.newest_of(tx, form_id="model_a", person=vault.person(tx).id)
    assert mine is not None and (mine.number, mine.event_date) == ("014/LHP/XI/2026", f"{datetime.now():%Y-%m-%d}")


def test_the_last_form_a_is_copied_by_one_key(qtbot: QtBot, vault: Vault, window: MainWindow):
    saved_form(vault, new_case(vault), "model_a", model_a_answers())
    QTest.keyClick(window, Qt.Key.Key_A, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(window.current_page(), FillFormPage))
    page = window.current_page()
    assert isinstance(page, FillFormPage)
    row = page.form.row("/model_a/supervision/order_letter_number")
    assert row.field.value == "011/PM.00.02/K.JX-00.00/09/2024" and "Formulir Model A" in row.origin()


def test_without_a_form_a_the_copy_says_so(qtbot: QtBot, window: MainWindow):
    QTest.keyClick(window, Qt.Key.Key_A, CTRL | SHIFT)
    qtbot.waitUntil(window.banner.isVisible)
    assert not isinstance(window.current_page(), FillFormPage)


def test_the_office_sets_a_code_in_the_settings(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    page = FormWordingPage(FormWordingState(vault, jobs))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(page.fields))
    with qtbot.waitSignal(page.state.told):
        page.forms.set_value("kajian")
        page.forms.picked.emit("kajian")
    code = page.fields["code/pemilu"]
    assert isinstance(code, QLineEdit) and code.text() == "" and code.placeholderText() == "FORMULIR MODEL B.13"
    code.setText("FORMULIR MODEL B.13")
    with qtbot.waitSignal(page.state.kept):
        page.save.click()
    assert {one.place: one.own for one in wordings(vault, "kajian") if one.own} == {"code/pemilu": "FORMULIR MODEL B.13"}


def test_a_pack_that_no_centre_signed_is_refused_in_the_settings(qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path):
    page = FormWordingPage(FormWordingState(vault, jobs))
    qtbot.addWidget(page)
    page.show()
    (tmp_path / "forms.pack").write_bytes(make_form_pack(ec.generate_private_key(ec.SECP256R1()), [next_version(tmp_path)], at=AT))
    with qtbot.waitSignal(page.state.refused):
        page.state.take(tmp_path / "forms.pack")
    assert page.banner.isVisible() and official()["saran_perbaikan"].version == "1"


def test_a_draft_is_moved_to_a_newer_version_after_a_look_at_what_stays_behind(
    qtbot: QtBot, vault: Vault, window: MainWindow, tmp_path: Path
):
    made = next_version(tmp_path)
    answers = OFFICIAL_ANSWERS["saran_perbaikan"]()
    draft = begin_document(vault, new_case(vault), "saran_perbaikan")
    with vault.write() as tx:
        local.keep_answers(tx, draft.id, answers, datetime.now().astimezone())
    carry((version_of(made.xml, made.described),))
    asked: list[str] = []
    timer = QTimer()

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, MoveDraftDialog):
            timer.stop()
            asked.extend(line.text() for line in dialog.lines)
            dialog.move_it.click()

    timer.timeout.connect(accept)
    timer.start(20)
    try:
        window.navigator.open_document.emit(draft.stream)
        page = window.current_page()
        assert isinstance(page, FillFormPage) and page.banner.isVisible() and page.state.form.version == "1"
        page.banner.acted.emit()
        qtbot.waitUntil(lambda: window.current_page() is not page)
        shown = window.current_page()
        assert isinstance(shown, FillFormPage) and shown.state.form.version == "2" and not shown.banner.isVisible()
        assert len(asked) == 1 and "PKPU tentang tata kerja" in asked[0]
    finally:
        timer.stop()
        carry(())
