"""Photos, their full view, PDF pages and the signature field."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QPointingDevice, QTabletEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ui.printing.pages import print_pdf_to
from ui.widgets.image_view import ImageView
from ui.widgets.pdf_view import FITTED_MOST, PdfView
from ui.widgets.photo_grid import PhotoGrid, Tile
from ui.widgets.signature_pad import SignaturePad

pytestmark = pytest.mark.usefixtures("dressed")


def picture(width: int = 400, height: int = 300, colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def paper(*sizes: tuple[float, float]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number, size in enumerate(sizes, 1):
        canvas.setPageSize(size)
        canvas.setFont("Helvetica", 40)
        canvas.drawString(100, 200, f"Halaman {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def grid(qtbot):
    made = PhotoGrid()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def test_a_thumbnail_is_asked_for_once_when_its_tile_is_painted(qtbot, grid):
    asked: list[str] = []
    grid.thumbnail_wanted.connect(asked.append)
    grid.show_tiles([Tile(f"id-{number}", f"Bukti-{number}") for number in range(500)])
    qtbot.waitUntil(lambda: "id-0" in asked)
    grid.grab()
    grid.grab()
    QApplication.processEvents()
    assert asked.count("id-0") == 1 and "id-499" not in asked


def test_a_given_thumbnail_is_painted(qtbot, grid):
    grid.thumbnail_wanted.connect(lambda tile_id: grid.give_thumbnail(tile_id, picture(colour="#00ff00")))
    grid.show_tiles([Tile("a", "Bukti-1")])

    def is_green() -> bool:
        middle = grid.visualRect(grid.model().index(0, 0)).center() - QPoint(0, 20)
        colour = grid.viewport().grab().toImage().pixelColor(middle)
        return colour.green() > 240 and colour.red() < 20

    qtbot.waitUntil(is_green)


def test_a_broken_file_has_its_tile_and_is_not_asked_for(qtbot, grid):
    with qtbot.assertNotEmitted(grid.thumbnail_wanted):
        grid.show_tiles([Tile("a", "Bukti-1", "cannot be shown", True)])
        grid.grab()
        QApplication.processEvents()
    grid.give_thumbnail("a", b"no picture")  # does nothing
    assert grid.model().rowCount() == 1


def test_dropped_files_and_folders_arrive_as_paths_and_web_addresses_do_not(qtbot, grid, tmp_path):
    dropped = QMimeData()
    dropped.setUrls(
        [QUrl.fromLocalFile(str(tmp_path / "foto 1.jpg")), QUrl("https://example.org/x.jpg"), QUrl.fromLocalFile(str(tmp_path))]
    )
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(grid.files_dropped) as seen:
        grid.dropEvent(event)
    assert seen.args == [[tmp_path / "foto 1.jpg", tmp_path]]


def test_a_pasted_picture_arrives_as_png_and_pasted_files_as_paths(qtbot, grid):
    pasted = QMimeData()
    pasted.setImageData(QImage.fromData(picture(30, 20)))
    with qtbot.waitSignal(grid.image_pasted) as seen:
        grid.paste(pasted)
    assert Image.open(io.BytesIO(seen.args[0])).size == (30, 20) and seen.args[0].startswith(b"\x89PNG")
    pasted.setUrls([QUrl.fromLocalFile("/x/y.jpg")])
    with qtbot.waitSignal(grid.files_dropped) as files, qtbot.assertNotEmitted(grid.image_pasted):
        grid.paste(pasted)
    assert files.args == [[Path("/x/y.jpg")]]


def test_enter_opens_the_tile_in_hand_and_delete_asks_for_the_chosen(qtbot, grid):
    grid.show_tiles([Tile("a", "Bukti-1"), Tile("b", "Bukti-2")])
    grid.setCurrentIndex(grid.model().index(1, 0))
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == ["b"]
    grid.selectAll()
    with qtbot.waitSignal(grid.delete_wanted) as wanted:
        qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert wanted.args == [["a", "b"]]


def test_of_thousands_the_chosen_stay_chosen_while_more_come(grid):
    tiles = [Tile(f"id-{number}", f"Bukti-{number}") for number in range(5_000)]
    grid.show_tiles(tiles)
    wanted = [tile.id for number, tile in enumerate(tiles) if number < 3_000 or number % 2]
    grid.setCurrentIndex(grid.model().index(7, 0))
    grid.choose_ids(set(wanted))
    assert grid.chosen_ids() == wanted and grid.currentIndex().row() == 7


@pytest.fixture
def view(qtbot):
    made = ImageView()
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    assert made.set_image(picture(2000, 1000))
    return made


def test_a_picture_is_fitted_and_stays_fitted_when_the_window_changes(view):
    fitted = view.zoom_per_cent()
    assert 15 <= fitted <= 20
    view.resize(800, 800)
    assert view.zoom_per_cent() > fitted


def test_keys_zoom_and_turn_the_view_only(qtbot, view):
    fitted = view.zoom_per_cent()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom_per_cent() > fitted
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.zoom_per_cent() == 100
    qtbot.keyClick(view, Qt.Key.Key_R)
    assert view.degrees == 90 and view.zoom_per_cent() == 100
    qtbot.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.degrees == 0 and view.zoom_per_cent() == fitted


def test_a_small_picture_is_not_blown_up_and_the_next_one_begins_unturned(view):
    view.turn_right()
    view.set_image(picture(50, 40))
    assert view.degrees == 0 and view.zoom_per_cent() == 100


def test_zoom_has_ends(view):
    for _ in range(60):
        view.zoom_in()
    assert view.zoom_per_cent() <= 2000
    for _ in range(90):
        view.zoom_out()
    assert view.zoom_per_cent() >= 2


def test_what_is_no_picture_says_so(view):
    assert not view.set_image(b"not a picture")


def test_a_pdf_is_shown_from_memory_and_forgotten_on_clear(qtbot):
    made = PdfView()
    qtbot.addWidget(made)
    assert made.set_pdf(paper(A4, A4, A4)) and made.page_count() == 3
    assert made.set_pdf(paper(A4)) and made.page_count() == 1
    assert not made.set_pdf(b"%PDF-1.7 broken")
    made.clear()
    assert made.page_count() == 0


def test_a_pdf_is_as_wide_as_the_window_but_no_wider_than_can_be_read_and_what_a_person_zoomed_stays(qtbot):
    shown = PdfView()
    qtbot.addWidget(shown)
    shown.resize(600, 400)
    shown.show()
    shown.set_pdf(paper(A4))
    assert shown.zoomMode() == PdfView.ZoomMode.FitToWidth
    shown.resize(3600, 400)
    assert shown.zoomMode() == PdfView.ZoomMode.Custom and shown.zoomFactor() == FITTED_MOST
    shown.resize(600, 400)
    assert shown.zoomMode() == PdfView.ZoomMode.FitToWidth
    shown.zoom_by(1.25)
    zoomed = shown.zoomFactor()
    shown.resize(3600, 400)
    assert shown.zoomFactor() == zoomed


def test_printing_keeps_every_page_with_its_own_size(tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    steps: list[tuple[int, int]] = []
    assert print_pdf_to(paper(A4, landscape(A4), (609.4, 935.4)), printer, lambda *step: steps.append(step))
    import pikepdf

    with pikepdf.open(tmp_path / "out.pdf") as printed:
        sizes = [tuple(round(float(edge)) for edge in page.mediabox[2:]) for page in printed.pages]
    assert [
        abs(a - b) <= 2
        for size, wanted in zip(sizes, [(595, 842), (842, 595), (609, 935)], strict=True)
        for a, b in zip(size, wanted, strict=True)
    ] == [True] * 6
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_a_chosen_range_of_pages_is_printed(tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(2, 3)
    assert print_pdf_to(paper(A4, A4, A4, A4), printer)
    import pikepdf

    with pikepdf.open(tmp_path / "out.pdf") as printed:
        assert len(printed.pages) == 2


def test_what_is_no_pdf_is_not_printed(tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert not print_pdf_to(b"nothing", printer) and not (tmp_path / "out.pdf").exists()


@pytest.fixture
def pad(qtbot):
    made = SignaturePad("Signature")
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    return made


def test_mouse_strokes_are_kept_as_whole_numbers_in_order(qtbot, pad):
    for start in (50, 250):
        qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(start, 50))
        qtbot.mouseMove(pad, QPoint(start + 50, 100))
        qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(start + 50, 100))
    strokes = pad.strokes()
    assert [[point[:2] for point in stroke] for stroke in strokes] == [[[100, 100], [200, 200]], [[500, 100], [600, 200]]]
    assert all(type(number) is int for stroke in strokes for point in stroke for number in point)
    times = [point[2] for stroke in strokes for point in stroke]
    assert times == sorted(times) and {point[3] for stroke in strokes for point in stroke} == {500}


def test_a_pen_gives_its_pressure_and_no_second_point_by_the_mouse(pad):
    pen = QPointingDevice()

    def touch(kind: QEvent.Type, x: float, pressure: float) -> None:
        at = QPointF(x, 80)
        button, buttons = Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton
        event = QTabletEvent(kind, pen, at, at, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, button, buttons)
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()

    touch(QEvent.Type.TabletPress, 100, 0.2)
    touch(QEvent.Type.TabletMove, 150, 0.9)
    touch(QEvent.Type.TabletRelease, 150, 0)
    assert [(point[0], point[3]) for point in pad.strokes()[0]] == [(200, 200), (300, 900)]


def test_points_outside_the_field_are_kept_at_its_edge(qtbot, pad):
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.mouseMove(pad, QPoint(900, -50))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(900, -50))
    assert pad.strokes()[0][-1][:2] == [1000, 0]


def test_the_picture_of_a_signature_has_ink_on_clear_ground_and_clear_takes_it_away(qtbot, pad):
    assert pad.to_png() == b"" and pad.is_empty()
    pad.set_strokes([[[100, 100, 0, 500], [900, 300, 40, 500]]])
    drawn = Image.open(io.BytesIO(pad.to_png(1000)))
    assert drawn.size == (1000, 400) and drawn.getpixel((0, 0))[3] == 0 and drawn.getpixel((500, 200))[3] == 255
    with qtbot.waitSignal(pad.changed):
        pad.clear()
    assert pad.is_empty()


def test_a_caller_cannot_change_the_strokes_from_outside(pad):
    pad.set_strokes([[[1, 2, 3, 4]]])
    pad.strokes()[0][0][0] = 99
    assert pad.strokes() == [[[1, 2, 3, 4]]]
