"""The frame of the window: it only navigates, and every place is reached by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.first_frame import AfterFirstFrame
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.rail import RailEntry
from ui.status_bar import Standing

pytestmark = pytest.mark.usefixtures("dressed")


class Page(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.edit = name, QLineEdit()
        QVBoxLayout(self).addWidget(self.edit)
        self.setFocusProxy(self.edit)


@pytest.fixture
def built() -> list[str]:
    return []


@pytest.fixture
def window(qtbot, built):
    made = MainWindow(Navigator())
    qtbot.addWidget(made)

    def entry(key: str, *, at_bottom: bool = False) -> RailEntry:
        def build() -> Page:
            built.append(key)
            return Page(key)

        return RailEntry(key, "home", key.title(), build, at_bottom)

    made.open_desk([entry("home"), entry("cases"), entry("send"), entry("settings", at_bottom=True)], is_drill=False)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def name(window: MainWindow) -> str:
    page = window.current_page()
    assert isinstance(page, Page)
    return page.name


def test_pages_are_built_when_first_shown_and_kept(window, built):
    assert built == ["home"] and name(window) == "home"
    window.open_page("cases")
    window.open_page("home")
    window.open_page("cases")
    assert built == ["home", "cases"]


def test_control_and_a_number_goes_to_a_place_and_marks_it_in_the_rail(qtbot, window):
    qtbot.keyClick(window.current_page().edit, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert name(window) == "send" and window.rail.buttons["send"].isChecked() and window.windowTitle().startswith("Send")


def test_the_rail_is_worked_by_mouse_and_by_enter(qtbot, window):
    qtbot.mouseClick(window.rail.buttons["cases"], Qt.MouseButton.LeftButton)
    assert name(window) == "cases"
    qtbot.keyClick(window.rail.buttons["settings"], Qt.Key.Key_Return)
    assert name(window) == "settings"


def test_tab_comes_to_the_entry_of_the_rail_that_is_shown(qtbot, window):
    qtbot.mouseClick(window.rail.buttons["send"], Qt.MouseButton.LeftButton)
    window.open_page("home")
    window.setFocus()
    for _ in range(20):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        if window.rail.isAncestorOf(window.focusWidget()):
            break
    assert window.focusWidget() is window.rail.buttons["home"]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    assert window.focusWidget() is window.rail.buttons["cases"]


def test_enter_presses_the_button_that_has_the_cursor(qtbot, window):
    button, pressed = QPushButton("Pilih", window.current_page()), list[bool]()
    button.clicked.connect(lambda: pressed.append(True))
    button.show()
    button.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(button, key)
    assert pressed == [True, True]


def test_a_pushed_page_stands_above_and_back_returns(qtbot, window):
    window.open_page("cases")
    window.navigator.pushed.emit(Page("case 1"), "Case 1")
    window.navigator.pushed.emit(Page("document 1"), "Document 1")
    assert name(window) == "document 1" and window.windowTitle().startswith("Document 1")
    window.navigator.back.emit()
    assert name(window) == "case 1"
    qtbot.keyClick(window.current_page().edit, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert name(window) == "cases"
    window.navigator.back.emit()
    assert name(window) == "cases"


def test_going_elsewhere_takes_pushed_pages_down(window):
    window.navigator.pushed.emit(Page("case 1"), "Case 1")
    window.navigator.open_page.emit("send")
    window.navigator.back.emit()
    assert name(window) == "send"


def test_lock_asks_whoever_holds_the_keys_and_a_gate_takes_the_desk_down(qtbot, window):
    page = window.current_page()
    with qtbot.waitSignal(window.locked), qtbot.waitSignal(page.destroyed):
        window.locked.connect(lambda: window.show_gate(Page("unlock")))
        qtbot.keyClick(page.edit, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.is_at_gate and window.rail is None and window.current_page() is None
    assert window.shortcuts.rows() == []
    with qtbot.assertNotEmitted(window.locked):
        window.lock()


def test_a_desk_opened_again_is_built_anew(window):
    window.show_gate(Page("unlock"))
    window.open_desk([RailEntry("home", "home", "Home", lambda: Page("again"))], is_drill=False)
    assert name(window) == "again" and not window.is_at_gate
    window.show_gate(Page("unlock"))
    assert window._gate.count() == 1


def test_a_drill_office_has_a_band_with_the_word_on_every_page(window):
    assert not window.drill.isVisible()
    window.drill.show_drill(True)
    window.open_page("cases")
    assert window.drill.isVisible() and "LATIHAN" in window.drill.text()


def test_the_status_bar_says_line_waiting_saved_and_office(window):
    window.status_bar.show_standing(Standing(is_online=True, waiting="3 wait", saved="Saved 09.41", office="Kab. Contoh"))
    words = " ".join(label.text() for label in window.status_bar.findChildren(QLabel))
    assert all(part in words for part in ("Online", "3 wait", "Saved 09.41 · Kab. Contoh"))
    window.status_bar.show_standing(Standing())
    assert window.status_bar.line.text() == "Offline"


def test_a_notice_of_a_page_is_shown_until_the_person_goes_elsewhere(window):
    window.navigator.say.emit("error", "Nothing was saved.", "Try again.")
    assert window.banner.isVisible() and window.banner.text() == "Nothing was saved.\nTry again."
    window.open_page("send")
    assert not window.banner.isVisible()


def test_the_list_of_keys_names_every_place(window):
    rows = dict(window.shortcuts.rows())
    assert rows["Ctrl+2"] == "Cases" and rows["Ctrl+4"] == "Settings" and "Ctrl+L" in rows


def test_f1_opens_the_guide_which_ends_with_the_keys(qtbot, window):
    seen: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.close()

    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, close)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert "Ctrl+2" in seen and "Cases" in seen


def test_how_much_waits_is_said_beside_a_place_and_painted(window):
    button = window.rail.buttons["send"]
    before = button.grab().toImage()
    button.set_count(7)
    assert button.grab().toImage() != before
    button.set_count(0)
    assert button.grab().toImage() == before


def test_the_main_window_has_less_than_two_hundred_lines():
    import ui.main_window as module

    assert len(Path(module.__file__).read_text(encoding="utf-8").splitlines()) < 200


def test_the_heavy_part_begins_once_after_the_first_frame(qtbot):
    began: list[bool] = []

    class Seen(QWidget):
        frames = 0

        def paintEvent(self, _event: object) -> None:
            self.frames += 1

    widget = Seen()
    qtbot.addWidget(widget)
    AfterFirstFrame(widget, lambda: began.append(widget.frames > 0))
    widget.show()
    qtbot.waitUntil(lambda: bool(began))
    widget.update()
    qtbot.waitUntil(lambda: widget.frames > 1)
    assert began == [True]
