"""The database is read through while the passphrase is typed: once, behind everything else, and without the loss of a lock."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.platform import memory_bytes
from core.vault.vault import DATABASE, Vault
from tests.ui.case_samples import office_vault
from ui.start.read_ahead import PIECE, ReadAhead

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
PIECES = 3
FOREVER_S = 3600.0

# A second program that wants the vault for itself alone: SQLite lets it only while nobody else has the database open.
WANTS_IT_ALONE = f"""
import sys
import sqlcipher3.dbapi2 as sqlcipher
connection = sqlcipher.connect(sys.argv[1], isolation_level=None, timeout=0)
connection.execute("PRAGMA key = \\"x'{KEY.hex()}'\\"")
connection.execute("PRAGMA cipher_page_size = 16384")
connection.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")
try:
    print(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
except sqlcipher.OperationalError as error:
    print(error)
"""
# SQLite 3.53 refuses that by its other file too; so the lock of the database itself (os_unix.c, SHARED_FIRST) is looked for besides.
LOCK_OF_READERS = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
        print("free")
    except OSError:
        print("held")
"""
WINDOW = """
import os, sys
from contextlib import suppress
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.app import run

application, vault = QApplication(sys.argv[:1]), Path(sys.argv[1])

def opened():
    for one in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # closed meanwhile
            yield Path("/proc/self/fd", one).readlink()

def look():
    if vault / "vault.db" in opened():
        print("it is read", flush=True)
        application.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(10)
QTimer.singleShot(60_000, application.quit)
run(vault)
"""


class Watched:
    """Opens files of which every read is noted, and the second one waits until it is let go."""

    def __init__(self) -> None:
        self.reads: list[tuple[int, int]] = []  # from where, how many bytes
        self.is_at_second, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()

    @contextmanager
    def __call__(self, path: Path) -> Iterator[FileIO]:
        noted = self

        class Noted(FileIO):
            def readinto(self, buffer: object, /) -> int:
                if len(noted.reads) == 1:
                    noted.is_at_second.set()
                    noted.may_end.wait()
                at, count = self.tell(), super().readinto(buffer)  # type: ignore[arg-type]
                noted.reads.append((at, count))
                return count

        with Noted(path) as file:
            yield file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose database has PIECES pieces, the last one short."""
    (tmp_path / DATABASE).write_bytes(bytes((PIECES - 1) * PIECE + 5))
    return tmp_path


def every_piece() -> list[tuple[int, int]]:
    whole = [(number * PIECE, PIECE) for number in range(PIECES - 1)]
    return [*whole, ((PIECES - 1) * PIECE, 5), ((PIECES - 1) * PIECE + 5, 0)]


def test_the_database_is_read_from_end_to_end_once(qtbot: QtBot, folder: Path) -> None:
    watched = Watched()
    ahead = ReadAhead(open_file=watched)
    ahead.begin(folder)
    ahead.begin(folder)  # the door is shown anew while it is read: that changes nothing
    qtbot.waitUntil(lambda: not ahead.is_reading)
    assert watched.reads == every_piece()


def test_a_database_that_is_larger_than_half_of_the_memory_is_left_alone(qtbot: QtBot, folder: Path) -> None:
    watched, size = Watched(), (folder / DATABASE).stat().st_size
    ahead = ReadAhead(open_file=watched, memory=2 * size - 1)
    ahead.begin(folder)
    qtbot.waitUntil(lambda: not ahead.is_reading)
    assert watched.reads == []
    ahead = ReadAhead(open_file=watched, memory=2 * size)
    ahead.begin(folder)
    qtbot.waitUntil(lambda: not ahead.is_reading)
    assert watched.reads == every_piece()


def test_it_ends_with_the_piece_under_way_when_it_is_stopped(qtbot: QtBot, folder: Path) -> None:
    watched = Watched()
    watched.may_end.clear()
    ahead = ReadAhead(open_file=watched)
    ahead.begin(folder)
    watched.is_at_second.wait()
    ahead.stop()
    watched.may_end.set()
    qtbot.waitUntil(lambda: not ahead.is_reading)
    assert watched.reads == every_piece()[:2]


def test_another_vault_at_the_door_takes_the_place_of_the_first(qtbot: QtBot, folder: Path, tmp_path: Path) -> None:
    watched, other = Watched(), tmp_path / "other"
    other.mkdir()
    (other / DATABASE).write_bytes(bytes(7))
    watched.may_end.clear()
    ahead = ReadAhead(open_file=watched)
    ahead.begin(folder)
    watched.is_at_second.wait()
    ahead.begin(other)
    watched.may_end.set()
    qtbot.waitUntil(lambda: not ahead.is_reading)
    assert watched.reads == [*every_piece()[:2], (0, 7), (7, 0)]


def test_it_waits_while_jobs_run(qtbot: QtBot, folder: Path) -> None:
    watched = Watched()
    ahead = ReadAhead(open_file=watched, patience_s=FOREVER_S)
    ahead.give_way(False)
    ahead.begin(folder)
    qtbot.waitUntil(lambda: len(watched.reads) == 1)
    assert ahead.is_reading
    assert not watched.is_at_second.is_set()
    ahead.give_way(True)
    qtbot.waitUntil(lambda: not ahead.is_reading)
    assert watched.reads == every_piece()


def test_a_job_that_never_ends_does_not_hold_it_up_for_ever(qtbot: QtBot, folder: Path) -> None:
    watched = Watched()
    ahead = ReadAhead(open_file=watched, patience_s=0.0)
    ahead.give_way(False)
    ahead.begin(folder)
    qtbot.waitUntil(lambda: not ahead.is_reading)
    assert watched.reads == every_piece()


def test_a_vault_without_a_database_is_for_the_door_to_tell(qtbot: QtBot, tmp_path: Path) -> None:
    ahead = ReadAhead()
    ahead.begin(tmp_path)
    qtbot.waitUntil(lambda: not ahead.is_reading)


@pytest.fixture
def read_twice(qtbot: QtBot, tmp_path: Path) -> Iterator[Vault]:
    """A vault that was opened, and then read through at two doors: at the second the handle of the first is used again."""
    vault, ahead = Vault.create(tmp_path / "vault", data_key=KEY), ReadAhead()
    with vault.read():
        for _ in range(2):
            ahead.begin(vault.folder)
            qtbot.waitUntil(lambda: not ahead.is_reading)
    yield vault
    vault.close()


def seen_by_another(program: str, vault: Vault) -> str:
    command = [sys.executable, "-c", program, str(vault.folder / DATABASE)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_a_second_program_still_finds_the_vault_locked(read_twice: Vault) -> None:
    assert seen_by_another(WANTS_IT_ALONE, read_twice) == "database is locked"
    read_twice.close()
    assert seen_by_another(WANTS_IT_ALONE, read_twice) == "delete"


@pytest.mark.skipif(sys.platform == "win32", reason="there a lock belongs to one handle and is not lost with another")
def test_the_lock_on_the_database_is_not_lost(read_twice: Vault) -> None:
    assert seen_by_another(LOCK_OF_READERS, read_twice) == "held"
    read_twice.close()
    assert seen_by_another(LOCK_OF_READERS, read_twice) == "free"


def test_the_memory_of_this_machine_is_known() -> None:
    assert memory_bytes() > 256 * 1024 * 1024


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at the open files of the program")
def test_the_program_reads_the_vault_at_its_door(tmp_path: Path) -> None:
    office_vault(tmp_path / "vault").close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", WINDOW, str(tmp_path / "vault")], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout == "it is read\n"
