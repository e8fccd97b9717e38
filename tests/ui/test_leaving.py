"""Esc, the button "Back", the rail and the cross of the window: nothing that a person entered goes without a word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from core.actions.cases.exhibits import attach_bytes
from core.actions.forms.drafts import begin_draft
from core.actions.office.letterhead import letterhead_of
from core.evidence.marks import BOX, Mark
from core.vault import local
from core.vault.vault import Vault
from core.vault.views import cases, exhibits
from core.words import use_language
from tests.ui.case_samples import new_case, saved_form, statement_answers
from tests.unit.paper_samples import photo_at
from ui.cases.case_facts_dialog import CaseFactsDialog
from ui.cases.case_pages import CasePages
from ui.documents.fill_form_page import FillFormPage
from ui.language import speak
from ui.main_window import MainWindow
from ui.marks.mark_page import MarkPage
from ui.navigator import Navigator
from ui.people.deed_dialog import EndDialog
from ui.rail import RailEntry
from ui.settings.form_wording_page import FormWordingPage, FormWordingState
from ui.settings.letterhead_page import LetterheadPage
from ui.settings.letterhead_state import LetterheadState
from ui.statements.statement_page import SUBJECT, StatementPage
from ui.widgets.dialog_column import DialogColumn
from ui.widgets.page import Page

pytestmark = pytest.mark.usefixtures("dressed")
ESCAPE, ENTER = Qt.Key.Key_Escape, Qt.Key.Key_Return
STROKE = [[[100, 100, 0, 500], [600, 60, 90, 500]]]


class Written(Page):
    """A page on which what is typed is kept nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        QVBoxLayout(self).addWidget(self.edit)
        self.begin_at(self.edit)

    def is_unsaved(self) -> bool:
        return bool(self.edit.text())


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(Navigator())
    qtbot.addWidget(made)
    made.open_desk([RailEntry(key, "home", key.title(), Written) for key in ("home", "cases")], is_drill=False)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def pushed(window: MainWindow, page: Page | None = None) -> Page:
    shown = page or Written()
    shown.left.connect(window.navigator.leave)
    window.push(shown, "Above")
    return shown


def test_esc_goes_back_from_a_page_on_which_nothing_is_open(qtbot, window):
    page = pushed(window)
    qtbot.keyClick(page.edit, ESCAPE)
    assert window.trail == [] and window.leaving.isHidden()
    qtbot.keyClick(window, ESCAPE)  # at a page of the rail there is nowhere to go back to
    assert window.key == "home"


