"""A form is filled, checked and grows by keys, through the one Instance that judges its answers."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox

from forms.library import official
from ui.form_view.choice_editors import CheckListEditor, ComboEditor, RadioEditor, TicksEditor
from ui.form_view.form_view import FormView
from ui.widgets.choice_model import Choice
from ui.widgets.whole_paste import LINE_MOST, TEXT_MOST

pytestmark = pytest.mark.usefixtures("dressed")

SUPERVISION, ACTIVITY, VIOLATION = "/model_a/supervision", "/model_a/activity", "/model_a/violation"
WHEN = f"{ACTIVITY}/time_place"
ACTORS = f"{VIOLATION}/actor"


def villages(words: str) -> list[Choice]:
    return [
        choice
        for choice in (Choice("31.71.06.1001", "Menteng"), Choice("31.71.06.1002", "Pegangsaan"))
        if words.lower() in choice.label.lower()
    ]


@pytest.fixture
def form(qtbot):
    view = FormView(official()["model_a"].open(today=date(2026, 11, 22)), explain=lambda value: f"Article for {value}", villages=villages)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    qtbot.waitExposed(view)
    return view


def has_violation(form: FormView, value: str = "ada") -> None:
    form.row(f"{VIOLATION}/has_violation").editor.changed.emit(value)


def test_typing_into_a_field_gives_the_instance_its_answer_and_tells_both_signals(qtbot, form):
    with qtbot.waitSignals([form.answered, form.changed]):
        qtbot.keyClicks(form.field(f"{SUPERVISION}/number"), "7")
    qtbot.keyClicks(form.field(f"{SUPERVISION}/number"), "/LHP")
    assert form.instance.answers()["supervision"]["number"] == "7/LHP"


def test_several_lines_of_text_are_kept_as_typed_and_tab_goes_on(qtbot, form):
    form.show_part(ACTIVITY)
    field = form.field(f"{ACTIVITY}/purpose")
    qtbot.keyClicks(field, "Satu")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "Dua")
    assert form.instance.answers()["activity"]["purpose"] == "Satu\nDua"
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert form.instance.answers()["activity"]["purpose"] == "Satu\nDua"


@pytest.mark.parametrize(("ref", "most"), [(f"{SUPERVISION}/number", LINE_MOST), (f"{ACTIVITY}/purpose", TEXT_MOST)])
def test_a_megabyte_is_not_pasted_in_pieces_and_the_field_says_so_until_the_person_types_on(qtbot, form, ref, most):
    form.show_part(ref.rpartition("/")[0])
    row, field = form.row(ref), form.field(ref)
    field.setFocus()
    qtbot.keyClicks(field, "Balai desa")
    qtbot.keyClick(field, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)  # what is chosen would be replaced
    QApplication.clipboard().setText("kata " * 200_000)
    qtbot.keySequence(field, QKeySequence(QKeySequence.StandardKey.Paste))
    qtbot.waitUntil(lambda: row.problem.isVisible())
    assert QLocale().toString(most) in row.problem.text()
    assert form.instance.node(ref).value == "Balai desa"
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, "!")
    assert not row.problem.isVisible() and form.instance.node(ref).value == "Balai desa!"


def test_what_fits_is_pasted_whole(qtbot, form):
    form.show_part(ACTIVITY)
    QApplication.clipboard().setText("x" * TEXT_MOST)
    qtbot.keySequence(form.field(f"{ACTIVITY}/purpose"), QKeySequence(QKeySequence.StandardKey.Paste))
    assert form.instance.node(f"{ACTIVITY}/purpose").value == "x" * TEXT_MOST


def test_a_long_answer_of_elsewhere_is_shown_and_kept_whole(qtbot, form):
    form.instance.set(f"{SUPERVISION}/number", "9" * 40_000)
    form.refresh()
    qtbot.keyClick(form.field(f"{SUPERVISION}/number"), Qt.Key.Key_End)
    qtbot.keyClick(form.field(f"{SUPERVISION}/number"), Qt.Key.Key_Backspace)
    assert form.instance.node(f"{SUPERVISION}/number").value == "9" * 39_999


def test_a_day_is_typed_the_usual_way_and_shown_with_its_weekday(qtbot, form):
    field = form.field(f"{WHEN}/date")
    qtbot.keyClicks(field, "5/10/2024")
    assert form.instance.node(f"{WHEN}/date").value == "2024-10-05"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "5-10-2024" and "2024" in form.row(f"{WHEN}/date").editor.weekday.text()


def test_what_is_no_day_is_kept_and_said_only_when_the_field_is_left(qtbot, form):
    form.show_part(ACTIVITY)
    row = form.row(f"{WHEN}/date")
    row.place_cursor()
    qtbot.keyClicks(row.editor.input(), "31-2-2024")
    assert row.problem.text() == ""
    form.row(f"{WHEN}/time_from").place_cursor()
    assert row.problem.text() and "5-10-2024" in row.problem.text()
    assert form.instance.node(f"{WHEN}/date").value == "31-2-2024"
    assert [problem.ref for problem in form.instance.problems() if problem.kind == "invalid"] == [f"{WHEN}/date"]


def test_a_day_can_be_taken_from_the_calendar(qtbot, form):
    form.show_part(ACTIVITY)
    field = form.field(f"{WHEN}/date")
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    field._take(QDate(2024, 11, 27))
    assert form.instance.node(f"{WHEN}/date").value == "2024-11-27"


def test_a_time_is_typed_with_a_dot(qtbot, form):
    qtbot.keyClicks(form.field(f"{WHEN}/time_from"), "9.05")
    assert form.instance.node(f"{WHEN}/time_from").value == "09:05"


def test_day_and_time_together_need_no_time(qtbot, form):
    has_violation(form)
    ref = f"{VIOLATION}/event_time"
    editor = form.row(ref).editor
    qtbot.keyClicks(editor.day, "5-10-2024")
    assert form.instance.node(ref).value == "2024-10-05"
    qtbot.keyClicks(editor.time, "14.30")
    assert form.instance.node(ref).value == "2024-10-05T14:30" and form.instance.node(ref).problem == ""


def test_only_what_matters_now_is_shown(form):
    form.show_part(VIOLATION)
    event = form.row(f"{VIOLATION}/event")
    assert event.isHidden() and form.repeat(ACTORS).isHidden()
    has_violation(form)
    assert not event.isHidden() and not form.repeat(ACTORS).isHidden()
    has_violation(form, "tidak_ada")
    assert event.isHidden()


def test_few_choices_are_radio_buttons_some_a_combo_and_many_are_searched(form):
    assert isinstance(form.row(f"{VIOLATION}/has_violation").editor, RadioEditor)
    assert isinstance(form.row(f"{SUPERVISION}/stage_supervised").editor, ComboEditor)
    assert isinstance(form.row(f"{ACTIVITY}/activity_form").editor, TicksEditor)
    assert isinstance(form.row(f"{VIOLATION}/violations").editor, CheckListEditor)


def test_a_radio_button_answers_and_the_answer_shows(form):
    form.show_part(VIOLATION)
    editor = form.row(f"{VIOLATION}/has_violation").editor
    editor.buttons[0].click()
    value = form.instance.node(f"{VIOLATION}/has_violation").value
    assert value == form.instance.node(f"{VIOLATION}/has_violation").choices[0][0] and editor.buttons[0].isChecked()


def test_a_combo_answers_by_keys_and_the_wheel_changes_nothing(qtbot, form):
    combo = form.field(f"{SUPERVISION}/stage_supervised")
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    value = form.instance.node(f"{SUPERVISION}/stage_supervised").value
    assert value == form.instance.node(f"{SUPERVISION}/stage_supervised").choices[0][0]


def test_ticks_are_kept_in_the_order_of_the_choices(form):
    form.show_part(ACTIVITY)
    boxes = form.row(f"{ACTIVITY}/activity_form").editor.boxes
    boxes[2].click()
    boxes[0].click()
    values = [value for value, _label in form.instance.node(f"{ACTIVITY}/activity_form").choices]
    assert form.instance.node(f"{ACTIVITY}/activity_form").value == f"{values[0]} {values[2]}"


def test_breaches_are_searched_ticked_and_explained(qtbot, form):
    has_violation(form)
    form.show_part(VIOLATION)
    catalogue = form.row(f"{VIOLATION}/violations").editor.list
    qtbot.keyClicks(catalogue.field, "spanduk")
    qtbot.keyClick(catalogue.field, Qt.Key.Key_Down)
    qtbot.keyClick(catalogue.list, Qt.Key.Key_Space)
    chosen = form.instance.node(f"{VIOLATION}/violations").value
    assert chosen.count(" ") == 0 and chosen in dict(form.instance.node(f"{VIOLATION}/violations").choices)
    assert catalogue.explanation.text() == f"Article for {chosen}"


def test_a_village_brings_its_code_and_the_code_is_no_field_of_its_own(qtbot, form):
    form.show_part(ACTIVITY)
    box = form.field(f"{WHEN}/village")
    box.setFocus()
    qtbot.keyClicks(box, "pegang")
    qtbot.keyClick(box._list, Qt.Key.Key_Return)
    assert form.instance.node(f"{WHEN}/village").value == "Pegangsaan"
    assert form.instance.node(f"{WHEN}/village_code").value == "31.71.06.1002"
    assert form.row(f"{WHEN}/village_code").isHidden()
    qtbot.keyClicks(box, " Barat")
    assert form.instance.node(f"{WHEN}/village").value == "Pegangsaan Barat" and form.instance.node(f"{WHEN}/village_code").value == ""


def test_required_is_said_in_words_and_to_screen_readers(form):
    row = form.row(f"{SUPERVISION}/number")
    assert not row.demand.isHidden() and row.demand.text() in row.editor.input().accessibleName()
    assert form.row(f"{WHEN}/village").demand.isHidden()


def test_problems_stand_beside_their_fields_and_the_first_has_the_cursor(form):
    form.show_part(ACTIVITY)
    problems = form.instance.problems()
    form.show_problems(problems)
    first = form.row(problems[0].ref)
    assert form.current_part() == problems[0].page_ref
    assert first.problem.text() == problems[0].message and first.editor.input().hasFocus()
    assert form.row(f"{ACTIVITY}/purpose").problem.text()
    assert all(button.step.is_wrong for button in form.steps.buttons if button.isVisible() and button.step.missing)


def test_a_told_problem_goes_away_when_it_is_answered(qtbot, form):
    form.show_problems(form.instance.problems())
    row = form.row(f"{SUPERVISION}/number")
    qtbot.keyClicks(row.editor.input(), "1")
    assert row.problem.text() == "" and row.problem.isHidden()
    assert form.row(f"{ACTIVITY}/purpose").problem.text()


def test_no_problems_left_takes_all_marks_away(form):
    form.show_problems(form.instance.problems())
    form.show_problems(())
    assert form.row(f"{SUPERVISION}/number").problem.isHidden()
    assert not any(button.step.is_wrong for button in form.steps.buttons)


def test_steps_count_what_is_missing(qtbot, form):
    before = form.steps.buttons[0].step.missing
    qtbot.keyClicks(form.field(f"{SUPERVISION}/number"), "1")
    qtbot.waitUntil(lambda: form.steps.buttons[0].step.missing == before - 1)


def test_keys_go_through_the_parts(qtbot, form):
    assert form.current_part() == SUPERVISION
    assert not form.previous.isEnabled()
    qtbot.keyClick(form.field(f"{SUPERVISION}/number"), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert form.current_part() == ACTIVITY
    form.show_next()
    qtbot.keyClick(form, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert form.current_part() == ACTIVITY and form.previous.isEnabled()


def test_pages_are_built_when_they_are_first_shown(form):
    assert list(form._sections) == [SUPERVISION]
    form.show_part(VIOLATION)
    assert list(form._sections) == [SUPERVISION, VIOLATION]


def test_an_item_is_added_and_the_cursor_is_in_it(qtbot, form):
    has_violation(form)
    form.show_part(VIOLATION)
    count = len(form.repeat(ACTORS).cards)
    with qtbot.waitSignal(form.changed):
        form.repeat(ACTORS).add.click()
    assert len(form.repeat(ACTORS).cards) == count + 1
    assert form.row(f"{ACTORS}[{count + 1}]/name").editor.input().hasFocus()


def test_removing_an_item_in_the_middle_keeps_the_others_with_their_widgets(qtbot, form):
    has_violation(form)
    form.show_part(VIOLATION)
    while len(form.repeat(ACTORS).cards) < 3:
        form.repeat(ACTORS).add.click()
    for number, name in enumerate(("Satu", "Dua", "Tiga"), 1):
        qtbot.keyClicks(form.field(f"{ACTORS}[{number}]/name"), name)
    third = form.field(f"{ACTORS}[3]/name")
    second = list(form.repeat(ACTORS).cards.values())[1]
    second.remove.click()
    assert len(form.repeat(ACTORS).cards) == 3 and not second.sure.isHidden()  # it holds an answer: asked first
    second.sure.click()
    assert form.field(f"{ACTORS}[2]/name") is third and third.text() == "Tiga"
    qtbot.keyClicks(third, "!")
    assert [actor["name"] for actor in form.instance.answers()["violation"]["actor"]] == ["Satu", "Tiga!"]


def test_an_empty_item_goes_without_being_asked_and_keeping_is_one_key(qtbot, form):
    has_violation(form)
    form.show_part(VIOLATION)
    while len(form.repeat(ACTORS).cards) < 2:
        form.repeat(ACTORS).add.click()
    qtbot.keyClicks(form.field(f"{ACTORS}[1]/name"), "Satu")
    cards = list(form.repeat(ACTORS).cards.values())
    cards[0].remove.click()
    cards[0].keep.click()
    assert len(form.repeat(ACTORS).cards) == 2 and cards[0].sure.isHidden()
    cards[1].remove.click()
    assert len(form.repeat(ACTORS).cards) == 1


def test_the_last_item_that_the_form_demands_cannot_be_removed(form):
    has_violation(form)
    form.show_part(VIOLATION)
    box = form.repeat(ACTORS)
    assert box.repeat.min_items == 1 == len(box.cards)
    assert not next(iter(box.cards.values())).remove.isEnabled()


def test_the_focus_survives_when_answers_show_and_hide_other_fields(qtbot, form):
    form.show_part(VIOLATION)
    editor = form.row(f"{VIOLATION}/has_violation").editor
    editor.buttons[0].setFocus()
    qtbot.keyClick(editor.buttons[0], Qt.Key.Key_Space)
    assert editor.buttons[0].hasFocus()
    qtbot.keyClicks(form.field(f"{VIOLATION}/event"), "x")
    field = form.field(f"{VIOLATION}/event")
    field.setFocus()
    form.instance.add(ACTORS)
    form.refresh()
    assert field.hasFocus() and field is form.field(f"{VIOLATION}/event")


def test_only_rows_that_the_engine_names_are_shown_anew(qtbot, form):
    form.show_part(ACTIVITY)
    bound: list[str] = []
    for ref, piece in form._register.items():
        original = piece.bind

        def spy(node, ref=ref, original=original):
            bound.append(ref)
            original(node)

        piece.bind = spy
    qtbot.keyClicks(form.field(f"{ACTIVITY}/purpose"), "x")
    assert bound == [f"{ACTIVITY}/purpose"]


def test_answers_copied_in_from_outside_are_shown_by_refresh(form):
    form.instance.set(f"{SUPERVISION}/position", "Ketua")
    form.refresh()
    assert form.field(f"{SUPERVISION}/position").text() == "Ketua"


def test_a_saved_form_opens_with_all_its_answers(qtbot):
    answers = {
        "supervision": {
            "number": "7",
            "stage_supervised": "kampanye",
            "supervisor": [{"_id": "a" * 8, "name": "Ani"}, {"_id": "b" * 8, "name": "Budi"}],
        },
        "activity": {"time_place": {"date": "2024-10-05", "time_from": "09:00"}, "activity_form": "langsung penindakan"},
    }
    view = FormView(official()["model_a"].open(answers))
    qtbot.addWidget(view)
    assert view.field(f"{SUPERVISION}/supervisor[2]/name").text() == "Budi"
    assert view.field(f"{WHEN}/date").text() == "5-10-2024" and view.field(f"{WHEN}/time_from").text() == "9.00".zfill(5)
    ticked = [box.isChecked() for box in view.row(f"{ACTIVITY}/activity_form").editor.boxes]
    assert ticked.count(True) == len(
        [v for v in ("langsung", "penindakan") if v in dict(view.instance.node(f"{ACTIVITY}/activity_form").choices)]
    )


@pytest.mark.parametrize("form_id", sorted(official()))
def test_every_part_of_every_official_form_can_be_shown_and_opens_no_window(qtbot, form_id):
    before = {id(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    view = FormView(official()[form_id].open())
    qtbot.addWidget(view)
    for part in view.instance.pages():
        view.show_part(part.ref)
        for piece in list(view._register.values()):
            if hasattr(piece, "add"):
                piece.add.click()
    assert len(view._sections) == len(view.instance.pages())
    assert {id(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()} == before


def test_a_field_that_does_not_exist_is_named(form):
    with pytest.raises(KeyError):
        form.field(f"{SUPERVISION}/nothing")


def test_only_parts_that_the_paper_numbers_bear_a_number_and_a_form_without_any_has_them_counted(qtbot, form):
    assert [one.step.sign for one in form.steps.buttons] == ["I", "II", "III", "IV", "V", "•", "•"]
    unnumbered = FormView(official()["pakta_integritas"].open(today=date(2026, 11, 22)))
    qtbot.addWidget(unnumbered)
    assert [one.step.sign for one in unnumbered.steps.buttons] == ["1", "2", "3"]
