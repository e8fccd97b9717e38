"""Tab goes through a form as a person reads it, whenever its parts and items came."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from forms.library import official
from ui.form_view.form_view import FormView

pytestmark = pytest.mark.usefixtures("dressed")
SUPERVISION, ACTIVITY, VIOLATION = "/model_a/supervision", "/model_a/activity", "/model_a/violation"


@pytest.fixture
def form(qtbot):
    view = FormView(official()["model_a"].open(today=date(2026, 11, 22)))
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_tab_goes_through_a_later_item_at_its_place_and_from_the_last_field_to_the_next_part(qtbot, form):
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.show_part(ACTIVITY)  # built in between
    form.show_part(SUPERVISION)
    names = form.repeat(f"{SUPERVISION}/supervisor")
    names.add.click()
    cards = list(names.cards.values())
    qtbot.waitUntil(cards[1].remove.isVisible)
    where = [form.focusWidget()]
    assert where == [cards[1].section.first_row().editor.input()]
    while where[-1] is not form.next and len(where) < 20:
        qtbot.keyClick(where[-1], Qt.Key.Key_Tab)
        where.append(form.focusWidget())
    address = form.field(f"{SUPERVISION}/address")
    assert where[1:3] == [cards[1].remove, names.add] and where[-2:] == [address, form.next]
    qtbot.keyClick(form.next, Qt.Key.Key_Backtab)
    assert form.focusWidget() is address


def test_the_first_field_of_an_item_that_is_added_comes_into_sight(qtbot, form):
    form.show_part(VIOLATION)
    form.row(f"{VIOLATION}/has_violation").editor.changed.emit("ada")
    for ref in (f"{VIOLATION}/actor", f"{VIOLATION}/witnesses"):
        qtbot.mouseClick(form.repeat(ref).add, Qt.MouseButton.LeftButton)
        first = list(form.repeat(ref).cards.values())[-1].section.first_row()
        qtbot.waitUntil(lambda first=first: first.visibleRegion().boundingRect().height() == first.height() > 0)


def test_tab_leads_into_the_fields_through_the_steps_and_out_of_the_form_again(qtbot):
    window, form = QWidget(), FormView(official()["model_a"].open(today=date(2026, 11, 22)))
    window.resize(1200, 800)
    qtbot.addWidget(window)
    column, before, after = QVBoxLayout(window), QPushButton("Kembali"), QPushButton("Simpan")
    for one in (before, form, after):
        column.addWidget(one)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    form.repeat(f"{SUPERVISION}/supervisor").add.click()
    qtbot.waitUntil(lambda: all(card.remove.isVisible() for card in form.repeat(f"{SUPERVISION}/supervisor").cards.values()))
    before.setFocus()
    where = [before]
    while where[-1] is not after and len(where) < 40:
        qtbot.keyClick(where[-1], Qt.Key.Key_Tab)
        where.append(window.focusWidget())
    assert where[1] is form.field(f"{SUPERVISION}/number") and where[-1] is after
    assert len(where) == len(set(where)) and set(form.steps.buttons) & set(where)
