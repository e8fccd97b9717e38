"""A disk that refuses: full, not writable, or shared by two programs. One clear sentence, and nothing is lost or doubled."""

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from core.actions.check.check_vault import check_vault
from core.actions.office.setup import found_office
from core.actions.office.unlock import unlock
from core.exchange.packing import is_full
from core.reporter import Cancelled, Reporter
from core.vault import truth
from core.vault.database import leave_no_trace
from core.vault.durable import write_durably
from core.vault.errors import DiskRefused, VaultDamaged
from tests.exchange.offices import PASSPHRASE, QUICK, chair, first_laptop, office
from tests.unit.vault_samples import bytes_of

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def mounted(point: Path, *options: str) -> Iterator[None]:
    """Mount something on a folder for a while."""
    point.mkdir(exist_ok=True)
    if (
        os.geteuid() != 0
        or shutil.which("mount") is None
        or subprocess.run(["mount", *options, str(point)], capture_output=True).returncode
    ):
        pytest.skip("only root may mount a disk; tests/journeys/test_bad_disk.py tries the same without")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(point)], check=True)


def fill(folder: Path) -> None:
    """Leave not one free block."""
    with (folder / "filling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return


def run_limited(script: str, limit: int, *arguments: str) -> dict[str, str]:
    """Run a script in a child process that may make no file longer than `limit` bytes. Returns what it printed as JSON."""

    def limited() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=ROOT, preexec_fn=limited, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


PUT = """
import json, os, sys
from pathlib import Path
from core.actions.office.unlock import unlock
from core.errors import AppError
vault = unlock(Path(sys.argv[1]), sys.argv[2])
try:
    vault.blobs.put_bytes(os.urandom(3_000_000))
    print(json.dumps({"code": "stored"}))
except AppError as error:
    print(json.dumps({"code": error.code, "title": error.title, "hint": error.hint}))
"""


def test_a_file_that_does_not_fit_is_refused_in_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    first_laptop(tmp_path / "vault").close()
    before = bytes_of(tmp_path / "vault" / "blobs")
    told = run_limited(PUT, 1_000_000, str(tmp_path / "vault"), PASSPHRASE)
    assert told["code"] == "disk.refused" and told["title"].startswith("Nothing was saved") and told["hint"]
    assert bytes_of(tmp_path / "vault" / "blobs") == before
    assert run_limited(PUT, 100_000_000, str(tmp_path / "vault"), PASSPHRASE) == {"code": "stored"}
    assert check_vault(unlock(tmp_path / "vault", PASSPHRASE)).is_whole


SET_UP = """
import json, sys
from pathlib import Path
from core.actions.office.setup import found_office
from core.errors import AppError
from tests.exchange.offices import PASSPHRASE, QUICK, chair, office
try:
    found_office(Path(sys.argv[1]), office(), chair(), PASSPHRASE, hardness=QUICK)
    print(json.dumps({"code": "made"}))
except AppError as error:
    print(json.dumps({"code": error.code, "title": error.title, "hint": error.hint}))
"""


def test_a_set_up_without_room_is_refused_and_can_be_run_again(tmp_path: Path) -> None:
    for limit in (0, 120_000):
        told = run_limited(SET_UP, limit, str(tmp_path / "vault"))
        assert told["code"] in ("disk.refused", "vault.damaged") and told["hint"], limit  # a limit is no full disk: SQLite says I/O error
    assert run_limited(SET_UP, 100_000_000, str(tmp_path / "vault")) == {"code": "made"}
    assert check_vault(unlock(tmp_path / "vault", PASSPHRASE)).is_whole


def test_on_a_full_disk_nothing_acknowledged_is_lost_and_the_sentence_says_full(tmp_path: Path) -> None:
    # 4 MiB: a new vault and its write-ahead log beside it
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=5m", "tmpfs"):
        fill(tmp_path / "small")
        with pytest.raises(DiskRefused, match="full"):
            first_laptop(tmp_path / "small" / "vault")
        (tmp_path / "small" / "filling").unlink()
        vault = first_laptop(tmp_path / "small" / "vault")
        kept = vault.blobs.put_bytes(b"vorher")
        fill(tmp_path / "small")
        with pytest.raises(DiskRefused, match="full"):
            vault.blobs.put_bytes(os.urandom(200_000))
        with pytest.raises(DiskRefused, match="full"), vault.write() as tx:
            truth.add_held_blob(tx, "ab" * 32, 1)
            for number in range(3000):
                truth.add_held_blob(tx, f"{number:064x}", number)
        (tmp_path / "small" / "filling").unlink()
        assert vault.blobs.read_bytes(kept.sha256) == b"vorher"
        with vault.write() as tx:
            truth.add_held_blob(tx, "cd" * 32, 1)
        vault.close()
        vault = unlock(tmp_path / "small" / "vault", PASSPHRASE)
        assert {one.what for one in check_vault(vault).findings} == {"cd" * 32}
        vault.close()


def test_a_folder_that_cannot_be_written_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a file, no folder")
    with pytest.raises(DiskRefused) as refusal:
        found_office(tmp_path / "file" / "vault", office(), chair(), PASSPHRASE, hardness=QUICK)
    assert refusal.value.hint and (tmp_path / "file").read_bytes() == b"a file, no folder"


def test_a_folder_that_is_read_only_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    first_laptop(tmp_path / "vault").close()
    before = bytes_of(tmp_path / "vault")
    with mounted(tmp_path / "vault", "--bind", "-o", "ro", str(tmp_path / "vault")):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(tmp_path / "vault")], check=True)
        with pytest.raises((DiskRefused, VaultDamaged)) as refusal:
            vault = unlock(tmp_path / "vault", PASSPHRASE)
            with vault.write() as tx:
                truth.add_held_blob(tx, "ab" * 32, 1)
        assert isinstance(refusal.value, DiskRefused), refusal.value.title
        with pytest.raises(DiskRefused):
            found_office(tmp_path / "vault" / "new", office(), chair(), PASSPHRASE, hardness=QUICK)
    assert bytes_of(tmp_path / "vault") == before


