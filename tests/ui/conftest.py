"""Fixtures for the pages: a real vault, the runner of jobs, the child process that looks at files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.evidence.inspect import Intake
from core.vault.vault import Vault
from tests.ui.case_samples import office_vault
from ui.jobs.runner import JobRunner
from ui.theme import theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    wait.__kwdefaults__["timeout"] = 20_000  # ms, where a test names none: no test is about how long something takes


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """The unlocked vault of an invented office."""
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    del qapp  # only has to be there
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def intake() -> Iterator[Intake]:
    with Intake() as opened:
        yield opened


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in its own fonts and colours."""
    theme.wear(qapp)
    return qapp


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """Where pictures of the pages are wanted, None where they are not."""
    wanted = request.config.getoption("--pictures")
    if wanted is None:
        return None
    folder = Path(str(wanted))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
