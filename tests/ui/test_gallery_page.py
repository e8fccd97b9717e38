"""Bukti: the evidence of all cases in one place; what is there twice, what looks alike, two side by side."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.actions.cases.exhibits import attach_bytes, attach_files, describe_exhibit
from core.evidence.drill_photos import draw_all
from core.evidence.inspect import Intake
from core.evidence.likeness import BITS, DIFFERENT_MOST, alike, likeness
from core.vault.vault import Vault
from tests.ui.case_samples import new_case
from ui.gallery.compare_page import ComparePage
from ui.gallery.gallery_page import GalleryPage
from ui.gallery.gallery_state import ALIKE, ALL, TWICE, WITHOUT_TIME, GalleryState, grey_of
from ui.jobs.runner import JobRunner
from ui.widgets.photo_grid import GROUP_ROLE, SPACING, PhotoGrid, Tile


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Drawn photos with EXIF."""
    return [one for one in draw_all(tmp_path_factory.mktemp("photos")) if one.suffix == ".jpg"]


def filled(vault: Vault, intake: Intake, photos: list[Path]) -> None:
    """Two cases with one photo in both, one that came again by chat (compressed anew, no EXIF), and two others."""
    first, second = (new_case(vault, title=title, number=title, status="registered") for title in ("Satu", "Dua"))
    for case, some in ((first, photos[:2]), (second, [photos[0], photos[2]])):
        for _ in attach_files(vault, case, some, obtained="folder", intake=intake):
            pass
    again = io.BytesIO()
    Image.open(photos[0]).convert("RGB").resize((800, 600)).save(again, "JPEG", quality=40)
    chat = attach_bytes(vault, second, again.getvalue(), "IMG-20241005-WA0007.jpg", obtained="drop", intake=intake).streams[0]
    describe_exhibit(vault, chat, {"caption": "Karung di balai desa", "place": "Desa Mekarfiktif"})


def shown(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> GalleryPage:
    page = GalleryPage(GalleryState(vault, jobs))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitSignal(page.state.loaded):
        page.show()
    return page


def choose(qtbot: QtBot, page: GalleryPage, kind: str) -> list[str]:
    with qtbot.waitSignal(page.state.loaded):
        page.state.choose(kind)
    return [one.words for one in page.state.shown]


def test_evidence_of_all_cases_is_found_by_its_words(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]
) -> None:
    filled(vault, intake, photos)
    page = shown(qtbot, vault, jobs)
    assert page.count.text().startswith("5 ") and page.grid.model().rowCount() == 5
    with qtbot.waitSignal(page.state.loaded):
        qtbot.keyClicks(page.search, "mekarfiktif karung")
    with qtbot.waitSignal(page.state.in_hand):
        qtbot.keyClick(page.search, Qt.Key.Key_Down)
        page.state.look_at(page.state.shown[0].stream)
    assert [one.words for one in page.state.shown] == ["Karung di balai desa"]
    assert "chat" in page.panel.unsure.text() or "pesan" in page.panel.unsure.text()
    with qtbot.waitSignal(page.case_wanted):
        page.panel.case.click()


def test_the_same_file_and_what_looks_alike_stand_together(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]
) -> None:
    filled(vault, intake, photos)
    page = shown(qtbot, vault, jobs)
    assert choose(qtbot, page, TWICE) == [photos[0].name, photos[0].name]
    qtbot.waitUntil(lambda: "Satu" in page.panel.twice.text() or "Dua" in page.panel.twice.text())
    alike_words = choose(qtbot, page, ALIKE)
    assert sorted(alike_words) == sorted(["Karung di balai desa", photos[0].name, photos[0].name])
    heads = [page.grid.model().index(row, 0).data(GROUP_ROLE) for row in range(3)]
    assert heads == [("Group 1: 3 pictures", row == 0, row == 2) for row in range(3)]
    assert "Group 1" in page.grid.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert choose(qtbot, page, WITHOUT_TIME) == ["Karung di balai desa"]
    assert page.grid.model().index(0, 0).data(GROUP_ROLE)[0] == ""
    assert len(choose(qtbot, page, ALL)) == 5


