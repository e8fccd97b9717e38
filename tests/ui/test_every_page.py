"""What holds for every page: it fits a small screen at 200 %, nothing is cut off, and whatever can be worked has a name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.vault.vault import Vault
from core.words import use_language
from tests.ui.every_page import every_page
from tests.ui.for_everyone import deaf_to_esc, hard_to_read, walk_by_tab, wrongly_heard
from ui.jobs.runner import JobRunner
from ui.language import speak
from ui.theme import theme
from ui.widgets.choice_box import ElidedBox
from ui.widgets.elided import ElidedLabel

SMALL = (683, 344)  # 1366x768 at 200 %, less a task bar
HERE = Path(__file__).resolve()
LETTERS = 10  # that a box or a title must show of words longer than it


@pytest.fixture
def indonesian(dressed: QApplication) -> Iterator[None]:
    """The window speaks Indonesian, whose words are longer."""
    speak(dressed, "id")
    yield
    speak(dressed, "en")
    use_language("id")


def cut_off(window: QWidget) -> list[str]:
    """Return fields lower and words narrower than they must be, and scroll areas whose content is only seen by going sideways."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLineEdit | QComboBox | QPushButton) and widget.height() < 24:
            found.append(f"{type(widget).__name__} {widget.accessibleName()} is {widget.height()} high")
        if isinstance(widget, QPushButton | QCheckBox | QRadioButton) or _is_one_line(widget):
            least = widget.minimumSizeHint().width()
            if widget.width() < least:
                found.append(f"{type(widget).__name__} {widget.text()[:40]!r} is {widget.width()} wide, needs {least}")
        if isinstance(widget, QComboBox | ElidedLabel) and (missing := _words_cut(widget)):
            found.append(f"{type(widget).__name__} {missing}")
        if isinstance(widget, QLabel) and widget.wordWrap() and widget.height() < widget.heightForWidth(widget.width()) - 2:
            found.append(f"words {widget.text()[:40]!r} have {widget.height()} of {widget.heightForWidth(widget.width())}")
        if isinstance(widget, QScrollArea) and widget.widget() is not None and not isinstance(widget, QAbstractItemView):
            beyond = widget.widget().width() - widget.viewport().width()
            if beyond > 1:
                found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}: {beyond} beyond the right")
    return found


def _is_one_line(widget: QWidget) -> TypeGuard[QLabel]:
    return isinstance(widget, QLabel) and bool(widget.text()) and not widget.wordWrap() and not isinstance(widget, ElidedLabel)


def _words_cut(widget: QComboBox | ElidedLabel) -> str:
    """Return what a box or a title shows too little of: all its words must be seen, or their beginning with dots."""
    if isinstance(widget, ElidedLabel):
        words, room, ends_in_dots = widget.text(), widget.contentsRect().width(), True
        if widget.property("role") != "title":
            return ""
    else:
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        place, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        words, room = widget.currentText(), widget.style().subControlRect(place, option, part, widget).width()
        ends_in_dots = isinstance(widget, ElidedBox)
    letters = widget.fontMetrics()
    needed = letters.horizontalAdvance(words)
    least = min(needed, letters.horizontalAdvance(words[:LETTERS] + "…")) if ends_in_dots else needed
    return "" if least <= room else f"{words!r} has {room} of {least}"


def does_not_fit(dialog: QWidget, screen: tuple[int, int]) -> list[str]:
    """Return how a dialog is larger than the screen, and which of its buttons only scrolling would bring up."""
    found = [] if dialog.width() <= screen[0] and dialog.height() <= screen[1] else [f"{dialog.width()}x{dialog.height()}"]
    buttons = [one for box in dialog.findChildren(QDialogButtonBox) for one in box.buttons()]
    return found + [f"{one.text()!r} is out of sight" for one in buttons if one.visibleRegion().boundingRect().height() < one.height()]


