"""Setelan > Stempel waktu: an address is kept or refused, an authority comes and goes, and the check says what they change."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.actions.check.trust import authorities
from core.actions.papers.stamp_papers import timestamp_authority
from core.vault.vault import Vault
from tests.authorities import authorities as local
from ui.jobs.runner import JobRunner
from ui.settings.trust_page import TrustPage, TrustState

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> TrustPage:
    state = TrustState(vault, jobs)
    with qtbot.waitSignal(state.told):
        shown = TrustPage(state)
        qtbot.addWidget(shown)
        shown.show()
    return shown


def test_an_address_is_kept_and_a_wrong_one_is_refused(qtbot: QtBot, page: TrustPage, vault: Vault) -> None:
    qtbot.keyClicks(page.url, "https://waktu.contoh.invalid/tsa")
    with qtbot.waitSignal(page.state.told):
        page.save.click()
    assert timestamp_authority(vault) == "https://waktu.contoh.invalid/tsa"
    page.url.clear()
    qtbot.keyClicks(page.url, "ftp://lain")
    with qtbot.waitSignal(page.state.refused):
        page.save.click()
    assert page.banner.isVisible() and timestamp_authority(vault).startswith("https://")


def test_an_authority_is_believed_from_its_file_and_removed_again(qtbot: QtBot, page: TrustPage, vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "akar.crt").write_bytes(local().der("root")[0])
    with qtbot.waitSignal(page.state.told):
        page.state.believe(tmp_path / "akar.crt")
    assert [one.name for one in authorities(vault)] == ["ID, Kantor Uji, Akar Uji"] and len(page.drops) == 1
    with qtbot.waitSignal(page.state.told):
        page.drops[0].click()
    assert authorities(vault) == [] and page.drops == []
    (tmp_path / "orang.crt").write_bytes(local().der("p256")[0])
    with qtbot.waitSignal(page.state.refused):
        page.state.believe(tmp_path / "orang.crt")
