"""Evidence of a case: taken in every way, described in place, seen in full, given back byte for byte."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from core.actions.cases.exhibits import IN_HAND, attach_files
from core.actions.exchange.enrol import enrol
from core.actions.exchange.free_space import free_space
from core.actions.exchange.sync import sync
from core.evidence.inspect import Intake
from core.reporter import Cancelled, Reporter
from core.vault.vault import Vault
from core.vault.views import exhibits, history
from tests.exchange.running_centre import RunningCentre
from tests.ui.case_samples import new_case
from ui.exhibits.away_words import away_words
from ui.exhibits.exhibits_state import LARGE_BYTES, ExhibitsState
from ui.exhibits.exhibits_view import FILE_LANE, ExhibitsView
from ui.exhibits.original import LONGEST_EDGE, read_original
from ui.exhibits.viewer_page import ViewerPage
from ui.exhibits.viewer_state import ViewerState
from ui.jobs.runner import JobRunner
from ui.sync.lane_words import size_words


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Three JPEG files; the first lies on its side by its EXIF orientation."""
    made = []
    for number, colour in enumerate(("red", "green", "blue")):
        exif = Image.Exif()
        exif[274] = 6 if number == 0 else 1
        path = tmp_path / f"foto{number}.jpg"
        Image.new("RGB", (640, 480), colour).save(path, exif=exif)
        made.append(path)
    return made


def shown_view(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, case_id: str) -> ExhibitsView:
    view = ExhibitsView(ExhibitsState(vault, jobs, intake, case_id))
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    return view


def taken_in(qtbot: QtBot, view: ExhibitsView, paths: list[Path], obtained: str = "drop") -> None:
    with qtbot.waitSignal(view.state.intake_ended, timeout=20_000):
        view.state.attach(paths, obtained)
    qtbot.waitUntil(lambda: not view.state.is_busy)


def test_dropped_files_and_folders_become_exhibits_with_thumbnails(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]
):
    case_id = new_case(vault)
    view = shown_view(qtbot, vault, jobs, intake, case_id)
    with qtbot.waitSignals([view.state.intake_ended, view.state.thumbnail_ready], timeout=20_000):
        view.grid.files_dropped.emit([photos[0].parent])
    qtbot.waitUntil(lambda: len(view.state.exhibits) >= 3)
    kept = [one for one in view.state.exhibits if one.file_name.startswith("foto")]
    assert [one.no for one in kept] == sorted(one.no for one in kept)
    assert {one.obtained for one in kept} == {"drop"}
    assert (kept[0].width, kept[0].height) == (480, 640)


def test_a_pasted_picture_and_pasted_files_say_that_they_were_pasted(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]
):
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    picture, files = QMimeData(), QMimeData()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    picture.setImageData(image)
    files.setUrls([QUrl.fromLocalFile(str(photos[1]))])
    for pasted in (picture, files):
        with qtbot.waitSignal(view.state.intake_ended, timeout=20_000):
            view.grid.paste(pasted)
        qtbot.waitUntil(lambda: not view.state.is_busy)
    assert [(one.media_type, one.obtained) for one in view.state.exhibits] == [("image/png", "paste"), ("image/jpeg", "paste")]


def test_a_stopped_intake_keeps_what_is_durable(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, tmp_path: Path):
    folder = tmp_path / "banyak"
    folder.mkdir()
    for number in range(30):
        Image.new("RGB", (64, 48), (number, 0, 0)).save(folder / f"{number:02}.jpg")
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))

    def stop_at_third(done: int, _total: int, _name: str) -> None:
        if done == 3:
            view.state.stop()

    view.state.intake_moved.connect(stop_at_third)
    with qtbot.waitSignal(view.state.intake_ended, timeout=20_000) as ended:
        view.state.attach([folder], "folder")
    assert ended.args == [None]
    qtbot.waitUntil(lambda: not view.state.is_busy)
    assert 3 <= len(view.state.exhibits) < 30
    assert view.banner.isVisible()


def test_a_large_file_says_how_many_of_its_bytes_are_over(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path], tmp_path: Path
):
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(LARGE_BYTES)
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    seen: list[tuple[int, int, str]] = []
    view.state.file_moved.connect(lambda done, total: seen.append((done, total, view.progress.lane_words(FILE_LANE))))
    taken_in(qtbot, view, [photos[0], film])
    assert [done for done, *_ in seen] == sorted(done for done, *_ in seen) and seen[0][0] == 0
    assert all(total == LARGE_BYTES and size_words(total) in words for _, total, words in seen)
    assert [one.size for one in view.state.exhibits] == [photos[0].stat().st_size, LARGE_BYTES]


