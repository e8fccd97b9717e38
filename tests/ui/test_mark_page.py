"""Marking a copy of a picture in the window, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from core.actions.cases.exhibits import attach_bytes
from core.evidence.inspect import Intake
from core.evidence.marks import BOX, COVER, NUMBER, Mark
from core.vault.vault import Vault
from core.vault.views import exhibits
from tests.ui.case_samples import new_case
from tests.unit.paper_samples import jpeg
from ui.jobs.runner import JobRunner
from ui.marks.mark_page import MarkPage
from ui.marks.mark_state import MarkState


def shown(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake) -> MarkPage:
    stream = attach_bytes(vault, new_case(vault, title="Satu", number="1", status="draft"), jpeg(1, (640, 480)), "a.jpg", obtained="drop",
                          intake=intake).streams[0]  # fmt: skip
    with vault.read() as tx:
        exhibit = exhibits.one(tx, stream)
    assert exhibit is not None
    state = MarkState(vault, jobs, intake, exhibit)
    with qtbot.waitSignal(state.shown):
        page = MarkPage(state)
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
    return page


def test_a_face_is_covered_by_mouse_and_the_reason_is_asked(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake) -> None:
    page = shown(qtbot, vault, jobs, intake)
    canvas = page.canvas
    assert not page.save.isEnabled() and page.reason.isHidden()
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    canvas.mouseMoveEvent(_moved(middle + QPoint(60, 40)))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 40))
    (mark,) = canvas.marks
    assert mark.kind == COVER and abs(mark.x1 - 5000) < 60 and mark.x2 > mark.x1 and mark.y2 > mark.y1
    with qtbot.waitSignal(page.state.refused):
        page.save.click()
    assert "alasan" in page.banner.text() or "reason" in page.banner.text()
    assert page.window().focusWidget() is page.reason
    page.reason.setText("Wajah saksi")
    with qtbot.waitSignal(page.kept) as kept:
        page.save.click()
    with vault.read() as tx:
        copy = exhibits.one(tx, kept.args[0].streams[0])
    assert copy is not None and copy.covers and copy.copy_reason == "Wajah saksi"


def test_marks_are_put_moved_sized_undone_and_deleted_by_keys(qtbot: QtBot, vault: Vault, jobs: JobRunner, intake: Intake) -> None:
    page = shown(qtbot, vault, jobs, intake)
    canvas = page.canvas
    page.choose(BOX)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    (put,) = canvas.marks
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.marks == [Mark(BOX, put.x1 + 100, put.y1, put.x2 + 100, put.y2 + 100)]
    page.undo.click()
    page.undo.click()
    assert canvas.marks == [put]
    page.choose(NUMBER)
    for _ in range(2):
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert [one.words for one in canvas.marks[1:]] == ["1", "2"]
    qtbot.keyClick(canvas, Qt.Key.Key_N)
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert [one.kind for one in canvas.marks] == [NUMBER, NUMBER]
    with qtbot.waitSignal(page.kept):
        page.save.click()


def _moved(place: QPoint) -> QMouseEvent:
    """What a real pointer sends; QTest moves without a button."""
    at = QPointF(place)
    return QMouseEvent(QEvent.Type.MouseMove, at, at, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
