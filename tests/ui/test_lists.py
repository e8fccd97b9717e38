"""Lists that are filtered while typing, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem

from ui.widgets.check_list import CheckList
from ui.widgets.choice_model import Choice, room_for_detail
from ui.widgets.filter_box import FilterBox
from ui.widgets.filter_list import FilterList

PLACES = [Choice(f"31.{number:04}", f"Kecamatan {number}", "Jakarta") for number in range(7_280)] + [
    Choice("31.71.06", "Menteng", "Kota Jakarta Pusat"),
    Choice("35.78.08", "Rungkut", "Kota Surabaya"),
    Choice("35.78.09", "Tenggilis Mejoyo", "Kota Surabaya"),
]


def by_name(words: str) -> list[Choice]:
    return [choice for choice in PLACES if words.lower() in choice.label.lower()]


@pytest.fixture
def districts(qtbot):
    made = FilterList("Type the name", by_name)
    qtbot.addWidget(made)
    made.show()
    return made


def test_typing_shrinks_the_list_and_enter_takes_the_first(qtbot, districts):
    assert districts.model.rowCount() == len(PLACES)
    qtbot.keyClicks(districts.field, "teng")
    assert [districts.model.choice(row).label for row in range(districts.model.rowCount())] == ["Menteng", "Tenggilis Mejoyo"]
    with qtbot.waitSignal(districts.picked) as picked:
        qtbot.keyClick(districts.field, Qt.Key.Key_Return)
    assert picked.args == ["31.71.06"] == [districts.value()] and districts.field.text() == "Menteng"


def test_arrow_keys_choose_without_leaving_the_field(qtbot, districts):
    qtbot.keyClicks(districts.field, "teng")
    qtbot.keyClick(districts.field, Qt.Key.Key_Down)
    qtbot.keyClick(districts.field, Qt.Key.Key_Down)
    qtbot.keyClick(districts.field, Qt.Key.Key_Return)
    assert districts.value() == "35.78.09" and districts.list.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_name_that_does_not_exist_says_so_and_enter_picks_nothing(qtbot, districts):
    qtbot.keyClicks(districts.field, "atlantis")
    assert districts.nothing.isVisible()
    with qtbot.assertNotEmitted(districts.picked):
        qtbot.keyClick(districts.field, Qt.Key.Key_Return)


def test_other_choices_forget_what_was_picked(districts):
    assert districts.pick("35.78.08") and districts.value() == "35.78.08"
    districts.set_search(lambda _words: [])
    assert districts.value() == "" and not districts.pick("35.78.08")


@pytest.fixture
def box(qtbot):
    made = FilterBox(PLACES[-3:])
    other = QLineEdit()
    qtbot.addWidget(made)
    qtbot.addWidget(other)
    made.show()
    made.setFocus()
    return made


def test_a_filter_box_finds_every_typed_word_in_name_and_detail(box):
    assert [choice.label for choice in box.matching("sura meng")] == []
    assert [choice.label for choice in box.matching("sura teng")] == ["Tenggilis Mejoyo"]
    assert next(choice.label for choice in box.matching("teng")) == "Tenggilis Mejoyo"  # begins with it


def test_picking_from_the_drop_down_gives_the_value(qtbot, box):
    qtbot.keyClicks(box, "rung")
    assert box._list.isVisible()
    with qtbot.waitSignal(box.picked) as picked:
        qtbot.keyClick(box._list, Qt.Key.Key_Return)
    assert picked.args == ["35.78.08"] and box.text() == "Rungkut"


def test_the_arrow_below_the_last_choice_stays_on_it(qtbot, box):
    qtbot.keyClicks(box, "rung")
    with qtbot.waitSignal(box.picked) as picked:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            qtbot.keyClick(box._list, key)
    assert picked.args == ["35.78.08"]


def test_text_that_is_no_choice_goes_back_when_left(box):
    box.set_value("35.78.08")
    box.setText("Rung")
    box._settle()
    assert box.text() == "Rungkut" and box.value() == "35.78.08"


def test_emptying_the_field_is_an_answer(qtbot, box):
    box.set_value("35.78.08")
    box.clear()
    with qtbot.waitSignal(box.picked) as picked:
        box._settle()
    assert picked.args == [""] and box.value() == ""


def test_a_full_name_typed_by_hand_is_taken(qtbot, box):
    box.setText("menteng")
    with qtbot.waitSignal(box.picked) as picked:
        box._settle()
    assert picked.args == ["31.71.06"]


BREACHES = [Choice(f"b{number}", f"Breach {number}") for number in range(40)]


@pytest.fixture
def catalogue(qtbot):
    made = CheckList("Search", explain=lambda value: f"Article {value[1:]} of the law")
    qtbot.addWidget(made)
    made.set_choices(BREACHES)
    made.show()
    return made


def test_space_ticks_the_row_in_hand_and_values_keep_the_order_of_the_choices(qtbot, catalogue):
    catalogue.toggle("b7")
    catalogue.list.setCurrentIndex(catalogue.list.model().index(3, 0))
    with qtbot.waitSignal(catalogue.changed) as changed:
        qtbot.keyClick(catalogue.list, Qt.Key.Key_Space)
    assert changed.args == [["b3", "b7"]]
    qtbot.keyClick(catalogue.list, Qt.Key.Key_Return)
    assert catalogue.ticked() == ["b7"]


def test_the_legal_basis_of_the_row_in_hand_is_shown_beside_it(catalogue):
    catalogue.list.setCurrentIndex(catalogue.list.model().index(12, 0))
    assert catalogue.explanation.text() == "Article 12 of the law"


def test_the_search_looks_into_the_legal_basis_too(qtbot, catalogue):
    qtbot.keyClicks(catalogue.field, "article 39")
    assert catalogue.list.model().rowCount() == 1


def test_only_the_chosen_can_be_shown_and_a_vanished_choice_is_not_lost(catalogue):
    catalogue.set_ticked(["b2", "gone"])
    catalogue.only_ticked.setChecked(True)
    assert catalogue.list.model().rowCount() == 1
    assert catalogue.ticked() == ["b2", "gone"] and "2" in catalogue.only_ticked.text()


@pytest.mark.usefixtures("dressed")
def test_no_row_of_the_catalogue_ends_in_dots(qtbot):
    shown = CheckList("Cari", str)
    qtbot.addWidget(shown)
    shown.set_choices([Choice("b", "Pejabat BUMN/BUMD dilibatkan dalam kampanye pasangan " + "a" * letters) for letters in range(1, 40)])
    shown.resize(780, 320)
    shown.show()
    delegate, view = shown.list.itemDelegate(), shown.list
    for row in range(39):
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        index = view.model().index(row, 0)
        delegate.initStyleOption(option, index)
        option.rect = view.visualRect(index)
        room = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view).width() - 6
        lines = 1 if option.fontMetrics.horizontalAdvance(option.text) <= room else 2
        assert option.rect.height() >= lines * option.fontMetrics.height(), option.text


def test_a_detail_has_the_room_that_a_short_word_leaves():
    assert room_for_detail(word=50, detail=300, whole=400) == 300
    assert room_for_detail(word=380, detail=300, whole=400) == 160
    assert room_for_detail(word=50, detail=30, whole=400) == 30