@pytest.mark.parametrize("share", [0.25, 0.75])  # while it is read for its hash, and while it is written
def test_a_large_file_that_is_stopped_leaves_nothing_and_the_one_before_stays(
    vault: Vault, intake: Intake, photos: list[Path], tmp_path: Path, share: float
):
    film, stop, case_id = tmp_path / "film.mp4", threading.Event(), new_case(vault)
    film.write_bytes(b"\0" * (4 * 1024 * 1024))

    def hand(done: int, total: int, lane: str) -> None:
        if lane == IN_HAND and total == 4 * 1024 * 1024 and done >= share * total:
            stop.set()

    taken = attach_files(vault, case_id, [photos[0], film], obtained="drop", intake=intake, report=Reporter(hand, stop))
    with pytest.raises(Cancelled):
        list(taken)
    with vault.read() as tx:
        (one,) = exhibits.of_case(tx, case_id)
    here = {path.name for path in vault.blobs.folder.rglob("*") if path.is_file()}
    assert here == {vault.blobs.path(digest).name for digest in (one.original, one.working, one.thumbnail)}


def test_a_file_that_is_gone_is_named_and_the_others_are_kept(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path], tmp_path: Path
):
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    taken_in(qtbot, view, [tmp_path / "hilang.jpg", photos[0]])
    assert len(view.state.exhibits) == 1
    assert view.banner.kind == "warn"
    assert "hilang.jpg" in view.banner.text()


def test_a_broken_file_is_kept_and_says_why_it_cannot_be_shown(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, tmp_path: Path):
    broken = tmp_path / "rusak.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0" + bytes(900))
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    taken_in(qtbot, view, [broken])
    qtbot.waitUntil(lambda: view.panel.exhibit is not None)
    assert view.panel.why_not.isVisible()
    assert len(view.panel.why_not.text()) > 40
    assert not view.panel.view.isEnabled()
    assert view.panel.copy.isEnabled()


def test_leaving_a_field_keeps_what_was_said_of_the_exhibit_once(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]
):
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    taken_in(qtbot, view, photos[:1])
    qtbot.waitUntil(lambda: view.panel.exhibit is not None)
    stream = view.state.exhibits[0].stream
    line = view.panel.lines["title"]
    line.setFocus()
    qtbot.keyClicks(line, "Spanduk di balai desa")
    with qtbot.waitSignal(view.state.changed):
        view.panel.caption.setFocus()
    qtbot.waitUntil(lambda: not view.state.is_busy)
    view.panel.lines["place"].setFocus()
    with vault.read() as tx:
        one = exhibits.one(tx, stream)
        deeds = [event.type for event in history.of_stream(tx, stream)]
    assert one is not None
    assert one.title == "Spanduk di balai desa"
    assert deeds == ["exhibit.added", "exhibit.described"]


def test_going_to_another_photo_out_of_a_changed_field_makes_one_record(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]
):
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    taken_in(qtbot, view, photos)
    qtbot.waitUntil(lambda: view.panel.exhibit is not None)
    first, second = view.state.exhibits[0].stream, view.state.exhibits[1].stream
    line = view.panel.lines["title"]
    line.setFocus()
    qtbot.keyClicks(line, "Judul pertama")
    with qtbot.waitSignal(view.state.changed):
        view.grid.setFocus()
        view.grid.choose(second)
    qtbot.waitUntil(lambda: not view.state.is_busy)
    assert view.panel.exhibit is not None and view.panel.exhibit.stream == second
    assert line.text() == ""
    with vault.read() as tx:
        assert [event.type for event in history.of_stream(tx, first)] == ["exhibit.added", "exhibit.described"]
        assert [event.type for event in history.of_stream(tx, second)] == ["exhibit.added"]


def test_the_class_and_the_time_can_be_said(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]):
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    taken_in(qtbot, view, photos[:1])
    qtbot.waitUntil(lambda: view.panel.exhibit is not None)
    with qtbot.waitSignal(view.state.changed):
        view.panel.evidence_class.setCurrentIndex(1)
        view.panel.evidence_class.activated.emit(1)
    qtbot.waitUntil(lambda: not view.state.is_busy)
    view.panel.day.setText("5-10-2024")
    view.panel.time.setText("19.40")
    with qtbot.waitSignal(view.state.changed):
        view.panel.time.editingFinished.emit()
    qtbot.waitUntil(lambda: view.state.exhibits[0].taken_at == "2024-10-05T19:40")
    assert view.state.exhibits[0].evidence_class == "barang_bukti"


def test_an_exhibit_is_withdrawn_only_with_a_reason(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]):
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    taken_in(qtbot, view, photos[:1])
    qtbot.waitUntil(lambda: view.panel.exhibit is not None)
    stream = view.state.exhibits[0].stream
    with qtbot.waitSignal(view.state.refused):
        view.panel.sure.click()
    view.panel.reason.setText("Salah kasus")
    with qtbot.waitSignal(view.state.changed):
        view.panel.sure.click()
    qtbot.waitUntil(lambda: view.state.exhibits == ())
    with vault.read() as tx:
        one = exhibits.one(tx, stream)
    assert one is not None and one.is_withdrawn


