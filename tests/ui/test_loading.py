"""The door is there before the program behind it; whoever is faster than the loading waits at the door and loses nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.vault.vault import Vault
from tests.ui.case_samples import PASSPHRASE
from ui.jobs.runner import JobRunner
from ui.loading import BEHIND, OF_THE_WINDOW, Loading
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.opening_page import OpeningPage
from ui.start.first_start_page import FirstStartPage
from ui.start.gate import Gate
from ui.start.unlock_page import UnlockPage

pytestmark = pytest.mark.usefixtures("dressed")
ROOT = Path(__file__).resolve().parents[2]
# What a paper, a web server or a spreadsheet needs is brought in by the job that makes one: it costs memory and half a second.
BY_JOBS = (
    "PIL",
    "babel",
    "cryptography.x509",
    "num2words",
    "numpy",
    "pikepdf",
    "pyhanko",
    "reportlab",
    "starlette",
    "uvicorn",
    "xlsxwriter",
    "zeroconf",
)
BEHIND_THE_DOOR = ("sqlalchemy", "cryptography", "reportlab", "pyhanko", "PIL", "core.vault.vault", "ui.desk", "ui.start.read_ahead")
DOOR = "import sys\nimport ui.start.gate, ui.theme, ui.language, ui.first_frame"
NAMED = "import sys\nfrom importlib import import_module\nfor name in sys.argv[1:]: import_module(name)"


def modules_after(program: str, *given: str) -> set[str]:
    """Return the modules that a fresh Python has after this program."""
    shown = subprocess.run(
        [sys.executable, "-c", f"{program}\nprint(*sys.modules)", *given], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(shown.stdout.split())


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(Navigator())
    qtbot.addWidget(made)
    return made


@pytest.fixture
def loading(jobs: JobRunner) -> Loading:
    return Loading(jobs)


@pytest.fixture
def gate(window: MainWindow, jobs: JobRunner, vault: Vault, loading: Loading, tmp_path: Path) -> Iterator[Gate]:
    folder = vault.folder
    vault.close()
    made = Gate(window, jobs, folder, base=tmp_path / "usual", loading=loading)
    yield made
    made.close()


def test_the_door_brings_in_nothing_that_it_does_not_need() -> None:
    shown = modules_after(DOOR)
    assert [name for name in BEHIND_THE_DOOR if name in shown] == []
    assert "ui.start.unlock_page" in shown


def test_neither_the_desk_nor_any_page_brings_in_what_its_jobs_need() -> None:
    pages = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted((ROOT / "ui").rglob("*_page.py"))]
    shown = modules_after(NAMED, *BEHIND, *OF_THE_WINDOW, *pages)
    assert [name for name in BY_JOBS if name in shown] == []
    assert {"ui.desk", "ui.papers.paper_page"} <= shown


def test_the_desk_and_the_first_start_bring_in_nothing_that_prints_or_plays() -> None:
    shown = modules_after(NAMED, *BEHIND, *OF_THE_WINDOW, "ui.start.first_start_page")
    assert [
        name for name in ("PySide6.QtPdf", "PySide6.QtPrintSupport", "PySide6.QtNetwork", "PySide6.QtMultimedia") if name in shown
    ] == []
    assert "ui.printing.print_pdf" in shown


def test_what_is_to_be_loaded_is_there() -> None:
    assert [name for name in (*BEHIND, *OF_THE_WINDOW) if find_spec(name) is None] == []


def test_a_passphrase_typed_before_the_desk_is_loaded_opens_it_when_it_is(
    qtbot: QtBot, window: MainWindow, gate: Gate, loading: Loading
) -> None:
    opened: list[object] = []
    gate.opened.connect(opened.append)
    gate.begin()
    page = window.findChild(UnlockPage)
    assert page is not None
    line = page.own.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, PASSPHRASE)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(OpeningPage)))
    assert opened == []
    with qtbot.waitSignal(gate.opened):
        loading.begin()
    assert opened == [gate.vault]


def test_the_vault_at_the_door_is_named_once_everything_is_loaded(qtbot: QtBot, gate: Gate, loading: Loading, vault: Vault) -> None:
    asked: list[object] = []
    gate.asked.connect(asked.append)
    gate.begin()
    assert asked == []
    with qtbot.waitSignal(gate.asked):
        loading.begin()
    assert loading.is_done
    assert asked == [vault.folder]


def test_a_vault_that_nobody_waits_for_any_more_is_not_opened(qtbot: QtBot, gate: Gate, loading: Loading, vault: Vault) -> None:
    opened: list[object] = []
    gate.opened.connect(opened.append)
    gate.enter(vault)
    gate.close()
    loading.begin()
    qtbot.waitUntil(lambda: loading.is_done)
    assert opened == []


def test_the_first_start_waits_for_what_it_needs(qtbot: QtBot, window: MainWindow, gate: Gate, loading: Loading) -> None:
    gate.show_first_start()
    assert window.findChildren(OpeningPage)
    loading.begin()
    qtbot.waitUntil(lambda: bool(window.findChildren(FirstStartPage)))
