"""The register of numbers in the window, by keyboard; and the button with which a form gets its number."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.forms.drafts import begin_draft
from core.actions.numbers.give_number import provisional_reference
from core.actions.numbers.number_book import open_book
from core.vault.vault import Vault
from core.vault.views import documents, number_books, numbers
from tests.rigs.number_laptops import meet
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case
from tests.unit.number_samples import somebody_else, two_laptops, waiting_form
from ui.documents.fill_form_page import FillFormPage
from ui.documents.fill_form_state import FillFormState
from ui.jobs.runner import JobRunner
from ui.numbers.book_dialogs import PatternDialog, ReasonDialog
from ui.numbers.register_page import RegisterPage
from ui.numbers.register_state import RegisterState

NUMBER = "/model_a/supervision/number"


def shown(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> RegisterPage:
    state = RegisterState(vault, jobs)
    with qtbot.waitSignal(state.loaded):
        page = RegisterPage(state)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
    return page


def do(qtbot: QtBot, page: RegisterPage) -> None:
    """Type the passphrase into the open dialog and press Enter."""
    dialog = page.deeds.dialog
    assert dialog is not None
    dialog.own.field.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(page.state.loaded):
        qtbot.keyClick(dialog.own.field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.deeds.dialog is None)


def states(page: RegisterPage) -> list[str]:
    return [row.state for number in range(page.model.rowCount()) if (row := page.model.row(number)) is not None]


def test_a_book_is_opened_with_a_sample_that_follows_the_typing(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    page = shown(qtbot, vault, jobs)
    assert page.act.isVisible() and not page.print.isEnabled()
    page.act.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, PatternDialog)
    line = dialog.pattern.input
    assert isinstance(line, QLineEdit)
    line.setText("LHP/{year}")
    assert "nomor urut" in dialog.problem.text() and not dialog.sample.text()
    line.setText("{seq:03}/LHP/{unit}/{year}")
    dialog.values["unit"].setText("SKR")
    dialog.last_used.setText("11")
    assert dialog.sample.text().startswith("012/LHP/SKR/") and not dialog.values["class"].isVisible()
    do(qtbot, page)
    assert states(page) == ["gap"] and page.next.text().count("012/LHP/SKR/") == 1


def test_a_wrong_passphrase_stays_in_the_dialog_and_writes_nothing(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    page = shown(qtbot, vault, jobs)
    page.act.click()
    assert page.deeds.dialog is not None
    page.deeds.dialog.own.field.edit.setText("tebakan yang salah")
    with qtbot.waitSignal(page.state.refused):
        qtbot.keyClick(page.deeds.dialog.own.field.edit, Qt.Key.Key_Return)
    assert page.deeds.dialog.isVisible() and page.deeds.dialog.own.problem.text()
    with vault.read() as tx:
        assert not number_books.books(tx, vault.office)


def test_forms_that_wait_get_their_numbers_under_one_passphrase(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    open_book(vault, "model_a", passphrase=PASSPHRASE)
    streams = [waiting_form(vault), waiting_form(vault)]
    page = shown(qtbot, vault, jobs)
    assert states(page) == ["provisional"] * 2 and page.give.isVisible()
    page.give.click()
    do(qtbot, page)
    assert states(page) == ["given"] * 2 and not page.give.isVisible()
    with vault.read() as tx:
        assert [one.number[:3] for stream in streams if (one := documents.one(tx, stream)) is not None] == ["001", "002"]


def test_by_keys_alone_a_line_is_found_voided_and_its_case_opened(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    open_book(vault, "model_a", passphrase=PASSPHRASE)
    case = new_case(vault, title="Pembagian sembako")
    stream = waiting_form(vault, case_id=case)
    waiting_form(vault)
    page = shown(qtbot, vault, jobs)
    page.give.click()
    do(qtbot, page)
    page.search.setFocus()
    qtbot.keyClicks(page.search, "sembako")
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert states(page) == ["given"] and page.focusWidget() is page.table
    with qtbot.waitSignal(page.open_wanted) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [case]
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    dialog = page.deeds.dialog
    assert isinstance(dialog, ReasonDialog)
    dialog.own.field.edit.setText(PASSPHRASE)
    qtbot.keyClick(dialog.own.field.edit, Qt.Key.Key_Return)
    assert dialog.reason.problem.isVisible()  # no reason, no void
    line = dialog.reason.input
    assert isinstance(line, QLineEdit)
    line.setText("Salah formulir")
    do(qtbot, page)
    assert states(page) == ["void"] and not page.void.isEnabled()
    with vault.read() as tx:
        assert numbers.of_document(tx, stream)[0].void_reason == "Salah formulir"


def test_the_other_laptop_reads_where_the_book_is_and_its_form_bears_a_provisional_reference(
    qtbot: QtBot, jobs: JobRunner, tmp_path: Path
) -> None:
    first, second = two_laptops(tmp_path)
    open_book(first, "model_a", passphrase=PASSPHRASE)
    meet(first, second)
    page = shown(qtbot, second, jobs)
    assert (
        not page.act.isVisible() and not page.give.isVisible() and page.next.text().startswith("Numbers of this kind are given on laptop")
    )
    draft = begin_draft(second, "model_a", case_id=new_case(second), answers=model_a_answers(number=""))
    form = FillFormPage(FillFormState(second, jobs, draft))
    qtbot.addWidget(form)
    form.show()
    assert form.number.isVisible()
    form.number.setFocus()
    with qtbot.waitSignal(form.number.answered):
        form.number.click()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert form.form.isAncestorOf(form.focusWidget())  # at the number, and never on the button that throws the draft away
    form.number.setFocus()
    with qtbot.waitSignal(form.number.told):
        form.number.click()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert form.focusWidget() is form.number
    assert form.state.instance.node(NUMBER).value == provisional_reference(draft.stream)  # type: ignore[union-attr]
    assert form.banner.isVisible() and form.banner.kind == "info"
    form.state.keep_now()
    jobs.close()
    for vault in (first, second):
        vault.close()


def test_a_form_gets_its_number_with_one_press_and_the_passphrase(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    open_book(vault, "model_a", passphrase=PASSPHRASE)
    draft = begin_draft(vault, "model_a", case_id=new_case(vault), answers=model_a_answers(number=""))
    form = FillFormPage(FillFormState(vault, jobs, draft))
    qtbot.addWidget(form)
    form.show()
    form.number.click()
    qtbot.waitUntil(lambda: form.number.dialog is not None)
    dialog = form.number.dialog
    assert dialog is not None
    dialog.own.field.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(form.number.answered) as given:
        qtbot.keyClick(dialog.own.field.edit, Qt.Key.Key_Return)
    assert given.args[1].startswith("001/LHP/") and form.state.instance.node(NUMBER).value == given.args[1]  # type: ignore[union-attr]
    assert not form.number.isVisible()
    with vault.read() as tx:
        from core.vault import local

        kept = local.draft(tx, draft.id)
    assert kept is not None and kept.answers["supervision"]["number"] == given.args[1]  # type: ignore[index]


def test_who_may_not_keep_books_sees_where_the_book_is_and_is_offered_no_deed(qtbot: QtBot, jobs: JobRunner, tmp_path: Path) -> None:
    vault = somebody_else(tmp_path / "vault", "pkd")
    page = shown(qtbot, vault, jobs)
    assert page.next.text().endswith("Members and secretariat of the office keep this book.")
    assert not page.act.isVisible() and not page.more.isVisible()
    with qtbot.waitSignal(page.state.loaded):
        page.state.choose("kajian")
    assert not page.act.isVisible()  # no book, and none to open for him
    draft = begin_draft(vault, "undangan", case_id=new_case(vault), answers={})
    form = FillFormPage(FillFormState(vault, jobs, draft))
    qtbot.addWidget(form)
    form.show()
    with qtbot.waitSignal(form.number.answered):
        form.number.click()
    assert form.number.dialog is None and form.banner.isVisible()
    form.state.keep_now()
    jobs.close()
    vault.close()


def test_the_register_opens_on_a_number_of_an_earlier_year(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    for number in ("001/TM/PB/Kec/00.00/X/2023", "002/TM/PB/Kec/00.00/X/2023", "001/TM/PB/Kec/00.00/X/2024"):
        new_case(vault, number=number)
    page = shown(qtbot, vault, jobs)
    page.search.setText("tidak ada")
    with qtbot.waitSignal(page.state.loaded):
        page.go_to("temuan", "002/TM/PB/Kec/00.00/X/2023")
    row = page.table.current_row()
    assert row is not None and row.number == "002/TM/PB/Kec/00.00/X/2023" and page.period.currentText() == "2023"
    assert page.kind.currentData() == "temuan" and not page.search.text()


def test_numbers_that_stand_twice_are_said_above_the_table(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    new_case(vault, number="001/TM/PB/Kec/00.00/X/2024")
    new_case(vault, number="001/TM/PB/Kec/00.00/X/2024")
    page = shown(qtbot, vault, jobs)
    with qtbot.waitSignal(page.state.loaded):
        page.state.choose("temuan")
    assert page.flags.isVisible() and "001/TM/PB/Kec/00.00/X/2024" in page.flags.text()
    assert states(page) == ["typed", "typed"]
