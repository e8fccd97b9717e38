"""Filling a form: kept while typing, saved as a record, refused with the reason beside the field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.forms.drafts import begin_draft, open_answers_of
from core.vault import local
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import documents, heads
from forms.library import official
from tests.ui.case_samples import model_a_answers, new_case, saved_form, statement_answers
from ui.documents.answers_view import rows_of
from ui.documents.fill_form_page import FillFormPage
from ui.documents.fill_form_state import LONGEST_MS, PAUSE_MS, FillFormState, begin_editing
from ui.jobs.runner import JobRunner

EVENT = "/model_a/violation/event"


def shown_form(qtbot: QtBot, vault: Vault, jobs: JobRunner, draft: Draft, *, is_fresh: bool = False) -> FillFormPage:
    page = FillFormPage(FillFormState(vault, jobs, draft, is_fresh=is_fresh))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


def typed(qtbot: QtBot, page: FillFormPage, ref: str, text: str) -> None:
    page.form.go_to(ref)
    edit = page.form.field(ref)
    assert isinstance(edit, QLineEdit)
    edit.clear()
    qtbot.keyClicks(edit, text)


def kept_answers(vault: Vault, draft: Draft) -> dict[str, object]:
    with vault.read() as tx:
        found = local.draft(tx, draft.id)
    return dict(found.answers) if found is not None else {}


@pytest.mark.usefixtures("dressed")
def test_what_is_typed_is_kept_in_the_draft_within_a_second(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    assert max(PAUSE_MS, LONGEST_MS) < 1000
    draft = begin_draft(vault, "model_a", case_id=new_case(vault), answers=model_a_answers())
    page = shown_form(qtbot, vault, jobs, draft)
    with qtbot.waitSignal(page.state.kept):
        typed(qtbot, page, EVENT, "Mobil dinas")
    assert kept_answers(vault, draft)["violation"]["event"] == "Mobil dinas"
    assert "Kept automatically" in page.kept.text() or "otomatis" in page.kept.text()


def test_leaving_the_page_keeps_the_last_letter_at_once(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    draft = begin_draft(vault, "model_a", case_id=new_case(vault), answers=model_a_answers())
    page = shown_form(qtbot, vault, jobs, draft)
    typed(qtbot, page, EVENT, "Sampai huruf terakhir")
    page.hide()
    assert kept_answers(vault, draft)["violation"]["event"] == "Sampai huruf terakhir"


def test_saving_turns_the_draft_into_a_record_and_frees_the_button(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    draft = begin_draft(vault, "model_a", case_id=new_case(vault), answers=model_a_answers())
    page = shown_form(qtbot, vault, jobs, draft)
    typed(qtbot, page, EVENT, "Mobil dinas")
    with qtbot.waitSignal(page.saved) as saved:
        qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.save.isEnabled)
    with vault.read() as tx:
        assert tuple(heads.of_stream(tx, draft.stream)) == saved.args[0].record_ids
        assert local.all_drafts(tx) == []
        document = documents.one(tx, draft.stream)
        assert document is not None
        assert open_answers_of(tx, document.record_id)["violation"]["event"] == "Mobil dinas"


def test_a_missing_answer_is_told_beside_its_field_and_nothing_is_saved(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    answers = model_a_answers()
    del answers["violation"]["event"]
    draft = begin_draft(vault, "model_a", case_id=new_case(vault), answers=answers)
    page = shown_form(qtbot, vault, jobs, draft)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.banner.isVisible()
    assert page.form.current_part() == "/model_a/violation"
    assert page.form.row(EVENT).problem.text()
    with vault.read() as tx:
        assert documents.one(tx, draft.stream) is None
    assert kept_answers(vault, draft)


def test_a_protected_name_in_the_open_text_is_refused_and_shown_where_it_stands(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    answers = model_a_answers()
    answers["violation"]["witnesses"][0]["protected"] = "yes"
    answers["violation"]["facts"] = "Menurut Ratih unggahan itu masih terbuka."
    draft = begin_draft(vault, "model_a", case_id=new_case(vault), answers=answers)
    page = shown_form(qtbot, vault, jobs, draft)
    with qtbot.waitSignal(page.state.refused):
        qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.form.row("/model_a/violation/facts").problem.text()
    assert page.banner.kind == "error"
    qtbot.waitUntil(page.save.isEnabled)
    with vault.read() as tx:
        assert local.draft(tx, draft.id) is not None


def test_looking_at_a_saved_form_leaves_no_draft_behind(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    stream = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    draft, is_fresh = begin_editing(vault, stream)
    page = shown_form(qtbot, vault, jobs, draft, is_fresh=is_fresh)
    page.state.leave()

    def is_gone() -> bool:
        with vault.read() as tx:
            return local.all_drafts(tx) == []

    qtbot.waitUntil(is_gone)


def test_a_draft_that_was_touched_stays_after_leaving(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    stream = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    draft, is_fresh = begin_editing(vault, stream)
    page = shown_form(qtbot, vault, jobs, draft, is_fresh=is_fresh)
    typed(qtbot, page, EVENT, "Lain")
    page.state.leave()
    qtbot.waitUntil(lambda: kept_answers(vault, draft).get("violation", {}).get("event") == "Lain")


def test_a_breach_of_the_catalogue_comes_with_its_legal_basis(qtbot: QtBot, vault: Vault, jobs: JobRunner):
    draft = begin_draft(vault, "model_a", case_id=new_case(vault), answers=model_a_answers())
    page = shown_form(qtbot, vault, jobs, draft)
    editor = page.form.row("/model_a/violation/violations").editor
    listed = editor.list
    listed.field.setText("gestur keberpihakan")
    listed._filter()
    listed.list.setCurrentIndex(listed.list.model().index(0, 0))
    assert "Sanksi" in listed.explanation.text() or "Sanction" in listed.explanation.text()


def test_a_form_to_read_names_choices_in_words_and_leaves_out_what_is_empty():
    rows = rows_of(official()["ba_klarifikasi"].open(statement_answers()))
    told = {row.label: row.value for row in rows}
    assert told["Sebagai"] == "Saksi"
    assert told["pukul"] == "09.00"
    assert "Agama" not in told
    assert next(row.value for row in rows if row.label == "Jawaban") == "Ya, saya sehat dan bersedia."