def still_cut_off(qtbot: QtBot, window: QWidget) -> list[str]:
    """The same once the layouts have come to rest."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut_off(window), timeout=2_000)
    return cut_off(window)


@dataclass(frozen=True, slots=True)
class Look:
    """A screen on which every page must be usable. is_long: only with --full."""

    size: tuple[int, int]
    letters: str = "normal"
    is_dark: bool = False
    is_long: bool = True


LOOKS = {
    "small, 200 %, large letters": Look(SMALL, "large", is_long=False),
    "small, 200 %": Look(SMALL),
    "1024x600, very large letters, dark": Look((1024, 600), "very_large", is_dark=True),
    "960x540": Look((960, 540)),  # 1920x1080 at 200 %
    "1366x768": Look((1366, 768)),
    "1366x768, dark": Look((1366, 768), is_dark=True),
    "4K, large letters, dark": Look((3840, 2160), "large", is_dark=True),
}


@pytest.fixture(params=LOOKS.values(), ids=LOOKS)
def look(request: pytest.FixtureRequest, indonesian: None) -> Iterator[Look]:
    del indonesian  # only has to be spoken
    found: Look = request.param
    if found.is_long and not request.config.getoption("--full"):
        pytest.skip("long form: --full")
    theme.choose("dark" if found.is_dark else "light")
    theme.write(found.letters)
    yield found
    theme.write("normal")
    theme.choose("system")


def test_every_page_fits_is_heard_read_and_worked_by_keys(
    qtbot: QtBot, jobs: JobRunner, vault: Vault, tmp_path: Path, look: Look, pictures: Path | None, request: pytest.FixtureRequest
) -> None:
    """Pictures of all pages: `pytest --full --pictures FOLDER tests/ui/test_every_page.py`."""
    if look.size == SMALL and QApplication.primaryScreen().size().toTuple() != SMALL:  # a dialog asks the screen how large it may be
        _again_on_a_small_screen(request, tmp_path)
        return
    silent, cut, large, faint, left_out, dim, deaf, seen = [], [], [], [], [], [], [], []
    looked_at: set[str] = set()
    for name, window in every_page(qtbot, jobs, vault, tmp_path, look.size):
        seen.append(name)
        if pictures is not None:
            window.grab().save(str(pictures / f"{look.size[0]} {look.letters}{' dark' if look.is_dark else ''} {name}.png"))
        silent += [f"{name}: {one}" for one in wrongly_heard(window)]
        cut += [f"{name}: {one}" for one in still_cut_off(qtbot, window)]
        faint += [f"{name}: {one}" for one in hard_to_read(window)]
        for back in (False, True):
            walk = walk_by_tab(window, looked_at, back=back)
            left_out += [f"{name}{' backwards' if back else ''}: {one}" for one in walk.left_out]
            dim += [f"{name}: {one}" for one in walk.dim]
        deaf += [f"{name}: {one}" for one in deaf_to_esc(window)]  # last: the pages below read anew, and the next page waits for them
        if not name.startswith("dialog") and (window.width(), window.height()) != look.size:
            large.append(f"{name}: {window.width()}x{window.height()}")
        elif look.size == SMALL and name.startswith("dialog"):
            large += [f"{name}: {one}" for one in does_not_fit(window, SMALL)]
    assert len(seen) > 30
    if found := [*silent, *cut, *faint, *left_out, *dim, *deaf, *large]:
        pytest.fail("\n".join(found), pytrace=False)


def _again_on_a_small_screen(request: pytest.FixtureRequest, folder: Path) -> None:
    """Run the same test in a process whose only screen is SMALL."""
    (folder / "screen.json").write_text(json.dumps({"screens": [{"name": "small", "x": 0, "y": 0, "width": SMALL[0], "height": SMALL[1],
                                                                 "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))  # fmt: skip
    kept = request.config.getoption("--pictures")
    chosen = (*(("--pictures", str(kept)) if kept else ()), *(("--full",) if request.config.getoption("--full") else ()))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *chosen, f"{HERE}::{request.node.name}"],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={folder / 'screen.json'}"},
        cwd=HERE.parents[2],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.fail(done.stdout, pytrace=False)


class _Dim(QWidget):
    """A thing that takes the keys and does not show it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(80, 20)


@pytest.mark.usefixtures("dressed")
def test_what_is_silent_squeezed_faint_dim_or_keeps_the_cursor_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    silent, squeezed, faint, first, trap, last = (
        QPushButton(),
        QPushButton("Simpan"),
        QLabel("Tenggat"),
        QLineEdit(),
        QPlainTextEdit(),
        _Dim(),
    )
    squeezed.setFixedWidth(10)
    faint.setStyleSheet("color: #9aa4b2")
    for field, words in ((first, "Nama"), (trap, "Uraian")):
        field.setAccessibleName(words)
    for widget in (silent, squeezed, faint, first, trap, last):
        column.addWidget(widget)
    window.show()
    QCoreApplication.processEvents()
    assert wrongly_heard(window) == [
        "QPushButton '' in QWidget has no name",
        "_Dim '' in QWidget has no name",
        "_Dim '' in QWidget is called Client",
    ]
    assert [one[:13] for one in cut_off(window)] == ["QPushButton '"]
    assert [one[:26] for one in hard_to_read(window)] == ["QLabel '' in QWidget 'Teng"]
    assert "QPlainTextEdit 'Uraian' in QWidget keeps the cursor" in walk_by_tab(window, set()).left_out
    trap.setTabChangesFocus(True)
    walk = walk_by_tab(window, set())
    assert walk.left_out == [] and walk.dim == ["_Dim '' in QWidget"]
    below = QWidget()
    column.addWidget(below)
    before, proxy = QPushButton("Kembali", below), QPushButton("Isi", below)
    before.setGeometry(0, 0, 80, 20)
    proxy.setGeometry(90, 0, 80, 20)
    below.setFocusProxy(proxy)  # from here Qt jumps over what stands before the proxy
    below.setFixedSize(200, 24)
    below.show()
    QCoreApplication.processEvents()
    first.setFocus()
    assert walk_by_tab(window, set()).left_out == ["QPushButton '' in QWidget"]


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
