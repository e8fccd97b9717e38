"""Setelan > Kepala surat: what is typed is previewed, saved for the whole office, and a bad logo changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.actions.cases.rule_settings import keep_rule_settings
from core.actions.office.letterhead import letterhead_of, paper_of
from core.actions.office.office_settings import RULES, two_at_once
from core.actions.office.setup import join_office
from core.evidence.logo import why_no_logo
from core.vault.vault import Vault
from tests.ui.case_samples import OFFICE, PASSPHRASE
from tests.unit.test_letterhead import bomb, drawn_logo
from tests.unit.test_office_settings import bring
from tests.unit.vault_samples import roster_of
from ui.jobs.runner import JobRunner
from ui.rules.rule_settings_page import RuleSettingsPage
from ui.rules.rule_settings_state import RuleSettingsState
from ui.settings.letterhead_page import LetterheadPage
from ui.settings.letterhead_state import LetterheadState
from ui.settings.two_at_once import read_both

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> LetterheadPage:
    shown = LetterheadPage(LetterheadState(vault, jobs))
    qtbot.addWidget(shown)
    with qtbot.waitSignal(shown.preview.loaded):
        shown.show()
    return shown


def test_lines_logo_and_paper_hold_for_the_office_once_saved(qtbot: QtBot, page: LetterheadPage, vault: Vault, tmp_path: Path) -> None:
    assert page.names.toPlainText() == "Panwaslu Kecamatan Sukarekaan" and page.suggest.isVisible()
    with qtbot.waitSignal(page.preview.loaded):
        page.suggest.click()
    page.lines["city"].setText("Mekarfiktif")
    page.by_form["undangan"].set_value("F4")
    with qtbot.waitSignal(page.state.logo_read):
        page.state.choose_logo(drawn_logo(tmp_path / "logo.png"))
    with vault.read() as tx:
        assert letterhead_of(vault, tx).logo_png is None  # nothing is kept before Save
    qtbot.waitUntil(page.save.isEnabled)
    with qtbot.waitSignal(page.state.kept):
        page.save.click()
    with vault.read() as tx:
        head, paper = letterhead_of(vault, tx), paper_of(vault, tx)
    assert head.name_lines[-1] == "Panitia Pengawas Pemilihan Umum Kecamatan Sukarekaan" and head.city == "Mekarfiktif" and head.logo_png
    assert (paper.usual, paper.by_form) == ("A4", {"undangan": "F4"})
    assert not page.suggest.isVisible() and page.banner.kind == "success"


def test_a_bad_logo_is_one_sentence_and_leaves_the_page_as_it_is(qtbot: QtBot, page: LetterheadPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.state.logo_read):
        page.state.choose_logo(drawn_logo(tmp_path / "logo.png"))
    before = page.typed()
    with qtbot.waitSignal(page.state.refused):
        page.state.choose_logo(bomb(tmp_path / "bomb.png"))
    assert page.banner.isVisible() and why_no_logo("too_many_pixels") in page.banner.text() and page.typed() == before


def test_a_letterhead_without_a_name_is_refused_in_the_banner(qtbot: QtBot, page: LetterheadPage) -> None:
    page.names.setPlainText("")
    qtbot.waitUntil(page.save.isEnabled)
    with qtbot.waitSignal(page.state.refused):
        page.save.click()
    assert page.banner.kind == "error" and page.names.toPlainText() == ""


def test_two_laptops_that_set_the_rules_apart_are_shown_and_one_press_decides(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path
) -> None:
    second = join_office(tmp_path / "second", roster_of(vault), office=OFFICE.code, passphrase=PASSPHRASE).vault
    keep_rule_settings(vault, {"count_first_day": True})
    keep_rule_settings(second, {"joint_leave_is_working_day": True})
    bring(vault, second)
    second.close()
    page = RuleSettingsPage(RuleSettingsState(vault, jobs))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.two_at_once.state.told):
        page.show()
    assert page.two_at_once.isVisible() and len(page.two_at_once.buttons) == 2
    assert all("Sari Fiktiwati" in button.text() for button in page.two_at_once.buttons)
    assert read_both(vault, RULES)[0].differs.keys() == {"count_first_day", "joint_leave_is_working_day"}
    with qtbot.waitSignals([page.two_at_once.state.decided, page.two_at_once.state.told, page.state.told]):
        page.two_at_once.buttons[1].click()
    qtbot.waitUntil(page.two_at_once.isHidden)
    assert two_at_once(vault, RULES) == ()
