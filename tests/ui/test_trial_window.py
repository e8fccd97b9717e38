"""The window of `form try`: any XLSForm shows, fills, counts, saves, prints and opens its answers again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from core.actions.forms.try_form import try_form
from tests.rigs.form_walks import GOLDEN
from ui.form_view.rank_editor import RankEditor
from ui.trial.trial_state import TrialState
from ui.trial.trial_window import TrialWindow


@pytest.fixture
def window(qtbot) -> TrialWindow:
    made = TrialWindow(TrialState(try_form(GOLDEN / "features.md"), None, "en"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_questions_outside_groups_stand_in_parts_of_their_own_and_every_part_shows(window):
    parts = [part.ref for part in window.form.instance.pages()]
    assert parts[:2] == ["/data/place", "/data/numbers"] and len(parts) == 3
    for part in parts:
        window.form.show_part(part)
        assert window.form.current_part() == part
    assert window.form.field("/data/chief") and window.form.repeat("/data/person").cards


def test_a_number_counts_the_items_of_a_repeat_and_none_is_added_by_hand(window, qtbot):
    box = window.form.repeat("/data/seat")
    assert len(box.cards) == 2 and box.add.isHidden()
    field = window.form.field("/data/numbers/people")
    field.clear()
    qtbot.keyClicks(field, "4")
    assert len(box.cards) == 4
    qtbot.keyClicks(window.form.field("/data/seat[4]/label_text"), "window seat")
    assert window.state.instance.answers()["seat"][3]["label_text"] == "window seat"


def test_an_order_is_made_by_moving_choices(window, qtbot):
    editor = window.form.row("/data/order").editor
    assert isinstance(editor, RankEditor) and window.state.instance.node("/data/order").value == ""
    editor.list.setCurrentRow(0)
    qtbot.mouseClick(editor.down, Qt.MouseButton.LeftButton)
    assert window.state.instance.node("/data/order").value == "no yes"
    qtbot.mouseClick(editor.up, Qt.MouseButton.LeftButton)
    assert window.state.instance.node("/data/order").value == "yes no"


def test_answers_are_saved_printed_and_opened_again(window, qtbot, tmp_path):
    qtbot.keyClicks(window.form.field("/data/numbers/remark"), "typed by hand")
    state = window.state
    for write, name in ((state.save_answers, "a.json"), (state.save_paper, "a.pdf"), (state.save_table, "a.csv")):
        with qtbot.waitSignal(state.written):
            write(tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF") and "typed by hand" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert json.loads((tmp_path / "a.json").read_bytes())["numbers"]["remark"] == "typed by hand"
    other = TrialWindow(TrialState(state.tried, None, "en"))
    qtbot.addWidget(other)
    with qtbot.waitSignal(other.state.reopened):
        other.state.open_answers(tmp_path / "a.json")
    assert other.form.field("/data/numbers/remark").text() == "typed by hand"
    with qtbot.waitSignal(other.state.refused):
        other.state.open_answers(Path(tmp_path / "a.pdf"))


def test_what_is_missing_is_told_and_shown_beside_its_field(window, qtbot):
    qtbot.mouseClick(window.check, Qt.MouseButton.LeftButton)
    assert "2" in window.banner.text() and window.form.current_part() == "/data/place"
    qtbot.waitUntil(lambda: window.form.row("/data/place/state").problem.isVisible())
