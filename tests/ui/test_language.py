"""The window speaks Indonesian: our words, Qt's own buttons, days and numbers; and a fault shows no personal data."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit

from core.actions.forms.drafts import begin_draft
from core.words import use_language
from tests.ui.case_samples import new_case
from ui.crash_dialog import CrashDialog, CrashReporter, crash_details
from ui.desk import Desk
from ui.documents.fill_form_page import FillFormPage
from ui.form_view.date_editors import long_day
from ui.jobs.runner import Job
from ui.language import speak
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.settings.settings_page import SettingsPage
from ui.start.gate import Gate
from ui.status_bar import StatusBar
from ui.theme import theme
from ui.translate import QT_TS, listed

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def indonesian(qapp: QApplication):
    speak(qapp)
    yield
    speak(qapp, "en")
    use_language("id")


@pytest.mark.usefixtures("indonesian")
def test_our_words_are_indonesian_by_default(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    assert bar.line.text() == "Luring"


@pytest.mark.usefixtures("indonesian")
def test_the_standard_buttons_of_qt_are_indonesian(qtbot):
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Save | kinds.Cancel | kinds.Close | kinds.Discard | kinds.Yes)
    qtbot.addWidget(box)
    words = {box.button(kind).text().replace("&", "") for kind in (kinds.Save, kinds.Cancel, kinds.Close, kinds.Discard, kinds.Yes)}
    assert words == {"Simpan", "Batal", "Tutup", "Buang", "Ya"}


@pytest.mark.usefixtures("indonesian")
def test_days_and_numbers_are_written_the_indonesian_way():
    assert long_day("2024-10-05") == "Sabtu, 5 Oktober 2024"
    assert QLocale().toString(100_000) == "100.000" and QLocale().toString(QDate(2026, 6, 23), "d MMMM yyyy") == "23 Juni 2026"


@pytest.mark.usefixtures("indonesian")
def test_english_is_the_language_of_the_source(qtbot, qapp):
    speak(qapp, "en")
    bar = StatusBar()
    qtbot.addWidget(bar)
    assert bar.line.text() == "Offline"


def test_every_text_that_we_translate_for_qt_is_one_that_qt_says():
    import xml.etree.ElementTree as ET

    known = []
    for path in sorted((Path(PySide6.__file__).parent / "Qt" / "translations").glob("qtbase_*.qm")):
        translator = QTranslator()
        assert translator.load(str(path))
        known.append(translator)
    assert len(known) > 10 and len(listed(QT_TS)) > 100
    strange = [
        (context.findtext("name"), message.findtext("source"))
        for context in ET.parse(QT_TS).iter("context")
        for message in context.iter("message")
        if not any(one.translate(context.findtext("name", ""), message.findtext("source", "")) for one in known)
    ]
    assert strange == []


@pytest.mark.usefixtures("indonesian")
def test_a_place_in_a_text_stays_a_place_in_its_translation():
    assert QCoreApplication.translate("ProgressStrip", "{done} of {total}").format(done=3, total=40) == "3 dari 40"


def fault() -> BaseException:
    try:
        raise ValueError("Budi Santoso, NIK 3171")
    except ValueError as error:
        try:
            raise KeyError("secret") from error
        except KeyError as outer:
            return outer


def test_the_details_of_a_fault_name_places_in_the_code_and_no_values():
    details = crash_details(fault())
    assert "KeyError" in details and "ValueError" in details and "test_language.py" in details and " fault" in details
    assert "Budi" not in details and "3171" not in details and "secret" not in details
    assert str(Path.home()) not in details and str(Path(__file__).resolve().parent.parent.parent) not in details


def test_the_details_are_copied_by_one_button(qtbot):
    dialog = CrashDialog("fault 1")
    qtbot.addWidget(dialog)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "fault 1"


def test_a_second_fault_while_the_dialog_is_open_opens_no_second_dialog(capsys):
    reporter, seen = CrashReporter(), []

    def again() -> None:
        reporter.show_fault(fault())
        seen.append(sum(isinstance(widget, CrashDialog) and widget.isVisible() for widget in QApplication.topLevelWidgets()))
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        dialog.close()

    QTimer.singleShot(0, again)
    reporter.show_fault(fault())
    assert seen == [1]
    said = capsys.readouterr().err
    assert said.count("KeyError") == 2 and "Budi" not in said


@pytest.mark.usefixtures("indonesian", "dressed")
def test_language_and_letters_change_the_open_window_at_once_and_a_draft_stays(qtbot, jobs, vault, tmp_path):
    draft = begin_draft(vault, "model_a", case_id=new_case(vault))
    window = MainWindow(Navigator())
    qtbot.addWidget(window)
    gate = Gate(window, jobs, vault.folder, base=tmp_path)
    desk = Desk(window, jobs, gate)
    gate.opened.connect(desk.open)
    window.show()
    gate.enter(vault)

    def choose(box: str, value: str) -> SettingsPage:
        window.open_page("settings")
        page = window.current_page()
        assert isinstance(page, SettingsPage)
        with qtbot.waitSignal(page._navigator.screen_changed):
            getattr(page, box).picked.emit(value)
        built = window.current_page()
        assert isinstance(built, SettingsPage) and built is not page and window.focusWidget() is getattr(built, box)
        qtbot.waitUntil(lambda: jobs.is_idle and getattr(built, box).value() == value)
        return built

    try:
        window.navigator.open_document.emit(draft.stream)
        form = window.current_page()
        assert isinstance(form, FillFormPage)
        field = form.form.field("/model_a/violation/event")
        assert isinstance(field, QLineEdit)
        qtbot.keyClicks(field, "Pegawai berfoto bersama calon")
        assert window.rail is not None and window.rail.buttons["cases"].text() == "Berkas"
        choose("languages", "en")
        assert window.rail is not None and window.rail.buttons["cases"].text() == "Cases"
        assert window.status_bar.line.text() == "Offline" and "DRILL" in window.drill.text()
        assert dict(window.shortcuts.rows())["Ctrl+L"] == "Lock" and window.windowTitle().startswith("Settings")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(buttons)
        assert buttons.buttons()[0].text() == "Cancel"
        assert QLocale().toString(100_000) == "100,000" and long_day("2024-10-05") == "Saturday, 5 October 2024"
        before = window.fontMetrics().height()
        choose("letters", "very_large")
        assert window.fontMetrics().height() > 1.3 * before
        choose("languages", "id")
        assert window.rail is not None and window.rail.buttons["cases"].text() == "Berkas" and long_day("2024-10-05").startswith("Sabtu")
        window.navigator.open_document.emit(draft.stream)
        again = window.current_page()
        assert isinstance(again, FillFormPage) and again.form.field("/model_a/violation/event").text() == "Pegawai berfoto bersama calon"
        gate.lock()  # the door reads the same choice
        assert theme.letters == "very_large"
    finally:
        gate.close()
        theme.write("normal")


def test_faults_in_a_slot_a_worker_and_another_thread_open_the_same_dialog_without_personal_data(qtbot, jobs, monkeypatch, capsys):
    reporter, seen = CrashReporter(), []
    monkeypatch.setattr(sys, "excepthook", reporter.hook)
    monkeypatch.setattr(threading, "excepthook", reporter.hook_thread)
    jobs.crashed.connect(reporter.show_fault)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CrashDialog):
            seen.append(dialog.details)
            dialog.close()

    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(20)
    QTimer.singleShot(0, _slot_with_a_fault)
    qtbot.waitUntil(lambda: len(seen) == 1)
    jobs.start(Job(_work_with_a_fault))
    qtbot.waitUntil(lambda: len(seen) == 2 and jobs.is_idle)
    threading.Thread(target=_work_with_a_fault, args=(None,)).start()
    qtbot.waitUntil(lambda: len(seen) == 3)
    watch.stop()
    assert "_slot_with_a_fault" in seen[0] and "_work_with_a_fault" in seen[1]
    said = capsys.readouterr().err
    assert all("ValueError" in words and "Budi" not in words and "3171" not in words for words in (*seen, said))


def _slot_with_a_fault() -> None:
    raise ValueError("Budi Santoso, NIK 3171")


def _work_with_a_fault(_report: object) -> None:
    raise ValueError("Budi Santoso, NIK 3171")
