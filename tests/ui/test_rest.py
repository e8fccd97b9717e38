"""While nobody works the program holds no pages of the database; while somebody does, no more than it must."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.vault.vault import Vault
from ui.jobs.runner import Job, JobRunner
from ui.rest import Rest

MIB = 1024 * 1024
ROWS_MIB, CONNECTIONS = 12, 3
CACHE_MIB = 8  # of one connection
OVERHEAD = 1.25  # of a page in memory


class Allocated(ctypes.Structure):
    """struct mallinfo2 of glibc."""

    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]


def in_use_mib() -> float:
    """Return what was allocated and not freed, beside Python's own small objects."""
    ask = ctypes.CDLL(None).mallinfo2
    ask.restype = Allocated
    return float(ask().uordblks) / MIB


@pytest.fixture
def full_vault(tmp_path: Path) -> Iterator[Vault]:
    vault = Vault.create(tmp_path / "vault", data_key=bytes(range(32)))
    with vault.write() as tx:
        tx.exec_driver_sql("CREATE TABLE full (bytes BLOB)")
        for _ in range(ROWS_MIB * 8):
            tx.exec_driver_sql("INSERT INTO full VALUES (zeroblob(131072))")
    vault.rest()
    yield vault
    vault.close()


def read_everything(vault: Vault) -> None:
    """Read all rows in several connections at the same time, as the jobs of a page do."""
    with ExitStack() as stack:
        for tx in [stack.enter_context(vault.read()) for _ in range(CONNECTIONS)]:
            tx.exec_driver_sql("SELECT count(*) FROM full WHERE hex(substr(bytes, -1)) = '00'").scalar_one()


def test_a_connection_keeps_eight_mebibytes_of_pages_at_most_and_none_at_rest(full_vault: Vault) -> None:
    before = in_use_mib()
    read_everything(full_vault)
    kept = in_use_mib() - before
    assert 0.7 * CACHE_MIB * CONNECTIONS < kept < OVERHEAD * CACHE_MIB * CONNECTIONS
    full_vault.rest()
    assert in_use_mib() - before < 1
    read_everything(full_vault)  # and all of it is read again


def test_what_is_being_read_stays_at_rest(full_vault: Vault) -> None:
    with full_vault.read() as tx:
        rows = tx.exec_driver_sql("SELECT length(bytes) FROM full")
        assert rows.fetchone() == (131072,)
        full_vault.rest()
        assert len(rows.fetchall()) == ROWS_MIB * 8 - 1


def test_the_desk_lets_go_of_pages_when_nobody_works(full_vault: Vault, jobs: JobRunner, qtbot: QtBot) -> None:
    before = in_use_mib()
    qtbot.addWidget(window := QWidget())
    window.show()
    rest = Rest(full_vault, jobs, window.windowHandle(), rest_ms=20)
    job = Job(lambda _report: read_everything(full_vault))
    jobs.start(job)
    qtbot.waitUntil(lambda: jobs.is_idle)
    qtbot.waitUntil(lambda: in_use_mib() - before < CACHE_MIB / 2)
    rest.deleteLater()


def test_the_desk_lets_go_of_nothing_while_a_job_runs(full_vault: Vault, jobs: JobRunner, qtbot: QtBot) -> None:
    rest, may_end = Rest(full_vault, jobs, None), threading.Event()
    before = in_use_mib()
    read_everything(full_vault)
    jobs.start(Job(lambda _report: may_end.wait()))
    rest.give_back()
    assert in_use_mib() - before > CACHE_MIB
    may_end.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    rest.give_back()
    assert in_use_mib() - before < CACHE_MIB / 2
    rest.deleteLater()
