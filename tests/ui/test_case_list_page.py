"""The list of cases: finding, filtering, opening, beginning; quick with very many."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from core.vault.vault import Vault
from core.vault.views import cases, papers
from core.vault.views.cases import Case
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, saved_form, statement_answers
from ui.cases.case_list_page import CaseListPage
from ui.cases.case_list_state import CaseListState
from ui.cases.case_rows import CaseRow, read_rows
from ui.cases.case_table import AHEAD, COLUMNS, PAGE, USUAL, CaseTableModel
from ui.cases.new_case_dialog import NewCaseDialog
from ui.jobs.runner import JobRunner
from ui.papers.sign_list_page import SignListPage
from ui.papers.sign_list_state import SignListState


def some_cases(vault: Vault) -> list[str]:
    ids = []
    for number, (actor, event) in enumerate(
        (("Hendra Pura-Pura", "Foto bergestur"), ("Budi Rekaan", "Mobil dinas"), ("Sri Contoh", "Bansos"))
    ):
        case_id = new_case(vault, title=event, number=f"00{number + 1}/TM", status=("registered", "draft", "draft")[number])
        saved_form(vault, case_id, "model_a", model_a_answers(actor=actor, event=event))
        ids.append(case_id)
    return ids


def shown_page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> CaseListPage:
    page = CaseListPage(CaseListState(vault, jobs))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


def titles(page: CaseListPage) -> list[str]:
    return [str(page.model.index(row, 1).data()) for row in range(page.model.rowCount())]


def test_an_empty_vault_teaches_what_a_case_is(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.nothing_yet)
    assert page.nothing_yet.button.isVisible()


def test_the_newest_case_stands_first_and_is_shown_beside_the_list(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    some_cases(vault)
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    qtbot.waitUntil(lambda: titles(page) == ["Bansos", "Mobil dinas", "Foto bergestur"])
    qtbot.waitUntil(lambda: "Sri Contoh" in page.panel.facts.text())
    assert page.panel.text.text().startswith("Pada hari Sabtu")


def test_typing_finds_a_word_of_a_form_that_no_column_shows(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    some_cases(vault)
    case_id = new_case(vault, title="Lain")
    answers = model_a_answers(event="Lain")
    answers["outcome"]["result"] = "Terdengar kata istimewa sekali."
    saved_form(vault, case_id, "model_a", answers)
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    qtbot.keyClicks(page.search, "istimewa")
    qtbot.waitUntil(lambda: titles(page) == ["Lain"])
    page.search.setText("budi")
    qtbot.waitUntil(lambda: titles(page) == ["Mobil dinas"])
    page.search.setText("tidak ada di mana pun")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.nothing_found)


def test_the_filter_leaves_one_status_and_can_be_taken_back(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    some_cases(vault)
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3 and page.filter.findData("registered") >= 0)
    page.filter.setCurrentIndex(page.filter.findData("registered"))
    page.filter.activated.emit(page.filter.currentIndex())
    qtbot.waitUntil(lambda: titles(page) == ["Foto bergestur"])
    page.filter.setCurrentIndex(0)
    page.filter.activated.emit(0)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)


def test_a_click_on_a_column_sorts_by_it(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    some_cases(vault)
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    page.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: titles(page) == ["Mobil dinas", "Foto bergestur", "Bansos"])


def test_search_arrows_and_enter_open_a_case_without_the_mouse(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    ids = some_cases(vault)
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.open_wanted) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [ids[1]]


def test_the_list_shows_how_safe_a_case_is(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    some_cases(vault)
    new_case(vault, title="Kosong")
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    rows = read_rows(vault, [page.model.key(row) for row in range(4)])
    assert sorted(row.standing for row in rows.values()) == ["draft", "saved", "saved", "saved"]


def test_a_new_case_opens_its_first_form(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    page = shown_page(qtbot, vault, jobs)
    dialog = NewCaseDialog("pemilu", page)
    dialog.choose(origin="laporan")
    with qtbot.waitSignal(page.state.begun) as begun:
        page.state.begin(regime=dialog.regime, origin=dialog.origin)
    draft = begun.args[0].draft
    with vault.read() as tx:
        case = cases.one(tx, draft.case_id)
    assert case is not None
    assert (draft.form_id, case.regime, case.origin) == ("laporan", "pemilu", "laporan")
    assert draft.answers["reception"]["receiver_name"] == "Sari Fiktiwati"


@pytest.mark.usefixtures("qapp")
def test_a_long_list_reads_only_the_pages_that_are_painted():
    asked: list[int] = []

    def read(keys: Sequence[str]) -> dict[str, CaseRow]:
        asked.append(len(keys))
        return {key: CaseRow(blank(key), "saved") for key in keys}

    model = CaseTableModel(read)
    model.show_keys([str(number) for number in range(100_000)])
    assert model.rowCount(QModelIndex()) == 100_000
    assert asked == []
    assert model.index(0, 1).data() == "Judul 0"
    assert asked == [PAGE * AHEAD]
    assert model.index(99_999, 1).data() == "Judul 99999"
    assert model.index(1, 1).data() == "Judul 1"
    assert model.index(50_000, 1).data() == "Judul 50000"
    assert [model.index(50_000 + row, 1).data() for row in range(30)][-1] == "Judul 50029"  # what is in sight after a jump
    assert asked == [PAGE * AHEAD, PAGE, PAGE * AHEAD]
    assert model.index(49_992, 1).data() == "Judul 49992"  # a page above: only what is not at hand
    assert asked[3:] == [PAGE]
    assert model.row_of("54321") == 54_321


def blank(key: str, title: str = "Judul") -> Case:
    return Case(
        case_id=key, office="00.00.01", regime="pemilihan", origin="temuan", title=f"{title} {key}", number=key, status="draft",
        reported="", place="", village="", village_code="", event_date="", documents=1, exhibits=0, heads=1, source="", opened_at="",
        changed_at="", person="",
    )  # fmt: skip


def test_enter_opens_nothing_before_the_list_shows_what_was_typed(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    ids = some_cases(vault)
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    opened: list[str] = []
    page.open_wanted.connect(opened.append)
    page.search.setText("mobil")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert opened == []
    qtbot.waitUntil(lambda: titles(page) == ["Mobil dinas"])
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert opened == [ids[1]]


def test_a_saved_view_brings_words_status_order_and_columns_back_by_one_digit(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    some_cases(vault)
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    page.state.keep_columns(("deadline", "title", "place"))
    page.filter.setCurrentIndex(page.filter.findData("draft"))
    page.filter.activated.emit(page.filter.currentIndex())
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: titles(page) == ["Bansos", "Mobil dinas"])
    page.state.keep_view("Belum selesai", page.table.columns())
    qtbot.waitUntil(lambda: len(page.views._views) == 1)
    again = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: len(again.views._views) == 1)
    assert shown_columns(again) == ["deadline", "title", "place"]
    choose_view(qtbot, again, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: again.model.rowCount() == 3)
    assert shown_columns(again) == list(USUAL)
    choose_view(qtbot, again, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: titles(again) == ["Bansos", "Mobil dinas"])
    assert shown_columns(again) == ["deadline", "title", "place"]
    again.views.views_menu.dropped.emit("Belum selesai")
    qtbot.waitUntil(lambda: again.views._views == ())
    again.banner.action.click()
    qtbot.waitUntil(lambda: len(again.views._views) == 1)


def choose_view(qtbot: QtBot, page: CaseListPage, digit: Qt.Key) -> None:
    page.views.views_menu.popup(page.mapToGlobal(page.rect().center()))
    qtbot.keyClick(page.views.views_menu, digit)


def shown_columns(page: CaseListPage) -> list[str]:
    head = page.table.horizontalHeader()
    order = [head.logicalIndex(place) for place in range(len(COLUMNS))]
    return [COLUMNS[number] for number in order if not head.isSectionHidden(number)]


def test_several_cases_are_chosen_by_keys_and_stay_chosen_when_something_new_comes(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    ids = some_cases(vault)
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert page.bar.isHidden()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.table.chosen_keys() == (ids[2], ids[1])
    assert page.bar.isVisible()
    fourth = new_case(vault, title="Baru")
    page.state.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    assert page.table.chosen_keys() == (ids[2], ids[1])
    with qtbot.waitSignal(page.print_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == [(ids[2], ids[1])]
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.bar.isHidden()
    assert fourth not in page.table.chosen_keys()


def test_letters_typed_in_the_list_are_searched_for(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    some_cases(vault)
    page = shown_page(qtbot, vault, jobs)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_M)
    qtbot.keyClicks(page.search, "obil")
    qtbot.waitUntil(lambda: titles(page) == ["Mobil dinas"])


def test_chosen_cases_are_handed_out_as_tables_with_their_hashes(qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path):
    ids = some_cases(vault)
    page = shown_page(qtbot, vault, jobs)
    with qtbot.waitSignal(page.state.exported) as told:
        page.state.export(ids[:2], tmp_path / "keluar", "csv")
    assert told.args[0] == len(list((tmp_path / "keluar").iterdir())) - 1
    assert len((tmp_path / "keluar" / "cases.csv").read_text().splitlines()) == 3
    with qtbot.waitSignal(page.state.refused):
        page.state.export(ids[:2], tmp_path / "keluar", "csv")


def test_one_passphrase_signs_the_list_that_was_shown_and_nothing_else(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    ids = some_cases(vault)
    other = new_case(vault, title="Surat orang lain")
    saved_form(vault, other, "model_a", model_a_answers(signer="Orang Lainwati"))
    saved_form(vault, other, "ba_klarifikasi", statement_answers())
    page = SignListPage(SignListState(vault, jobs, (*ids[:2], other)))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(lambda: len(page.chosen()) == 3)
    assert page.aside.isVisible()  # the statement that nobody has sealed
    page.passphrase.edit.setText("salah")
    with qtbot.waitSignal(page.state.refused):
        page.sign.click()
    page.passphrase.edit.setText(PASSPHRASE)
    qtbot.waitUntil(page.sign.isEnabled)
    with qtbot.waitSignal(page.state.signed, timeout=20_000) as told:
        qtbot.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    assert told.args[0].signed == 2
    assert [one.case_id for one, _why in told.args[0].left] == [other]
    qtbot.waitUntil(lambda: [one.document.case_id for one in page.chosen()] == [other])
    with vault.read() as tx:
        assert [len(papers.of_case(tx, one)) for one in (*ids, other)] == [1, 1, 0, 0]
