"""What holds for every page: it fits a small screen at 200 %, nothing is cut off, and whatever can be worked has a name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.vault.vault import Vault
from tests.ui.every_page import every_page
from ui.jobs.runner import JobRunner
from ui.language import speak

SMALL = (683, 344)  # 1366x768 at 200 %, less a task bar
WORKED = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox, QAbstractItemView)


@pytest.fixture
def indonesian(dressed: QApplication) -> Iterator[None]:
    """The window speaks Indonesian, whose words are longer."""
    speak(dressed, "id")
    yield
    speak(dressed, "en")


def nameless(window: QWidget) -> list[str]:
    """Return what can be worked by keys or mouse and would be silent for a screen reader."""
    found = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, WORKED) or not widget.isVisibleTo(window) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        inside = widget.parentWidget()  # the line inside a spin box or an editable combo box speaks with it
        if isinstance(inside, QAbstractSpinBox | QComboBox):
            continue
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or words or widget.toolTip()):
            found.append(f"{type(widget).__name__} in {type(inside).__name__}")
    return found


def cut_off(window: QWidget) -> list[str]:
    """Return fields lower and buttons narrower than they must be, and scroll areas whose content is cut at the right."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLineEdit | QComboBox | QPushButton) and widget.height() < 24:
            found.append(f"{type(widget).__name__} {widget.accessibleName()} is {widget.height()} high")
        if isinstance(widget, QPushButton) and widget.width() < widget.minimumSizeHint().width():
            found.append(f"button {widget.text()} is {widget.width()} wide, needs {widget.minimumSizeHint().width()}")
        if isinstance(widget, QLabel) and widget.wordWrap() and widget.height() < widget.heightForWidth(widget.width()) - 2:
            found.append(f"words {widget.text()[:40]!r} have {widget.height()} of {widget.heightForWidth(widget.width())}")
        if isinstance(widget, QScrollArea) and widget.widget() is not None and not isinstance(widget, QAbstractItemView):
            beyond = widget.widget().width() - widget.viewport().width()
            if beyond > 1 and widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}: {beyond} cut at the right")
    return found


def still_cut_off(qtbot: QtBot, window: QWidget) -> list[str]:
    """The same once the layouts have come to rest."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut_off(window), timeout=2_000)
    return cut_off(window)


@pytest.mark.usefixtures("indonesian")
def test_on_a_small_screen_every_page_fits_and_everything_has_a_name(qtbot: QtBot, jobs: JobRunner, vault: Vault, tmp_path: Path) -> None:
    silent, cut, large, seen = [], [], [], []
    for name, window in every_page(qtbot, jobs, vault, tmp_path, SMALL):
        seen.append(name)
        silent += [f"{name}: {one}" for one in nameless(window)]
        cut += [f"{name}: {one}" for one in still_cut_off(qtbot, window)]
        if not name.startswith("dialog") and (window.width(), window.height()) != SMALL:
            large.append(f"{name}: {window.width()}x{window.height()}")
    assert len(seen) > 30
    assert silent == []
    assert cut == []
    assert large == []


def test_a_silent_button_and_a_squeezed_one_are_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    silent, squeezed = QPushButton(), QPushButton("Simpan")
    squeezed.setFixedWidth(10)
    column.addWidget(silent)
    column.addWidget(squeezed)
    window.show()
    QCoreApplication.processEvents()
    assert nameless(window) == ["QPushButton in QWidget"]
    assert [one[:13] for one in cut_off(window)] == ["button Simpan"]


@pytest.mark.usefixtures("dressed")
def test_tab_leads_through_a_page_from_top_to_bottom_and_back_to_the_first(
    qtbot: QtBot, jobs: JobRunner, vault: Vault, tmp_path: Path
) -> None:
    pages = every_page(qtbot, jobs, vault, tmp_path, (1280, 720))
    window = next(shown for name, shown in pages if name == "start office")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    fields = [one for one in window.findChildren(QLineEdit) if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    first = min(fields, key=lambda one: one.mapTo(window, one.rect().topLeft()).y())
    first.setFocus()
    places = [first]
    for _ in range(40):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        now = window.focusWidget()
        assert now is not None
        if now is first:
            break
        places.append(now)
    assert window.focusWidget() is first, "Tab does not come round"
    heights = [one.mapTo(window, one.rect().center()).y() for one in places]
    assert heights == sorted(heights)
