"""The map: points from the files themselves, heaps, scale and north, worked by keys as well as by the list beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from core.actions.cases.exhibits import attach_bytes
from core.actions.cases.map_points import MapPoint, map_points, metres_between
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from tests.ui.case_samples import model_a_answers, new_case, saved_form
from tests.unit.paper_samples import photo_at
from ui.gallery.map_canvas import MapCanvas, heart
from ui.gallery.map_page import MapPage
from ui.gallery.map_state import MapState
from ui.jobs.runner import JobRunner

pytestmark = pytest.mark.usefixtures("dressed")


def point(name: str, latitude: float, longitude: float) -> MapPoint:
    return MapPoint(
        kind="exhibit", stream=name, case_id="1", latitude=latitude, longitude=longitude, title=name, place=name, day="2024-10-05"
    )


def test_photos_with_a_position_and_cases_of_the_same_village_are_on_the_map(qtbot: QtBot, vault: Vault, jobs: JobRunner) -> None:
    first, second, far = (new_case(vault, title=title, number=title, status="draft") for title in ("Satu", "Dua", "Tiga"))
    for case_id in (first, second):
        saved_form(vault, case_id, "model_a", model_a_answers())
    with Intake() as intake:
        for number in range(3):
            attach_bytes(vault, first, photo_at(-6.9 - number / 100, 107.6), f"{number}.jpg", obtained="drop", intake=intake)
    view = map_points(vault)
    assert [one.kind for one in view.points].count("exhibit") == 3
    assert [one.case_id for one in view.points if one.kind == "near"] == [second]
    assert view.unplaced == 1
    page = MapPage(MapState(vault, jobs))
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    qtbot.waitUntil(lambda: page.rows.rowCount() == 4)
    page.list.setCurrentIndex(page.rows.index(next(row for row in range(4) if page._points[row].kind == "exhibit"), 0))
    with qtbot.waitSignal(page.pictures_wanted) as wanted:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert len(wanted.args[0]) == 3
    page.list.setCurrentIndex(page.rows.index(next(row for row in range(4) if page._points[row].kind == "near"), 0))
    with qtbot.waitSignal(page.case_wanted) as case:
        page.view.setEnabled(True)
        page.view.click()
    assert case.args == [second]
    del far


def test_arrows_go_from_point_to_point_and_keys_zoom(qtbot: QtBot) -> None:
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    canvas.show_points([point("tengah", -6.9, 107.6), point("timur", -6.9, 107.7), point("utara", -6.8, 107.6)])
    chosen: list[str] = []
    canvas.chosen.connect(lambda one: chosen.append(one.stream))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(canvas, key)
    assert chosen == ["tengah", "timur", "tengah", "utara", "tengah"]
    before = canvas.scale_bar()[0]
    for _ in range(6):
        qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.scale_bar()[0] < before
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.scale_bar()[0] == before
    with qtbot.waitSignal(canvas.opened):
        qtbot.keyClick(canvas, Qt.Key.Key_Return)


def test_points_that_would_cover_each_other_are_one_heap_until_it_is_near(qtbot: QtBot) -> None:
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show_points([point("a", -6.9, 107.6), point("b", -6.90001, 107.60001), point("jauh", -6.5, 107.2)])
    assert sorted(len(one.points) for one in canvas.clusters()) == [1, 2]
    canvas.choose(point("a", -6.9, 107.6))
    for _ in range(22):
        canvas.zoom_in()
    assert all(len(one.points) == 1 for one in canvas.clusters())


def test_the_scale_tells_true_metres() -> None:
    assert metres_between((-6.0, 107.0), (-7.0, 107.0)) == pytest.approx(111_195, rel=0.001)
    assert metres_between((60.0, 0.0), (60.0, 1.0)) == pytest.approx(55_597, rel=0.001)


def test_the_name_of_a_place_stands_at_one_of_its_points() -> None:
    far_apart = [QPointF(10, 500), QPointF(800, 20)]  # the middle of both is where nothing is
    assert heart(far_apart) in far_apart
    near = [QPointF(10, 10), QPointF(12, 11), QPointF(11, 12), QPointF(900, 900)]
    assert heart(near) in near[:3]
