"""Beranda offers what is new in the watched folders; Setelan names them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.actions.cases.map_points import village_of
from core.actions.cases.watched_folder import PHOTOS
from core.evidence.chat_names import came_by_chat
from core.vault.vault import Vault
from ui.folders.folders_card import FoldersCard
from ui.folders.folders_state import FoldersState
from ui.folders.found_rows import FoundRows
from ui.jobs.runner import JobRunner
from ui.navigator import Navigator

pytestmark = pytest.mark.usefixtures("dressed")


def test_new_photos_are_offered_taken_or_put_aside_and_a_lost_folder_is_told(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, tmp_path: Path
) -> None:
    folder = tmp_path / "DCIM"
    folder.mkdir()
    card = FoldersCard(FoldersState(vault, jobs))
    qtbot.addWidget(card)
    card.show()
    card._watch(PHOTOS, str(folder))
    qtbot.waitUntil(lambda: card.places[PHOTOS].text() == str(folder))
    for name in ("satu.jpg", "dua.jpg"):
        (folder / name).write_bytes(name.encode())
    navigator, state = Navigator(), FoldersState(vault, jobs)
    rows = FoundRows(state, navigator)
    qtbot.addWidget(rows)
    with qtbot.waitSignal(state.found):
        rows.show()
    assert rows.photos.isHidden()  # it may still be written
    with qtbot.waitSignal(state.found):
        state.look()
    assert rows.photos.take.text() == "2 new files in DCIM"
    with qtbot.waitSignal(navigator.found_photos) as wanted:
        qtbot.keyClick(rows.photos.take, Qt.Key.Key_Return)
    assert [path.name for path in wanted.args[0]] == ["dua.jpg", "satu.jpg"]
    rows.photos.aside.click()
    qtbot.waitUntil(rows.photos.isHidden)
    folder.rename(tmp_path / "dicabut")
    qtbot.waitUntil(lambda: not state.is_busy)
    state.look()
    qtbot.waitUntil(lambda: "DCIM" in rows.photos.problem.text() and rows.photos.problem.isVisible())


@pytest.mark.parametrize(
    ("name", "is_so"),
    [
        ("IMG-20241005-WA0007.jpg", True),
        ("WhatsApp Image 2024-10-05 at 09.04.11.jpeg", True),
        ("photo_2024-10-05_09-04-11.jpg", True),
        ("IMG_20241005_090411.jpg", False),
        ("photo_rapat.jpg", False),
    ],
)
def test_names_that_chat_programs_give_are_known(name: str, is_so: bool) -> None:
    assert came_by_chat(name) is is_so


def test_the_village_is_found_in_a_place_as_people_write_it() -> None:
    assert village_of("Rumah pemenangan, Desa Mekarfiktif, Kec. Sukarekaan") == "Desa Mekarfiktif"
    assert village_of("Lapangan") == "Lapangan"