def test_where_one_group_ends_and_the_next_begins_is_seen_and_an_ordinary_grid_stays_as_it_was(qtbot: QtBot) -> None:
    grid = PhotoGrid()
    qtbot.addWidget(grid)
    grid.resize(900, 500)
    tiles = [Tile(str(number), f"Bukti-{number}") for number in range(5)]
    grid.show_many([one.id for one in tiles], tiles.__getitem__)
    grid.show()
    qtbot.waitUntil(lambda: grid.visualRect(grid.model().index(0, 0)).height() > 0)
    plain = grid.visualRect(grid.model().index(0, 0)).height()
    grid.show_many([one.id for one in tiles], tiles.__getitem__, {0: "Kelompok 1: 2 gambar", 2: "Kelompok 2: 3 gambar"})
    qtbot.waitUntil(lambda: grid.visualRect(grid.model().index(0, 0)).height() > plain)
    firsts = [grid.model().index(row, 0).data(GROUP_ROLE)[1:] for row in range(5)]
    assert firsts == [(True, False), (False, True), (True, False), (False, False), (False, True)]
    second, third = (grid.visualRect(grid.model().index(row, 0)) for row in (1, 2))
    shot = grid.viewport().grab().toImage()
    ground = shot.pixelColor(second.center().x(), second.top() + 2)
    at = next(y for y in range(second.top(), second.top() + 40) if shot.pixelColor(second.center().x(), y) != ground)
    between = second.right() + SPACING
    assert shot.pixelColor(third.center().x(), at) != ground and shot.pixelColor(between, at) == ground
    assert shot.pixelColor(third.right() + SPACING, at) != ground  # within a group the line goes on
    grid.show_tiles(tiles)
    qtbot.waitUntil(lambda: grid.visualRect(grid.model().index(0, 0)).height() == plain)


def test_two_pictures_are_laid_side_by_side(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]) -> None:
    filled(vault, intake, photos)
    page = shown(qtbot, vault, jobs)
    assert not page.compare.isEnabled()
    page.grid.selectAll()
    assert not page.compare.isEnabled()
    page.grid.clearSelection()
    for row in (0, 1):
        page.grid.selectionModel().select(page.grid.model().index(row, 0), page.grid.selectionModel().SelectionFlag.Select)
    with qtbot.waitSignal(page.comparison_wanted) as wanted:
        page.compare.click()
    beside = ComparePage(wanted.args[0])
    qtbot.addWidget(beside)
    beside.resize(1000, 600)
    beside.show()
    before = [view.zoom_per_cent() for view in beside.views]
    qtbot.keyClick(beside.views[0], Qt.Key.Key_Plus)
    assert all(view.zoom_per_cent() > old for view, old in zip(beside.views, before, strict=True))
    qtbot.keyClick(beside.views[1], Qt.Key.Key_0)
    assert [view.zoom_per_cent() for view in beside.views] == before


def test_pictures_that_differ_in_few_bits_are_grouped_and_others_are_not() -> None:
    luck = random.Random(7)
    base = [luck.getrandbits(BITS) for _ in range(40)]
    near = {
        f"near {number}": bits ^ sum(1 << at for at in luck.sample(range(BITS), DIFFERENT_MOST)) for number, bits in enumerate(base[:20])
    }
    hashes = {f"base {number}": bits for number, bits in enumerate(base)} | near
    assert sorted(alike(hashes)) == sorted([f"base {number}", f"near {number}"] for number in range(20))


def test_a_flat_picture_looks_like_no_other() -> None:
    white, ramp = QImage(90, 80, QImage.Format.Format_RGB32), QImage(90, 80, QImage.Format.Format_RGB32)
    white.fill(0xFFFFFF)
    for x in range(90):
        for y in range(80):
            ramp.setPixel(x, y, (x * 2) << 16 | (x * 2) << 8 | x * 2)
    assert likeness(grey_of(white)) is None and likeness(grey_of(ramp)) == 0
    with pytest.raises(ValueError):
        likeness(grey_of(QImage()))
