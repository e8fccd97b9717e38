"""The card of Setelan that takes a new version of the program, and the notice when one did not come up."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pytestqt.qtbot import QtBot

from core.program.versions import Choice, Kept, Versions
from core.vault import local
from core.vault.vault import Vault
from record.signature import public_bytes
from tests.program_samples import installed, state, update_file
from ui.jobs.runner import JobRunner
from ui.main_window import MainWindow
from ui.navigator import Navigator
from ui.settings.fallen_back import tell_if_fallen_back
from ui.settings.version_card import VersionCard
from ui.settings.version_state import VersionState

pytestmark = pytest.mark.usefixtures("dressed")
KEY = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def versions(tmp_path: Path, vault: Vault) -> Versions:
    with vault.write() as tx:
        local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(KEY)).decode()])  # as enrolling does
    return installed(tmp_path / "data")


@pytest.fixture
def shown(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> Callable[[Versions | None], VersionCard]:
    def show(versions: Versions | None) -> VersionCard:
        card = VersionCard(VersionState(vault, jobs, versions))
        qtbot.addWidget(card)
        with qtbot.waitSignal(card._state.told):
            card.show()
        return card

    return show


def test_an_update_is_taken_waits_for_the_next_start_and_can_be_dropped_again(
    qtbot: QtBot, shown: Callable[[Versions | None], VersionCard], versions: Versions, tmp_path: Path
) -> None:
    card = shown(versions)
    assert "0.1.0" in card.said.text() and card.take.isVisible() and not card.back.isVisible()
    with qtbot.waitSignal(card._state.told):
        card.take_file(str(update_file(tmp_path, KEY, "0.2.0")))
    assert "0.2.0" in card.said.text() and not card.strip.isVisible() and not card.problem.isVisible()
    qtbot.waitUntil(card.back.isEnabled)
    with qtbot.waitSignal(card._state.told):
        card.back.click()
    assert "0.2.0" not in card.said.text() and not card.back.isVisible()
    assert dict(state(versions)["use"])["version"] == "0.1.0"  # type: ignore[call-overload]


def test_a_refused_update_is_said_beside_the_button_and_the_version_stays(
    qtbot: QtBot, shown: Callable[[Versions | None], VersionCard], versions: Versions, tmp_path: Path
) -> None:
    card = shown(versions)
    with qtbot.waitSignal(card._state.refused):
        card.take_file(str(update_file(tmp_path, ec.generate_private_key(ec.SECP256R1()), "0.2.0")))
    assert "tidak ditandatangani" in card.problem.text() and card.problem.isVisible()
    assert versions.choice() is None and card.take.isVisible()
    qtbot.waitUntil(card.take.isEnabled)


def test_a_program_that_runs_from_its_source_offers_nothing(shown: Callable[[Versions | None], VersionCard]) -> None:
    card = shown(None)
    assert not card.take.isVisible() and not card.back.isVisible() and "runs from its source" in card.said.text()


def test_a_version_that_did_not_come_up_is_told_once_above_the_page_and_stays_in_the_card(
    qtbot: QtBot, shown: Callable[[Versions | None], VersionCard], versions: Versions, vault: Vault
) -> None:
    versions.choose(Choice(use=replace(versions.own), is_good=True, failed="0.2.0"))
    window = MainWindow(Navigator())
    qtbot.addWidget(window)
    tell_if_fallen_back(window, vault, versions)
    assert window.banner.kind == "warn" and not window.banner.isHidden()
    window.banner.dismiss()
    tell_if_fallen_back(window, vault, versions)
    assert window.banner.isHidden()
    assert "0.2.0" in shown(versions).said.text()


def test_a_newer_package_that_was_installed_since_is_what_the_card_tells_of(
    shown: Callable[[Versions | None], VersionCard], versions: Versions
) -> None:
    versions.choose(Choice(use=Kept(version="0.2.0", tables="0006", views=9, folder="0.2.0"), before=versions.own, is_good=True))
    card = shown(replace(versions, own=replace(versions.own, version="0.3.0")))
    assert "0.3.0" in card.said.text() and "0.2.0" not in card.said.text() and not card.back.isVisible()