@pytest.mark.parametrize("way", ["Esc", "the button", "the rail", "the keys of the rail"])
def test_what_is_kept_nowhere_is_asked_about_before_it_goes(qtbot, window, way):
    page = pushed(window)
    qtbot.keyClicks(page.edit, "Sari")

    def go() -> None:
        if way == "Esc":
            qtbot.keyClick(page.edit, ESCAPE)
        elif way == "the button":
            page.left.emit()
        elif way == "the rail":
            qtbot.mouseClick(window.rail.buttons["cases"], Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(page.edit, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    go()
    assert window.current_page() is page and window.leaving.isVisible() and window.rail.buttons["home"].isChecked()
    qtbot.keyClick(window.focusWidget(), ESCAPE)  # stays
    assert window.current_page() is page and window.leaving.isHidden() and page.edit.hasFocus() and page.edit.text() == "Sari"
    go()
    qtbot.keyClick(window.focusWidget(), ENTER)  # goes
    assert window.trail == [] and window.leaving.isHidden()
    assert window.key == ("cases" if "rail" in way else "home") and window.rail.buttons[window.key].isChecked()


def test_enter_in_a_field_does_not_answer_what_is_asked(qtbot, window):
    page = pushed(window)
    qtbot.keyClicks(page.edit, "Sari")
    qtbot.keyClick(page.edit, ESCAPE)
    page.edit.setFocus()
    qtbot.keyClick(page.edit, ENTER)
    assert window.current_page() is page


def test_a_deed_and_the_lock_are_not_held_up(window):
    page = pushed(window)
    page.edit.setText("Sari")
    locked: list[bool] = []
    window.locked.connect(lambda: locked.append(True))
    window.lock()
    assert locked == [True]
    window.navigator.back.emit()
    assert window.trail == []


def test_the_cross_of_the_window_asks(qtbot, window):
    page = pushed(window)
    page.edit.setText("Sari")
    window.windowHandle().close()
    assert window.isVisible() and window.leaving.isVisible()
    qtbot.mouseClick(window.leaving.action, Qt.MouseButton.LeftButton)
    assert not window.isVisible()


def test_an_end_by_the_system_is_not_held_up(window):
    pushed(window).edit.setText("Sari")
    window.leaving.let_end()
    assert window.close() and not window.isVisible()


def test_esc_leaves_a_form_and_its_draft_is_as_it_was(qtbot, window, vault: Vault, jobs):
    pages = CasePages(vault, jobs, window.navigator)
    draft = begin_draft(vault, "model_a", case_id=new_case(vault))
    pages.open_document(draft.stream)
    page = window.current_page()
    assert isinstance(page, FillFormPage)
    page.form.show_part("/model_a/violation")
    field = page.form.field("/model_a/violation/event")
    field.setFocus()
    qtbot.keyClicks(field, "Memastikan kampanye")
    qtbot.keyClick(field, ESCAPE)
    assert window.trail == [] and window.leaving.isHidden()
    qtbot.waitUntil(lambda: pages.keeping.is_idle)
    with vault.read() as tx:
        kept = next(one for one in local.all_drafts(tx) if one.stream == draft.stream)
    assert kept.answers["violation"]["event"] == "Memastikan kampanye"
    pages.close()


def test_a_drawn_signature_and_marks_do_not_go_without_a_word(qtbot, window, vault: Vault, jobs):
    pages, case_id = CasePages(vault, jobs, window.navigator), new_case(vault)
    attach_bytes(vault, case_id, photo_at(-6.914, 107.609), "foto.jpg", obtained="drop", intake=pages.intake)
    pages.open_statement(saved_form(vault, case_id, "ba_klarifikasi", statement_answers()))
    page = window.current_page()
    assert isinstance(page, StatementPage)
    qtbot.waitUntil(lambda: page.statement is not None)
    page.pads[SUBJECT].set_strokes(STROKE)
    qtbot.keyClick(page.read_back, ESCAPE)
    assert window.current_page() is page and window.leaving.isVisible()
    page.on_paper.setChecked(True)  # then the drawn one counts for nothing
    qtbot.keyClick(window.focusWidget(), ESCAPE)
    qtbot.keyClick(page.read_back, ESCAPE)
    assert window.trail == []
    with vault.read() as tx:
        photo = exhibits.of_case(tx, case_id)[0]
    pages.pictures.mark(photo)
    marking = window.current_page()
    assert isinstance(marking, MarkPage)
    qtbot.keyClick(marking.canvas, ESCAPE)
    assert window.trail == []
    pages.pictures.mark(photo)
    marking = window.current_page()
    assert isinstance(marking, MarkPage)
    marking.canvas.keep(Mark(BOX, 10, 10, 200, 200))
    qtbot.keyClick(marking.canvas, ESCAPE)
    assert window.current_page() is marking and window.leaving.isVisible()
    pages.close()


def test_an_unsaved_letterhead_asks_and_a_saved_one_does_not(qtbot, window, vault: Vault, jobs):
    page = pushed(window, LetterheadPage(LetterheadState(vault, jobs)))
    assert isinstance(page, LetterheadPage)
    qtbot.waitUntil(lambda: page.names.toPlainText() != "" and jobs.is_idle)
    assert not page.is_unsaved()
    qtbot.keyClicks(page.lines["city"], "Sukarekaan")
    qtbot.keyClick(page.lines["city"], ESCAPE)
    assert window.current_page() is page and window.leaving.isVisible()
    page.save.click()
    qtbot.waitUntil(lambda: not page.is_unsaved() and jobs.is_idle)
    with vault.read() as tx:
        assert letterhead_of(vault, tx).city.endswith("Sukarekaan")
    qtbot.keyClick(window.focusWidget(), ESCAPE)
    qtbot.keyClick(page.lines["city"], ESCAPE)
    assert window.trail == []


def test_words_of_one_form_are_not_lost_by_choosing_another(qtbot, vault: Vault, jobs):
    page = FormWordingPage(FormWordingState(vault, jobs))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(page.fields) and jobs.is_idle)
    first, field = page.forms.value(), next(one for one in page.fields.values() if isinstance(one, QLineEdit))
    other = next(str(page.forms.itemData(row)) for row in range(page.forms.count()) if page.forms.itemData(row) != first)
    field.setText("Kata sendiri")
    page.forms.set_value(other)
    page.forms.picked.emit(other)
    assert page.forms.value() == first and page.is_unsaved() and page.banner.kind == "warn"
    page.save.click()
    qtbot.waitUntil(lambda: not page.is_unsaved())
    page.forms.set_value(other)
    page.forms.picked.emit(other)
    qtbot.waitUntil(lambda: jobs.is_idle and page.banner.isHidden())
    assert page.forms.value() == other


@pytest.fixture
def indonesian_words(dressed: QApplication) -> Iterator[None]:
    speak(dressed, "id")
    yield
    speak(dressed, "en")
    use_language("id")


class ByTheCross(QCloseEvent):
    """As it comes from the window system."""

    def spontaneous(self) -> bool:
        return True


@pytest.fixture
def dialog(qtbot: QtBot) -> EndDialog:
    made = EndDialog("Akhiri", "Kuncinya tidak berlaku lagi.", "Akhiri")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("way", ["Esc", "the cross"])
def test_a_dialog_asks_once_before_typed_words_go(qtbot, dialog, way):
    field = dialog.reason.input
    qtbot.keyClicks(field, "Pindah tugas")
    qtbot.keyClick(field, ESCAPE) if way == "Esc" else dialog.closeEvent(ByTheCross())
    assert dialog.isVisible() and dialog.leaving.isVisible()
    qtbot.keyClick(dialog.focusWidget(), ESCAPE)  # stays
    assert dialog.isVisible() and dialog.leaving.isHidden() and field.hasFocus() and field.text() == "Pindah tugas"
    qtbot.keyClick(field, ESCAPE)
    qtbot.keyClick(dialog.focusWidget(), ENTER)  # goes
    assert not dialog.isVisible()


def test_a_dialog_in_which_nothing_but_a_passphrase_was_typed_goes_at_once(qtbot, dialog):
    qtbot.keyClicks(dialog.own.field.edit, "rahasia")
    qtbot.keyClick(dialog.own.field.edit, ESCAPE)
    assert not dialog.isVisible()


def test_cancel_and_the_program_itself_close_a_dialog_without_asking(qtbot, dialog):
    qtbot.keyClicks(dialog.reason.input, "Pindah tugas")
    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert not dialog.isVisible()
    dialog.show()
    assert dialog.close() and not dialog.isVisible()


def test_a_dialog_that_asks_grows_and_needs_no_scroll_bar(qtbot, vault: Vault, indonesian_words):
    del indonesian_words  # longer
    case_id = new_case(vault, title="Mobil dinas")
    with vault.read() as tx:
        case = cases.one(tx, case_id)
    assert case is not None
    facts = CaseFactsDialog(case)
    qtbot.addWidget(facts)
    facts.show()
    height = facts.height()
    qtbot.keyClicks(facts.title, " dipakai")
    qtbot.keyClick(facts.title, ESCAPE)
    (whole,) = facts.findChildren(DialogColumn)
    qtbot.waitUntil(lambda: facts.leaving.isVisible() and whole.widget().height() == whole.viewport().height())
    assert not whole.verticalScrollBar().isVisible()
    facts.leaving.dismiss()
    qtbot.waitUntil(lambda: facts.height() == height)