WRITE = """
import sys
from pathlib import Path
from core.actions.cases.open_case import open_case
from core.actions.office.unlock import unlock
vault = unlock(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[4])):
    print("COMMITTED", open_case(vault, regime="pemilu", origin="temuan", title=f"{sys.argv[3]} {number}").record_ids[0], flush=True)
"""


def test_two_programs_on_one_vault_never_take_one_number_twice(tmp_path: Path) -> None:
    first_laptop(tmp_path / "vault").close()
    arguments = [sys.executable, "-c", WRITE, str(tmp_path / "vault"), PASSPHRASE]
    writers = [
        subprocess.Popen([*arguments, name, "40"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in ("window", "command")
    ]
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    told = [writer.communicate()[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    acknowledged = {word for words in told for word in words if word != "COMMITTED"}
    vault = unlock(tmp_path / "vault", PASSPHRASE)
    with vault.read() as tx:
        found = truth.of_log(tx, vault.log.id)
    assert len(acknowledged) == 80 and acknowledged <= {one.id for one in found}
    assert [one.header.seq for one in found] == list(range(1, 82))
    assert [one.header.prev for one in found[1:]] == [one.id for one in found[:-1]]
    assert check_vault(vault).is_whole


def test_a_file_larger_than_the_disk_can_hold_is_said_as_that(tmp_path: Path) -> None:
    """FAT32 ends files at 4 GiB with EFBIG; so does a limit on this process, which is quicker to reach."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(DiskRefused, match="larger than this disk can hold") as refusal:
            write_durably(tmp_path / "D00000" / "P0000001.BUK", [bytes(200_000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert isinstance(refusal.value.__cause__, OSError) and refusal.value.__cause__.errno == errno.EFBIG
    assert not list((tmp_path / "D00000").iterdir())


@pytest.mark.parametrize(
    ("number", "words", "full"),
    [
        (errno.ENOSPC, "the disk is full", True),
        (errno.EPERM, "the disk is full", True),  # of a file that was begun: so some drivers of FAT say it
        (errno.EINVAL, "the disk reports an error", False),
        (errno.EIO, "the disk reports an error", False),
    ],
)
def test_a_stick_that_refuses_bytes_says_which_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, full: bool
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DiskRefused, match=words) as refusal:
        write_durably(tmp_path / "P0000001.BUK", [b"x"])
    assert is_full(refusal.value) == full
    assert not list(tmp_path.iterdir())


def test_writing_the_database_anew_can_be_stopped_and_done_again(tmp_path: Path) -> None:
    vault, stop = first_laptop(tmp_path / "vault"), threading.Event()
    with vault.write() as tx:
        tx.execute(text("CREATE TABLE much (words TEXT)"))
        tx.execute(text("INSERT INTO much VALUES (:words)"), [{"words": "kata"}] * 60_000)
    with pytest.raises(Cancelled):
        leave_no_trace(vault.engine, Reporter(lambda *_step: stop.set(), stop))
    leave_no_trace(vault.engine)
    with vault.read() as tx:
        assert tx.scalar(text("SELECT count(*) FROM much")) == 60_000
    vault.close()