def test_the_original_comes_out_byte_for_byte_with_its_hash(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "keluar.jpg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(target), ""))
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    taken_in(qtbot, view, photos[:1])
    qtbot.waitUntil(lambda: view.panel.exhibit is not None)
    with qtbot.waitSignal(view.state.copied_out):
        view.panel.copy.click()
    assert target.read_bytes() == photos[0].read_bytes()
    assert hashlib.sha256(photos[0].read_bytes()).hexdigest() in view.banner.text()


def test_the_viewer_goes_through_the_pictures_and_shows_the_original_upright(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path]
):
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    taken_in(qtbot, view, photos)
    found = view.state.exhibits
    page = ViewerPage(ViewerState(vault, jobs, found, found[0].stream))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.state.shown) as shown:
        page.show()
    assert shown.args[1].is_original is False
    with qtbot.waitSignal(page.state.shown) as shown:
        page.original.click()
    assert (shown.args[1].is_original, shown.args[1].image.width(), shown.args[1].image.height()) == (True, 480, 640)
    with qtbot.waitSignal(page.state.shown) as shown:
        page.state.go(1)
    assert shown.args[0].no == "Bukti-2"
    with qtbot.waitSignal(page.state.shown) as shown:
        page.state.go(-2)
    assert shown.args[0].no == "Bukti-3"


def test_a_very_large_original_is_made_to_fit(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, tmp_path: Path):
    path = tmp_path / "besar.jpg"
    Image.new("RGB", (6000, 1000), "grey").save(path)
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    taken_in(qtbot, view, [path])
    assert read_original(vault, view.state.exhibits[0]).image.width() == LONGEST_EDGE


def test_the_real_photos_are_all_kept_heic_by_its_working_copy(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, shared: Path | None, photos: list[Path]
):
    folder = shared / "photos" if shared is not None else photos[0].parent
    files = sorted(path for path in folder.glob("*.*") if path.suffix in (".jpg", ".heic", ".webp", ".png"))
    view = shown_view(qtbot, vault, jobs, intake, new_case(vault))
    with qtbot.waitSignal(view.state.intake_ended, timeout=120_000):
        view.state.attach(files, "folder")
    qtbot.waitUntil(lambda: len(view.state.exhibits) == len(files))
    assert all(one.working for one in view.state.exhibits)
    for one in view.state.exhibits:
        shown = read_original(vault, one)
        assert not shown.image.isNull()
        assert shown.is_original == (one.media_type != "image/heic"), one.file_name


def test_an_original_at_the_centre_is_shown_as_such_and_comes_back_when_it_is_opened(
    qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake, photos: list[Path], tmp_path: Path
):
    centre = RunningCentre(tmp_path / "centre")
    enrol(vault, url=centre.url, code=centre.code(vault.office))
    case_id = new_case(vault)
    view = shown_view(qtbot, vault, jobs, intake, case_id)
    taken_in(qtbot, view, photos[:1])
    sync(vault)
    assert free_space(vault).files == 1
    with qtbot.waitSignal(view.state.loaded):
        view.state.load()
    (one,) = view.state.exhibits
    assert away_words(view.state.away[one.original]) in {label.text() for label in view.panel.facts.findChildren(QLabel)}
    assert view.panel.view.isEnabled() and view.panel.copy.isEnabled()
    viewer = ViewerPage(ViewerState(vault, jobs, (one,), one.stream))
    qtbot.addWidget(viewer)
    qtbot.waitUntil(lambda: not viewer.state.is_busy)
    assert not vault.blobs.has(one.original)  # the working copy is here
    brought: list[str] = []
    viewer.state.fetching.connect(lambda job: job.progressed.connect(lambda *step: brought.append(viewer.fetching.lane_words(step[2]))))
    with qtbot.waitSignal(viewer.state.shown, timeout=20_000) as shown:
        viewer.original.click()
    assert brought and brought[0] and viewer.fetching.isHidden()
    assert shown.args[1].is_original and vault.blobs.has(one.original)
    assert free_space(vault).files == 1
    with qtbot.waitSignal(view.state.copied_out, timeout=20_000):
        view.state.copy_out(one.stream, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes() == photos[0].read_bytes()
    qtbot.waitUntil(lambda: not view.state.away)
    free_space(vault)
    centre.kill()
    with qtbot.waitSignal(viewer.state.refused, timeout=30_000):
        viewer.state.look_at_original()
    qtbot.waitUntil(lambda: not viewer.state.is_busy)
