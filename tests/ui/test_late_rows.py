"""On a slow disk the rows of the list are seen empty for a moment and the window goes on; on a quick one they are there at once."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from core.errors import AppError
from core.vault.errors import DiskRefused
from tests.ui.test_case_list_page import blank
from ui.cases.case_rows import CaseRow
from ui.cases.case_table import AHEAD, PAGE, CaseTable, CaseTableModel
from ui.cases.row_reader import RowReader
from ui.jobs.runner import JobRunner

Rows = dict[str, CaseRow]
TITLE = 1  # its column
FOREVER_S = 3600.0


class SlowDisk:
    """Reads rows once it is let go; `asked` are the first keys of each reading."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_end = threading.Event()
        self.refusal: AppError | None = None
        self.edition = "Judul"

    def read(self, keys: Sequence[str]) -> Rows:
        self.asked.append(keys[0])
        edition = self.edition
        self.may_end.wait()
        if self.refusal is not None:
            raise self.refusal
        return {key: CaseRow(blank(key, edition), "saved") for key in keys}


@pytest.fixture
def disk() -> SlowDisk:
    return SlowDisk()


def shown(disk: SlowDisk, jobs: JobRunner, *, rows: int = 1000, wait_s: float = 0.0) -> tuple[CaseTableModel, RowReader]:
    reader = RowReader(disk.read, jobs, wait_s=wait_s)
    model = CaseTableModel(reader.read)
    reader.came.connect(model.take_rows)
    model.show_keys([str(number) for number in range(rows)])
    return model, reader


def title(model: CaseTableModel, row: int) -> object:
    return model.index(row, TITLE).data()


def test_rows_of_a_quick_disk_are_there_at_once(disk: SlowDisk, jobs: JobRunner) -> None:
    disk.may_end.set()
    model, _reader = shown(disk, jobs, wait_s=FOREVER_S)
    assert title(model, 0) == "Judul 0"
    assert title(model, 900) == "Judul 900"
    assert disk.asked == ["0", str(900 // PAGE * PAGE)]


def test_rows_that_are_late_are_empty_until_they_come(qtbot: QtBot, disk: SlowDisk, jobs: JobRunner) -> None:
    model, reader = shown(disk, jobs)
    assert title(model, 0) is None
    with qtbot.waitSignals([reader.came, model.dataChanged]):
        disk.may_end.set()
    assert title(model, 0) == "Judul 0"
    assert title(model, PAGE * AHEAD - 1) == f"Judul {PAGE * AHEAD - 1}"
    assert disk.asked == ["0"]


def test_while_rows_are_late_nothing_else_is_read_and_then_what_is_in_sight(qtbot: QtBot, disk: SlowDisk, jobs: JobRunner) -> None:
    model, _reader = shown(disk, jobs)
    qtbot.addWidget(table := CaseTable(model))
    table.resize(600, 300)
    table.show()
    qtbot.waitUntil(lambda: disk.asked == ["0"])
    for row in (400, 600, 800):
        table.scrollTo(model.index(row, TITLE))
        assert title(model, row) is None
    disk.may_end.set()
    qtbot.waitUntil(lambda: title(model, 800) == "Judul 800")
    assert disk.asked[0] == "0"
    assert all(int(first) > 700 for first in disk.asked[1:])


def test_rows_that_were_asked_for_before_the_list_changed_are_not_shown(qtbot: QtBot, disk: SlowDisk, jobs: JobRunner) -> None:
    model, reader = shown(disk, jobs)
    assert title(model, 0) is None
    disk.edition = "Baru"
    model.reload()
    assert title(model, 0) is None
    with qtbot.waitSignal(reader.came):
        disk.may_end.set()
    qtbot.waitUntil(lambda: title(model, 0) == "Baru 0")


def test_late_rows_of_another_search_do_not_fill_this_one(qtbot: QtBot, disk: SlowDisk, jobs: JobRunner) -> None:
    model, reader = shown(disk, jobs)
    assert title(model, 0) is None
    model.show_keys(["a", "b"])
    assert title(model, 0) is None
    with qtbot.waitSignal(reader.came):
        disk.may_end.set()
    qtbot.waitUntil(lambda: title(model, 1) == "Judul b")
    assert disk.asked == ["0", "a"]


def test_rows_that_the_disk_refuses_stay_empty_and_are_told_once(qtbot: QtBot, disk: SlowDisk, jobs: JobRunner) -> None:
    disk.refusal = DiskRefused("Nothing was read: the disk reports an error.")
    told: list[AppError] = []
    model, reader = shown(disk, jobs)
    reader.refused.connect(told.append)
    assert title(model, 0) is None
    with qtbot.waitSignal(reader.came):
        disk.may_end.set()
    assert title(model, 0) is None
    assert (told, disk.asked) == ([disk.refusal], ["0"])
    disk.refusal = None
    model.reload()
    title(model, 0)
    qtbot.waitUntil(lambda: title(model, 0) == "Judul 0")
