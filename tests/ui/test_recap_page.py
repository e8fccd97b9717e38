"""Rekap in the window: counts follow the period and what is written, by keyboard."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.vault.vault import Vault
from core.vault.views import Changes
from tests.ui.case_samples import model_a_answers, new_case, saved_form
from ui.jobs.runner import JobRunner
from ui.recap.recap_page import RecapPage
from ui.recap.recap_state import LAST_YEAR, THIS_YEAR, RecapState, period_days

NOW = datetime(2025, 1, 15, 9, tzinfo=UTC)


def shown(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> RecapPage:
    state = RecapState(vault, jobs, now=lambda: NOW)
    page = RecapPage(state)
    qtbot.addWidget(page)
    with qtbot.waitSignal(state.loaded):
        page.show()
    return page


def words(page: RecapPage, card: str) -> list[str]:
    return [label.text() for label in page.bars[card].findChildren(QLabel) if not label.isHidden()]


def test_counts_follow_the_period_and_what_is_written(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    page = shown(qtbot, vault, jobs)
    assert page.stack.currentWidget() is page.empty and not page.print.isEnabled()
    case = new_case(vault, title="Netralitas", number="1", status="registered")
    saved_form(vault, case, "model_a", model_a_answers())
    with qtbot.waitSignal(page.state.loaded):
        page.refresh(Changes())
    qtbot.waitUntil(lambda: words(page, "status")[1:] == ["1"])
    assert page.print.isEnabled()
    other = page.cards["other_places"]
    assert other.isVisible() == bool(words(page, "other_places")) and page.cards["status"].isVisible()
    with qtbot.waitSignal(page.state.loaded):
        page.state.choose(THIS_YEAR)
    assert page.stack.currentWidget() is page.empty
    with qtbot.waitSignal(page.state.loaded):
        page.state.choose(LAST_YEAR)
    assert page.stack.currentWidget() is not page.empty


def test_the_recap_is_saved_for_excel(qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path) -> None:
    new_case(vault, title="Netralitas", number="1", status="registered")
    page = shown(qtbot, vault, jobs)
    with qtbot.waitSignal(page.state.saved):
        page.state.save(tmp_path / "rekap.xlsx")
    assert (tmp_path / "rekap.xlsx").read_bytes().startswith(b"PK")
    with qtbot.waitSignal(page.state.refused):
        page.state.save(tmp_path)


def test_a_month_ends_where_the_next_begins() -> None:
    assert [str(day) for day in period_days("last_month", NOW.date())] == ["2024-12-01", "2024-12-31"]
    assert [str(day) for day in period_days("this_month", NOW.date())] == ["2025-01-01", "2025-01-31"]
